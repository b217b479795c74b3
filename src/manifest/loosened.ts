/** What a change of the manifest or of its acknowledgements lets through that was stopped before: said loudly, since who opens a change may not be who decides. */

import { code } from '../spec/words.ts';
import type { Acknowledgement, AcknowledgementFile } from './acknowledgement.ts';
import type { FailOn, FieldMapping, Flow, Level, Manifest, Mark } from './manifest.ts';

export interface Loosened {
  readonly mark: Mark;
  /** One sentence without a full stop; text from a file stands in backticks. */
  readonly message: string;
}

/** Acknowledgements that are new, or hold longer than before. */
export function loosenedAcknowledgements(
  before: AcknowledgementFile | undefined,
  now: AcknowledgementFile,
): Loosened[] {
  const known = new Map((before?.entries ?? []).map((entry) => [entry.finding, entry]));
  return now.entries.flatMap((entry) => {
    const message = loosenedEntry(known.get(entry.finding), entry);
    return message === undefined ? [] : [{ mark: entry.mark, message }];
  });
}

function loosenedEntry(before: Acknowledgement | undefined, { finding, until, reason }: Acknowledgement) {
  if (before === undefined) return `the finding ${code(finding)} is acknowledged until ${code(until)}: ${code(reason)}`;
  if (until > before.until)
    return `the finding ${code(finding)} is acknowledged until ${code(until)}, not ${code(before.until)}`;
  return undefined;
}

/** From the one that fails most runs to the one that fails none. */
const BARS: readonly FailOn[] = ['info', 'warning', 'error', 'never'];

type Chosen = Level | 'off' | undefined;

/** How strictly a level judges; a rule that nothing is said about is judged by what it breaks. */
function rank(level: Chosen): number {
  return level === undefined ? 2.5 : { off: 0, info: 1, warning: 2, error: 3 }[level];
}

/** Levels that are lower than before: of the policy, and of the flows. New `unchecked` marks, too: what has one is never judged. */
export function loosenedManifest(before: Manifest, now: Manifest): Loosened[] {
  const top = policyMark(now);
  const found: Loosened[] = [];
  for (const key of ['adjacent', 'unmapped'] as const) {
    const [old, level] = [before.policy[key], now.policy[key]];
    if (rank(level) < rank(old)) found.push({ mark: top, message: `${code(`policy.${key}`)} is ${level}, not ${old}` });
  }
  const [oldBar, bar] = [before.policy.failOn ?? 'error', now.policy.failOn ?? 'error'];
  if (BARS.indexOf(bar) > BARS.indexOf(oldBar)) {
    found.push({ mark: top, message: `${code('policy.fail-on')} is ${bar}, not ${oldBar}` });
  }
  const [oldDays, days] = [before.policy.sunset?.minDays ?? 0, now.policy.sunset?.minDays ?? 0];
  if (days < oldDays) {
    found.push({ mark: top, message: `${code('policy.sunset')} asks for ${days} days, not ${oldDays}` });
  }
  for (const host of now.policy.allowHosts ?? []) {
    if (before.policy.allowHosts?.includes(host) !== true) {
      found.push({ mark: top, message: `the host ${code(host)} may be asked (${code('policy.allow-hosts')})` });
    }
  }
  found.push(...loosenedLevels(before.policy.levels, now.policy.levels, 'policy', top));
  for (const flow of now.flows) {
    const old = before.flows.find(({ id }) => id === flow.id);
    found.push(...loosenedLevels(old?.levels ?? {}, flow.levels, `flow ${flow.id}`, flow.mark));
    if (old !== undefined) found.push(...uncheckedFields(old, flow));
  }
  return found;
}

/** Where the file says its policy; a policy that was taken out has only the file. */
function policyMark({ text }: Manifest): Mark {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => /^(?:policy|\s*"policy")\s*:/.test(one));
  return { line: Math.max(line, 0) + 1, column: line < 0 ? 1 : (lines[line] ?? '').search(/\S/) + 1 };
}

type Levels = Flow['levels'];

function loosenedLevels(before: Levels, now: Levels, where: string, mark: Mark): Loosened[] {
  const rules = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...rules].flatMap((rule) => {
    const [old, level] = [levelIn(before, rule), levelIn(now, rule)];
    if (rank(level) >= rank(old)) return [];
    const words = `${level ?? 'as judged'}, not ${old ?? 'as judged'}`;
    return [{ mark, message: `the level of ${code(rule)} in ${code(where)} is ${words}` }];
  });
}

function levelIn(levels: Levels, rule: string): Chosen {
  return Object.hasOwn(levels, rule) ? levels[rule] : undefined;
}

function uncheckedFields(before: Flow, now: Flow): Loosened[] {
  const isLoosened = uncheckedSince(before);
  return now.fields.flatMap((field) => {
    if (!isLoosened(field)) return [];
    const name = field.to?.text ?? field.from[0]?.text ?? '';
    return [{ mark: field.mark, message: `${code(name)} in ${code(`flow ${now.id}`)} is no longer checked` }];
  });
}

/** Whether a row is marked `unchecked` that was checked. */
function uncheckedSince(before: Flow | undefined): (field: FieldMapping) => boolean {
  const checked = new Set(before?.fields.filter(({ unchecked }) => unchecked === undefined).map(rowKey));
  return (field) => field.unchecked !== undefined && checked.has(rowKey(field));
}

function rowKey({ from, to }: FieldMapping): string {
  return JSON.stringify([from.map(({ text }) => text), to?.text]);
}

/**
 * The manifest as it is now, judged by the levels it had, with all rows checked that were: whoever changes a description may
 * not choose what that change means.
 */
export function underLevelsOf(now: Manifest, before: Manifest): Manifest {
  const flows = now.flows.map((flow): Flow => {
    const old = before.flows.find(({ id }) => id === flow.id);
    const isLoosened = uncheckedSince(old);
    const fields = flow.fields.map((field) => (isLoosened(field) ? checked(field) : field));
    return { ...flow, fields, levels: old?.levels ?? {} };
  });
  return { ...now, flows, policy: before.policy };
}

function checked({ unchecked: _, ...field }: FieldMapping): FieldMapping {
  return field;
}
