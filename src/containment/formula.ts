/**
 * The logic that schemas are folded into: one formula per schema, interned, so that equal meaning written alike is the
 * same object and `x ∧ ¬x` is seen at a glance. Every atom speaks about one sort of JSON value and holds vacuously of
 * the others, exactly as JSON Schema keywords do; a *negated* atom therefore fixes the sort.
 */
import type { Json } from '../spec/spec-version.ts';
import { NUMBER_FORMATS, STRING_FORMATS } from './formats.ts';

/** JSON values by sort; `integer` is a sort of its own because 1.0 is an integer and 1.5 is not. Bits of a mask. */
export const NULL = 1;
export const BOOL = 2;
export const INT = 4;
export const FRAC = 8;
export const STR = 16;
export const ARR = 32;
export const OBJ = 64;
export const NUM: number = INT | FRAC;
export const ANY = 127;
export const SORTS: readonly number[] = [NULL, BOOL, STR, INT, FRAC, ARR, OBJ];

interface Node {
  readonly id: number;
  /** Identity with the targets of references left out: equal in two documents when the text is. */
  readonly skeleton: number;
  readonly hasRef: boolean;
  /** Evaluates members or items in the sense of unevaluated* (2020-12, 11): such formulas are never simplified away. */
  readonly notes: boolean;
  /** Declares names in the sense of `declared.ts`: not simplified away either. */
  readonly declares: boolean;
  readonly kids: readonly Formula[];
}

export type Formula = Node &
  (
    | { readonly kind: 'true' | 'false' | 'and' | 'or' | 'one' | 'not' | 'unique' | 'names' }
    | { readonly kind: 'if' }
    | { readonly kind: 'unknown'; readonly reason: string }
    | { readonly kind: 'ref'; readonly target: () => Formula }
    /** unevaluatedProperties or unevaluatedItems beside `kids[0]`, with `kids[1]` for what is left. */
    | { readonly kind: 'unevaluated'; readonly of: 'object' | 'array'; readonly force: () => Formula }
    | { readonly kind: 'type'; readonly mask: number }
    | { readonly kind: 'enum'; readonly values: readonly Json[]; readonly mask: number }
    | { readonly kind: 'bound'; readonly lower: boolean; readonly value: number; readonly exclusive: boolean }
    | { readonly kind: 'multiple'; readonly value: number }
    | { readonly kind: 'size'; readonly of: number; readonly lower: boolean; readonly value: number }
    | { readonly kind: 'pattern'; readonly source: string }
    | { readonly kind: 'format'; readonly name: string }
    | { readonly kind: 'item' | 'items'; readonly index: number }
    /** `lower`: at least `count` items match `kids[0]`; otherwise at most. */
    | { readonly kind: 'count'; readonly lower: boolean; readonly count: number }
    | { readonly kind: 'prop' | 'required' | 'absent'; readonly name: string }
    | { readonly kind: 'patterned'; readonly source: string }
    | { readonly kind: 'rest'; readonly names: readonly string[]; readonly patterns: readonly string[] }
  );

export type Kind = Formula['kind'];
export type FormulaOf<K extends Kind> = Formula & { readonly kind: K };

/** A formula that must hold (`true`) or must not (`false`). */
export interface Literal {
  readonly formula: Formula;
  readonly sign: boolean;
}

/** Structural JSON text with sorted member names: equal text, equal value. */
export function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '0' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as { readonly [name: string]: Json };
  const names = Object.keys(object).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(object[name] as Json)}`).join(',')}}`;
}

export function sortOf(value: Json): number {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'number') return Number.isInteger(value) ? INT : FRAC;
  if (typeof value === 'string') return STR;
  return Array.isArray(value) ? ARR : OBJ;
}

/** The sorts an atom can fail on; 0 for what is not an atom. */
export function sortsOfAtom(formula: Formula): number {
  switch (formula.kind) {
    case 'bound':
    case 'multiple':
      return NUM;
    case 'size':
      return formula.of;
    case 'pattern':
      return STR;
    case 'format':
      return NUMBER_FORMATS.has(formula.name) ? NUM : STRING_FORMATS.has(formula.name) ? STR : ANY;
    case 'item':
    case 'items':
    case 'count':
    case 'unique':
      return ARR;
    case 'prop':
    case 'required':
    case 'absent':
    case 'patterned':
    case 'rest':
    case 'names':
      return OBJ;
    default:
      return 0;
  }
}
