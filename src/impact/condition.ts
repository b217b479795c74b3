/** What a flow's condition keeps back: values of a source with which the flow does not run. */

import { sameJson } from '../diff/same.ts';
import { valueKey } from '../diff/value-key.ts';
import { type Term, termOf } from '../manifest/condition-term.ts';
import type { Flow, ReadPath } from '../manifest/manifest.ts';
import { runExpression } from '../manifest/run-expression.ts';
import type { MappingState } from './mapping.ts';
import { listedIn } from './table.ts';

/** A currency or a country has some hundred. */
const MAX_VALUES = 500;

/**
 * By `valueKey`, of the values that a source lists. What looks at another field may come out either way: nobody knows what
 * that is when the value comes.
 */
export async function keptBack({ when }: Flow, { field, sources }: MappingState): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const [source, ...others] = sources;
  if (when?.reads === undefined || field.values === undefined) return kept;
  if (source?.ref.place !== 'body' || others.length > 0 || source.at?.found !== true) return kept;
  const path = source.ref.steps.flatMap((step) => (step.kind === 'name' ? [step.name] : []));
  if (path.length !== source.ref.steps.length || !when.reads.some((read) => sameJson(read, path))) return kept;
  const condition = termOf(when.text);
  const values = source.at.ways.flatMap(({ shape }) => listedIn(shape) ?? []);
  for (const value of values.slice(0, MAX_VALUES)) {
    const input = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    if (await isFalse(condition, path, input)) kept.add(valueKey(value));
  }
  return kept;
}

/** Whether a condition is certainly not met, whatever else comes with the value. */
async function isFalse(term: Term, path: ReadPath, input: unknown): Promise<boolean> {
  if (term.kind === 'one') {
    if (term.reads === undefined || !term.reads.every((read) => sameJson(read, path))) return false;
    const run = await runExpression(term.text, input);
    return run.kind === 'nothing' || (run.kind === 'value' && run.value === false);
  }
  let refused = 0;
  for (const part of term.of) if (await isFalse(part, path, input)) refused++;
  return term.kind === 'all' ? refused > 0 : refused === term.of.length;
}
