/**
 * Declared mode, exactly. At every place of a value, the formulas of `a` that govern it are those reached from `a`'s
 * root by following properties, patternProperties, additionalProperties, items and the like to that place, and at each
 * place through allOf, anyOf, oneOf, if/then/else, dependentSchemas and references (not through `not`). A value counts
 * when each member of each of its objects bears a *declared* name: one that some governing formula lists under
 * properties or required, matches with patternProperties, or leaves to a schema of additionalProperties or
 * unevaluatedProperties other than `true`, `{}` and `false`. A part equal to a governing enum or const member counts.
 * What is no part of the value's own case governs nothing, as JSON Schema has it with what is evaluated (2020-12, 11):
 * an alternative that the value at the place does not satisfy, and `then` or `else` where `if` came out the other way.
 *
 * In mode `open` each object may bear one name beside these, which stands for all that nobody declares: by it shows that
 * an object is closed.
 */
import type { Json } from '../spec/spec-version.ts';
import type { Budget } from './budget.ts';
import { includes, type Truth } from './evaluate.ts';
import { ARR, type Formula, type FormulaOf, type Literal, OBJ, sortOf } from './formula.ts';
import type { Patterns } from './pattern/language.ts';

export interface Governing {
  readonly key: string;
  /** In mode `open`: one name counts that nobody declares. */
  readonly beyond: boolean;
  /** Every name is declared. */
  readonly open: boolean;
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly string[];
  readonly atoms: readonly Formula[];
  /** Arrays and objects that an enum or const names: they count as they are. */
  readonly listed: readonly Json[];
  /** From this item on, all items are governed alike. */
  readonly alike: number;
  readonly roots: readonly Formula[];
  /** How these turn out for a value decides what governs: alternatives, and conditions. */
  readonly alternatives: readonly Formula[];
  readonly tests: readonly Formula[];
}

export interface Declarations {
  readonly of: (formulas: readonly Formula[], beyond?: boolean) => Governing;
  /** Without what is known not to apply. */
  readonly narrowed: (governing: Governing, truth: (formula: Formula) => Truth) => Governing;
  /** undefined: a pattern on the way cannot be read. */
  readonly declares: (governing: Governing, name: string) => boolean | undefined;
  /** Whether a literal asks for a member that no object has which counts. */
  readonly forbids: (governing: Governing, literal: Literal) => boolean;
  readonly member: (governing: Governing, name: string) => Governing;
  readonly item: (governing: Governing, index: number) => Governing;
  readonly onlyDeclared: (
    value: Json,
    governing: Governing,
    judge: (formula: Formula, value: Json) => Truth,
  ) => boolean;
}

const MAX_FORMULAS = 20_000;
/** Stands for the names that nobody declares. */
export const ANY_OTHER = 'anyOtherName';

export function createDeclarations(patterns: Patterns, budget: Budget): Declarations {
  const byFormulas = new Map<string, Governing>();
  const byPlace = new Map<string, Governing>();

  const of = (formulas: readonly Formula[], beyond = false): Governing => {
    const distinct = [...new Map(formulas.map((formula) => [formula.id, formula])).values()];
    distinct.sort((x, y) => x.id - y.id);
    const key = keyOf(distinct, beyond);
    let governing = byFormulas.get(key);
    if (governing === undefined) {
      governing = survey({ key, beyond }, distinct, budget, () => undefined);
      byFormulas.set(key, governing);
    }
    return governing;
  };

  const narrowed = (governing: Governing, truth: (formula: Formula) => Truth): Governing => {
    const { alternatives, tests, roots, beyond } = governing;
    if (alternatives.length + tests.length === 0) return governing;
    const cases = [...alternatives, ...tests];
    const known = new Map(cases.map((formula) => [formula, truth(formula)]));
    const settled = cases.filter((formula) => known.get(formula) !== undefined);
    if (settled.length === 0) return governing;
    const key = `${keyOf(roots, beyond)}!${settled.map((formula) => (known.get(formula) ? formula.id : -1 - formula.id)).join(' ')}`;
    let less = byFormulas.get(key);
    if (less === undefined) {
      less = survey({ key, beyond }, roots, budget, (formula) => known.get(formula));
      byFormulas.set(key, less);
    }
    return less;
  };

  const memo = (key: string, { beyond }: Governing, make: () => Formula[]): Governing => {
    let governing = byPlace.get(key);
    if (governing === undefined) {
      governing = of(make(), beyond);
      byPlace.set(key, governing);
    }
    return governing;
  };

  const matches = (source: string, name: string): boolean | undefined => patterns.matches(source, name, budget);

  const declares = (governing: Governing, name: string): boolean | undefined => {
    if (governing.open || governing.names.has(name)) return true;
    let sure = true;
    for (const source of governing.patterns) {
      const truth = matches(source, name);
      if (truth === true) return true;
      if (truth === undefined) sure = false;
    }
    return sure ? false : undefined;
  };

  const forbids = (governing: Governing, { formula, sign }: Literal): boolean => {
    const asks = (formula.kind === 'required' && sign) || (formula.kind === 'prop' && !sign);
    return asks && declares(governing, formula.name) === false;
  };

  const member = (governing: Governing, name: string): Governing =>
    memo(`${governing.key}.${name}`, governing, () => {
      const below: Formula[] = [];
      for (const atom of governing.atoms) {
        budget.spend();
        const kid = atom.kids[0] as Formula;
        if (atom.kind === 'prop' && atom.name === name) below.push(kid);
        if (atom.kind === 'patterned' && matches(atom.source, name) !== false) below.push(kid);
        if (atom.kind === 'rest' && !atom.names.includes(name)) {
          if (!atom.patterns.some((source) => matches(source, name) === true)) below.push(kid);
        }
        if (atom.kind === 'unevaluated' && atom.of === 'object' && declares(of([kid]), name) !== true) {
          below.push(atom.kids[1] as Formula);
        }
      }
      return below;
    });

  const item = (governing: Governing, at: number): Governing => {
    const index = Math.min(at, governing.alike);
    return memo(`${governing.key}#${index}`, governing, () => {
      const below: Formula[] = [];
      for (const atom of governing.atoms) {
        budget.spend();
        const kid = atom.kids[0] as Formula;
        if (atom.kind === 'item' && atom.index === index) below.push(kid);
        if (atom.kind === 'items' && index >= atom.index) below.push(kid);
        if (atom.kind === 'count') below.push(kid);
        if (atom.kind === 'unevaluated' && atom.of === 'array') below.push(atom.kids[1] as Formula);
      }
      return below;
    });
  };

  const onlyDeclared: Declarations['onlyDeclared'] = (value, whole, judge) => {
    if (typeof value !== 'object' || value === null) return true;
    budget.spend();
    const governing = narrowed(whole, (formula) => judge(formula, value));
    if (includes(governing.listed, value)) return true;
    if (Array.isArray(value)) {
      // long arrays repeat one item
      let before: { readonly member: unknown; readonly below: Governing } | undefined;
      return value.every((member, index) => {
        const below = item(governing, index);
        if (before?.member === member && before?.below === below) return true;
        before = { member, below };
        return onlyDeclared(member as Json, below, judge);
      });
    }
    return Object.entries(value).every(
      ([name, inner]) =>
        declares(governing, name) === true && onlyDeclared(inner as Json, member(governing, name), judge),
    );
  };

  return { of, narrowed, declares, forbids, member, item, onlyDeclared };
}

function keyOf(roots: readonly Formula[], beyond: boolean): string {
  return `${beyond ? '~' : ''}${roots.map(({ id }) => id).join(' ')}`;
}

/** All atoms that govern a place, found through everything that applies in place, or may apply (`truth` undefined). */
function survey(
  { key, beyond }: Pick<Governing, 'key' | 'beyond'>,
  roots: readonly Formula[],
  budget: Budget,
  truth: (formula: Formula) => Truth,
): Governing {
  const seen = new Set<Formula>();
  const atoms: Formula[] = [];
  const names = new Set<string>(beyond ? [ANY_OTHER] : []);
  const patterns: string[] = [];
  const listed: Json[] = [];
  let open = false;
  let alike = 0;
  const alternatives = new Set<Formula>();
  const tests = new Set<Formula>();
  const pending = [...roots];
  while (pending.length > 0 && seen.size < MAX_FORMULAS) {
    const formula = pending.pop() as Formula;
    if (seen.has(formula)) continue;
    seen.add(formula);
    budget.spend();
    switch (formula.kind) {
      case 'and':
        pending.push(...formula.kids);
        break;
      case 'or':
      case 'one':
        for (const kid of formula.kids) {
          alternatives.add(kid);
          if (truth(kid) !== false) pending.push(kid);
        }
        break;
      case 'if': {
        const [test, then, otherwise] = formula.kids as readonly [Formula, Formula, Formula];
        tests.add(test);
        if (truth(test) !== false) pending.push(test, then);
        if (truth(test) !== true) pending.push(otherwise);
        break;
      }
      case 'ref':
        pending.push(formula.target());
        break;
      case 'required':
        names.add(formula.name);
        break;
      case 'prop':
        names.add(formula.name);
        atoms.push(formula);
        break;
      case 'patterned':
        patterns.push(formula.source);
        atoms.push(formula);
        break;
      case 'rest':
        open ||= declaresRest(formula);
        atoms.push(formula);
        break;
      case 'unevaluated':
        if (formula.of === 'object') open ||= declaresRest(formula);
        atoms.push(formula);
        break;
      case 'item':
      case 'items':
        alike = Math.max(alike, formula.kind === 'item' ? formula.index + 1 : formula.index);
        atoms.push(formula);
        break;
      case 'count':
        atoms.push(formula);
        break;
      case 'enum':
        listed.push(...formula.values.filter((value) => (sortOf(value) & (ARR | OBJ)) !== 0));
        break;
      default:
        break;
    }
  }
  const rest = { patterns: [...new Set(patterns)], atoms, listed, roots, alike };
  return { key, beyond, open, names, ...rest, alternatives: [...alternatives], tests: [...tests] };
}

function declaresRest(formula: FormulaOf<'rest' | 'unevaluated'>): boolean {
  const schema = formula.kids[formula.kids.length - 1];
  return schema?.kind !== 'true' && schema?.kind !== 'false';
}
