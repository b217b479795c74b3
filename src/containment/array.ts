/** An array that satisfies all array atoms: a length, a value for each place, and carriers for what must occur. */
import type { Json } from '../spec/spec-version.ts';
import {
  type ArrayContext,
  feasible,
  governingAt,
  literalsAt,
  type Shape,
  shapeOf,
  tooManyForced,
} from './array-shape.ts';
import { canonical, type Literal } from './formula.ts';
import { found, NOTHING, no, type Outcome, unsure, yes } from './outcome.ts';

const MAX_LENGTH = 50_000;
const MAX_UNIQUE = 300;
const MAX_COUNTED = 40;

export function findArray(atoms: readonly Literal[], context: ArrayContext): Outcome {
  const shape = shapeOf(atoms);
  if (shape === undefined) return unsure('too many items are asked for by contains');
  const limited = feasible(shape, context);
  if (limited.most < shape.least) return limited.sure ? NOTHING : unsure(limited.reason);
  if (tooManyForced(shape, context)) return NOTHING;
  if (shape.least > MAX_LENGTH) return unsure('only very long arrays fit');
  const search = createSearch({ ...shape, most: limited.most }, context);
  const outcome = search.run();
  if (outcome.found === 'none' && !limited.sure) return unsure(limited.reason);
  return outcome;
}

function createSearch(shape: Shape, context: ArrayContext): { readonly run: () => Outcome } {
  const { budget, ask, arena } = context;
  const extra = new Map<number, Literal[]>();
  const usedBy = new Map<number, Set<number>>();
  let reason: string | undefined;

  const valueAt = (index: number, more: readonly Literal[] = []): Outcome => {
    budget.spend();
    const all = [...literalsAt(shape, index), ...(extra.get(index) ?? []), ...more];
    const outcome = ask(all, governingAt(context, index));
    if (outcome.found === 'unsure') reason ??= outcome.reason;
    return outcome;
  };

  /** Places worth trying: up to the uniform part, then those already taken and one fresh one. */
  const candidates = (from: number): number[] => {
    const farthest = Math.max(shape.uniform, shape.least, ...[...extra.keys()].map((index) => index + 1));
    const indexes: number[] = [];
    for (let index = from; index < shape.most && index <= Math.max(from, Math.min(farthest, MAX_LENGTH)); index++) {
      const fresh = index >= shape.uniform && !extra.has(index);
      indexes.push(index);
      if (fresh) {
        for (const taken of extra.keys()) if (taken > index && taken < shape.most) indexes.push(taken);
        break;
      }
    }
    return indexes;
  };

  const assign = (at: number): Outcome => {
    const wish = shape.wanted[at];
    if (wish === undefined) return shape.unique === false ? withEqualPair() : fill();
    const group = usedBy.get(wish.group) ?? new Set<number>();
    usedBy.set(wish.group, group);
    for (const index of candidates(wish.from)) {
      if (group.has(index)) continue;
      const before = extra.get(index);
      extra.set(index, [...(before ?? []), wish.literal]);
      group.add(index);
      const outcome = valueAt(index).found === 'value' ? assign(at + 1) : NOTHING;
      if (before === undefined) extra.delete(index);
      else extra.set(index, before);
      group.delete(index);
      if (outcome.found === 'value') return outcome;
    }
    return NOTHING;
  };

  /** `not uniqueItems`: two places share a value. */
  const withEqualPair = (): Outcome => {
    const last = Math.max(shape.uniform + 1, ...[...extra.keys()].map((index) => index + 1));
    for (let second = 1; second <= last && second < shape.most; second++) {
      for (let first = 0; first < second; first++) {
        const shared = valueAt(first, [...literalsAt(shape, second), ...(extra.get(second) ?? [])]);
        if (shared.found !== 'value') continue;
        const only = yes(arena.oneOfValues([shared.value]));
        const [before, after] = [extra.get(first), extra.get(second)];
        extra.set(first, [...(before ?? []), only]);
        extra.set(second, [...(after ?? []), only]);
        const outcome = fill();
        for (const [index, old] of [
          [first, before],
          [second, after],
        ] as const) {
          if (old === undefined) extra.delete(index);
          else extra.set(index, old);
        }
        if (outcome.found === 'value') return outcome;
        reason ??= 'no array found with two equal items';
      }
    }
    return NOTHING;
  };

  const fill = (): Outcome => {
    const length = Math.max(shape.least, ...[...extra.keys()].map((index) => index + 1));
    if (length > shape.most) return NOTHING;
    if (shape.unique === true) return fillDistinct(length);
    const values: Json[] = [];
    for (let index = 0; index < length; index++) {
      if (index > shape.uniform && index - 1 >= shape.uniform && !extra.has(index) && !extra.has(index - 1)) {
        values.push(values[index - 1] as Json);
        continue;
      }
      const avoiding =
        shape.limits.length === 0
          ? undefined
          : valueAt(
              index,
              shape.limits.map((limit) => no(limit.formula)),
            );
      const outcome = avoiding?.found === 'value' ? avoiding : valueAt(index);
      if (outcome.found !== 'value') return outcome;
      values.push(outcome.value);
    }
    return withinLimits(values);
  };

  const withinLimits = (values: readonly Json[]): Outcome => {
    for (const { formula, most } of shape.limits) {
      const matching = values.filter((value) => context.evaluate(formula, value) !== false).length;
      if (matching > most) {
        reason ??= 'no array found with few enough matching items';
        return NOTHING;
      }
    }
    return found(values);
  };

  /** uniqueItems: values one by one, each unlike those before; where that gets stuck, all ways over finite domains. */
  const fillDistinct = (length: number): Outcome => {
    if (length > MAX_UNIQUE) return unsure('only very long arrays of distinct items fit');
    if (tooFewValues(length)) return NOTHING;
    const values: Json[] = [];
    const place = (index: number): Outcome => {
      if (index === length) return withinLimits([...values]);
      const tried: Json[] = [];
      for (;;) {
        const barred = [...values, ...tried];
        const outcome = valueAt(index, barred.length === 0 ? [] : [no(arena.oneOfValues(barred))]);
        if (outcome.found !== 'value') return outcome.found === 'none' ? NOTHING : outcome;
        const text = canonical(outcome.value);
        if (barred.some((value) => canonical(value) === text)) return unsure('a value came back that was barred');
        values.push(outcome.value);
        const rest = place(index + 1);
        values.pop();
        if (rest.found !== 'none') return rest;
        tried.push(outcome.value);
        if (tried.length > length + 8) return unsure('too many ways to choose distinct items');
      }
    };
    return place(0);
  };

  /** Alike places, and fewer values that fit there than there are places. */
  const tooFewValues = (length: number): boolean => {
    const alike = length - shape.uniform;
    if (alike < 2) return false;
    const values: Json[] = [];
    while (values.length < alike) {
      const literals = literalsAt(shape, shape.uniform);
      if (values.length > 0) literals.push(no(arena.oneOfValues(values)));
      const outcome = ask(literals, governingAt(context, shape.uniform));
      if (outcome.found !== 'value') return outcome.found === 'none';
      values.push(outcome.value);
      // plenty of values: no need to count them all
      if (values.length > MAX_COUNTED) return false;
    }
    return false;
  };

  return {
    run: () => {
      const outcome = assign(0);
      if (outcome.found !== 'none') return outcome;
      return reason === undefined ? NOTHING : unsure(reason);
    },
  };
}
