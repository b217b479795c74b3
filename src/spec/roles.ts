/** Which members of a description hold objects, names or data: where a `$ref` or an `$id` means what it says. */

import type { Dialect } from './spec-version.ts';

/**
 * What an object's members are. `object`: keywords, as in a schema or an operation. `names`: anything may be a key (`properties`,
 * `responses`), so `example` or `default` is a name there. `paths`: names, but `x-…` is an extension. `callbacks`: names of `paths`.
 * `example`: an Example Object, which may be a reference itself but whose value is data. `examples`: names of those.
 */
export type Role = 'object' | 'names' | 'paths' | 'callbacks' | 'example' | 'examples';

const DATA: ReadonlySet<string> = new Set(['example', 'default', 'enum', 'const']);

const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'parameters',
  'requestBodies',
  'headers',
  'links',
  'securitySchemes',
  'securityDefinitions',
  'pathItems',
  'mediaTypes',
  'content',
  'encoding',
  'variables',
  'additionalOperations',
]);

/** The role of a member; undefined for data and extensions. */
export function roleOf(key: string, value: unknown, role: Role, dialect: Dialect): Role | undefined {
  switch (role) {
    case 'example':
      return undefined;
    case 'examples':
      return 'example';
    case 'callbacks':
      return 'paths';
    case 'paths':
      return key.startsWith('x-') ? undefined : 'object';
    case 'names':
      return 'object';
    case 'object':
      if (DATA.has(key) || key.startsWith('x-')) return undefined;
      if (Array.isArray(value)) return key === 'examples' ? undefined : 'object';
      if (key === 'examples') return dialect === '2.0' ? undefined : 'examples';
      if (key === 'paths' || key === 'webhooks') return 'paths';
      if (key === 'callbacks') return 'callbacks';
      return NAMED.has(key) ? 'names' : 'object';
  }
}
