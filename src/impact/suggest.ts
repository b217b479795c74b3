/** What to do about a finding: the likely successor, the rows to add, the lines of the manifest to change. */

import type { Pair } from '../diff/pair.ts';
import { valueKey } from '../diff/value-key.ts';
import type { FieldRef, Manifest, Scalar } from '../manifest/manifest.ts';
import type { ManifestPatch, Suggestion } from '../report/report.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import type { Effect, Hit } from './impact.ts';
import { renamePatches, rowPatch } from './manifest-patch.ts';
import { movedSuggestion, renaming } from './moved.ts';
import type { Outcome } from './outcome.ts';
import type { Problem } from './problem.ts';
import { successorOf } from './rename.ts';
import { WHOLE_BODY } from './unfed.ts';

export function suggestionFor(effect: Effect, manifest: Manifest, lines: readonly string[]): Suggestion | undefined {
  const { hits } = effect;
  const all = [...hits].flatMap(([outcome, { problems }]) => problems.map((problem) => ({ outcome, problem })));
  const moved = all.length === 0 ? undefined : movedSuggestion(effect, manifest, lines);
  if (moved !== undefined) return moved;
  const renamed = effect.change.pairs.find((pair) => pair.kind === 'property');
  if (effect.change.rule === 'property-removed' && renamed !== undefined) {
    const successor = successorOf(renamed as Pair<'property'>);
    if (successor !== undefined) return renameSuggestion(renamed as Pair<'property'>, successor.name, hits, lines);
  }
  // What would mend a warning is no advice for what breaks.
  const breaking = all.filter(({ problem }) => problem.verdict === 'breaks');
  const found = (breaking.length > 0 ? breaking : all).flatMap(
    ({ outcome, problem }) => suggestionForProblem(outcome, problem, lines) ?? [],
  );
  const [first] = found;
  if (first === undefined) return undefined;
  // One change may leave out a row in several tables: each gets it.
  const patches = found.filter(({ text }) => text === first.text).flatMap(({ manifest = [] }) => manifest);
  const distinct = new Map(patches.map((patch) => [JSON.stringify(patch), patch]));
  return distinct.size === 0 ? first : { text: first.text, manifest: [...distinct.values()].sort(byLine) };
}

function byLine(left: ManifestPatch, right: ManifestPatch): number {
  return left.line - right.line;
}

export function suggestionForProblem(
  outcome: Outcome,
  problem: Problem,
  lines: readonly string[],
): Suggestion | undefined {
  const found = suggested(outcome, problem, lines);
  // What would help on the way back either ends it or counts on the way there only.
  const isOneWay = outcome.field?.turned && found !== undefined && /`(?:transform|default)`/.test(found.text);
  return isOneWay ? { text: `${found.text} For that the way back needs a flow of its own.` } : found;
}

/** No row feeds a body as a whole. */
function fedBy({ to }: Outcome): string {
  return to === WHOLE_BODY ? 'a member of the request body' : code(to);
}

function suggested(outcome: Outcome, problem: Problem, lines: readonly string[]): Suggestion | undefined {
  switch (problem.kind) {
    case 'value-unmapped': {
      if (problem.value !== undefined && outcome.field?.turned)
        return {
          text: `Add a row to the value table that ends in ${literal(problem.value.of)}: on the way back it is read the other way round.`,
        };
      if (problem.value === undefined) return { text: 'Say under `unmapped` what becomes of a value without a row.' };
      const patch = tablePatch(outcome, problem.value.of, lines);
      const text = `Add a row for ${literal(problem.value.of)} to the value table, or say under \`unmapped\` what becomes of it.`;
      return patch === undefined ? { text } : { text, manifest: [patch] };
    }
    case 'source-may-be-missing':
      // The table drops it: a `default` is for what is not there.
      if (problem.aspect === 'values') return { text: droppedText(outcome, problem) };
      return { text: filledText(outcome) };
    case 'source-may-be-null':
      return { text: filledText(outcome) };
    case 'target-unfed':
      if (problem.side === 'source' && outcome.reliance === undefined)
        return { text: 'Send it with the call. No row can say so, for rows feed the target: `guard accept` does.' };
      if (outcome.reliance !== undefined)
        return { text: 'Send it with the call: a row of a flow to this operation says what.' };
      // Its rows feed what they feed on the way there.
      if (outcome.subject.turned)
        return { text: `Give the way back a flow of its own, with a row that feeds ${fedBy(outcome)}.` };
      return { text: `Add a row that feeds ${fedBy(outcome)}: a source field, or a constant with \`value\`.` };
    case 'source-gone':
    case 'target-gone':
      return outcome.field?.turned ? { text: 'Move the row to a flow of its own, which goes one way.' } : undefined;
    case 'value-refused':
      return { text: refusedText(outcome, problem) };
    case 'transform-fails':
      return { text: 'Let the transform take the value, or keep it from coming.' };
    case 'type-refused':
    case 'format-refused':
      return { text: 'Convert the value with a `transform`.' };
    case 'limit-refused':
      return {
        text: 'Agree with the owner of the target on the limit, or bring the value within it with a `transform`.',
      };
    case 'status-uncaught':
      return { text: 'Add an entry to `exceptions` that says what is done about it.' };
    case 'effect-undeclared':
      return {
        text: 'Name it in a workflow: under `suppresses` if it must not happen, as a `trigger` or in a flow if it is used.',
      };
    case 'read-gone':
      return {
        text: 'Let the handler do without it, or read what the response has instead, and say so under `reads`.',
      };
    case 'condition-unmet':
      return { text: 'Let `when` ask for what the source sends instead, or take the flow out.' };
    case 'operation-renamed':
      return problem.renamed && renaming(problem.renamed.refs, problem.renamed.after, lines);
    case 'row-dead':
      return { text: 'Delete the row, or mend what it is for.' };
    case 'exception-dead':
      return { text: 'Delete the entry, or mend what it is `on`.' };
    default:
      return undefined;
  }
}

function droppedText({ field }: Outcome, { value }: Problem): string {
  if (value === undefined) return 'Say a default under `unmapped`.';
  const dropped = literal(value.of);
  return field?.values?.rows.some(({ from }) => String(from) === String(value.of))
    ? `Say in its row what is sent for ${dropped}.`
    : `Add a row for ${dropped} to the value table, or say a default under \`unmapped\`.`;
}

function filledText({ field }: Outcome): string {
  const isChain = field?.take === 'first' && field.from.length > 1;
  return `Give the row a \`default\`, or ${isChain ? 'one more source' : 'a second source with `take: first`'}.`;
}

function refusedText({ field }: Outcome, { value, aspect, witness }: Problem): string {
  // What a transform makes comes with the value that shows it.
  const isDefault = value !== undefined && witness === undefined && isSame(field?.default?.value, value);
  if (field?.transform !== undefined && !isDefault)
    return 'Change the transform: what comes out of it has to be what the target takes.';
  if (value === undefined)
    return aspect === 'values'
      ? 'A table under `values` can say what is sent instead.'
      : 'Agree with the owner of the target on what it takes, or bring the value within it with a `transform`.';
  const sent = literal(value.of);
  if (field?.constant !== undefined) return `Send another constant than ${sent}.`;
  if (isSame(field?.default?.value, value)) return `Choose another \`default\` than ${sent}.`;
  if (field?.values === undefined)
    return `Send another value instead of ${sent}: a table under \`values\` or a \`transform\` can say which.`;
  const { unmapped } = field;
  const isRest = unmapped.mode === 'default' && isSame(unmapped.value, value);
  return isRest && !field.values.rows.some(({ to }) => isSame(to, value))
    ? `Choose another default under \`unmapped\` than ${sent}.`
    : `Send another value instead of ${sent}: a row in the value table decides it.`;
}

function isSame(one: unknown, { of }: { readonly of: unknown }): boolean {
  return one !== undefined && valueKey(one) === valueKey(of);
}

function renameSuggestion(
  removed: Pair<'property'>,
  name: string,
  hits: ReadonlyMap<Outcome, Hit>,
  lines: readonly string[],
): Suggestion {
  const text = `It is likely ${code(name)} now: rename it in the mapping.`;
  const refs = [...hits].flatMap(([outcome, hit]) => refsOf(outcome, hit));
  const manifest = renamePatches(refs, removed.before?.name ?? '', name, lines);
  return manifest.length === 0 ? { text } : { text, manifest };
}

function refsOf({ field }: Outcome, { role }: Hit): readonly FieldRef[] {
  if (field === undefined) return [];
  return role === 'source' ? field.from : field.to === undefined ? [] : [field.to];
}

function tablePatch({ field }: Outcome, value: unknown, lines: readonly string[]): ManifestPatch | undefined {
  return field?.values === undefined || !isScalar(value) ? undefined : rowPatch(field.values, value, lines);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
