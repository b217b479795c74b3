/** Edits that no person would make, all from the seed. */
import type { Random } from '../containment/random-schema.ts';
import { HOSTILE } from '../report/samples.ts';
import { type Doc, isObject } from '../support/spec.ts';

const TOKENS = [
  '$ref',
  '"#/components/schemas/"',
  '&a',
  '*a',
  '<<: *a',
  '!!binary x',
  '? ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '|\n',
  '\t',
  '\r',
  '\0',
  '\ufeff',
  '\u2028',
  '%YAML 1.1\n---\n',
  '---\n',
  '.inf',
  '1e999',
  '-0',
  '0x1F',
  '~',
  '__proto__: 1\n',
  'constructor',
  '/',
  '~0~1',
  '%00',
];

/** Bytes of a text, damaged at a few places. */
export function damaged(text: string, random: Random): Uint8Array {
  let bytes = Buffer.from(text);
  for (let edits = 1 + random.below(random.pick([1, 4])); edits > 0; edits--) {
    const at = random.below(bytes.length + 1);
    const length = random.below(random.chance(0.2) ? 400 : 12);
    const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    const kind = random.below(6);
    if (kind === 0) bytes = Buffer.concat([head, tail]);
    else if (kind === 1) bytes = Buffer.concat([head, middle, middle, tail]);
    else if (kind === 2) bytes = Buffer.concat([head, Buffer.from([random.below(256)]), bytes.subarray(at + 1)]);
    else if (kind === 3) bytes = Buffer.concat([head, Buffer.from(random.pick(TOKENS)), middle, tail]);
    else if (kind === 4) bytes = Buffer.concat([head, Buffer.from(random.pick(HOSTILE)), tail]);
    else {
      const other = random.below(bytes.length + 1);
      bytes = Buffer.concat([head, bytes.subarray(other, other + length * 4), middle, tail]);
    }
  }
  return bytes;
}

const KEYWORDS = (
  'type enum const properties required items allOf anyOf oneOf not $ref format pattern minimum maximum' +
  ' exclusiveMinimum multipleOf minLength maxLength minItems default additionalProperties patternProperties' +
  ' propertyNames nullable discriminator if then else dependentSchemas dependentRequired prefixItems contains' +
  ' unevaluatedProperties readOnly example parameters requestBody responses content headers security servers' +
  ' callbacks links tags schema in name style explode deprecated operationId x-sunset webhooks components $defs' +
  ' definitions $id $anchor $dynamicRef $dynamicAnchor $schema consumes produces __proto__ constructor toString' +
  ' hasOwnProperty length  0 ~ / %'
).split(' ');

const SCALARS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e-320,
  9007199254740991,
  '',
  '0',
  'string',
  'object',
  'null',
  '#',
  '#/',
  '#/components/schemas/A',
  '#/paths',
  '../x.yaml',
  'http://[',
  'file:///etc/passwd',
  '^(a+)+$',
  '[',
  '(?<=a)b',

  '\\p{L}+',
  '(a|a)*b',
  '\\1(a)',
  '^.{1,99999}$',
  'application/json; q=',
  '*/*',
  '{id}',
  '/{a}/{a}',
  '$request.body#/x',
  '2026-02-30',
  'NaN',
  'path',
  'query',
  'default',
  '2XX',
  '999',
];

function randomPart(random: Random, depth: number): unknown {
  if (depth === 0 || random.chance(0.5)) return random.chance(0.15) ? random.pick(HOSTILE) : random.pick(SCALARS);
  if (random.chance(0.3)) return Array.from({ length: random.below(4) }, () => randomPart(random, depth - 1));
  return objectOf(
    Array.from({ length: random.below(4) }, () => [random.pick(KEYWORDS), randomPart(random, depth - 1)]),
  );
}

/** As JSON.parse makes it: `__proto__` is a member like any other. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Doc {
  return Object.fromEntries(entries);
}

interface Spot {
  readonly holder: Doc | unknown[];
  readonly key: string;
}

function spotsOf(root: unknown): Spot[] {
  const spots: Spot[] = [];
  const queue: unknown[] = [root];
  const seen = new Set<unknown>();
  for (let value = queue.pop(); value !== undefined || queue.length > 0; value = queue.pop()) {
    if ((!isObject(value) && !Array.isArray(value)) || seen.has(value)) continue;
    seen.add(value);
    for (const key of Object.keys(value)) {
      spots.push({ holder: value, key });
      queue.push((value as Doc)[key]);
    }
  }
  return spots;
}

/** A copy with a few parts of another form, elsewhere, or under another name. */
export function deformed(doc: Doc, random: Random): Doc {
  const copy = structuredClone(doc);
  for (let edits = 1 + random.below(5); edits > 0; edits--) {
    const spots = spotsOf(copy);
    if (spots.length === 0) break;
    const { holder, key } = random.pick(spots);
    const kind = random.below(6);
    const set = (name: string, value: unknown): void => {
      if (Array.isArray(holder)) holder.push(value);
      else Object.defineProperty(holder, name, { value, enumerable: true, writable: true, configurable: true });
    };
    if (kind === 0) delete (holder as Doc)[key];
    else if (kind === 1) set(key, randomPart(random, 3));
    else if (kind === 2) set(random.pick(KEYWORDS), randomPart(random, 3));
    else if (kind === 3) set(random.chance(0.5) ? random.pick(HOSTILE) : random.pick(KEYWORDS), (holder as Doc)[key]);
    else {
      const from = random.pick(spots);
      const part: unknown = structuredClone((from.holder as Doc)[from.key]);
      if (JSON.stringify(part).length < 20_000) set(kind === 4 ? key : random.pick(KEYWORDS), part);
    }
  }
  // Holes of arrays and values without a JSON form are not what a parser gives.
  return JSON.parse(JSON.stringify(copy)) as Doc;
}

/** Every name of the document that is free to choose, exchanged for a hostile one; the same seed gives the same names. */
export function renamed(value: unknown, random: Random, share: number): unknown {
  const names = new Map<string, string>();
  const name = (old: string): string => {
    const known = names.get(old);
    if (known !== undefined) return known;
    const fresh = random.chance(share) ? `${old.startsWith('/') ? '/' : ''}${random.pick(HOSTILE)}${names.size}` : old;
    names.set(old, fresh);
    return fresh;
  };
  const FREE = new Set([
    'properties',
    'schemas',
    'parameters',
    'headers',
    'content',
    'securitySchemes',
    'scopes',
    'paths',
  ]);
  const TEXT = new Set([
    'name',
    'operationId',
    'title',
    'description',
    'summary',
    'version',
    'url',
    'format',
    'pattern',
  ]);
  const walk = (part: unknown, key: string): unknown => {
    if (Array.isArray(part)) {
      const isNames = key === 'enum' || key === 'required' || key === 'tags';
      return part.map((one) => (isNames && typeof one === 'string' ? name(one) : walk(one, '')));
    }
    if (typeof part === 'string') {
      if (key === '$ref' && part.startsWith('#/components/')) {
        const [head = '', last = ''] = part.split(/\/(?=[^/]*$)/);
        return `${head}/${name(last).replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25')}`;
      }
      return TEXT.has(key) || key === 'const' || key === 'default' ? name(part) : part;
    }
    if (!isObject(part)) return part;
    return objectOf(Object.entries(part).map(([own, inner]) => [FREE.has(key) ? name(own) : own, walk(inner, own)]));
  };
  return walk(value, '');
}
