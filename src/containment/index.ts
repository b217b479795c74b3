/** `contract-guard/containment`: contains(a, b), with Ajv as the judge of witnesses. */
import type { Obj } from '../spec/spec-version.ts';
import { areEqualDocuments, createSession } from './contains.ts';
import type { Dialect } from './dialect.ts';
import { createAjvJudge } from './judge.ts';
import { lostValues } from './lost-values.ts';
import type { Containment, ContainmentOptions, Session } from './options.ts';
import { type SchemaIn, standalone } from './schema-in.ts';

export { createSession, DEFAULT_BUDGET } from './contains.ts';
export type { Dialect } from './dialect.ts';
export type { Judge, JudgeOptions } from './judge.ts';
export { createAjvJudge } from './judge.ts';
export type { Containment, ContainmentOptions, Formats, Mode, Session } from './options.ts';
export type { Direction, SchemaIn } from './schema-in.ts';
export { standalone } from './schema-in.ts';

export interface ContainsOptions extends ContainmentOptions {
  /** Default `draft2020-12`. */
  readonly dialect?: Dialect;
}

const judge = createAjvJudge();

/**
 * Whether every JSON value valid under `a` is valid under `b`, each a schema document of its own. `contained` is proven;
 * `not-contained` comes with a witness that Ajv finds valid under `a` and invalid under `b`; `unproven` says why.
 * Never throws on bad schemas (a TypeError for a dialect that there is not), never runs longer than its steps allow.
 */
export function contains(a: unknown, b: unknown, options: ContainsOptions = {}): Containment {
  const { dialect = 'draft2020-12' } = options;
  if (areEqualDocuments(a, b)) return { verdict: 'contained' };
  return containsIn(standalone(a, dialect), standalone(b, dialect), options);
}

/**
 * All values valid under `a` and not under `b`, as a JSON Schema of draft-07; undefined where that cannot be told: outside
 * the words of json-schema-diff, which reckons it, in large schemas, or where containment does not prove it exact.
 */
export async function difference(
  a: unknown,
  b: unknown,
  { dialect = 'draft2020-12' }: Pick<ContainsOptions, 'dialect'> = {},
): Promise<Obj | undefined> {
  return lostValues(standalone(a, dialect), standalone(b, dialect), createSession(judge));
}

/** `contains` for schemas deep inside two different descriptions; pass one session for many questions about the same pair. */
export function containsIn(a: SchemaIn, b: SchemaIn, options?: ContainmentOptions, session?: Session): Containment {
  return (session ?? createSession(judge)).contains(a, b, options);
}
