/** Manifests that people wrote, as what a proposal should come to: the pairs of fields that are in a body on both sides. */

import { createShapes } from '../../src/diff/shapes.ts';
import { findOperation } from '../../src/impact/operations.ts';
import { printSteps } from '../../src/manifest/field-path.ts';
import type { FieldRef, Flow, Manifest, PathStep } from '../../src/manifest/manifest.ts';
import { leavesOfMessage } from '../../src/propose/flow.ts';
import { matchFields } from '../../src/propose/match.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { viewOf } from '../../src/spec/view.ts';

export interface Score {
  readonly flow: string;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/** A list's items are meant by each of them; what is chosen by a value is in the list as well. */
function pathOf(ref: FieldRef): string | undefined {
  if (ref.place !== 'body') return undefined;
  return printSteps(
    ref.steps.map((step): PathStep => (step.kind === 'index' || step.kind === 'match' ? { kind: 'items' } : step)),
  );
}

function truePairs(flow: Flow): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  for (const { from, to, unchecked } of flow.fields) {
    const target = to && pathOf(to);
    const sources = from.map(pathOf).filter((path) => path !== undefined);
    if (target === undefined || sources.length === 0 || unchecked !== undefined) continue;
    pairs.set(target, sources);
  }
  return pairs;
}

export function scoresOf(manifest: Manifest, specs: ReadonlyMap<string, SpecVersion>): Score[] {
  const sides = new Map(
    [...specs].map(([name, spec]) => {
      const api = viewOf(spec);
      return [name, { api, shapes: createShapes(api.document) }] as const;
    }),
  );
  return manifest.flows.flatMap((flow): Score[] => {
    const [from, to] = [sides.get(flow.from.system), sides.get(flow.to.system)];
    const read = from && findOperation(from.api, flow.from);
    const written = to && findOperation(to.api, flow.to);
    if (from === undefined || to === undefined || read === undefined || written === undefined) return [];
    const source = leavesOfMessage(from, read, 'reads');
    const target = leavesOfMessage(to, written, 'writes');
    if (source === undefined || target === undefined) return [];
    const found = new Map(matchFields(source, target).map((match) => [printSteps(match.target.steps), match] as const));
    const right: string[] = [];
    const wrong: string[] = [];
    for (const [path, sources] of truePairs(flow)) {
      const match = found.get(path);
      const proposed =
        match === undefined ? 'nothing' : `${printSteps(match.source.steps)} ${match.confidence.toFixed(2)}`;
      if (match !== undefined && sources.includes(printSteps(match.source.steps))) right.push(`${path} <- ${proposed}`);
      else wrong.push(`${path} <- ${sources.join(' | ')}, not ${proposed}`);
    }
    return [{ flow: flow.id, right, wrong }];
  });
}
