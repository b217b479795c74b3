/** What a search for a value comes back with. */
import type { Json } from '../spec/spec-version.ts';
import type { Governing } from './declared.ts';
import type { Literal } from './formula.ts';

export type Outcome =
  | { readonly found: 'none' }
  | { readonly found: 'value'; readonly value: Json }
  /** Neither a value nor a proof that there is none. */
  | { readonly found: 'unsure'; readonly reason: string };

export const NOTHING: Outcome = { found: 'none' };

export function found(value: Json): Outcome {
  return { found: 'value', value };
}

export function unsure(reason: string): Outcome {
  return { found: 'unsure', reason };
}

/** Asks for one value that satisfies all literals at a place below the present one. */
export type Ask = (literals: readonly Literal[], governing: Governing | undefined) => Outcome;

export function yes(formula: Literal['formula']): Literal {
  return { formula, sign: true };
}

export function no(formula: Literal['formula']): Literal {
  return { formula, sign: false };
}
