/** What the keyword files share while one schema object is being folded into a formula. */
import type { Obj } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import type { DialectRules } from './dialect.ts';
import type { Dropped } from './direction.ts';
import type { Formula } from './formula.ts';

export type Side = 'values' | 'judge';

/** One schema object being folded, with what its keywords need. */
export interface Folding {
  readonly arena: Arena;
  readonly rules: DialectRules;
  /** Names that do not count in this direction, at this place. */
  readonly dropped: Dropped;
  /** A subschema for the same value. */
  readonly here: (schema: unknown) => Formula;
  /** The same under a keyword that asks instead of demanding. */
  readonly under: (keyword: 'not' | 'if', schema: unknown) => Formula;
  /** A subschema for a member, an item or a name. */
  readonly below: (schema: unknown) => Formula;
  /** A keyword whose value means nothing we know; equal text in both schemas still cancels out. */
  readonly malformed: (keyword: string) => Formula;
}

/** Words for people; `identityOf` is what tells values apart. */
export function text(value: unknown): string {
  return identityOf(value).slice(0, 200);
}

/** JSON text, and what JSON cannot write (a number beyond all doubles) by its name. */
export function identityOf(value: unknown): string {
  const finite = (_: string, inner: unknown): unknown =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner;
  return JSON.stringify(value, finite) ?? 'undefined';
}

/** minLength, maxItems and their like: counts, zero or more. */
export function sizeParts(raw: Obj, folding: Folding, min: string, max: string, of: number, parts: Formula[]): void {
  for (const keyword of [min, max]) {
    const value = raw[keyword];
    const lower = keyword === min;
    if (value === undefined || (lower && value === 0)) continue;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0;
    const { arena } = folding;
    parts.push(fits ? arena.atom('size', `${of} ${lower} ${value}`, { of, lower, value }) : folding.malformed(keyword));
  }
}
