/**
 * What is known at one place of a value along one branch of the search: literals that must hold, the atoms among them,
 * and open choices. Layers form a chain; a branch adds its own and is dropped with it.
 */
import type { Arena } from './arena.ts';
import { type Budget, Unjudgeable } from './budget.ts';
import { type Choice, exactlyOne, noneOrMore } from './choice.ts';
import type { FormatReading } from './formats.ts';
import { ANY, type Formula, type FormulaOf, type Literal, OBJ, sortsOfAtom } from './formula.ts';
import { no, yes } from './outcome.ts';
import type { Same } from './same.ts';
import type { Sorts } from './sorts.ts';
import { createExclusive, textsOf, within } from './tags.ts';

export interface Layer {
  readonly parent: Layer | undefined;
  readonly known: Map<number, boolean>;
  readonly atoms: Literal[];
  /** Open choices not yet handed to the search. */
  choices: Choice[];
  /** Formulas with references by skeleton: where equality across documents is looked for. */
  readonly bySkeleton: Map<number, Literal[]>;
  /** Conjunctions that must hold or fail as a whole. */
  readonly compounds: Literal[];
  /** Positive and negative enums. */
  readonly enums: Literal[];
  /** Members that an object has for sure, and lists of texts that hold of those it has. */
  readonly present: Set<string>;
  readonly texts: Map<string, (readonly string[])[]>;
  mask: number;
  /** Something must hold that cannot be judged: values found are not sure to satisfy it. */
  opaque: string | undefined;
}

export function createLayer(parent?: Layer): Layer {
  return {
    parent,
    known: new Map(),
    atoms: [],
    choices: [],
    bySkeleton: new Map(),
    compounds: [],
    enums: [],
    present: new Set(),
    texts: new Map(),
    mask: parent?.mask ?? ANY,
    opaque: parent?.opaque,
  };
}

export interface Layers {
  /** Adds what must hold; false when that contradicts what is known. */
  readonly add: (layer: Layer, literal: Literal) => boolean;
  /** Whether a literal is known to hold or to fail of every value of the sort in this layer. */
  readonly status: (layer: Layer, literal: Literal, sort: number) => boolean | undefined;
  /** Whether something that is written in the same way must be the other way round: then a value takes longer to find. */
  readonly isOpposed: (layer: Layer, literal: Literal) => boolean;
}

const MAX_DEPTH = 1500;

/** So many questions whether one formula is the same as another, for the most part answered before, cost a step. */
const LOOKS = 8;

type Prop = FormulaOf<'prop' | 'required' | 'absent'>;

export interface LayerParts {
  readonly arena: Arena;
  readonly sorts: Sorts;
  readonly same: Same;
  readonly budget: Budget;
  readonly formats: FormatReading;
  readonly onFormat: () => void;
}

export function createLayers({ arena, sorts, same, budget, formats, onFormat }: LayerParts): Layers {
  /** An annotation holds of everything, and its negation of nothing. */
  const ignored = (formula: Formula, sign: boolean): boolean => {
    if (formats !== 'ignore' || formula.kind !== 'format') return false;
    if (!sign) onFormat();
    return true;
  };

  const known = (layer: Layer, formula: Formula): boolean | undefined => {
    for (let here: Layer | undefined = layer; here !== undefined; here = here.parent) {
      const sign = here.known.get(formula.id);
      if (sign !== undefined) return sign;
    }
    if (!formula.hasRef) return undefined;
    let looks = 0;
    for (let here: Layer | undefined = layer; here !== undefined; here = here.parent) {
      for (const other of here.bySkeleton.get(formula.skeleton) ?? []) {
        if (++looks % LOOKS === 0) budget.spend();
        if (same(other.formula, formula)) return other.sign;
      }
    }
    return undefined;
  };

  const note = (layer: Layer, formula: Formula, sign: boolean): void => {
    layer.known.set(formula.id, sign);
    if (!formula.hasRef) return;
    const alike = layer.bySkeleton.get(formula.skeleton);
    if (alike === undefined) layer.bySkeleton.set(formula.skeleton, [{ formula, sign }]);
    else alike.push({ formula, sign });
  };

  const textsIn = ({ kids }: Prop) => textsOf(sorts.unfold(kids[0] as Formula));

  /** Whether a member has one of these texts, by the lists that are known to hold of it. */
  const hasOneOf = (layer: Layer, name: string, asked: readonly string[]): boolean | undefined => {
    let isPresent = false;
    let isOutside = false;
    for (let here: Layer | undefined = layer; here !== undefined; here = here.parent) {
      isPresent ||= here.present.has(name);
      for (const texts of here.texts.get(name) ?? []) {
        const truth = within(texts, asked);
        if (truth === true) return true;
        if (truth === false) isOutside = true;
      }
    }
    return isPresent && isOutside ? false : undefined;
  };

  /** An atom of objects, for what comes after it; false when no object can satisfy it. */
  const noteMember = (layer: Layer, formula: Prop, sign: boolean): boolean => {
    const { name } = formula;
    const texts = textsIn(formula);
    if (texts !== undefined && hasOneOf(layer, name, texts) === !sign) return false;
    if (!sign) layer.present.add(name);
    else if (texts !== undefined) layer.texts.set(name, [...(layer.texts.get(name) ?? []), texts]);
    return true;
  };

  const isExclusive = createExclusive(sorts, () => budget.spend());

  const add = (layer: Layer, literal: Literal, depth = 0): boolean => {
    budget.spend();
    if (depth > MAX_DEPTH) throw new Unjudgeable('nested too deeply');
    let { formula, sign } = literal;
    for (;;) {
      const before = known(layer, formula);
      if (before !== undefined) return before === sign;
      if (formula.kind === 'not') {
        formula = formula.kids[0] as Formula;
        sign = !sign;
      } else if (formula.kind === 'ref' || formula.kind === 'unevaluated') {
        note(layer, formula, sign);
        formula = sorts.unfold(formula);
      } else break;
    }
    if (formula.kind === 'true' || formula.kind === 'false') return (formula.kind === 'true') === sign;
    if (formula.kind === 'type') {
      layer.mask &= sign ? formula.mask : ~formula.mask;
      return layer.mask !== 0;
    }
    if (ignored(formula, sign)) return sign;
    note(layer, formula, sign);
    const { kids } = formula;
    switch (formula.kind) {
      case 'unknown':
        layer.opaque ??= formula.reason;
        return true;
      case 'enum':
        layer.enums.push({ formula, sign });
        if (sign) layer.mask &= formula.mask;
        return layer.mask !== 0;
      case 'and':
      case 'or':
        if (formula.kind === 'and') layer.compounds.push({ formula, sign });
        if ((formula.kind === 'and') === sign)
          return kids.every((kid) => add(layer, { formula: kid, sign }, depth + 1));
        layer.choices.push({ options: kids.map((kid) => ({ literals: [{ formula: kid, sign }] })), positive: sign });
        return true;
      case 'one':
        if (!isExclusive(formula)) {
          layer.choices.push({ options: sign ? exactlyOne(kids) : noneOrMore(arena, kids), positive: sign });
          return true;
        }
        if (!sign) return kids.every((kid) => add(layer, no(kid), depth + 1));
        layer.choices.push({ options: kids.map((kid) => ({ literals: [yes(kid)] })), positive: true });
        return true;
      case 'if': {
        const [test, then, otherwise] = kids as readonly [Formula, Formula, Formula];
        const options = [
          { literals: [yes(test), { formula: then, sign }] },
          { literals: [no(test), { formula: otherwise, sign }] },
        ];
        layer.choices.push({ options, positive: false });
        return true;
      }
      default:
        layer.atoms.push({ formula, sign });
        if (!sign) layer.mask &= sortsOfAtom(formula);
        if (formula.kind === 'required' && sign) layer.present.add(formula.name);
        if (formula.kind === 'prop' && !noteMember(layer, formula, sign)) layer.mask &= ~OBJ;
        return layer.mask !== 0;
    }
  };

  const status = (
    layer: Layer,
    { formula: given, sign: wanted }: Literal,
    sort: number,
    depth = 0,
  ): boolean | undefined => {
    budget.spend();
    let formula = given;
    let sign = wanted;
    for (;;) {
      const bySort = sorts.at(formula, sort);
      if (bySort !== undefined) return bySort === sign;
      const before = known(layer, formula);
      if (before !== undefined) return before === sign;
      if (formula.kind === 'not') {
        formula = formula.kids[0] as Formula;
        sign = !sign;
      } else if (formula.kind === 'ref' || formula.kind === 'unevaluated') formula = sorts.unfold(formula);
      else break;
    }
    if (ignored(formula, sign)) return sign;
    if (formula.kind === 'prop' && sort === OBJ) {
      const texts = textsIn(formula);
      const truth = texts && hasOneOf(layer, formula.name, texts);
      return truth === undefined ? undefined : truth === sign;
    }
    if (depth > 3 || (formula.kind !== 'and' && formula.kind !== 'or')) return undefined;
    // a conjunction fails with one part, a disjunction holds with one part; negation swaps the two
    const conjunction = (formula.kind === 'and') === sign;
    let all: boolean | undefined = conjunction;
    for (const kid of formula.kids) {
      const truth = status(layer, { formula: kid, sign }, sort, depth + 1);
      if (truth === !conjunction) return !conjunction;
      if (truth === undefined) all = undefined;
    }
    return all;
  };

  const isOpposed = (layer: Layer, { formula, sign }: Literal): boolean => {
    for (let here: Layer | undefined = layer; here !== undefined; here = here.parent) {
      if (here.bySkeleton.get(formula.skeleton)?.some((other) => other.sign !== sign)) return true;
    }
    return false;
  };

  return { add, status, isOpposed };
}
