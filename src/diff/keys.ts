/** An API key is described as a security scheme or as a required parameter: the same is sent. */

import type { OperationParts, Parameter, Security, SecurityScheme } from '../spec/api.ts';
import { parameterKey } from '../spec/object.ts';
import { apiKeyIdentity } from '../spec/security.ts';
import type { Shapes } from './shapes.ts';
import { isAnyText } from './wire.ts';

/** What decides who may call, and with which parameters. */
export type Asked = Pick<OperationParts, 'parameters' | 'security'>;

/** The parameters of one version that the other asks for as credentials become credentials. */
export function asCredentials(own: Asked, other: Asked, shapes: Shapes): Asked {
  const schemes = other.security.alternatives.flatMap((one) => one.schemes);
  if (!schemes.some(({ identity }) => identity.startsWith('apiKey '))) return own;
  const asked = new Set(schemes.map(({ identity }) => identity));
  const theirs = new Set(other.parameters.map(parameterKey));
  const keys = own.parameters.filter(
    (one) => isKey(one, shapes) && asked.has(apiKeyIdentity(one)) && !theirs.has(parameterKey(one)),
  );
  if (keys.length === 0) return own;
  return {
    parameters: own.parameters.filter((one) => !keys.includes(one)),
    security: withSchemes(own.security, keys.map(schemeOf)),
  };
}

/** Required, and any text: a scheme says no more of its key. */
function isKey({ required, schema, content, at }: Parameter, shapes: Shapes): boolean {
  return required && content.length === 0 && (schema === undefined || isAnyText(shapes.of([schema], at)));
}

function schemeOf(parameter: Parameter): SecurityScheme {
  const { name, at } = parameter;
  return { name, at, identity: apiKeyIdentity(parameter), scopes: [], ways: [] };
}

function withSchemes(security: Security, schemes: readonly SecurityScheme[]): Security {
  const { at, alternatives } = security;
  const known = alternatives.length === 0 ? [{ at, schemes: [] }] : alternatives;
  return { at, alternatives: known.map((one) => ({ at: one.at, schemes: [...one.schemes, ...schemes] })) };
}
