/** Runs the catalogue over the pair graph: what differs, each thing once, however many positions reach it. */

import type { Graph } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import { valueKey } from '../diff/value-key.ts';
import { type At, pointerOf } from '../spec/spec-version.ts';
import { catalogue, RULE_IDS, type RuleId } from './catalogue.ts';
import type { AnyRule, Context, Fact } from './rule.ts';

export interface Change {
  readonly rule: RuleId;
  readonly data: unknown;
  /** `data` as text: equal for equal data. */
  readonly dataKey: string;
  /** Every pair at which the change was found; a conjunct shared by several schemas is met at each of them. */
  readonly pairs: readonly Pair[];
  /** Absent for an added thing. */
  readonly before?: At;
  /** For a removed thing its nearest surviving parent. */
  readonly after?: At;
}

/** By kind and status of the pairs they look at: most pairs are none of most rules' business. */
const RULES_FOR: ReadonlyMap<string, readonly { readonly id: RuleId; readonly rule: AnyRule }[]> = Map.groupBy(
  RULE_IDS.map((id) => ({ id, rule: catalogue[id] as AnyRule })),
  ({ rule: { on, when } }) => `${on} ${when}`,
);

/** What differs; the first of them where there are more than `max`. */
export function findChanges(graph: Graph, context: Context, max = Number.POSITIVE_INFINITY): Change[] {
  const changes = new Map<string, Change & { readonly pairs: Pair[] }>();
  const places = new Map<At, string>();
  for (const pair of graph.pairs) {
    if (changes.size > max) break;
    for (const { id, rule } of RULES_FOR.get(`${pair.kind} ${pair.status}`) ?? []) {
      const find = rule.find as (pair: Pair, context: Context) => readonly Fact<unknown>[];
      const facts = find(pair, context);
      if (facts.length === 0) continue; // almost always
      for (const fact of facts) {
        const before = fact.before ?? beforeOf(pair);
        const after = fact.after ?? afterOf(graph, pair);
        const dataKey = valueKey(fact.data);
        const key = `${id}\n${placeKey(places, before)}\n${placeKey(places, after)}\n${dataKey}`;
        const known = changes.get(key);
        if (known !== undefined) known.pairs.push(pair);
        else {
          changes.set(key, {
            rule: id,
            data: fact.data,
            dataKey,
            pairs: [pair],
            ...(before !== undefined && { before }),
            ...(after !== undefined && { after }),
          });
        }
      }
    }
  }
  return [...changes.values()];
}

function placeKey(known: Map<At, string>, at: At | undefined): string {
  if (at === undefined) return '';
  let key = known.get(at);
  if (key === undefined) {
    key = `${at.file.url}#${pointerOf(at)}`;
    known.set(at, key);
  }
  return key;
}

function beforeOf(pair: Pair): At | undefined {
  return pair.before?.at;
}

function afterOf(graph: Graph, pair: Pair): At | undefined {
  if (pair.after !== undefined) return pair.after.at;
  if (isShared(pair)) return nearest(graph.after.document.root, pair.before?.at);
  for (const { parent } of pair.parents) if (parent.after !== undefined) return parent.after.at;
  return nearest(graph.after.document.root, pair.before?.at);
}

/** A parameter that is declared outside of its operation: it is one thing, however many operations take it. */
function isShared({ kind, before, parents }: Pair): boolean {
  const owner = parents[0]?.parent.before?.at;
  if (kind !== 'parameter' || before === undefined || owner === undefined) return false;
  for (let here: At | undefined = before.at; here !== undefined; here = here.parent)
    if (here.value === owner.value) return false;
  return true;
}

/** The deepest place of the new document on the way to where the thing was; the order of a list tells nothing. */
function nearest(root: At, was: At | undefined): At {
  if (was === undefined) return root;
  const chain: At[] = [];
  for (let here: At | undefined = was; here?.parent !== undefined; here = here.parent) chain.push(here);
  let found = root;
  for (const { token } of chain.reverse()) {
    const { value } = found;
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, token)) break;
    found = { value: (value as Record<string | number, unknown>)[token], file: found.file, parent: found, token };
  }
  return found;
}
