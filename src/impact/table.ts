/** Value tables: what becomes of each value of the source, and whether the target takes it. */

import { isMultiple } from '../containment/decimal.ts';
import type { Shape } from '../diff/shape.ts';
import { BOOLEAN, bitOf, INTEGER, NULL, typeNames } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { wholeBounds } from '../diff/whole-bounds.ts';
import type { FieldMapping, Scalar, ValueTable } from '../manifest/manifest.ts';
import { literal } from '../rules/literal.ts';
import type { Covering } from './covering.ts';
import { heldTypes } from './facets.ts';
import { leavesOf, misfits, newWork, refusesFor, type Sending, type Version } from './fit.ts';
import type { Problem } from './problem.ts';
import { listed, unhandled } from './showing.ts';
import { takes } from './takes.ts';
import { asWritten, spellingsOf } from './written.ts';

export interface TableState {
  readonly field: FieldMapping;
  readonly version: Version;
  readonly covering: Covering;
  /** The target must have the field. */
  readonly needed: boolean;
  /** The target is a parameter: a word and its text are one there. */
  readonly written: boolean;
  /** Values, by `valueKey`, with which the flow does not run. */
  readonly keptBack?: ReadonlySet<string> | undefined;
}

/** What the integration does with one value. */
type Fate =
  | { readonly kind: 'sent'; readonly value: Scalar }
  | { readonly kind: 'passed' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'fails' };

/** A row is for a value when both print alike: YAML keys are text even where the description has numbers. */
function isRowFor({ from }: { readonly from: unknown }, value: unknown): boolean {
  return from === value || String(from) === String(value);
}

function fateOf(field: FieldMapping, value: unknown): Fate {
  const row = field.values?.rows.find((one) => isRowFor(one, value));
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

/** How many values of the source the table leaves out; of what the source does not list there may be any number. */
export function leftOut(field: FieldMapping, source: Sending): number {
  const list = listOf(source);
  if (list !== undefined) return list.filter((value) => fateOf(field, value).kind === 'dropped').length;
  const { unmapped } = field;
  const dropsRest = unmapped.mode === 'ignore' || (unmapped.mode === 'default' && unmapped.value === null);
  return dropsRest ? Number.POSITIVE_INFINITY : (field.values?.rows.filter(({ to }) => to === null).length ?? 0);
}

/** Why a value of the source does not arrive; undefined when it does. */
function failure(state: TableState, value: unknown): Problem | undefined {
  const { field, version, covering, needed, keptBack } = state;
  if (keptBack?.has(valueKey(value))) return undefined;
  const fate = fateOf(field, value);
  const problem = { aspect: 'values', side: 'either', verdict: 'breaks', value: { of: value } } as const;
  switch (fate.kind) {
    case 'dropped': {
      const isMeant = field.values?.rows.some((one) => isRowFor(one, value)) === true;
      const why = isMeant ? 'is deliberately not sent' : 'has no row and is not sent';
      const because = `${literal(value)} ${why}, and the target requires a value`;
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
      if (!isRefused(state, sent)) {
        return sent === PLACEHOLDER && version.target.enum === undefined ? unfilled(problem, value) : undefined;
      }
      const origin = fate.kind === 'passed' ? 'which the table passes through' : `which ${literal(value)} becomes`;
      return {
        ...problem,
        kind: 'value-refused',
        // It is the sent value that the target's enum lost, or the source's that came.
        value: { of: fate.kind === 'sent' && isListed(version, value) ? sent : value },
        origin: { of: value },
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

/** All values that a source may have besides null, where it lists them: true and false are a list, and few whole numbers. */
export function listedIn(source: Shape): readonly unknown[] | undefined {
  if (source.enum !== undefined)
    return [...source.enum.values.values()].map(({ value }) => value).filter((value) => value !== null);
  return (source.types & ~NULL) === BOOLEAN ? [true, false] : fewIntegers(source);
}

/** So many whole numbers between two bounds are as good as listed: a priority, a month. */
const MAX_INTEGERS = 100;

function fewIntegers(shape: Shape): readonly unknown[] | undefined {
  const { types, multipleOf } = shape;
  const { least, most } = wholeBounds(shape);
  if ((types & ~NULL) !== INTEGER || least === undefined || most === undefined) return undefined;
  if (!(most - least < MAX_INTEGERS)) return undefined;
  const all = Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);
  return all.filter((value) => multipleOf === undefined || isMultiple(value, multipleOf.value));
}

/** The same where each alternative lists its own. */
export function listOf({ source, sourceShapes }: Sending): readonly unknown[] | undefined {
  const own = listedIn(source);
  if (own !== undefined || source.unions.length !== 1) return own;
  const lists = leavesOf(sourceShapes, source).map(({ shape }) => listedIn(shape));
  if (lists.includes(undefined)) return undefined;
  const values = new Map(lists.flatMap((list = []) => list.map((value) => [valueKey(value), value] as const)));
  return [...values.values()].filter((value) => takes(sourceShapes, source, value) !== 'no');
}

function isListed(version: Version, value: unknown): boolean {
  return listOf(version)?.some((one) => valueKey(one) === valueKey(value)) ?? true;
}

export function tableMisfits(now: TableState, then: TableState | undefined): Problem[] {
  const problems: Problem[] = [];
  for (const value of valuesOf(now)) {
    const found = failure(now, value);
    if (found === undefined) continue;
    if (then !== undefined && failedThen(then, value)) continue;
    const isOfNewType = then !== undefined && !hasTypeOf(then.version.source, value);
    // What a row is for is text; only what the source lists has its type.
    problems.push(isOfNewType && isListing(now) ? { ...found, aspect: 'type' } : found);
  }
  return [...problems, ...unlisted(now, then)];
}

/** A value, or one that prints alike, could come before and did not arrive. */
function failedThen(then: TableState, value: unknown): boolean {
  const { source, sourceShapes } = then.version;
  return spellingsOf(value).some(
    (one) => takes(sourceShapes, source, one) !== 'no' && failure(then, one) !== undefined,
  );
}

/** The values to ask about: those the source lists, or, where it lists none, those the table has rows for. */
function valuesOf({ field, version }: TableState): readonly unknown[] {
  return listOf(version) ?? rowsOf(field.values).filter((value) => value !== null && mayHold(version, value));
}

function rowsOf(table: ValueTable | undefined): unknown[] {
  return table?.rows.map((row) => row.from) ?? [];
}

/** Whether a source may have a value, or one that prints alike. */
function mayHold({ source, sourceShapes }: Sending, value: unknown): boolean {
  return spellingsOf(value).some((one) => takes(sourceShapes, source, one) !== 'no');
}

function hasTypeOf({ types }: Shape, value: unknown): boolean {
  return (types & bitOf(value)) !== 0;
}

/** Rows for values that the source had before and has no more. `now` and `then`: each way that the source may come. */
export function rowsThatDied(
  { values }: FieldMapping,
  now: readonly Sending[],
  then: readonly Sending[],
): readonly Problem[] {
  const typesOf = (versions: readonly Sending[]) => versions.reduce((types, { source }) => types | source.types, 0);
  // Where another type comes, no row is right, and that is told.
  if ((typesOf(now) & typesOf(then) & ~NULL) === 0) return [];
  const dead = (value: unknown) =>
    then.some((version) => mayHold(version, value)) && !now.some((version) => mayHold(version, value));
  return rowsOf(values)
    .filter((value) => value !== null && dead(value))
    .map(deadRow);
}

/** A row for what never comes. */
export function deadRow(value: unknown): Problem {
  return {
    kind: 'row-dead',
    aspect: 'values',
    side: 'source',
    key: `dead ${valueKey(value)}`,
    verdict: 'warns',
    value: { of: value },
    because: `the source never sends ${literal(value)}, for which the table has a row`,
  };
}

/** The source lists no values: what has no row may come. */
function unlisted(now: TableState, then: TableState | undefined): Problem[] {
  if (isListing(now)) return [];
  const { field, covering } = now;
  const wasOpen = then !== undefined && !isListing(then) && freshTypes(now, then) === 0;
  const rest = failureOfRest(now);
  const isFresh = rest !== undefined && !(wasOpen && failureOfRest(then) !== undefined);
  if (isFresh && (then !== undefined || rest.kind === 'value-refused')) return [rest];
  if (then === undefined) return [];
  // A value passed through is a plain copy.
  if (field.unmapped.mode === 'pass') {
    // Of listed values those with a row were not copied.
    const found = misfits(newWork(covering), copiedBy(now), isListing(then) ? undefined : copiedBy(then));
    return found.filter(({ value }) => value === undefined || fateOf(field, value.of).kind === 'passed');
  }
  if (wasOpen || field.unmapped.mode !== 'fail') return [];
  const types = typeNames(freshTypes(now, then)).join(' or ');
  const isOfNewType = !isListing(then);
  return [
    {
      kind: 'value-unmapped',
      aspect: isOfNewType ? 'type' : 'values',
      side: 'source',
      key: isOfNewType ? `row * ${types}` : 'row *',
      verdict: 'breaks',
      because: isOfNewType
        ? `the source may now be ${types}, and what has no row in the table fails`
        : 'the source no longer lists its values, and the table has rows for the known ones only',
    },
  ];
}

function isListing({ version }: TableState): boolean {
  return listOf(version) !== undefined;
}

/** Types that the source may have now and could not have before. */
function freshTypes(now: TableState, then: TableState): number {
  const held = ({ version: { sourceShapes, source } }: TableState) => heldTypes(sourceShapes, source);
  return held(now) & ~held(then) & ~NULL;
}

/** Why what stands for all values without a row does not arrive. */
function failureOfRest(state: TableState): Problem | undefined {
  const { unmapped } = state.field;
  if (unmapped.mode === 'fail' || unmapped.mode === 'pass') return undefined;
  const problem = { aspect: 'values', side: 'either', key: 'rest', verdict: 'breaks' } as const;
  const value = unmapped.mode === 'default' ? unmapped.value : null;
  if (value === null) {
    const because = 'a value without a row is not sent, and the target requires a value';
    return state.needed ? { ...problem, kind: 'source-may-be-missing', because } : undefined;
  }
  if (!isRefused(state, value)) return undefined;
  const because = `the target does not take ${literal(value)}, which a value without a row becomes`;
  return { ...problem, kind: 'value-refused', value: { of: value }, because };
}

/** However it may be read where it is written. */
function isRefused({ version, covering, written }: TableState, value: unknown): boolean {
  const refuses = refusesFor(covering);
  return (written ? spellingsOf(value) : [value]).every((one) => refuses(version, one));
}

function copiedBy({ version, covering, written }: TableState): Version {
  return written ? asWritten(version, covering, false) : version;
}
