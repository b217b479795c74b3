/** What is asked of containment, and what it answers. */
import type { Json, Obj } from '../spec/spec-version.ts';
import type { Direction, SchemaIn } from './schema-in.ts';

export type Mode = 'declared' | 'open' | 'strict';

/**
 * How `format` counts. `both` (the default): an answer is given only where the annotation reading and the registry's
 * agree. `registry`: asserted by the table in formats.ts; what only holds in that reading says so. `asserted`: by that table, whatever
 * holds without it: a value that breaks a format is looked for, not one that breaks something else. `ignore`: annotation.
 */
export type Formats = 'both' | 'registry' | 'asserted' | 'ignore';

/** How far a witness is taken. */
export type Care = 'found' | 'shrunk' | 'judged';

export interface ContainmentOptions {
  /** `declared`: values with declared names only, see declared.ts; `open`: and one more. `strict`: all values. */
  readonly mode?: Mode;
  readonly formats?: Formats;
  /** readOnly members do not travel in requests, writeOnly ones not in responses. */
  readonly direction?: Direction;
  /** Asks only about the values of `a` that are also values of this schema: JSON Schema 2020-12 that refers to nothing. */
  readonly limit?: Obj;
  /** The same with a schema that lives somewhere; the names that it speaks of are no more declared for that. */
  readonly among?: SchemaIn;
  /** A value that may be a witness: where it is one, none is searched for. */
  readonly candidate?: Json;
  /** Steps, not time: the same answer on every machine. */
  readonly budget?: number;
  /**
   * What is done to a witness: `judged` (the default) is shrunk and confirmed by the judge; `shrunk` and `found` are for
   * verdicts whose witness nobody sees.
   */
  readonly care?: Care;
  /** Characters of a witness as JSON, once it is shrunk: a longer one is not judged. */
  readonly size?: number;
  /**
   * Has a witness that is shrunk differ in as little as can be from a value of both schemas, one that this schema takes
   * as well, so that nothing else in it is refused. What reads as `limit` does.
   */
  readonly near?: Obj;
  /**
   * Puts what is refused into a value that all the schemas take which a witness is brought near to; where that makes a witness, whatever
   * names are in it, none is searched for. Undefined where it has no place in it.
   */
  readonly plant?: (harmless: Json) => Json | undefined;
}

export type Containment =
  | { readonly verdict: 'contained'; readonly restsOnFormat?: true }
  | {
      readonly verdict: 'not-contained';
      readonly witness: Json;
      readonly restsOnFormat?: true;
      /** No judge has confirmed the witness: it is longer than `size`. */
      readonly isLong?: true;
    }
  | { readonly verdict: 'unproven'; readonly reason: string };

/** Remembers schemas by identity and answers by question; the schemas given to it must not change while it lives. */
export interface Session {
  readonly contains: (a: SchemaIn, b: SchemaIn, options?: ContainmentOptions) => Containment;
  /** Steps of all answers so far. */
  readonly spent: () => number;
}
