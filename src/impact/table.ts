/** Value tables: what becomes of each value of the source, and whether the target takes it. */

import { valueKey } from '../diff/value-key.ts';
import type { FieldMapping, Scalar, ValueTable } from '../manifest/manifest.ts';
import { literal } from '../rules/literal.ts';
import type { Covering } from './covering.ts';
import { misfits, newWork, refusesFor, type Version } from './fit.ts';
import type { Problem } from './problem.ts';
import { listed, unhandled } from './showing.ts';

export interface TableState {
  readonly field: FieldMapping;
  readonly version: Version;
  readonly covering: Covering;
  /** The target must have the field. */
  readonly needed: boolean;
}

/** What the integration does with one value. */
type Fate =
  | { readonly kind: 'sent'; readonly value: Scalar }
  | { readonly kind: 'passed' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'fails' };

/** A row is for a value when both print alike: YAML keys are text even where the description has numbers. */
function fateOf(field: FieldMapping, value: unknown): Fate {
  const row = field.values?.rows.find((one) => one.from === value || String(one.from) === String(value));
  if (row !== undefined) return row.to === null ? { kind: 'dropped' } : { kind: 'sent', value: row.to };
  switch (field.unmapped.mode) {
    case 'fail':
      return { kind: 'fails' };
    case 'ignore':
      return { kind: 'dropped' };
    case 'pass':
      return { kind: 'passed' };
    case 'default':
      return field.unmapped.value === null ? { kind: 'dropped' } : { kind: 'sent', value: field.unmapped.value };
  }
}

/** Why a value of the source does not arrive; undefined when it does. */
function failure({ field, version, covering, needed }: TableState, value: unknown): Problem | undefined {
  const fate = fateOf(field, value);
  const problem = { aspect: 'values', side: 'either', verdict: 'breaks', value: { of: value } } as const;
  switch (fate.kind) {
    case 'dropped': {
      const because = `${literal(value)} is deliberately not sent, and the target requires a value`;
      return needed
        ? { ...problem, kind: 'source-may-be-missing', key: `drops ${valueKey(value)}`, because }
        : undefined;
    }
    case 'fails':
      return {
        ...problem,
        kind: 'value-unmapped',
        key: `row ${valueKey(value)}`,
        because: `the value table has no row for ${literal(value)}`,
        witness: unhandled(covering, version, value),
      };
    case 'passed':
    case 'sent': {
      const sent = fate.kind === 'passed' ? value : fate.value;
      if (!refusesFor(covering)(version, sent)) {
        return sent === PLACEHOLDER && version.target.enum === undefined ? unfilled(problem, value) : undefined;
      }
      const origin = fate.kind === 'passed' ? 'which the table passes through' : `which ${literal(value)} becomes`;
      return {
        ...problem,
        kind: 'value-refused',
        // It is the sent value that the target's enum lost, or the source's that came.
        value: { of: fate.kind === 'sent' && isListed(version, value) ? sent : value },
        key: `sent ${valueKey(value)} ${valueKey(sent)}`,
        because: `the target does not take ${literal(sent)}, ${origin}`,
        witness: listed(covering, version, value, sent),
      };
    }
  }
}

/** What `guard fix` and `guard init` leave for a person to fill. */
const PLACEHOLDER = 'TODO';

/** A target that takes any text would take it. It may even be meant: that is no proven break. */
function unfilled(problem: Pick<Problem, 'aspect' | 'side' | 'value'>, value: unknown): Problem {
  const because = `the row for ${literal(value)} says ${literal(PLACEHOLDER)}, which looks as if nobody had filled it yet`;
  return { ...problem, verdict: 'warns', kind: 'value-unmapped', key: `unfilled ${valueKey(value)}`, because };
}

function isListed({ source }: Version, value: unknown): boolean {
  return source.enum?.values.has(valueKey(value)) ?? true;
}

export function tableMisfits(now: TableState, then: TableState | undefined): Problem[] {
  const problems: Problem[] = [];
  for (const value of valuesOf(now)) {
    const found = failure(now, value);
    if (found === undefined) continue;
    if (then !== undefined && mayHold(then.version, value) && failure(then, value) !== undefined) continue;
    problems.push(found);
  }
  return [...problems, ...unlisted(now, then)];
}

/** The values to ask about: those the source lists, or, where it lists none, those the table has rows for. */
function valuesOf({ field, version }: TableState): unknown[] {
  const listed = version.source.enum;
  if (listed !== undefined)
    return [...listed.values.values()].map(({ value }) => value).filter((value) => value !== null);
  return rowsOf(field.values).filter((value) => value !== null && mayHold(version, value));
}

function rowsOf(table: ValueTable | undefined): unknown[] {
  return table?.rows.map((row) => row.from) ?? [];
}

function mayHold({ source }: Version, value: unknown): boolean {
  const { enum: listed } = source;
  if (listed === undefined) return true;
  return [...listed.values.values()].some((one) => one.value === value || String(one.value) === String(value));
}

/** The source no longer lists its values: what has no row may come. */
function unlisted(now: TableState, then: TableState | undefined): Problem[] {
  if (now.version.source.enum !== undefined || then === undefined) return [];
  if (then.version.source.enum === undefined) {
    // Open before and now: a value passed through is a plain copy.
    return now.field.unmapped.mode === 'pass'
      ? [...misfits(newWork(now.covering), now.version, then.version)].filter(({ kind }) => kind === 'type-refused')
      : [];
  }
  if (now.field.unmapped.mode === 'fail') {
    return [
      {
        kind: 'value-unmapped',
        aspect: 'values',
        side: 'source',
        key: 'row *',
        verdict: 'breaks',
        because: 'the source no longer lists its values, and the table has rows for the known ones only',
      },
    ];
  }
  return now.field.unmapped.mode === 'pass' ? [...misfits(newWork(now.covering), now.version, then.version)] : [];
}
