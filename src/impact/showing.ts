/** Values that show what is wrong with a mapping, and what confirms them: the judge, once somebody is to see them. */

import { literal } from '../rules/literal.ts';
import type { Json, Obj } from '../spec/spec-version.ts';
import type { Covering } from './covering.ts';
import type { Sending, Version } from './fit.ts';
import type { MappingState } from './mapping.ts';
import type { Confirmed, Problem, Showing } from './problem.ts';

const SENT_AND_REFUSED = 'the source may send it, and the target refuses it';

type Target = Pick<Version, 'target' | 'targetShapes'>;

/** A value of the source that the target refuses, the smallest near `of`; `among`: of these values only. */
export function copied(
  covering: Covering,
  now: Version,
  then: Version | undefined,
  of: unknown,
  among: Obj | undefined,
): Showing {
  return {
    of,
    why: SENT_AND_REFUSED,
    confirm: (size) => {
      const found = covering.shown(now, then, { candidate: of as Json, size, ...(among && { among }) });
      return found.verdict === 'not-contained' ? { ...found, value: found.witness } : undefined;
    },
  };
}

/** Characters of a value that stands in a sentence. */
const MAX_TOLD = 200;

/**
 * Where no keyword tells what fails: a value that does, judged before it is told. `told` is missing where it is too long; undefined
 * where the judge does not agree.
 */
export function toldByValue(
  covering: Covering,
  now: Version,
  then: Version | undefined,
  of: unknown,
  among?: Obj,
): { readonly told?: string; readonly witness: Showing } | undefined {
  // Making a large one small costs more than a sentence is worth.
  if (JSON.stringify(of).length > 2 * MAX_TOLD) return { witness: copied(covering, now, then, of, among) };
  const found = covering.shown(now, then, { candidate: of as Json, size: MAX_TOLD, ...(among && { among }) });
  if (found.verdict !== 'not-contained') return undefined;
  const witness = copied(covering, now, then, found.witness, among);
  return found.isLong ? { witness } : { told: literal(found.witness), witness };
}

/** What no single keyword tells: the source promises less than the target asks. */
export function partlyRefused(
  covering: Covering,
  now: Version,
  then: Version | undefined,
  of: unknown,
  among?: Obj,
): Pick<Problem, 'because' | 'witness'> | undefined {
  const shown = toldByValue(covering, now, then, of, among);
  if (shown === undefined) return undefined;
  const { told, witness } = shown;
  const because =
    told === undefined
      ? 'the target does not take all that the source may send'
      : `the target does not take ${told}, which the source may send`;
  return { because, witness };
}

/** One listed value of the source, as it is: the target refuses it, or what becomes of it. */
export function listed(covering: Covering, version: Version, of: unknown, sent: unknown = of): Showing {
  const why = sent === of ? SENT_AND_REFUSED : 'the source may send it, and the target refuses what it becomes';
  const confirm = () => within(of, covering.isSent(version, of), covering.isRefused([version], sent));
  return { of, becomes: { of: sent }, why, confirm };
}

/** One value of the source that nothing is done about. */
export function unhandled(covering: Covering, version: Sending, of: unknown): Showing {
  return {
    of,
    why: 'the source may send it, and no row takes it',
    confirm: () => within(of, covering.isSent(version, of), { is: true }),
  };
}

/** What a transform is run on: `made` is what comes out, undefined where it fails. */
export function transformed(
  { sources, ends, target }: MappingState,
  of: unknown,
  values: ReadonlyMap<number, unknown>,
  made: { readonly value: unknown } | undefined,
): Showing {
  const { covering, shapes } = ends.source;
  const areSent = () =>
    [...values].every(([index, value]) => {
      const at = sources[index]?.at;
      return (
        at?.found === true &&
        at.ways.some(({ shape }) => covering.isSent({ source: shape, sourceShapes: shapes }, value))
      );
    });
  const targets = (target?.at?.ways ?? []).map(
    ({ shape }): Target => ({ target: shape, targetShapes: ends.target.shapes }),
  );
  return {
    of,
    ...(made && { becomes: { of: made.value } }),
    why: `the source may send it, and ${made === undefined ? 'the transform fails on it' : 'the target refuses what the transform makes of it'}`,
    confirm: () => within(of, areSent(), made === undefined ? { is: true } : covering.isRefused(targets, made.value)),
  };
}

function within(
  value: unknown,
  isSent: boolean,
  refused: { readonly is: boolean; readonly restsOnFormat?: true },
): Confirmed | undefined {
  if (!isSent || !refused.is) return undefined;
  return { value, ...(refused.restsOnFormat && { restsOnFormat: true }) };
}
