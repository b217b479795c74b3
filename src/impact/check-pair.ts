/** What is wrong with one pair of fields as things are now: what both descriptions state, and what one of them leaves open. */

import type { Containment } from '../containment/options.ts';
import { formatFits, meaningOf } from '../diff/format.ts';
import { ANY, NULL, NUMBER, typeNames } from '../diff/types.ts';
import type { ValueTable } from '../manifest/manifest.ts';
import type { Obj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import type { Covering } from './covering.ts';
import { leavesOf, type Version } from './fit.ts';
import { excesses } from './limits.ts';
import { type MappingState, versionsOf } from './mapping.ts';
import type { Problem, Showing } from './problem.ts';
import { isPlainFit } from './proven.ts';
import { samplesOf } from './samples.ts';
import { copied, partlyRefused, toldByValue } from './showing.ts';
import { listOf } from './table.ts';
import { takes } from './takes.ts';
import { asWritten, isWritten, spellingsOf } from './written.ts';

/** A value is copied as it is, or passed through for want of a row: what the source says it may send beyond what the target takes. */
export function pairProblems(state: MappingState): Problem[] {
  const { field } = state;
  if (field.transform !== undefined || field.lookup !== undefined || field.constant !== undefined) return [];
  if (field.take === 'all' && state.sources.length > 1) return [];
  if (field.values !== undefined && field.unmapped.mode !== 'pass') return openTable(state);
  const { covering } = state.ends.source;
  const rest = restOf(field.values);
  const problems = copies(state).flatMap((version): Problem[] => {
    const { source, target, sourceShapes, targetShapes } = version;
    // A plain copy of another type is told by the types alone.
    if ((rest === undefined && (source.types & target.types & ~NULL) === 0) || isPlainFit(version)) return [];
    const fits = fitsOf(covering, version, rest);
    if (fits.verdict === 'contained') return [];
    if (source.unions.length > 0 || target.unions.length > 0 || refusedTypes(version) !== 0)
      return [...neverTaken(covering, version, rest), ...partlyTaken(covering, version, fits, rest)].slice(0, 1);
    const shown =
      rest === undefined
        ? samplesOf(sourceShapes, source).values.find(
            (value) => value !== null && takes(targetShapes, target, value) === 'no',
          )
        : undefined;
    const witness = shown ?? (fits.verdict === 'not-contained' ? fits.witness : undefined);
    const side = 'either' as const;
    const showing = (among: Obj | undefined) =>
      witness === undefined ? {} : { witness: copied(covering, version, undefined, witness, both(among, rest)) };
    const found: Problem[] = excesses({ source, target }, undefined).map(
      ({ words, end, source: reach, target: bound, among }) => {
        // No length or number of items is less than 0, whether or not anybody says so.
        const stated = Number.isFinite(reach) && !(end === 'lower' && reach === 0 && source.minimum === undefined);
        const because = `the target takes ${words} ${bound}, and the source ${stated ? `may have ${reach}` : 'states no such limit'}`;
        return {
          side,
          ...showing(among),
          kind: 'limit-refused',
          aspect: 'limit',
          key: words,
          verdict: stated ? 'breaks' : 'notes',
          because,
        };
      },
    );
    const [from, to] = [meaningOf(source.format?.value), meaningOf(target.format?.value)];
    if (to !== undefined && target.enum === undefined && source.enum === undefined && !formatFits(from, to)) {
      const stated = source.format?.value;
      const other = stated === undefined ? 'states none' : `has ${code(stated)}`;
      const because = `the target takes the format ${code(to)}, and the source ${other}`;
      found.push({
        side,
        ...showing(undefined),
        kind: 'format-refused',
        aspect: 'format',
        key: 'format',
        verdict: from === undefined ? 'notes' : 'breaks',
        because,
      });
    }
    if (target.enum !== undefined && source.enum === undefined && found.length === 0) {
      const because = 'the target takes listed values only, and the source may hold any';
      const kind = 'value-refused';
      found.push({ side, ...showing(undefined), kind, aspect: 'values', key: 'open', verdict: 'warns', because });
    }
    const promised = new Set(source.patterns.map(({ value }) => value));
    for (const { value } of target.patterns) {
      if (promised.has(value) || source.enum !== undefined || target.enum !== undefined) continue;
      const because = `the target takes ${version.takes ?? `texts that match ${code(value)}`} only, and the source ${promised.size === 0 ? 'states no pattern' : 'states another'}`;
      found.push({
        side,
        ...showing({ type: 'string', not: { pattern: value } }),
        kind: 'limit-refused',
        aspect: 'limit',
        key: `pattern ${value}`,
        verdict: 'notes',
        because,
      });
    }
    return found.length > 0 || source.enum !== undefined ? found : partlyTaken(covering, version, fits, rest);
  });
  const passed = rest === undefined ? '' : '; what has no row in the table is passed through';
  return problems
    .filter((one, index) => problems.findIndex(({ key, kind }) => key === one.key && kind === one.kind) === index)
    .map((one) => ({ ...one, because: `${one.because}${passed}` }));
}

/** What is copied as it is. Of a table those sources that list nothing: what becomes of listed values is told one by one. */
function copies(state: MappingState): Version[] {
  const { field, target, ends } = state;
  const versions = versionsOf(state).map(({ version }) => version);
  if (field.values === undefined) return versions;
  const open = versions.filter((version) => listOf(version) === undefined);
  return isWritten(target?.at) ? open.map((version) => asWritten(version, ends.source.covering, true)) : open;
}

/** What has no row in a table. */
function restOf(table: ValueTable | undefined): Obj | undefined {
  return table && { not: { enum: table.rows.flatMap(({ from }) => spellingsOf(from)) } };
}

function both(one: Obj | undefined, other: Obj | undefined): Obj | undefined {
  return one && other ? { allOf: [one, other] } : (one ?? other);
}

function fitsOf(covering: Covering, version: Version, among: Obj | undefined): Containment {
  return among === undefined
    ? covering.fits(version)
    : covering.shown(version, undefined, { size: Number.POSITIVE_INFINITY, among });
}

/** Types that the source states and the target does not take; whole numbers that may have a fraction are told by a value. */
function refusedTypes({ source, target }: Version): number {
  if (source.types === ANY) return 0;
  const refused = source.types & ~target.types & ~NULL;
  return target.types & NUMBER ? refused & ~NUMBER : refused;
}

/**
 * A type or an alternative that the source states beside others, and of which the target takes nothing. Which of them comes
 * often depends on what was asked for.
 */
function neverTaken(covering: Covering, version: Version, among: Obj | undefined): Problem[] {
  const { source, sourceShapes, target } = version;
  const problem = { side: 'either', aspect: 'type', kind: 'type-refused', verdict: 'warns' } as const;
  const types = refusedTypes(version);
  if (types !== 0 && source.unions.length === 0) {
    const names = typeNames(types).join(' or ');
    const because = `the target takes ${typeNames(target.types).join(' or ')}, and the source may send ${names}`;
    const witness = shownType(covering, version, both({ type: typeNames(types) }, among));
    return [{ ...problem, key: `type ${names}`, because, ...(witness && { witness }) }];
  }
  return leavesOf(sourceShapes, source).flatMap(({ shape, label }): Problem[] => {
    const one = { ...version, source: shape };
    if ((shape.types & ~NULL) === 0 || covering.meets(one) !== 'no') return [];
    const fits = fitsOf(covering, one, among);
    if (fits.verdict !== 'not-contained') return [];
    const shown = toldByValue(covering, one, undefined, fits.witness, among);
    if (shown === undefined) return [];
    const { told, witness } = shown;
    const example = told === undefined ? '' : `, such as ${told}`;
    const because = `the target takes nothing of one alternative of the source${example}`;
    return [{ ...problem, key: `alternative ${label.trim()}`, because, witness }];
  });
}

function shownType(covering: Covering, version: Version, among: Obj | undefined): Showing | undefined {
  const fits = covering.fits(version);
  return fits.verdict === 'not-contained' ? copied(covering, version, undefined, fits.witness, among) : undefined;
}

function partlyTaken(covering: Covering, version: Version, fits: Containment, among: Obj | undefined): Problem[] {
  if (fits.verdict !== 'not-contained') return [];
  const problem = { kind: 'value-refused', side: 'either', aspect: 'shape', key: 'proof', verdict: 'notes' } as const;
  const shown = partlyRefused(covering, version, undefined, fits.witness, among);
  return shown === undefined ? [] : [{ ...problem, ...shown }];
}

/** The source lists no values, and a value without a row fails. */
function openTable({ field, sources }: MappingState): Problem[] {
  const open = sources.some(
    ({ at }) =>
      at?.found === true &&
      at.ways.some(
        ({ shape }) => shape.enum === undefined && shape.unions.length === 0 && (shape.types & ~(NULL | 2)) !== 0,
      ),
  );
  if (!open || field.unmapped.mode !== 'fail') return [];
  const because = 'the source lists no values, and what has no row in the table fails';
  return [{ kind: 'value-unmapped', aspect: 'values', side: 'source', key: 'row *', verdict: 'notes', because }];
}
