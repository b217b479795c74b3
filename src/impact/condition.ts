/** What a flow's condition keeps back: values of a source with which the flow does not run. */

import { valueKey } from '../diff/value-key.ts';
import type { Flow } from '../manifest/manifest.ts';
import { runExpression } from '../manifest/run-expression.ts';
import type { MappingState } from './mapping.ts';
import { listedIn } from './table.ts';

/** A currency or a country has some hundred. */
const MAX_VALUES = 500;

/**
 * By `valueKey`, of the values that a source lists. Only where the condition looks at this field and at nothing else: of others nobody knows
 * what they are when the value comes.
 */
export async function keptBack({ when }: Flow, { field, sources }: MappingState): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const [source, ...others] = sources;
  const [read, ...more] = when?.reads ?? [];
  if (when === undefined || read === undefined || field.values === undefined) return kept;
  if (source?.ref.place !== 'body' || others.length > 0 || more.length > 0 || source.at?.found !== true) return kept;
  const names = source.ref.steps.map((step) => (step.kind === 'name' ? step.name : undefined));
  if (names.length !== read.length || names.some((name, index) => name !== read[index])) return kept;
  const values = source.at.ways.flatMap(({ shape }) => listedIn(shape) ?? []);
  for (const value of values.slice(0, MAX_VALUES)) {
    const input = read.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    const run = await runExpression(when.text, input);
    if (run.kind === 'nothing' || (run.kind === 'value' && run.value === false)) kept.add(valueKey(value));
  }
  return kept;
}
