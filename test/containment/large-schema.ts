/** Schemas as large as those of real messages (unions of a dozen objects within each other), and rewrites that change no allowed value. */
import type { Random } from './random-schema.ts';

type Schema = Record<string, unknown>;

const NAMES = ['id', 'name', 'status', 'email', 'items', 'address', 'amount', 'currency', 'created', 'owner', 'tags'];

export function largeSchema(random: Random, depth: number): Schema {
  if (depth <= 0 || random.chance(0.35)) return scalar(random);
  const kind = random.below(10);
  if (kind < 5) return object(random, depth, 2 + random.below(7));
  if (kind < 8) return union(random, depth);
  return { type: 'array', items: largeSchema(random, depth - 1) };
}

function scalar(random: Random): Schema {
  return random.pick<Schema>([
    { type: 'string' },
    { type: 'string', maxLength: 5 + random.below(50) },
    { type: 'string', enum: ['a', 'b', 'c', 'd', 'e'].slice(0, 2 + random.below(4)) },
    { type: 'string', pattern: `^[A-Z]{2,${3 + random.below(4)}}$` },
    { type: 'integer', minimum: random.below(5), maximum: 10 + random.below(90) },
    { type: 'number', exclusiveMinimum: 0 },
    { type: 'boolean' },
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
  ]);
}

function object(random: Random, depth: number, size: number): Schema {
  const names = NAMES.filter(() => random.chance(size / NAMES.length));
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, largeSchema(random, depth - 1)])),
    required: names.filter(() => random.chance(0.4)),
    ...(random.chance(0.15) && { additionalProperties: false }),
  };
}

/** Told apart by a constant, by a member that each requires, or by nothing. */
function union(random: Random, depth: number): Schema {
  const kind = random.below(3);
  const branches = Array.from({ length: 2 + random.below(9) }, (_, index) => {
    const { properties, required, ...rest } = object(random, depth - 1, 1 + random.below(4));
    const [name, member] = kind === 0 ? ['kind', { const: `k${index}` }] : [`own${index}`, scalar(random)];
    if (kind === 2) return { properties, required, ...rest };
    return {
      ...rest,
      properties: { ...(properties as Schema), [name]: member },
      required: [...(required as string[]), name],
    };
  });
  return { [random.pick(['oneOf', 'anyOf'])]: branches };
}

/** Undefined where it says nothing. `S` is `(S ∧ T) ∨ (S ∧ ¬T)`, `¬¬S`, and the other laws of logic. */
const REWRITES: readonly ((schema: Schema) => Schema | undefined)[] = [
  (schema) => ({ allOf: [schema] }),
  (schema) => ({ oneOf: [schema] }),
  (schema) => ({ not: { not: schema } }),
  ({ enum: values, ...rest }) =>
    Array.isArray(values) ? { ...rest, oneOf: values.map((only) => ({ const: only })) } : undefined,
  ({ required, ...rest }) =>
    Array.isArray(required) && required.length > 0 && !('allOf' in rest)
      ? { ...rest, allOf: required.map((name) => ({ required: [name] })) }
      : undefined,
  ({ anyOf, ...rest }) => (Array.isArray(anyOf) ? { ...rest, anyOf: anyOf.toReversed() } : undefined),
  ({ oneOf, ...rest }) => (Array.isArray(oneOf) ? { ...rest, oneOf: oneOf.toReversed() } : undefined),
  ({ oneOf, ...rest }) =>
    Array.isArray(oneOf) && 'type' in rest ? { oneOf: oneOf.map((one) => ({ allOf: [rest, one] })) } : undefined,
  ({ anyOf, ...rest }) =>
    Array.isArray(anyOf) && anyOf.length > 2
      ? { ...rest, anyOf: [{ anyOf: anyOf.slice(0, 2) }, ...anyOf.slice(2)] }
      : undefined,
  splitMembers,
  (schema) =>
    schema['type'] === 'object'
      ? { oneOf: [{ allOf: [schema, { required: ['id'] }] }, { allOf: [schema, { not: { required: ['id'] } }] }] }
      : undefined,
];

function splitMembers(schema: Schema): Schema | undefined {
  const { properties, ...rest } = schema;
  if (schema['type'] !== 'object' || 'additionalProperties' in schema || 'allOf' in schema) return undefined;
  const members = Object.entries(properties as Schema);
  const half = members.length >> 1;
  return {
    ...rest,
    allOf: [members.slice(0, half), members.slice(half)].map((some) => ({ properties: Object.fromEntries(some) })),
  };
}

/** The same with one of its schemas written in another way. */
export function rewritten(random: Random, schema: Schema): Schema {
  const copy = structuredClone(schema);
  const places: Schema[] = [];
  const collect = (one: Schema): void => {
    places.push(one);
    for (const inner of Object.values((one['properties'] ?? {}) as Record<string, Schema>)) collect(inner);
    for (const list of [one['anyOf'], one['oneOf'], one['allOf']])
      for (const inner of (list ?? []) as Schema[]) collect(inner);
    for (const inner of [one['items'], one['not']]) if (inner !== undefined) collect(inner as Schema);
  };
  collect(copy);
  for (;;) {
    const place = random.pick(places);
    const other = random.pick(REWRITES)(structuredClone(place));
    if (other === undefined) continue;
    for (const keyword of Object.keys(place)) delete place[keyword];
    return Object.assign(place, other) && copy;
  }
}
