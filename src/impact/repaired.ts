/** What a change of the manifest repairs that no change of a description broke: findings of a check, then and now. */

import { underLevelsOf } from '../manifest/loosened.ts';
import type { Flow, Manifest } from '../manifest/manifest.ts';
import { checkIntegration } from './check-integration.ts';
import { type Draft, type Integration, mappingFinding } from './findings.ts';
import type { LevelOptions } from './level.ts';
import type { Side } from './message.ts';
import { tellApart } from './tell-apart.ts';
import type { TransformVerdict, TransformVerdicts } from './transforms.ts';

export interface Checked {
  readonly sides: ReadonlyMap<string, Side>;
  readonly today: string;
  readonly transforms: TransformVerdicts | undefined;
  readonly options: LevelOptions;
}

/** The findings of a check on two versions of a manifest, as far as they can differ. */
export function checkedDrafts(
  before: Manifest,
  manifest: Manifest,
  checked: Checked,
): { readonly earlier: Draft[]; readonly current: Draft[] } {
  // A level that is lower now repairs nothing.
  const after = underLevelsOf(manifest, before);
  const same = untouchedBetween(before, after);
  return { earlier: draftsOf(before, checked, same), current: draftsOf(after, checked, same) };
}

/** Whether a flow says the same in both versions. */
export function untouchedBetween(before: Manifest, after: Manifest): (flow: Flow) => boolean {
  const [old, fresh] = [before, after].map(({ flows }) => new Map(flows.map((flow) => [flow.id, contentOf(flow)])));
  return ({ id }) => old?.get(id) === fresh?.get(id);
}

function draftsOf(
  manifest: Manifest,
  { sides, today, transforms, options }: Checked,
  same: (flow: Flow) => boolean,
): Draft[] {
  // The rows of a flow that nobody touched have the same findings then and now.
  const flows = manifest.flows.map((flow): Flow => {
    const { lookup: _, ...rest } = flow;
    return same(flow) ? { ...rest, fields: [], reads: [] } : flow;
  });
  const alone = transforms && new Map([...transforms].map(([field, verdict]) => [field, aloneOf(verdict)]));
  const found = checkIntegration({ manifest: { ...manifest, flows }, sides, today, transforms: alone });
  const systemsOf: Integration['systemsOf'] = (outcome) => found.systems.get(outcome) ?? { source: '', target: '' };
  const integration: Integration = { manifest, lines: [], systemsOf };
  return tellApart(
    found.outcomes.flatMap((outcome) =>
      outcome.problems
        .filter(({ verdict }) => verdict !== 'notes')
        .flatMap((problem) => mappingFinding(outcome, problem, integration, options) ?? []),
    ),
  );
}

function aloneOf(verdict: TransformVerdict): TransformVerdict {
  return verdict.alone ?? verdict;
}

/** A flow without the places of its parts, and without levels, which say nothing of what is sent. */
function contentOf(flow: Flow): string {
  return JSON.stringify(flow, (key, value: unknown) => (key === 'mark' || key === 'levels' ? undefined : value));
}
