/** From pair graphs to effects: what changed, what it does, and how that is known. */

import { createAjvJudge } from '../containment/judge.ts';
import type { Graph } from '../diff/graph.ts';
import { createSites, type Reach } from '../diff/sites.ts';
import { createProver, type Prover } from '../proof/prover.ts';
import type { Touch } from '../report/report.ts';
import { type Change, findChanges } from '../rules/changes.ts';
import type { Profile } from '../rules/rule.ts';
import { type Limits, overLimit } from '../spec/load-policy.ts';
import { type Decided, type Grounds, newDecided, unexplained, withEvidence } from './evidence.ts';
import { type Effect, effectsOf, underPolicy } from './impact.ts';
import type { Judgement } from './integration.ts';

const NONE: ReadonlySet<never> = new Set();

/** What changed between the two versions of a description, and who can prove what it does. */
export interface Comparison {
  readonly changes: readonly Change[];
  readonly prover: Prover;
  readonly decided: Decided;
}

/** Systems that share a graph share its comparison. Throws InputError where there are more changes than `limits` allow. */
export function compareAll(
  graphs: ReadonlyMap<string, Graph>,
  today: string | undefined,
  limits: Limits,
): ReadonlyMap<Graph, Comparison> {
  const judge = createAjvJudge();
  return new Map(
    [...new Set(graphs.values())].map((graph) => {
      const changes = findChanges(graph, { today }, limits.changes);
      if (changes.length > limits.changes)
        throw overLimit(limits, 'changes', { file: graph.after.document.root.file.name });
      return [graph, { changes, prover: createProver(graph, judge), decided: newDecided() }];
    }),
  );
}

/** What the changes do, by system: as rules propose it, as proofs decide it, and as the profile takes it. */
export function effectsIn(
  graphs: ReadonlyMap<string, Graph>,
  comparisons: ReadonlyMap<Graph, Comparison>,
  judgement: Judgement | undefined,
  profile: Profile,
): Effect[] {
  return [...graphs].flatMap(([name, graph]) => {
    const comparison = comparisons.get(graph);
    if (comparison === undefined) return [];
    const used = judgement?.used.get(name) ?? NONE;
    const touchOf = ({ operations }: Reach): Touch => {
      if (judgement === undefined) return 'mapped';
      return operations.some((pair) => used.has(pair)) ? 'adjacent' : 'unmapped';
    };
    const { changes, prover, decided } = comparison;
    const grounds: Grounds = { prover, sites: createSites(graph.pairs, used), profile, decided };
    const proven = effectsOf(name, changes, grounds.sites, touchOf).flatMap((one) => withEvidence(one, grounds) ?? []);
    const effects = [...proven, ...unexplained(name, graph, proven, grounds, touchOf)];
    return effects.map((effect) => underPolicy(effect, profile));
  });
}
