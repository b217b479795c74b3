/**
 * All values of one schema that another refuses, as a schema. json-schema-diff reckons with sets of values and writes
 * down what is left; here it is asked where both schemas speak only its words and are small, and it is believed where
 * containment proves its answer exact. It is loaded when somebody asks. Why not more: docs/adr/second-opinion.md.
 */
import { isObj, type Obj } from '../spec/spec-version.ts';
import { DIALECTS, typesOf } from './dialect.ts';
import type { Session } from './options.ts';
import { type SchemaIn, standalone } from './schema-in.ts';

/** Keywords that mean the same here and there, by what is in them. */
const LIMITS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'required'];
const ONE = ['items', 'additionalProperties', 'not'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const BOUNDS = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
] as const;
const WORDS = new Set(['$ref', 'type', 'properties', ...LIMITS, ...ONE, ...LISTS, ...BOUNDS.flat()]);

/** Its time grows with the ways through unions, and with what can be wrong with an object: caps, so that it has an end. */
const MAX_SCHEMAS = 40;
const MAX_DEPTH = 6;
const MAX_WAYS = 12;

class Outside extends Error {}

/**
 * Undefined where nobody can tell: outside its words, too large, or not proven. Undeclared names count. `a` and `b` are
 * read without a direction.
 */
export async function lostValues(a: SchemaIn, b: SchemaIn, session: Session): Promise<Obj | undefined> {
  const plain = inItsWords([a, b]);
  if (plain === undefined) return undefined;
  const [sourceSchema, destinationSchema] = plain;
  const { default: tool } = await import('json-schema-diff');
  let lost: unknown;
  try {
    lost = (await tool.diffSchemas({ sourceSchema, destinationSchema })).removedJsonSchema;
  } catch {
    return undefined;
  }
  if (!isObj(lost)) return undefined;
  const left = { allOf: [sourceSchema, { not: destinationSchema }] };
  const isInside = (x: unknown, y: unknown): boolean => {
    const [one, other] = [standalone(x, 'draft7'), standalone(y, 'draft7')];
    const options = { mode: 'strict', formats: 'ignore', care: 'found' } as const;
    return session.contains(one, other, options).verdict === 'contained';
  };
  return isInside(lost, left) && isInside(left, lost) && !isInside(lost, false) ? lost : undefined;
}

/** Both as draft-07 without references. */
function inItsWords(schemas: readonly [SchemaIn, SchemaIn]): readonly [Obj, Obj] | undefined {
  const [a, b] = schemas.map((schema) => {
    try {
      return translated(schema, { schemas: 0, ways: 1 }, 0);
    } catch (error) {
      if (error instanceof Outside) return undefined;
      throw error;
    }
  });
  return isObj(a) && isObj(b) ? [a, b] : undefined;
}

interface Cost {
  schemas: number;
  ways: number;
}

function translated(home: SchemaIn, cost: Cost, depth: number): unknown {
  const { schema, dialect } = home;
  if (typeof schema === 'boolean') return schema;
  const rules = DIALECTS[dialect];
  cost.schemas++;
  if (!isObj(schema) || cost.schemas > MAX_SCHEMAS || depth > MAX_DEPTH) throw new Outside();
  const inner = (value: unknown, from = home): unknown => translated({ ...from, schema: value }, cost, depth + 1);
  for (const keyword of Object.keys(schema)) {
    const travels = (keyword === 'readOnly' || keyword === 'writeOnly') && schema[keyword] === true;
    const picks = keyword === 'discriminator' && home.discriminates === true;
    if (travels || picks || (rules.has(keyword) && !WORDS.has(keyword))) throw new Outside();
  }
  const out: Record<string, unknown> = {};
  if (schema.$ref !== undefined) {
    const target = typeof schema.$ref === 'string' ? home.resolve(schema.$ref, schema) : undefined;
    if (target === undefined) throw new Outside();
    const referred = inner(target.schema, target);
    if (rules.refAlone) return referred;
    out.allOf = [referred];
  }
  if (schema.type !== undefined) out.type = oneOrMore(typesOf(schema, rules), cost);
  for (const keyword of LIMITS) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  for (const [keyword, strict] of BOUNDS) {
    const isStrict = rules.booleanExclusive && schema[strict] === true;
    if (schema[keyword] !== undefined) out[isStrict ? strict : keyword] = schema[keyword];
    if (!rules.booleanExclusive && schema[strict] !== undefined) out[strict] = schema[strict];
  }
  for (const keyword of ONE) {
    if (schema[keyword] === undefined) continue;
    if (keyword === 'not') pay(cost, 2);
    out[keyword] = inner(schema[keyword]);
  }
  for (const keyword of LISTS) {
    const list = schema[keyword];
    if (list === undefined) continue;
    if (!Array.isArray(list)) throw new Outside();
    if (keyword !== 'allOf') pay(cost, keyword === 'anyOf' ? list.length : list.length ** 2);
    const kids = list.map((one) => inner(one));
    out[keyword] = keyword === 'allOf' && Array.isArray(out.allOf) ? [...out.allOf, ...kids] : kids;
  }
  if (schema.properties !== undefined) {
    if (!isObj(schema.properties)) throw new Outside();
    const entries = Object.entries(schema.properties);
    // names that its resolver of references takes for more
    if (entries.some(([name]) => name.startsWith('$') || name === '__proto__')) throw new Outside();
    out.properties = Object.fromEntries(entries.map(([name, member]) => [name, inner(member)]));
  }
  return out;
}

function pay(cost: Cost, ways: number): void {
  cost.ways *= Math.max(1, ways);
  if (cost.ways > MAX_WAYS) throw new Outside();
}

function oneOrMore(types: readonly unknown[], cost: Cost): unknown {
  pay(cost, types.length > 2 ? types.length : 1);
  return types.length === 1 ? types[0] : types;
}
