/** What a flow's condition keeps back: values of a source, null and nothing with which the flow does not run. */

import { sameJson } from '../diff/same.ts';
import { ANY, NULL, OBJECT } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { type Term, termOf } from '../manifest/condition-term.ts';
import type { Flow, ReadPath } from '../manifest/manifest.ts';
import { runExpression } from '../manifest/run-expression.ts';
import { accepts } from './accept.ts';
import { heldTypes } from './facets.ts';
import type { Way } from './field.ts';
import type { MappingState } from './mapping.ts';
import { samplesOf } from './samples.ts';
import { listedIn } from './table.ts';

/** For each source of a row: values with which the flow does not run, by `valueKey`. */
export type KeptBack = readonly ReadonlySet<string>[];

/** A currency or a country has some hundred. */
const MAX_VALUES = 500;

/**
 * Of null, of nothing, of the values that an end of the row lists and of samples of its source. What looks at another field may come out
 * either way: nobody knows what that is when the value comes.
 */
export async function keptBack(flow: Flow, now: MappingState, then: MappingState = now): Promise<KeptBack> {
  const kept: ReadonlySet<string>[] = [];
  for (const index of now.sources.keys()) kept.push(await keptBackOf(flow, now, then, index));
  return kept;
}

async function keptBackOf(
  { when }: Flow,
  now: MappingState,
  then: MappingState,
  index: number,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const source = now.sources[index];
  if (when?.reads === undefined || source?.ref.place !== 'body' || source.at?.found !== true) return kept;
  const path = source.ref.steps.flatMap((step) => (step.kind === 'name' ? [step.name] : []));
  if (path.length !== source.ref.steps.length || !when.reads.some(([first]) => first === path[0])) return kept;
  const condition = termOf(when.text);
  const refuses = async (known: Known) => isRefusal(await answerOf(condition, known));
  const named = new Map(
    [null, ...namedIn(now, index), ...namedIn(then, index)].map((value) => [valueKey(value), value]),
  );
  for (const [key, value] of [...named].slice(0, MAX_VALUES))
    if (await refuses({ path, input: nested(path, value) })) kept.add(key);
  const { ways, isOptional } = source.at;
  const gaps = ways.map((way) => gapsOn(now, path, way, isOptional));
  const all = gaps.includes(undefined) ? [] : gaps.flatMap((one = []) => one);
  const refused = await Promise.all(all.map(refuses));
  if (all.length > 0 && refused.every(Boolean)) kept.add(valueKey(undefined));
  return kept;
}

function namedIn({ sources, target, ends: { source } }: MappingState, index: number): readonly unknown[] {
  const shapesOf = (one: MappingState['target']) =>
    one?.at?.found === true ? one.at.ways.map(({ shape }) => shape) : [];
  const sent = shapesOf(sources[index]);
  const listed = [...sent, ...shapesOf(target)].flatMap((shape) => listedIn(shape) ?? []);
  return [...listed, ...sent.flatMap((shape) => samplesOf(source.shapes, shape).values)];
}

/** A message of which one part is known, and all below it. */
interface Known {
  readonly path: ReadPath;
  readonly input: unknown;
}

/** Each way that a message may come without the field; undefined where something else than an object may hold it. */
function gapsOn(
  { ends: { source } }: MappingState,
  path: ReadPath,
  { passed }: Way,
  isOptional = false,
): Known[] | undefined {
  const gaps: Known[] = isOptional ? [{ path: [], input: undefined }] : [];
  for (const [depth, { from, required }] of passed.entries()) {
    const above = path.slice(0, depth);
    const types = heldTypes(source.shapes, from);
    if (types !== ANY && (types & ~(OBJECT | NULL)) !== 0) return undefined;
    if (types !== ANY && accepts(source.shapes, from, null) !== 'no')
      gaps.push({ path: above, input: nested(above, null) });
    if (!required) gaps.push({ path: path.slice(0, depth + 1), input: nested(above, {}) });
  }
  return gaps;
}

/** Whether a condition lets a value of a source through; undefined is nothing. */
export function isLet(keptBack: ReadonlySet<string> | undefined, value: unknown): boolean {
  return keptBack?.has(valueKey(value)) !== true;
}

/** What either of two conditions keeps back. */
export function eitherOf(one: KeptBack, other: KeptBack): KeptBack {
  const longer = one.length < other.length ? other : one;
  return longer.map((_, index) => new Set([...(one[index] ?? []), ...(other[index] ?? [])]));
}

function nested(path: ReadPath, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** `nothing` counts as no, but for `$not`, which makes nothing of it; undefined where that hangs on what else comes. */
type Answer = 'yes' | 'no' | 'nothing' | undefined;

async function answerOf(term: Term, known: Known): Promise<Answer> {
  if (term.kind === 'one') {
    if (term.reads === undefined || !term.reads.every((read) => sameJson(read.slice(0, known.path.length), known.path)))
      return undefined;
    const run = await runExpression(term.text, known.input);
    if (run.kind !== 'value') return run.kind === 'nothing' ? 'nothing' : undefined;
    // of a list or an object the languages that run it think differently
    if (typeof run.value === 'object' && run.value !== null) return undefined;
    return run.value ? 'yes' : 'no';
  }
  if (term.kind === 'not') {
    const inner = await answerOf(term.of, known);
    return inner === 'yes' ? 'no' : inner === 'no' ? 'yes' : inner;
  }
  const answers: Answer[] = [];
  for (const part of term.of) answers.push(await answerOf(part, known));
  const refused = answers.filter((one) => isRefusal(one)).length;
  const met = answers.filter((one) => one === 'yes').length;
  if (term.kind === 'all') return refused > 0 ? 'no' : met === answers.length ? 'yes' : undefined;
  return met > 0 ? 'yes' : refused === answers.length ? 'no' : undefined;
}

function isRefusal(answer: Answer): boolean {
  return answer === 'no' || answer === 'nothing';
}
