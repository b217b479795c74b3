/** May the source be missing, may it be null, and does the target need it: asked at each level of lists and maps. */

import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ANY, ARRAY, NULL, OBJECT } from '../diff/types.ts';
import type { PathStep } from '../manifest/manifest.ts';
import { accepts } from './accept.ts';
import { isLet } from './condition.ts';
import { heldTypes } from './facets.ts';
import type { Passed, Way } from './field.ts';
import type { Located } from './message.ts';

/** Parts of a path between `[*]` and `.*`: each is inside one item. */
type Level = readonly Passed[];

function levelsOf(way: Way): Level[] {
  const levels: Passed[][] = [[]];
  for (const passed of way.passed) {
    levels.at(-1)?.push(passed);
    if (isOpening(passed.step)) levels.push([]);
  }
  return levels;
}

/**
 * How a description is read that leaves something out. A schema of members or items without a type takes anything by the letter, and a
 * payload that nobody calls required may be missing; meant is what holds these, and that it comes.
 */
export type Reading = 'letter' | 'sense';

export const READINGS: readonly Reading[] = ['sense', 'letter'];

/** By itself a description is taken as it is meant; beside an earlier one by either reading. */
export function readingsFor(then: unknown): readonly Reading[] {
  return then === undefined ? ['sense'] : READINGS;
}

/** For each level: whether the value, or the list that holds it, may be absent. */
function missing(shapes: Shapes, way: Way, reading: Reading): boolean[] {
  return levelsOf(way).map((level) =>
    level.some(
      ({ step, from, required }) => (!isOpening(step) && !required) || mayHoldNone(shapes, from, step, reading),
    ),
  );
}

/** A member is not there when null, or a text, is what should hold it. */
function mayHoldNone(shapes: Shapes, holder: Shape, step: PathStep, reading: Reading): boolean {
  const types = heldTypes(shapes, holder);
  if (reading === 'sense' && types === ANY) return false;
  const fitting = step.kind === 'name' || step.kind === 'values' ? OBJECT : ARRAY;
  return (types & ~(fitting | NULL)) !== 0 || accepts(shapes, holder, null) !== 'no';
}

/** For each level: whether the target must have it, given which objects are built anyway. */
function needed(way: Way, isBuilt: IsBuilt): boolean[] {
  const steps = way.passed.map(({ step }) => step);
  let walked = 0;
  return levelsOf(way).map((level) => {
    const needs = level.map(({ step, required }, index) => {
      walked++;
      if (isOpening(step) || required) return true;
      const next = level[index + 1];
      return next !== undefined && !isOpening(next.step) && isBuilt(steps.slice(0, walked));
    });
    return needs.every(Boolean);
  });
}

/** Whether the integration builds the object at this path of the target whatever becomes of the field in question. */
export type IsBuilt = (steps: readonly PathStep[]) => boolean;

function isOpening(step: PathStep): boolean {
  return step.kind === 'items' || step.kind === 'values';
}

export interface Question {
  readonly isBuilt: IsBuilt;
  readonly reading: Reading;
  /** Where the value itself is missing, something is made up for it. */
  readonly isFilled: boolean;
}

/** Whether some way of the source may lack what every way of the target needs. */
export function mayLack(
  shapes: Shapes,
  source: Located,
  target: Located,
  { isBuilt, reading, isFilled }: Question,
): boolean {
  if (!source.found || !target.found) return false;
  const gaps = gapsOf(shapes, source, reading).map((gap) => (isFilled ? gap.with(-1, false) : gap));
  if (target.parameter !== undefined) return target.parameter.required && gaps.some((gap) => gap.includes(true));
  const needs = target.ways.map((way) => needed(way, isBuilt));
  return needs.length > 0 && gaps.some((gap) => needs.every((need) => overlap(gap, need)));
}

function gapsOf(shapes: Shapes, source: Located & { found: true }, reading: Reading): boolean[][] {
  if (source.parameter !== undefined) return [[!source.parameter.required]];
  if (source.header !== undefined) return [[!source.header.required]];
  const isNothing = source.isOptional === true && reading === 'letter';
  return source.ways.map((way) => {
    const gap = missing(shapes, way, reading);
    return isNothing ? gap.with(0, true) : gap;
  });
}

/** Levels are compared pair by pair from the innermost; with fewer on one side only those that both have. */
function overlap(gap: readonly boolean[], need: readonly boolean[]): boolean {
  const shared = Math.min(gap.length, need.length);
  for (let back = 1; back <= shared; back++) {
    if (gap[gap.length - back] && need[need.length - back]) return true;
  }
  return false;
}

/** Whether the target must have the field at its innermost level. */
export function isNeeded(target: Located, isBuilt: IsBuilt): boolean {
  if (!target.found) return false;
  if (target.parameter !== undefined) return target.parameter.required;
  return target.ways.length > 0 && target.ways.every((way) => needed(way, isBuilt).at(-1) === true);
}

/** Whether what is read goes into the target item by item, or value by value: where there are no items, nothing is asked of any. */
export function isByItem(source: Located, target: Located): boolean {
  return [source, target].every(({ ways }) => ways.some(({ passed }) => passed.some(({ step }) => isOpening(step))));
}

/** Whether there may be nothing to read, or null, but for what is kept back, by `valueKey`; `ofItems`: in the place of an item. */
export function mayBeAbsent(shapes: Shapes, source: Located, keptBack?: ReadonlySet<string>, ofItems = false): boolean {
  if (!source.found) return true;
  const isGap = (gap: readonly boolean[]) => (ofItems ? gap.at(-1) === true : gap.includes(true));
  if (isLet(keptBack, undefined) && gapsOf(shapes, source, 'sense').some(isGap)) return true;
  return isLet(keptBack, null) && allowsNull(shapes, source);
}

/** Whether there may be nothing to read in what comes. */
export function mayBeMissing(shapes: Shapes, source: Located, reading: Reading): boolean {
  return source.found && gapsOf(shapes, source, reading).some((gap) => gap.includes(true));
}

/**
 * Which steps to a source may lead nowhere: their places after the first `above`, which lead to one input, each time; -1 is that input
 * itself. Whether the lists are there that it is an item of does not count.
 */
export function gapsWithin(shapes: Shapes, source: Located, above: number, reading: Reading): number[] {
  if (!source.found) return [];
  if (source.parameter !== undefined || source.header !== undefined)
    return mayBeMissing(shapes, source, reading) ? [-1] : [];
  return source.ways.flatMap(({ passed }) => {
    const start = passed.slice(0, above).findLastIndex(({ step }) => isOpening(step)) + 1;
    const ends = passed.slice(start).flatMap(({ step, from, required }, index) => {
      const place = start + index - above;
      const isLeftOut = !isOpening(step) && !required;
      return [...(isLeftOut ? [place] : []), ...(mayHoldNone(shapes, from, step, reading) ? [place - 1] : [])];
    });
    const isNothing = source.isOptional === true && reading === 'letter' && start === 0;
    return [...(isNothing ? [-1] : []), ...ends.map((place) => Math.max(-1, place))];
  });
}

/** Whether null is among the values of a source, or taken by a target. */
export function allowsNull(shapes: Shapes, located: Located): boolean {
  return located.found && located.ways.some(({ shape }) => accepts(shapes, shape, null) !== 'no');
}
