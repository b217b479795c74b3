/** A manifest over its systems' pair graphs: every flow and workflow judged, and what the integration uses. */

import { type Graph, operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { Flow, Manifest, OperationRef } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import type { Dangling } from './dangling.ts';
import { judgeFlow, type Outcome, operationOutcome, type Subject } from './flow.ts';
import type { EndSystems } from './impact.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';

export interface SystemSides {
  readonly before: Side;
  readonly after: Side;
}

export interface Judgement {
  readonly outcomes: readonly Outcome[];
  readonly systems: ReadonlyMap<Outcome, EndSystems>;
  readonly dangling: readonly Dangling[];
  /** By system: the pairs of the operations that the integration uses. Systems may share a description. */
  readonly used: ReadonlyMap<string, ReadonlySet<Pair>>;
}

export function judgeIntegration(
  manifest: Manifest,
  earlier: Manifest | undefined,
  sides: ReadonlyMap<string, SystemSides>,
): Judgement {
  const outcomes: Outcome[] = [];
  const systems = new Map<Outcome, EndSystems>();
  const dangling: Dangling[] = [];
  const used = new Map<string, Set<Pair>>([...sides.keys()].map((system) => [system, new Set()]));
  const add = (found: readonly Outcome[], ends: EndSystems) => {
    for (const outcome of found) {
      outcomes.push(outcome);
      systems.set(outcome, ends);
    }
  };
  for (const flow of manifest.flows) {
    const source = sides.get(flow.from.system);
    const target = sides.get(flow.to.system);
    if (source === undefined || target === undefined) continue;
    const before = earlier === undefined ? flow : flowOf(earlier, flow);
    const judged = judgeFlow({ before, after: flow, source, target });
    dangling.push(...judged.dangling);
    add(judged.outcomes, { source: flow.from.system, target: flow.to.system });
    use(used.get(flow.from.system), source.after.graph, judged.operations.source);
    use(used.get(flow.to.system), target.after.graph, judged.operations.target);
  }
  for (const { subject, ref, role } of namedOperations(manifest)) {
    const system = sides.get(ref.system);
    if (system === undefined) continue;
    const judged = operationOutcome(subject, ref, role, system);
    if ('candidates' in judged) dangling.push(judged);
    else {
      add([judged.outcome], { source: ref.system, target: ref.system });
      use(used.get(ref.system), system.after.graph, judged.operations);
    }
  }
  for (const { on } of manifest.exceptions) {
    const system = on.operation && sides.get(on.operation.system);
    if (on.operation === undefined || system === undefined) continue;
    for (const side of [system.before, system.after]) {
      const operation = findOperation(side.api, on.operation);
      if (operation !== undefined) use(used.get(on.operation.system), system.after.graph, [operation]);
    }
  }
  return { outcomes, systems, dangling, used };
}

function flowOf(manifest: Manifest, { id }: Flow): Flow | undefined {
  return manifest.flows.find((flow) => flow.id === id);
}

interface NamedOperation {
  readonly subject: Subject;
  readonly ref: OperationRef;
  readonly role: 'starts' | 'called';
}

/** Operations that are used beside those of the flows: of workflows, and those that find a record by key. */
function namedOperations({ workflows, flows }: Manifest): NamedOperation[] {
  const ofWorkflows = workflows.flatMap(({ name, trigger, invokes }): NamedOperation[] => {
    const subject: Subject = { id: name, owners: [], levels: {} };
    const called = invokes.map((ref): NamedOperation => ({ subject, ref, role: 'called' }));
    return trigger === undefined ? called : [{ subject, ref: trigger, role: 'starts' }, ...called];
  });
  const ofLookups = flows.flatMap((flow) =>
    [flow.lookup, ...flow.fields.map(({ lookup }) => lookup)].flatMap((lookup): NamedOperation[] =>
      lookup === undefined ? [] : [{ subject: flow, ref: lookup.operation, role: 'called' }],
    ),
  );
  return [...ofWorkflows, ...ofLookups];
}

function use(used: Set<Pair> | undefined, graph: Graph, operations: readonly Operation[]): void {
  for (const operation of operations) {
    const pair = operationPairOf(graph, operation);
    if (pair !== undefined) used?.add(pair);
  }
}
