/** What no rule on a single keyword sees: edits that break a message only together. */

import { ANY_OTHER } from '../containment/declared.ts';
import { directionAbove, directionBelow } from '../diff/direction.ts';
import type { Direction, Kept, Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import type { Sites } from '../diff/sites.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import { type Limit, passageOf } from '../proof/passage.ts';
import type { Prover, Question } from '../proof/prover.ts';
import type { Change } from '../rules/changes.ts';
import type { Json } from '../spec/spec-version.ts';
import type { Effect } from './impact.ts';

export interface Unexplained {
  readonly change: Change;
  readonly question: Question;
}

/**
 * Where rules on single keywords are not the whole truth: below `oneOf` and conditions what allows more may allow less,
 * and what is put together differently has no keywords to compare. Each such place is asked about as a whole, unless a
 * change is known already that breaks it, or may. What is then still not covered is told at the innermost schema that
 * shows it.
 */
export function unexplainedBreaks(
  pairs: readonly Pair[],
  effects: readonly Effect[],
  grounds: { readonly prover: Prover; readonly sites: Sites; readonly mode: Question['mode'] },
): Unexplained[] {
  const { prover, sites, mode } = grounds;
  const explained = explainedBy(effects);
  const found = new Map<string, Unexplained>();
  for (const pair of pairs) {
    if (pair.status !== 'kept' || !isIntricate(pair)) continue;
    for (const { direction } of sites.reachOf([pair])) {
      if (explained[direction].has(pair)) continue;
      const asked: Question = { pair, direction, ...(mode && { mode }) };
      if (isCoveredOpenly(asked, prover)) continue;
      const question = innermost(asked, prover) ?? undeclared(asked, prover);
      if (question === undefined) continue;
      found.set(`${question.pair.id} ${question.direction}`, { question, change: changeAt(question.pair) });
    }
  }
  return [...found.values()];
}

/** Whatever is covered with a name that nobody declares is covered without. */
function isCoveredOpenly(asked: Question, prover: Prover): boolean {
  return asked.mode !== 'strict' && prover.ask({ ...asked, mode: 'open' }).verdict === 'contained';
}

function isIntricate(pair: Pair): boolean {
  if (pair.children.some((edge) => !passageOf(edge).monotone)) return true;
  return isComposed(pair);
}

/** The same place on both sides, and keywords that bear on each other there. */
export function isComposed(pair: Pair): boolean {
  return pair.kind === 'schema' && pair.status === 'kept' && pair.before !== pair.after && !isPlain(pair);
}

/** Each keyword of both sides is compared with its like, and has no say in what another one means. */
function isPlain({ before, after }: Kept<'schema'>): boolean {
  return kindOf(before) === kindOf(after) && [before, after].every(isSimple);
}

function kindOf({ additional }: Shape): string {
  return typeof additional === 'string' ? additional : 'limited';
}

function isSimple({ conditions, patternProperties, prefixItems, unions, enum: listed, types }: Shape): boolean {
  const listsContainers = listed !== undefined && (types & (ARRAY | OBJECT)) !== 0;
  return (
    conditions.size === 0 &&
    patternProperties.size === 0 &&
    prefixItems === undefined &&
    unions.length === 0 &&
    !listsContainers
  );
}

/** All that lies above what is known to break, or could not be proven. */
function explainedBy(effects: readonly Effect[]): Readonly<Record<Direction, ReadonlySet<Pair>>> {
  const explained: Record<Direction, Set<Pair>> = { request: new Set(), response: new Set() };
  const queue: { readonly pair: Pair; readonly direction: Direction }[] = [];
  const enter = (pair: Pair, direction: Direction) => {
    if (explained[direction].has(pair)) return;
    explained[direction].add(pair);
    queue.push({ pair, direction });
  };
  for (const { change, compatibility, evidence, reach } of effects) {
    if (compatibility === 'compatible' && evidence?.kind !== 'unproven') continue;
    for (const pair of change.pairs) enter(pair, reach.direction);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const edge of next.pair.parents) {
      const above = directionAbove(edge, next.direction);
      if (above !== undefined) enter(edge.parent, above);
    }
  }
  return explained;
}

/** The innermost pair on one way down that is not covered; undefined where the whole is. */
function innermost(whole: Question, prover: Prover): Question | undefined {
  let here: Question | undefined = isBroken(whole, prover) ? whole : undefined;
  const seen = new Set<Pair>();
  for (let next = here; next !== undefined; ) {
    here = next;
    seen.add(here.pair);
    next = below(here).find((inner) => !seen.has(inner.pair) && isBroken(inner, prover));
  }
  return here;
}

/**
 * What an object says of names that nobody declares, where alternatives or conditions are rewritten: a request's object
 * that let them in is closed or gives them a schema, a response's object had a schema for them and has none. One that was
 * closed for its readers may be opened. What would be nothing without such a name shows none of that.
 */
function undeclared(whole: Question, prover: Prover): Question | undefined {
  if (whole.mode === 'strict') return undefined;
  const question = innermost({ ...whole, mode: 'open' }, prover);
  const answer = question && prover.ask(question);
  if (question === undefined || answer?.verdict !== 'not-contained') return undefined;
  const { witness } = answer;
  if (prover.isVacuous({ ...question, limit: { const: withoutOther(witness) }, mode: 'strict' })) return undefined;
  if (question.direction === 'request') return question;
  const wasClosed = prover.isVacuous({
    ...question,
    direction: 'request',
    limit: withAnyOther(witness),
    mode: 'strict',
  });
  return wasClosed ? undefined : question;
}

/** The same value, with anything under the name that nobody declares. */
function withAnyOther(value: Json): Limit {
  if (typeof value !== 'object' || value === null) return { const: value };
  if (Array.isArray(value))
    return { type: 'array', prefixItems: value.map(withAnyOther), minItems: value.length, items: false };
  const members = Object.entries(value).map(
    ([name, inner]) => [name, name === ANY_OTHER ? true : withAnyOther(inner as Json)] as const,
  );
  const properties = Object.fromEntries(members);
  return { type: 'object', properties, required: Object.keys(value), additionalProperties: false };
}

function withoutOther(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutOther);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== ANY_OTHER);
  return Object.fromEntries(members.map(([name, inner]) => [name, withoutOther(inner as Json)]));
}

function below({ pair, direction, mode }: Question): Question[] {
  return pair.children.flatMap((edge): Question[] => {
    const way = directionBelow(edge, direction);
    if (way === undefined || edge.child.status !== 'kept') return [];
    return [{ pair: edge.child, direction: way, ...(mode && { mode }) }];
  });
}

function isBroken(question: Question, prover: Prover): boolean {
  return prover.ask(question).verdict === 'not-contained' && prover.felt(question).kind !== 'no';
}

function changeAt(pair: Pair): Change {
  const { before, after } = pair;
  return {
    rule: 'values-changed',
    data: {},
    dataKey: '{}',
    pairs: [pair],
    ...(before && { before: before.at }),
    ...(after && { after: after.at }),
  };
}
