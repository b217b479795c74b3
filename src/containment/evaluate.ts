/** Does a value satisfy a formula? Three answers: undefined where something in it cannot be judged. */
import type { Json } from '../spec/spec-version.ts';
import { type Budget, Unjudgeable } from './budget.ts';
import { isMultiple } from './decimal.ts';
import { isEqual } from './equal.ts';
import { type FormatReading, satisfiesFormat } from './formats.ts';
import { ARR, canonical, type Formula, type FormulaOf, type Literal, STR, sortOf, sortsOfAtom } from './formula.ts';
import type { Patterns } from './pattern/language.ts';
import { weightOf } from './weight.ts';

export type Truth = boolean | undefined;

export interface Evaluation {
  readonly patterns: Patterns;
  readonly budget: Budget;
  readonly formats: FormatReading;
  /** Told whenever a format had a say. */
  readonly onFormat?: () => void;
}

/** More in-place steps than any sensible schema has: a reference that leads back to itself. */
const MAX_DEPTH = 1200;

export function holds(literals: readonly Literal[], value: Json, how: Evaluation): Truth {
  return every(literals, ({ formula, sign }) => {
    const truth = evaluate(formula, value, how);
    return sign ? truth : negated(truth);
  });
}

function negated(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function every<T>(things: Iterable<T>, test: (thing: T) => Truth): Truth {
  let all: Truth = true;
  for (const thing of things) {
    const truth = test(thing);
    if (truth === false) return false;
    if (truth === undefined) all = undefined;
  }
  return all;
}

function countOf<T>(things: readonly T[], test: (thing: T) => Truth): { readonly sure: number; readonly most: number } {
  let sure = 0;
  let most = 0;
  for (const thing of things) {
    const truth = test(thing);
    if (truth === true) sure++;
    if (truth !== false) most++;
  }
  return { sure, most };
}

export function evaluate(formula: Formula, value: Json, how: Evaluation, depth = 0): Truth {
  how.budget.spend();
  if (depth > MAX_DEPTH) throw new Unjudgeable('a reference leads back to itself');
  const atomSorts = sortsOfAtom(formula);
  const sort = sortOf(value);
  if (atomSorts !== 0 && (atomSorts & sort) === 0) return true;
  switch (formula.kind) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'unknown':
      return undefined;
    case 'not':
      return negated(evaluate(formula.kids[0] as Formula, value, how, depth + 1));
    case 'ref':
      return evaluate(formula.target(), value, how, depth + 1);
    case 'unevaluated':
      return evaluate(formula.force(), value, how, depth + 1);
    case 'type':
      return (formula.mask & sort) !== 0;
    case 'enum':
      if ((formula.mask & sort) === 0) return false;
      return includes(formula.values, value);
    case 'bound':
      return withinBound(formula, value as number);
    case 'multiple':
      return isMultiple(value as number, formula.value);
    case 'size': {
      const size = sizeOf(value, formula.of);
      return formula.lower ? size >= formula.value : size <= formula.value;
    }
    case 'pattern':
      return how.patterns.matches(formula.source, value as string, how.budget);
    case 'format':
      how.onFormat?.();
      if (how.formats === 'ignore') return true;
      return satisfiesFormat(formula.name, value) ?? (how.formats === 'assume' ? true : undefined);
    case 'prop': {
      const { name, kids } = formula;
      if (!Object.hasOwn(value as object, name)) return true;
      return evaluate(kids[0] as Formula, (value as { readonly [name: string]: Json })[name] as Json, how, depth + 1);
    }
    case 'required':
      return Object.hasOwn(value as object, formula.name);
    case 'absent':
      return !Object.hasOwn(value as object, formula.name);
    default:
      return evaluateParts(formula, value, how, depth);
  }
}

/** What asks about several formulas or values. Apart from the rest, which is by far the most and then makes no closure. */
function evaluateParts(formula: Formula, value: Json, how: Evaluation, depth: number): Truth {
  const inner = (kid: Formula, at: Json): Truth => evaluate(kid, at, how, depth + 1);
  const here = (kid: Formula): Truth => inner(kid, value);
  switch (formula.kind) {
    case 'and':
      return every(formula.kids, here);
    case 'or':
      return negated(every(formula.kids, (kid) => negated(here(kid))));
    case 'one': {
      const { sure, most } = countOf(formula.kids, here);
      if (sure > 1 || most === 0) return false;
      return sure === most ? true : undefined;
    }
    case 'if': {
      const [test, then, otherwise] = formula.kids as readonly [Formula, Formula, Formula];
      const truth = here(test);
      if (truth !== undefined) return here(truth ? then : otherwise);
      const both = [here(then), here(otherwise)];
      return both[0] === both[1] ? both[0] : undefined;
    }
    case 'item':
    case 'items':
    case 'count':
    case 'unique':
      return onArray(formula, value as readonly Json[], inner, how.budget.spend);
    default:
      return onObject(formula, value as { readonly [name: string]: Json }, inner, how);
  }
}

type Inner = (kid: Formula, at: Json) => Truth;

/** Longer lists are looked up by the text of their values. */
const FEW = 8;
const texts = new WeakMap<readonly Json[], ReadonlySet<string>>();

export function includes(values: readonly Json[], value: Json): boolean {
  if (values.length > FEW) {
    const known = texts.get(values) ?? new Set(values.map(canonical));
    texts.set(values, known);
    return known.has(canonical(value));
  }
  if (typeof value !== 'object' || value === null) return values.includes(value === 0 ? 0 : value);
  return values.some((member) => isEqual(member, value));
}

export function withinBound({ lower, value: bound, exclusive }: FormulaOf<'bound'>, value: number): boolean {
  if (value === bound) return !exclusive;
  return lower ? value > bound : value < bound;
}

/** Code points, items or members. */
function sizeOf(value: Json, of: number): number {
  if (of === STR) {
    let size = 0;
    for (const _ of value as string) size++;
    return size;
  }
  return of === ARR ? (value as readonly Json[]).length : Object.keys(value as object).length;
}

function onArray(formula: Formula, value: readonly Json[], inner: Inner, spend: (steps: number) => void): Truth {
  const kid = formula.kids[0] as Formula;
  switch (formula.kind) {
    case 'item':
      return formula.index < value.length ? inner(kid, value[formula.index] as Json) : true;
    case 'items': {
      if (kid.kind === 'true') return true;
      let last: Json | undefined;
      let truth: Truth;
      return every(value.slice(formula.index), (item) => {
        if (item !== last || last === undefined) truth = inner(kid, item);
        last = item;
        return truth;
      });
    }
    case 'count': {
      const { sure, most } = countOf(value, (item) => inner(kid, item));
      const { lower, count } = formula;
      if (lower ? sure >= count : most <= count) return true;
      return (lower ? most < count : sure > count) ? false : undefined;
    }
    case 'unique':
      spend(weightOf(value));
      return new Set(value.map(canonical)).size === value.length;
    default:
      return undefined;
  }
}

function onObject(
  formula: Formula,
  value: { readonly [name: string]: Json },
  inner: Inner,
  { patterns, budget }: Evaluation,
): Truth {
  const kid = formula.kids[0] as Formula;
  const matches = (source: string, name: string): Truth => patterns.matches(source, name, budget);
  switch (formula.kind) {
    case 'names':
      return every(Object.keys(value), (name) => inner(kid, name));
    case 'patterned':
      return every(Object.entries(value), ([name, member]) =>
        implies(matches(formula.source, name), () => inner(kid, member)),
      );
    case 'rest': {
      const known = new Set(formula.names);
      return every(Object.entries(value), ([name, member]) => {
        if (known.has(name)) return true;
        const outside = every(formula.patterns, (source) => negated(matches(source, name)));
        return implies(outside, () => inner(kid, member));
      });
    }
    default:
      return undefined;
  }
}

function implies(premise: Truth, conclusion: () => Truth): Truth {
  if (premise === false) return true;
  const truth = conclusion();
  return truth === true ? true : premise === true ? truth : undefined;
}
