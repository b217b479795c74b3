/** An object that satisfies all object atoms: who must be there, who carries what must occur, and how many there are. */
import type { Json } from '../spec/spec-version.ts';
import type { Governing } from './declared.ts';
import type { Literal } from './formula.ts';
import { literalsFor, type Members, membersOf, type ObjectContext } from './members.ts';
import { found, NOTHING, type Outcome, unsure } from './outcome.ts';
import { createRegions, type Region, type Regions } from './regions.ts';

export function findObject(atoms: readonly Literal[], context: ObjectContext): Outcome {
  const members = membersOf(atoms, context);
  if (members.required.size > members.most || members.least > members.most) return NOTHING;
  const { declarations, governing, ask } = context;
  const below = (name: string): Governing | undefined =>
    governing === undefined ? undefined : declarations.member(governing, name);
  let reason: string | undefined;
  const doubt = (why: string): void => {
    reason ??= why;
  };

  const chosen = new Map<string, Literal[]>();
  const valueFor = (name: string, more: readonly Literal[]): Outcome => {
    const literals = literalsFor(members, name, context);
    if (literals === 'forbidden') return NOTHING;
    if (literals === undefined) return unsure('a pattern that cannot be read decides about a name');
    const outcome = ask([...literals, ...more], below(name));
    if (outcome.found === 'unsure') doubt(outcome.reason);
    return outcome;
  };

  const negativeFirst = [...members.required].sort((x, y) => strength(members, y) - strength(members, x));
  for (const name of negativeFirst) {
    const outcome = valueFor(name, []);
    if (outcome.found === 'none') return NOTHING;
    if (outcome.found === 'unsure') doubt(outcome.reason);
    chosen.set(name, []);
  }
  const regions = createRegions(members, context, doubt);
  const outcome = carry(0, members, chosen, regions, { ...context, valueFor, doubt });
  if (outcome.found !== 'none') return outcome;
  return reason === undefined ? NOTHING : unsure(reason);
}

/** Names with a negated schema are where a proof of emptiness is likely. */
function strength(members: Members, name: string): number {
  return members.props.get(name)?.some(({ sign }) => !sign) === true ? 1 : 0;
}

interface Carrying extends ObjectContext {
  readonly valueFor: (name: string, more: readonly Literal[]) => Outcome;
  readonly doubt: (why: string) => void;
}

/** Gives each wish a member that fulfils it: one that is there anyway, another known name, or a fresh one. */
function carry(
  at: number,
  members: Members,
  chosen: Map<string, Literal[]>,
  regions: Regions,
  context: Carrying,
): Outcome {
  const wish = members.wishes[at];
  if (wish === undefined) return complete(members, chosen, regions, context);
  context.budget.spend();
  const attempt = (name: string): Outcome => {
    const before = chosen.get(name);
    if (before === undefined && chosen.size >= members.most) return NOTHING;
    const literals = [...(before ?? []), ...wish.value];
    if (context.valueFor(name, literals).found !== 'value') return NOTHING;
    chosen.set(name, literals);
    const outcome = carry(at + 1, members, chosen, regions, context);
    if (before === undefined) chosen.delete(name);
    else chosen.set(name, before);
    return outcome;
  };
  for (const name of new Set([...chosen.keys(), ...members.named])) {
    const fits = wish.name.map(({ formula, sign }) => {
      const truth = context.evaluate(formula, name);
      return truth === undefined ? undefined : truth === sign;
    });
    if (fits.includes(undefined)) context.doubt('a pattern that cannot be read decides about a name');
    if (!fits.every((fit) => fit === true)) continue;
    const outcome = attempt(name);
    if (outcome.found === 'value') return outcome;
  }
  for (const region of regions.all(wish.name)) {
    if (region.impossible(wish.value)) continue;
    const name = region.fresh(chosen);
    if (name === undefined) continue;
    const outcome = attempt(name);
    if (outcome.found === 'value') return outcome;
  }
  return NOTHING;
}

const MAX_MEMBERS = 300;

/** Adds members until there are enough, and gives each its value. */
function complete(
  members: Members,
  chosen: ReadonlyMap<string, readonly Literal[]>,
  regions: Regions,
  context: Carrying,
): Outcome {
  const value = new Map<string, Json>();
  for (const [name, literals] of chosen) {
    const outcome = context.valueFor(name, literals);
    if (outcome.found !== 'value') return NOTHING;
    value.set(name, outcome.value);
  }
  if (members.least > MAX_MEMBERS) return unsure('only very large objects fit');
  for (const name of members.named) {
    if (value.size >= members.least) break;
    if (value.has(name)) continue;
    const outcome = context.valueFor(name, []);
    if (outcome.found === 'value') value.set(name, outcome.value);
  }
  const spare: Region[] = value.size >= members.least ? [] : [...regions.all([])];
  for (const region of spare) {
    while (value.size < members.least) {
      const name = region.impossible([]) ? undefined : region.fresh(value);
      if (name === undefined) break;
      const outcome = context.valueFor(name, []);
      if (outcome.found !== 'value') break;
      value.set(name, outcome.value);
    }
  }
  if (value.size < members.least) return NOTHING;
  return found(Object.fromEntries(value));
}
