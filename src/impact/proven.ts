/** What facets say of a pair, held against containment: where they are not the whole truth, a proof decides. */

import type { Containment } from '../containment/options.ts';
import type { Shape } from '../diff/shape.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import type { Covering } from './covering.ts';
import {
  at,
  enumMisfits,
  failedAsAWhole,
  formatMisfits,
  limitMisfits,
  patternMisfits,
  problem,
  typeMisfits,
} from './facets.ts';
import type { Version } from './fit.ts';
import type { Problem, Showing } from './problem.ts';
import { copied, partlyRefused } from './showing.ts';

/** What a question could not tell. */
export interface Doubts {
  readonly covering: Covering;
  /** Why containment could not tell, where nothing else says that something is wrong. */
  unproven: string | undefined;
}

/** What facets say: of the values themselves, and of their parts, which were asked about one by one. */
export interface Said {
  readonly own: readonly Problem[];
  readonly below: readonly Problem[];
  /** What fails was taken to have failed before, though not to the letter. */
  readonly forgiven?: boolean;
  /** Limits and patterns that fail now and are taken to have failed before, where that takes a proof. */
  readonly taken?: readonly Problem[];
}

/** Holds what facets say against containment, unless they are the whole truth. */
export function proven(
  work: Doubts,
  now: Version,
  then: Version | undefined,
  path: string,
  said: Said,
): readonly Problem[] {
  const found = [...said.own, ...said.below];
  const isWhole = isPlain(now.target) && (isPlain(now.source) || found.length === 0);
  const taken = said.own.length === 0 ? (said.taken ?? []) : [];
  if (isWhole && said.own.length === 0 && taken.length === 0) return found;
  const answer = newlyFailing(work.covering, now, then);
  if (answer.verdict === 'contained') return [];
  if (answer.verdict === 'unproven') {
    if (found.length === 0) work.unproven ??= answer.reason;
    return found;
  }
  const show = ({ among }: Problem) => copied(work.covering, now, then, answer.witness, among);
  if (found.length > 0) return found.map((one) => withWitness(one, path, show, said.below.includes(one)));
  const isForgiven = said.forgiven === true && then !== undefined && work.covering.fits(then).verdict !== 'contained';
  if (isForgiven || failedAsAWhole(now, then, work.covering)) return [];
  const failing = taken.filter(
    ({ among }) => among && work.covering.shown(now, then, { size: 0, among }).verdict === 'not-contained',
  );
  if (failing.length > 0) return failing.map((one) => withWitness(one, path, show, false));
  const shown = partlyRefused(work.covering, now, then, answer.witness);
  if (shown === undefined) {
    work.unproven ??= 'the validator does not agree with the value found';
    return [];
  }
  const { because, ...witness } = shown;
  return [problem('value-refused', 'shape', `${path} proof`, `${because}${at(path)}`, witness)];
}

/** One value with nothing but what facets compare, and they find nothing: no proof is needed. */
export function isPlainFit(version: Version): boolean {
  const { source, target } = version;
  return (
    (source.types & (OBJECT | ARRAY)) === 0 &&
    source.enum === undefined &&
    isPlain(source) &&
    isPlain(target) &&
    [typeMisfits, enumMisfits, limitMisfits, formatMisfits, patternMisfits].every(
      (misfits) => misfits(version, undefined, '').length === 0,
    )
  );
}

/** Nothing but what facets compare: types, listed values, limits, formats, patterns, members and items. */
function isPlain(shape: Shape): boolean {
  return (
    !shape.dangling &&
    shape.unions.length === 0 &&
    shape.conditions.size === 0 &&
    shape.patternProperties.size === 0 &&
    typeof shape.additional === 'string' &&
    shape.additional !== 'closed' &&
    shape.prefixItems === undefined &&
    shape.uniqueItems === undefined &&
    shape.multipleOf === undefined
  );
}

function withWitness(one: Problem, path: string, show: (of: Problem) => Showing, isBelow: boolean): Problem {
  if (isBelow || path !== '' || one.witness !== undefined || one.value !== undefined) return one;
  // Whether another pattern promises as much is known now.
  return { ...one, verdict: one.verdict === 'warns' ? 'breaks' : one.verdict, witness: show(one) };
}

/** Whether something fails that did not fail before: the first value at hand, or else any. */
function newlyFailing(covering: Covering, now: Version, then: Version | undefined): Containment {
  const fits = covering.fits(now);
  if (fits.verdict !== 'not-contained' || then === undefined || !covering.hasFailed(then, fits.witness)) return fits;
  const fresh = covering.fitsAsBefore(now, then);
  if (fresh.verdict !== 'not-contained' || !covering.hasFailed(then, fresh.witness)) return fresh;
  return { verdict: 'unproven', reason: 'what fails may have failed before' };
}
