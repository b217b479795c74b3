/** One random pair: our verdict against plain Ajv on the text of the schemas, with as many instances as we can think of. */
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type Containment,
  contains,
  createSession,
  type Dialect,
  type Mode,
  standalone,
} from '../../src/containment/index.ts';
import type { Json } from '../../src/spec/spec-version.ts';
import { declaredByReference } from './declared-reference.ts';
import { mutated, type Random, randomFrom, randomSchema, randomValue } from './random-schema.ts';
import { referenceJudge } from './reference.ts';

const load = createRequire(import.meta.url);
const options = { strict: false, validateSchema: false, validateFormats: false, logger: false, meta: false } as const;

export function compileAjv(schema: unknown, dialect: Dialect): ValidateFunction | undefined {
  try {
    if (dialect === 'draft2020-12') return new Ajv2020(options).compile(schema as object);
    if (dialect === 'draft7') return new Ajv(options).compile(schema as object);
    const { default: AjvDraft04 } = load('ajv-draft-04') as { default: typeof Ajv };
    return new AjvDraft04(options).compile(schema as object);
  } catch {
    return undefined;
  }
}

export interface Trial {
  readonly a: unknown;
  readonly b: unknown;
  readonly dialect: Dialect;
  readonly mode: Mode;
  readonly verdict: Containment;
  readonly milliseconds: number;
  /** A value that shows the verdict to be wrong, or a witness that plain Ajv does not confirm. */
  readonly contradiction?: { readonly value: Json; readonly validA: boolean; readonly validB: boolean };
  /** The same, but the second judge does not agree with Ajv. */
  readonly disputed?: boolean;
}

const DIALECTS: readonly Dialect[] = ['draft2020-12', 'draft2020-12', 'draft7', 'draft4', 'openapi-3.0'];

export function trial(seed: number): Trial | undefined {
  const random = randomFrom(seed);
  const dialect = random.pick(DIALECTS);
  const vocabulary = { dialect, recursive: random.chance(0.25) };
  const depth = 1 + random.below(4);
  const a = randomSchema(random, depth, vocabulary);
  const b = random.chance(0.6) ? mutated(random, a, vocabulary) : randomSchema(random, depth, vocabulary);
  const dangling = JSON.stringify([a, b]).includes('$ref') && [a, b].some((schema) => !definesAll(schema));
  if (dangling) return undefined;
  const start = performance.now();
  const mode: Mode = random.chance(0.3) ? 'declared' : 'strict';
  const verdict = contains(a, b, { dialect, mode });
  const base = { a, b, dialect, mode, verdict, milliseconds: performance.now() - start };
  if (verdict.verdict === 'unproven') return base;
  const [refA, refB] = [referenceJudge(a, dialect), referenceJudge(b, dialect)];
  const wrong = (value: Json, isWitness: boolean): Trial | undefined => {
    const [inA, inB] = [refA(value), refB(value)];
    const counts = mode === 'strict' || declaredByReference(a, value, dialect);
    if ((counts && inA && !inB) === isWitness) return undefined;
    // Ajv takes long to compile, and it only has a say where the quick judge objects
    const [ajvA, ajvB] = [byAjv(a, dialect, value) ?? inA, byAjv(b, dialect, value) ?? inB];
    const disputed = (counts && ajvA && !ajvB) === isWitness;
    const contradiction = { value, validA: inA, validB: inB };
    return { ...base, contradiction, ...(disputed ? { disputed } : {}) };
  };
  if (verdict.verdict === 'not-contained') return wrong(verdict.witness, true) ?? base;
  let disputed: Trial | undefined;
  for (const value of instances(random, a, b, dialect, mode)) {
    const seen = wrong(value, false);
    if (seen?.disputed === true) disputed ??= seen;
    else if (seen !== undefined) return seen;
  }
  return disputed ?? base;
}

/** A mutation may have dropped what a reference leads to. */
function definesAll(schema: unknown): boolean {
  const text = JSON.stringify(schema);
  const { $defs, definitions } = (typeof schema === 'object' ? schema : {}) as Record<string, object | undefined>;
  const names = Object.keys($defs ?? definitions ?? {});
  return ['p', 'q'].every((name) => names.includes(name) || !text.includes(`/${name}"`));
}

/** Ajv's generated code breaks on a few odd schemas; then it has no opinion. */
function byAjv(schema: unknown, dialect: Dialect, value: Json): boolean | undefined {
  const judge = dialect === 'openapi-3.0' ? 'draft4' : dialect;
  try {
    return compileAjv(translated(schema, dialect), judge)?.(value) === true;
  } catch {
    return undefined;
  }
}

/** Random values, and values that our own search finds valid under `a` or invalid under `b` for other reasons. */
function* instances(random: Random, a: unknown, b: unknown, dialect: Dialect, mode: Mode): Generator<Json> {
  // no judge: what this finds is only ever a value to try
  const session = createSession((_schema, _value, { side }) => side === 'values');
  for (let i = 0; i < 40; i++) yield randomValue(random, 3);
  for (let i = 0; i < 6; i++) {
    const other = randomSchema(random, 2, { dialect, recursive: false });
    for (const [x, y] of [
      [a, other],
      [other, b],
    ]) {
      const found = session.contains(standalone(x, dialect), standalone(y, dialect), { mode, budget: 20_000 });
      if (found.verdict === 'not-contained') yield found.witness;
    }
  }
}

/** OpenAPI 3.0 as draft-04, for a judge that does not know `nullable`. */
function translated(schema: unknown, dialect: Dialect): unknown {
  if (dialect !== 'openapi-3.0' || typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((inner) => translated(inner, dialect));
  const { nullable, ...rest } = schema as Record<string, unknown>;
  const out = Object.fromEntries(
    Object.entries(rest).map(([name, inner]) => [name, name === 'enum' ? inner : translated(inner, dialect)]),
  );
  if (nullable === true && typeof out.type === 'string') out.type = [out.type, 'null'];
  return out;
}
