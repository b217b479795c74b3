/** What all array atoms at one place say together, and which lengths they leave. */
import type { Json } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import type { Budget } from './budget.ts';
import type { Declarations, Governing } from './declared.ts';
import type { Truth } from './evaluate.ts';
import type { Formula, Literal } from './formula.ts';
import { type Ask, no, yes } from './outcome.ts';

export interface ArrayContext {
  readonly arena: Arena;
  readonly budget: Budget;
  readonly declarations: Declarations;
  readonly governing: Governing | undefined;
  readonly ask: Ask;
  readonly evaluate: (formula: Formula, value: Json) => Truth;
}

export interface Wanted {
  readonly from: number;
  readonly literal: Literal;
  /** Copies of one wish sit at different places. */
  readonly group: number;
}

export interface Shape {
  readonly least: number;
  readonly most: number;
  readonly places: ReadonlyMap<number, readonly Literal[]>;
  readonly tails: readonly { readonly from: number; readonly literal: Literal }[];
  readonly wanted: readonly Wanted[];
  readonly limits: readonly { readonly formula: Formula; readonly most: number }[];
  readonly unique: boolean | undefined;
  /** From this place on all places are alike. */
  readonly uniform: number;
}

const MAX_WANTED = 12;

export function shapeOf(atoms: readonly Literal[]): Shape | undefined {
  let [least, most, uniform] = [0, Number.POSITIVE_INFINITY, 0];
  let unique: boolean | undefined;
  const places = new Map<number, Literal[]>();
  const tails: { from: number; literal: Literal }[] = [];
  const wanted: Wanted[] = [];
  const wishes = new Map<Formula, number>();
  const limits: { formula: Formula; most: number }[] = [];
  for (const { formula, sign } of atoms) {
    const kid = formula.kids[0] as Formula;
    if (formula.kind === 'size') {
      if (formula.lower === sign) least = Math.max(least, sign ? formula.value : formula.value + 1);
      else most = Math.min(most, sign ? formula.value : formula.value - 1);
    } else if (formula.kind === 'unique') unique = sign;
    else if (formula.kind === 'item') {
      places.set(formula.index, [...(places.get(formula.index) ?? []), { formula: kid, sign }]);
      uniform = Math.max(uniform, formula.index + 1);
      if (!sign) least = Math.max(least, formula.index + 1);
    } else if (formula.kind === 'items') {
      uniform = Math.max(uniform, formula.index);
      if (sign) tails.push({ from: formula.index, literal: yes(kid) });
      else wanted.push({ from: formula.index, literal: no(kid), group: formula.id });
    } else if (formula.kind === 'count') {
      const { count } = formula;
      if (formula.lower === sign) {
        // At least one and at least three of a kind are three, not four.
        wishes.set(kid, Math.max(wishes.get(kid) ?? 0, sign ? count : count + 1));
      } else {
        const allowed = sign ? count : count - 1;
        if (allowed < 0) return { ...EMPTY, least: 1, most: 0 };
        if (allowed === 0) tails.push({ from: 0, literal: no(kid) });
        else limits.push({ formula: kid, most: allowed });
      }
    }
  }
  for (const [kid, copies] of wishes) {
    if (copies > MAX_WANTED) return undefined;
    for (let i = 0; i < copies; i++) wanted.push({ from: 0, literal: yes(kid), group: kid.id });
  }
  if (wanted.length > MAX_WANTED) return undefined;
  return { least, most, places, tails, wanted, limits, unique, uniform };
}

const EMPTY: Shape = {
  least: 0,
  most: 0,
  places: new Map(),
  tails: [],
  wanted: [],
  limits: [],
  unique: undefined,
  uniform: 0,
};

export function literalsAt(shape: Shape, index: number): Literal[] {
  const literals = [...(shape.places.get(index) ?? [])];
  for (const { from, literal } of shape.tails) if (index >= from) literals.push(literal);
  return literals;
}

export function governingAt({ governing, declarations }: ArrayContext, index: number): Governing | undefined {
  return governing === undefined ? undefined : declarations.item(governing, index);
}

interface Feasible {
  readonly most: number;
  readonly sure: boolean;
  readonly reason: string;
}

/** An array ends before the first place that nothing fits. */
export function feasible(shape: Shape, context: ArrayContext): Feasible {
  let sure = true;
  let reason = '';
  for (let index = 0; index <= shape.uniform && index < shape.most; index++) {
    const outcome = context.ask(literalsAt(shape, index), governingAt(context, index));
    if (outcome.found === 'value') continue;
    if (outcome.found === 'none') return { most: index, sure, reason };
    if (index >= shape.least) return { most: index, sure: false, reason: outcome.reason };
    sure = false;
    reason = outcome.reason;
  }
  return { most: shape.most, sure, reason };
}

/** More items must match than may: each wish is a match by itself, and so are places that allow nothing else. */
export function tooManyForced(shape: Shape, context: ArrayContext): boolean {
  return shape.limits.some(({ formula, most }) => {
    const mustMatch = (literals: readonly Literal[], index: number): boolean =>
      context.ask([...literals, no(formula)], governingAt(context, index)).found === 'none';
    let forced = 0;
    for (let index = 0; index < Math.min(shape.least, shape.uniform + 1); index++) {
      if (!mustMatch(literalsAt(shape, index), index)) continue;
      forced += index === shape.uniform ? shape.least - index : 1;
    }
    if (forced > most) return true;
    const groups = new Map<number, number>();
    for (const { group } of shape.wanted) groups.set(group, (groups.get(group) ?? 0) + 1);
    return [...groups].some(([group, copies]) => {
      const wish = shape.wanted.find((one) => one.group === group) as Wanted;
      if (copies <= most) return false;
      for (let index = wish.from; index <= shape.uniform; index++) {
        if (!mustMatch([...literalsAt(shape, index), wish.literal], index)) return false;
      }
      return true;
    });
  });
}
