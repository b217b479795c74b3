/**
 * Lists and maps that a row carries item by item: as many as come are sent, so their number counts, whether two may be
 * equal, and how the values of a map are named.
 */

import { inPlaceOf } from '../diff/members.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, NULL, OBJECT } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { printSteps } from '../manifest/field-path.ts';
import type { FieldMapping, FieldRef, PathStep } from '../manifest/manifest.ts';
import { child } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { limitMisfits, problem } from './facets.ts';
import { misfits, type Version, type Work } from './fit.ts';
import { excesses } from './limits.ts';
import type { MappingState } from './mapping.ts';
import type { Located } from './message.ts';
import type { Problem } from './problem.ts';
import { leftOut, listedIn } from './table.ts';

interface Lists {
  /** Of the list that is written, as a manifest would write it. */
  readonly path: string;
  readonly source: Shape;
  readonly target: Shape;
  /** The items themselves are what the row carries, and not members of them. */
  readonly isLast: boolean;
  /** Of the items that come, the table of the row does not send all. */
  readonly leavesOut: boolean;
}

/** What newly fails, in the words of a list that is copied as a whole. */
export function listMisfits(now: MappingState, then: MappingState, work: Work): Problem[] {
  const before = listsOf(then);
  return listsOf(now).flatMap((lists) => {
    const old = before.find(({ path }) => path === lists.path);
    if (old === undefined) return [];
    const names = nameMisfits(work, { ends: now.ends, lists }, { ends: then.ends, lists: old });
    return [...limitMisfits(lists, old, lists.path), ...equalItems(now, lists, then, old), ...names];
  });
}

interface ListsOf {
  readonly ends: MappingState['ends'];
  readonly lists: Lists;
}

/** Names travel as they are: what the target asks of them is asked of those that the source may send. */
function nameMisfits(work: Work, now: ListsOf, then: ListsOf): Problem[] {
  if (!now.lists.target.conditions.has(NAMES)) return [];
  const { path } = now.lists;
  // No table or transform of the row reaches a name.
  return misfits(work, namesOf(now), namesOf(then)).map(({ kind, key, verdict, because }) => {
    const why = kind === 'type-refused' ? 'the target takes none' : because;
    return problem('limit-refused', 'shape', `${path} names ${key}`, `of the names in ${code(path)}, ${why}`, {
      verdict,
    });
  });
}

const NAMES = 'propertyNames';
const TEXT = { type: 'string' };

function namesOf({ ends: { source, target }, lists }: ListsOf): Version {
  const named = (shapes: Shapes, { at, conditions }: Shape) =>
    shapes.of([inPlaceOf(at, TEXT), ...(conditions.get(NAMES) ?? []).flatMap((own) => child(own, NAMES) ?? [])], at);
  return {
    source: named(source.shapes, lists.source),
    target: named(target.shapes, lists.target),
    sourceShapes: source.shapes,
    targetShapes: target.shapes,
  };
}

/** Two that are equal may come, and the target newly takes no two. What rows make of them may tell them apart, and is not known. */
function equalItems(now: MappingState, lists: Lists, then: MappingState, before: Lists): Problem[] {
  const { field } = now;
  if (!mayRepeat(now, lists) || mayRepeat(then, before)) return [];
  const isCopied = lists.isLast && field.transform === undefined && field.lookup === undefined;
  const comes = lists.source.uniqueItems === undefined ? 'the source may send such' : 'two values become one';
  const because = `the target takes no two equal items at \`${lists.path}\`, and ${comes}`;
  return [
    problem('limit-refused', 'limit', `${lists.path} unique`, because, { verdict: isCopied ? 'breaks' : 'warns' }),
  ];
}

function mayRepeat({ field }: MappingState, { source, target, isLast }: Lists): boolean {
  if (target.uniqueItems === undefined || (source.maxItems?.value ?? 2) < 2) return false;
  return source.uniqueItems === undefined || (isLast && isMerging(field));
}

/** Two values that differ become the same one. */
function isMerging({ values }: FieldMapping): boolean {
  const sent = (values?.rows ?? []).flatMap(({ to }) => (to === null ? [] : [valueKey(to)]));
  return new Set(sent).size < sent.length;
}

/** What may fail as things are: where both sides state a number, it does. */
export function listProblems(state: MappingState): Problem[] {
  return listsOf(state).flatMap(({ path, ...lists }) =>
    excesses(lists, undefined).map(({ words, end, source, target }): Problem => {
      const isShort = lists.leavesOut && end === 'lower';
      const isStated = end === 'upper' ? Number.isFinite(source) : lists.source.minItems !== undefined;
      const why = isShort
        ? `the value table leaves out items: ${source} may be left`
        : `the source ${isStated ? `may have ${source}` : 'states no such limit'}`;
      const because = `the target takes ${words} ${target} at \`${path}\`, and ${why}`;
      return {
        kind: 'limit-refused',
        aspect: 'limit',
        side: 'either',
        key: `${path} ${words}`,
        verdict: isShort ? 'warns' : isStated ? 'breaks' : 'notes',
        because,
      };
    }),
  );
}

/** The lists and maps on both ways, pair by pair; none where items are picked, or more of them are gone through on one side. */
function listsOf({ field, sources, target, ends }: MappingState): Lists[] {
  const [source, ...others] = sources;
  const [from] = field.from;
  if (others.length > 0 || from === undefined || source?.ref !== from || target === undefined) return [];
  const [read, written] = [listsOn(from, source.at), listsOn(target.ref, target.at)];
  if (read?.length !== written?.length) return [];
  return (written ?? []).flatMap(({ path, shape, isLast }, index) => {
    const list = read?.[index];
    if (list === undefined || !isOfOneKind(list.shape, shape)) return [];
    const most = withMost(ends.source.shapes, list.shape);
    const least = isLast && list.isLast ? withoutLeftOut(most, leftOutBy(field, source.at, ends)) : most;
    return [{ path, source: least, target: shape, isLast: isLast && list.isLast, leavesOut: least !== most }];
  });
}

function leftOutBy(field: FieldMapping, at: Located | undefined, ends: MappingState['ends']): number {
  if (field.values === undefined || at?.found !== true) return 0;
  return Math.max(...at.ways.map(({ shape }) => leftOut(field, { source: shape, sourceShapes: ends.source.shapes })));
}

/** As many as are left where all come that may be left out: each once in a list without equal items. */
function withoutLeftOut(list: Shape, count: number): Shape {
  const { minItems, minProperties, uniqueItems, at } = list;
  if (count === 0) return list;
  const left = uniqueItems === undefined ? 0 : Math.max(0, (minItems?.value ?? 0) - count);
  return {
    ...list,
    minItems: { value: left, at: minItems?.at ?? at },
    ...(minProperties && { minProperties: { ...minProperties, value: 0 } }),
  };
}

/** Of listed values that differ there are no more than are listed. */
function withMost(shapes: Shapes, list: Shape): Shape {
  const { items, prefixItems, uniqueItems, maxItems, at } = list;
  if (items === undefined || prefixItems !== undefined || uniqueItems === undefined) return list;
  const item = shapes.of(items, at);
  const listed = listedIn(item);
  const most = listed && listed.length + (item.types & NULL ? 1 : 0);
  if (most === undefined || (maxItems !== undefined && maxItems.value <= most)) return list;
  return { ...list, maxItems: { value: most, at: uniqueItems.at } };
}

interface ListOn {
  readonly path: string;
  readonly shape: Shape;
  readonly isLast: boolean;
}

function listsOn(ref: FieldRef, at: MappingState['sources'][number]['at']): ListOn[] | undefined {
  if (ref.place !== 'body' || ref.throughLists === true || at?.found !== true) return undefined;
  const [way, ...others] = at.ways;
  // several kinds of items of one list are still one list
  const isOne = others.every(({ passed }) => passed.every(({ owner }, index) => owner === way?.passed[index]?.owner));
  if (way === undefined || !isOne || ref.steps.some(isPicking)) return undefined;
  return ref.steps.flatMap((step, index) => {
    const passed = way.passed[index];
    if (step.kind === 'name' || passed === undefined) return [];
    const isLast = index === ref.steps.length - 1;
    return [{ path: printSteps(ref.steps.slice(0, index)), shape: passed.owner, isLast }];
  });
}

function isPicking({ kind }: PathStep): boolean {
  return kind === 'index' || kind === 'match';
}

function isOfOneKind(source: Shape, target: Shape): boolean {
  const kind = source.types & ~NULL;
  return kind === (target.types & ~NULL) && (kind === ARRAY || kind === OBJECT);
}
