/** What all object atoms at one place say together: who must be there, who may not, and what a name's value must be. */
import type { Json } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import type { Budget } from './budget.ts';
import type { Declarations, Governing } from './declared.ts';
import type { Truth } from './evaluate.ts';
import type { Formula, FormulaOf, Literal } from './formula.ts';
import { type Ask, no, yes } from './outcome.ts';

export interface ObjectContext {
  readonly arena: Arena;
  readonly budget: Budget;
  readonly declarations: Declarations;
  readonly governing: Governing | undefined;
  readonly ask: Ask;
  readonly evaluate: (formula: Formula, value: Json) => Truth;
  readonly matches: (source: string, name: string) => Truth;
}

/** Some member must have a name like this and a value like that. */
export interface Wish {
  readonly name: readonly Literal[];
  readonly value: readonly Literal[];
}

/** All object atoms at one place, sorted by what they speak about. */
export interface Members {
  readonly required: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  readonly least: number;
  readonly most: number;
  readonly props: ReadonlyMap<string, readonly Literal[]>;
  readonly patterned: readonly FormulaOf<'patterned'>[];
  readonly rests: readonly FormulaOf<'rest'>[];
  readonly names: readonly Literal[];
  readonly wishes: readonly Wish[];
  /** All names anything mentions. */
  readonly named: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

export function membersOf(atoms: readonly Literal[], { arena, governing }: ObjectContext): Members {
  const required = new Set<string>();
  const absent = new Set<string>();
  const props = new Map<string, Literal[]>();
  const patterned: FormulaOf<'patterned'>[] = [];
  const rests: FormulaOf<'rest'>[] = [];
  const names: Literal[] = [];
  const wishes: Wish[] = [];
  const named = new Set<string>(governing?.names);
  const patterns = new Set<string>(governing?.patterns);
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const pattern = (source: string): Formula => arena.atom('pattern', source, { source });
  for (const { formula, sign } of atoms) {
    const kid = formula.kids[0] as Formula;
    switch (formula.kind) {
      case 'size':
        if (formula.lower === sign) least = Math.max(least, sign ? formula.value : formula.value + 1);
        else most = Math.min(most, sign ? formula.value : formula.value - 1);
        break;
      case 'required':
      case 'absent':
        ((formula.kind === 'required') === sign ? required : absent).add(formula.name);
        named.add(formula.name);
        break;
      case 'prop':
        named.add(formula.name);
        if (!sign) required.add(formula.name);
        if (kid.kind !== 'true' || !sign) {
          const list = props.get(formula.name);
          if (list === undefined) props.set(formula.name, [{ formula: kid, sign }]);
          else list.push({ formula: kid, sign });
        }
        break;
      case 'names':
        if (sign) names.push(yes(kid));
        else wishes.push({ name: [no(kid)], value: [] });
        break;
      case 'patterned':
        patterns.add(formula.source);
        if (sign) patterned.push(formula);
        else wishes.push({ name: [yes(pattern(formula.source))], value: [no(kid)] });
        break;
      case 'rest':
        for (const name of formula.names) named.add(name);
        for (const source of formula.patterns) patterns.add(source);
        if (sign) rests.push(formula);
        else {
          const outside = formula.patterns.map((source) => no(pattern(source)));
          if (formula.names.length > 0) outside.push(no(arena.oneOfValues(formula.names)));
          wishes.push({ name: outside, value: [no(kid)] });
        }
        break;
      default:
        break;
    }
  }
  return { required, absent, least, most, props, patterned, rests, names, wishes, named, patterns: [...patterns] };
}

/** What the value under a name must satisfy; 'forbidden' when the name may not occur, undefined when that is unclear. */
export function literalsFor(
  members: Members,
  name: string,
  context: ObjectContext,
): Literal[] | 'forbidden' | undefined {
  const { budget, evaluate, matches, declarations, governing } = context;
  budget.spend();
  if (members.absent.has(name)) return 'forbidden';
  let clear = true;
  for (const { formula } of members.names) {
    const truth = evaluate(formula, name);
    if (truth === false) return 'forbidden';
    if (truth === undefined) clear = false;
  }
  if (governing !== undefined) {
    const declared = declarations.declares(governing, name);
    if (declared === false) return 'forbidden';
    if (declared === undefined) clear = false;
  }
  const literals = [...(members.props.get(name) ?? [])];
  for (const { source, kids } of members.patterned) {
    const truth = matches(source, name);
    if (truth === true) literals.push(yes(kids[0] as Formula));
    else if (truth === undefined) clear = false;
  }
  for (const { names, patterns, kids } of members.rests) {
    if (names.includes(name)) continue;
    const truths = patterns.map((source) => matches(source, name));
    if (truths.includes(true)) continue;
    if (truths.includes(undefined)) clear = false;
    else literals.push(yes(kids[0] as Formula));
  }
  if (literals.some(({ formula, sign }) => formula.kind === (sign ? 'false' : 'true'))) return 'forbidden';
  return clear ? literals : undefined;
}
