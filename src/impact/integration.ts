/** A manifest over its systems' pair graphs: every flow, workflow and exception judged, and what the integration uses. */

import { operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { Flow, Manifest } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import { type Dangling, danglingOperation } from './dangling.ts';
import { judgeExceptions } from './exceptions.ts';
import { type FlowVersions, judgeFlow } from './flow.ts';
import type { Use } from './handler-reads.ts';
import type { EndSystems } from './impact.ts';
import { lookupOutcomes } from './lookup.ts';
import { type OperationVersions, operationsOf, type SystemSides } from './operation-versions.ts';
import type { Outcome } from './outcome.ts';
import { reversed } from './reverse.ts';
import { staleNames } from './stale-names.ts';
import type { TransformVerdicts } from './transforms.ts';
import { calledOutcome, judgeWorkflow } from './workflow.ts';

export type { SystemSides } from './operation-versions.ts';

export interface Judgement {
  readonly outcomes: readonly Outcome[];
  readonly systems: ReadonlyMap<Outcome, EndSystems>;
  readonly dangling: readonly Dangling[];
  /** By system: the pairs of the operations that the integration uses. Systems may share a description. */
  readonly used: ReadonlyMap<string, ReadonlySet<Pair>>;
  /** These operations: several of one path that is gone have one pair. */
  readonly operations: ReadonlySet<Operation>;
}

export function judgeIntegration(
  manifest: Manifest,
  earlier: Manifest | undefined,
  sides: ReadonlyMap<string, SystemSides>,
  transforms?: TransformVerdicts,
): Judgement {
  const outcomes: Outcome[] = [];
  const systems = new Map<Outcome, EndSystems>();
  const dangling: Dangling[] = [];
  const uses: Use[] = [];
  const add = (found: readonly Outcome[], ends: EndSystems) => {
    for (const outcome of found) {
      outcomes.push(outcome);
      systems.set(outcome, ends);
    }
  };
  const inOne = (found: readonly { readonly system: string; readonly outcome: Outcome }[]) => {
    for (const { system, outcome } of found) add([outcome], { source: system, target: system });
  };
  for (const versions of flowsOf(manifest, earlier, sides)) {
    const { after: flow } = versions;
    const judged = judgeFlow(versions, transforms);
    dangling.push(...judged.dangling);
    add(judged.outcomes, { source: flow.from.system, target: flow.to.system });
    use(uses, flow.from.system, judged.operations.source);
    use(uses, flow.to.system, judged.operations.target);
  }
  for (const workflow of manifest.workflows) {
    const judged = judgeWorkflow(workflow, { manifest, earlier, sides });
    dangling.push(...judged.dangling);
    inOne(judged.outcomes);
    for (const { system, versions } of judged.uses) use(uses, system, versions);
  }
  for (const flow of manifest.flows) {
    for (const lookup of lookupsOf(flow)) {
      const { operation } = lookup;
      const side = sides.get(operation.system);
      if (side === undefined) continue;
      const versions = operationsOf(side, operation, operation);
      const missing = danglingOperation(versions, operation, side);
      if (missing !== undefined) dangling.push(missing);
      else {
        const asks = lookup.by.map(({ parameter }) => parameter);
        inOne([{ system: operation.system, outcome: calledOutcome(flow, operation, versions, side, asks) }]);
        const keys = lookupOutcomes(flow, lookup, versions, side);
        dangling.push(...keys.dangling);
        inOne(keys.outcomes.map((outcome) => ({ system: operation.system, outcome })));
        use(uses, operation.system, versions);
      }
    }
  }
  for (const { on } of manifest.exceptions) {
    const side = on.operation && sides.get(on.operation.system);
    if (on.operation !== undefined && side !== undefined)
      use(uses, on.operation.system, operationsOf(side, on.operation, on.operation));
  }
  const judged = judgeExceptions({ manifest, earlier, sides, uses });
  dangling.push(...judged.dangling);
  inOne(judged.outcomes);
  inOne(staleNames(manifest, sides));
  const operations = new Set(
    uses.flatMap(({ versions: { before, after } }) => [before, after].filter((one) => one !== undefined)),
  );
  return { outcomes, systems, dangling, used: usedPairs(uses, sides), operations };
}

/** The flows of a manifest, each with its systems and as it was. */
export function flowsOf(
  manifest: Manifest,
  earlier: Manifest | undefined,
  sides: ReadonlyMap<string, SystemSides>,
): FlowVersions[] {
  return manifest.flows.flatMap((flow) => {
    const source = sides.get(flow.from.system);
    const target = sides.get(flow.to.system);
    if (source === undefined || target === undefined) return [];
    const before = earlier === undefined ? flow : flowOf(earlier, flow);
    const back = wayBack({ before, after: flow, source, target });
    return [{ before, after: flow, source, target }, ...(back === undefined ? [] : [back])];
  });
}

/** The same flow from its target to its source. What it reads and writes there is found in the old version first. */
function wayBack({ before, after, source, target }: FlowVersions): FlowVersions | undefined {
  if (after.direction !== 'both') return undefined;
  const turn = (flow: Flow) =>
    reversed(flow, source.before.api, target.before.api).flow ??
    reversed(flow, source.after.api, target.after.api).flow;
  const now = turn(after);
  if (now === undefined) return undefined;
  return {
    before: before?.direction === 'both' ? turn(before) : undefined,
    after: now,
    source: target,
    target: source,
  };
}

function flowOf(manifest: Manifest, { id }: Flow): Flow | undefined {
  return manifest.flows.find((flow) => flow.id === id);
}

/** Operations that find a record by key. */
export function lookupsOf({ lookup, fields }: Flow) {
  return [lookup, ...fields.map((field) => field.lookup)].filter((one) => one !== undefined);
}

export function use(uses: Use[], system: string, versions: OperationVersions): void {
  if (versions.before === undefined && versions.after === undefined) return;
  const known = uses.some(
    (one) => one.system === system && one.versions.before === versions.before && one.versions.after === versions.after,
  );
  if (!known) uses.push({ system, versions });
}

function usedPairs(uses: readonly Use[], sides: ReadonlyMap<string, SystemSides>): Map<string, Set<Pair>> {
  const used = new Map<string, Set<Pair>>([...sides.keys()].map((system) => [system, new Set()]));
  for (const { system, versions } of uses) {
    const graph = sides.get(system)?.after.graph;
    for (const operation of [versions.before, versions.after]) {
      const pair = operation && graph && operationPairOf(graph, operation);
      if (pair !== undefined) used.get(system)?.add(pair);
    }
  }
  return used;
}
