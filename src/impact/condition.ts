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
    if (isRefusal(await answerOf(condition, path, input))) kept.add(valueKey(value));
  }
  return kept;
}

/** `nothing` counts as no, but for `$not`, which makes nothing of it; undefined where that hangs on what else comes. */
type Answer = 'yes' | 'no' | 'nothing' | undefined;

async function answerOf(term: Term, path: ReadPath, input: unknown): Promise<Answer> {
  if (term.kind === 'one') {
    if (term.reads === undefined || !term.reads.every((read) => sameJson(read, path))) return undefined;
    const run = await runExpression(term.text, input);
    if (run.kind !== 'value') return run.kind === 'nothing' ? 'nothing' : undefined;
    // of a list or an object the languages that run it think differently
    if (typeof run.value === 'object' && run.value !== null) return undefined;
    return run.value ? 'yes' : 'no';
  }
  if (term.kind === 'not') {
    const inner = await answerOf(term.of, path, input);
    return inner === 'yes' ? 'no' : inner === 'no' ? 'yes' : inner;
  }
  const answers: Answer[] = [];
  for (const part of term.of) answers.push(await answerOf(part, path, input));
  const refused = answers.filter((one) => isRefusal(one)).length;
  const met = answers.filter((one) => one === 'yes').length;
  if (term.kind === 'all') return refused > 0 ? 'no' : met === answers.length ? 'yes' : undefined;
  return met > 0 ? 'yes' : refused === answers.length ? 'no' : undefined;
}

function isRefusal(answer: Answer): boolean {
  return answer === 'no' || answer === 'nothing';
}
