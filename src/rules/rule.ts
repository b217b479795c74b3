/** What a rule is: one record says when it holds, what it does to the set of allowed values, and in which words. */

import type { Direction, Kind, Pair } from '../diff/pair.ts';
import type { Effect } from '../diff/variance.ts';
import type { At, Obj } from '../spec/spec-version.ts';

/** One thing a rule found. Without places of its own, those of the pair are meant. */
export interface Fact<D> {
  /** Plain JSON, stable over unrelated edits: it is part of the fingerprint. */
  readonly data: D;
  readonly before?: At;
  readonly after?: At;
}

/** Which question about a value an edit is part of the answer to: is it there, what is it, is the call let in? */
export type Aspect =
  | 'existence'
  | 'presence'
  | 'null'
  | 'type'
  | 'values'
  | 'format'
  | 'limit'
  | 'shape'
  | 'access'
  | 'deprecation'
  | 'notice';

/** What a comparison is told beside the descriptions. */
export interface Context {
  /** The day of the comparison, as `2026-01-31`; without it no announced day has come. */
  readonly today?: string | undefined;
}

/** Which promise of compatibility a change is held to. */
export type Profile = (typeof PROFILES)[number];
export const PROFILES = ['standard', 'strict', 'lenient'] as const;

export interface Policy<D> {
  readonly profile: Profile;
  /** `breaking` whatever the sets say; `tolerated`: breaking by the sets, and a warning all the same. */
  readonly is: 'breaking' | 'tolerated';
  readonly when?: (data: D, direction: Direction) => boolean;
  readonly because: string;
}

export interface Rule<K extends Kind, D> {
  readonly on: K;
  readonly aspect: Aspect;
  /** The status of the pairs it looks at. */
  readonly when: Pair['status'];
  readonly title: string;
  /** Why it matters, for `guard explain` and the docs. */
  readonly explain: string;
  readonly find: (pair: Pair<K>, context: Context) => readonly Fact<D>[];
  /** What the edit does to the set of allowed values, as seen by those the message is for. */
  readonly effect: Effect | ((data: D, direction: Direction) => Effect);
  /** Where the effect departs from the plain set rule: the reason. */
  readonly because?: string;
  /**
   * JSON Schema of the values by which the edit shows, for an edit of a schema: a witness that breaks by it is one of these.
   * Absent where any value may show it.
   */
  readonly shows?: (data: D, pair: Pair<K>, direction: Direction) => Obj | true;
  /** The limit that it is about; `refuses`: whether the tighter of its two sides refuses a value. */
  readonly limit?: {
    readonly keyword: string;
    readonly refuses?: (data: D, pair: Pair<K>, value: unknown) => boolean;
  };
  /** It is about a value that is left out: nothing where one is always sent. */
  readonly ofAbsence?: true;
  /** Another alternative may be meant from then on. */
  readonly mayPick?: true;
  /** What it is about is called by another name from then on. */
  readonly renames?: true;
  /** It says more than which values JSON Schema allows, so that containment cannot decide it. */
  readonly beyondValues?: true;
  /** Names that are not declared count in the proof of this edit, in every profile. */
  readonly countsUndeclared?: (data: D) => boolean;
  /** What people weigh differently: named departures from the verdict in one profile. */
  readonly policies?: readonly Policy<D>[];
  /**
   * The other party chooses here than the one who fills the message: the media type of a response is negotiated by the
   * one who asks for it.
   */
  readonly chosenByReader?: (data: D) => boolean;
  /** What a compatible change still deserves; `info` unless stated. */
  readonly weight?: 'warning' | ((data: D, direction: Direction) => 'warning' | 'info');
  /** One sentence without a full stop; foreign text only through `code()`. */
  readonly message: (data: D) => string;
}

// biome-ignore lint/suspicious/noExplicitAny: `find` is contravariant in its data; `unknown` would refuse every rule.
export type AnyRule = { [K in Kind]: Rule<K, any> }[Kind];

export const NOTHING: readonly never[] = [];

/** Lets a record's data type be inferred from `find`. */
export function rule<K extends Kind, D>(record: Rule<K, D>): Rule<K, D> {
  return record;
}
