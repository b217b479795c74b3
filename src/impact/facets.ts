/** What of a source's values newly fails at a target, keyword by keyword: types, listed values, limits, formats, patterns. */

import { formatFits, meaningOf } from '../diff/format.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ANY, NULL, STRING, typeNames } from '../diff/types.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import { accepts } from './accept.ts';
import type { Covering } from './covering.ts';
import type { Version } from './fit.ts';
import { excesses, type Sides } from './limits.ts';
import type { Problem } from './problem.ts';
import { listed } from './showing.ts';
import { takes } from './takes.ts';

/** Whether a target refuses a value for certain. */
export type Refuses = (version: Pick<Version, 'target' | 'targetShapes'>, value: unknown) => boolean;

/** Each value the source lists is asked about by itself. */
export function listedMisfits(
  refuses: Refuses,
  covering: Covering,
  now: Version,
  then: Version | undefined,
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  for (const [key, { value }] of now.source.enum?.values ?? []) {
    if (value === null || accepts(now.sourceShapes, now.source, value) === 'no' || !refuses(now, value)) continue;
    if (then !== undefined && takes(then.sourceShapes, then.source, value) !== 'no' && refuses(then, value)) continue;
    const because = `the target does not take ${literal(value)}${at(path)}`;
    const witness = path === '' ? { witness: listed(covering, now, value) } : {};
    problems.push(problem('value-refused', 'values', `${path} ${key}`, because, { value: { of: value }, ...witness }));
  }
  return problems;
}

function failedBefore(then: Version, value: unknown): boolean {
  return (
    takes(then.sourceShapes, then.source, value) !== 'no' && accepts(then.targetShapes, then.target, value) === 'no'
  );
}

export function limitMisfits(now: Sides, then: Sides | undefined, path: string): Problem[] {
  return excesses(now, then).map(({ keyword, words, source, target, among }) => {
    const unstated = now.source.patterns.length > 0 ? 'others' : 'any';
    const reach = `, and may get ${Number.isFinite(source) ? source : unstated}`;
    return problem(
      'limit-refused',
      'limit',
      `${path} ${words}`,
      `the target takes ${words} ${target}${reach}${at(path)}`,
      { among, keyword },
    );
  });
}

export function problem(
  kind: Problem['kind'],
  aspect: Problem['aspect'],
  key: string,
  because: string,
  rest: Partial<Pick<Problem, 'value' | 'verdict' | 'witness' | 'among' | 'keyword'>> = {},
): Problem {
  return { kind, aspect, side: 'either', key: key.trim(), verdict: 'breaks', because, ...rest };
}

export function typeMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  const refused = now.source.types & ~now.target.types & ~NULL;
  const before = then === undefined ? 0 : heldTypes(then.sourceShapes, then.source) & ~then.target.types;
  const fresh = refused & ~before;
  if (fresh === 0 || (now.source.types === ANY && then === undefined)) return [];
  const names = typeNames(fresh).join(' or ');
  return [
    problem(
      'type-refused',
      'type',
      `${path} ${names}`,
      `the target takes ${typeNames(now.target.types).join(' or ')}, not ${names}${at(path)}`,
      { among: { type: typeNames(fresh) } },
    ),
  ];
}

/** Types that some value has: alternatives may say less than the whole. */
export function heldTypes(shapes: Shapes, { types, unions }: Shape): number {
  let bits = types;
  for (const { branches } of unions) {
    let some = NULL;
    for (const { at: branch } of branches) some |= shapes.of([branch], branch).types;
    bits &= some;
  }
  return bits;
}

/** The source lists nothing; the target does, or did. */
export function enumMisfits(now: Version, then: Version | undefined, path: string, covering?: Covering): Problem[] {
  const both = now.source.types & now.target.types & ~NULL;
  if (both === 0) return [];
  const list = now.target.enum;
  if (list !== undefined && !failedAsAWhole(now, then, covering)) {
    const because = `the target takes listed values only, and the source may hold any${at(path)}`;
    return [problem('value-refused', 'values', `${path} *`, because)];
  }
  return [...(then?.target.enum?.values ?? [])]
    .filter(
      ([, { value }]) => value !== null && failsNow(now, value) && (then === undefined || !failedBefore(then, value)),
    )
    .map(([key, { value }]) => {
      const because = `the target no longer takes ${literal(value)}${at(path)}`;
      return problem('value-refused', 'values', `${path} ${key}`, because, { value: { of: value } });
    });
}

/**
 * An open source before a target that lists its values: most of it always failed. What came before of these types could
 * fail then as it does now.
 */
export function failedAsAWhole(now: Version, then: Version | undefined, covering: Covering | undefined): boolean {
  if (then === undefined || now.target.enum === undefined) return false;
  const heldAll = then.source.enum === undefined && (now.source.types & ~then.source.types & ~NULL) === 0;
  // Bounds may have kept a source within the list.
  return heldAll && isStricter(then, now) && covering?.fits(then).verdict !== 'contained';
}

/** Whether the target took no more before than listed values of the types at hand. */
function isStricter(then: Version, now: Version): boolean {
  return then.target.enum !== undefined || (then.target.types & now.source.types & ~NULL) === 0;
}

function failsNow(now: Version, value: unknown): boolean {
  return accepts(now.sourceShapes, now.source, value) !== 'no' && accepts(now.targetShapes, now.target, value) === 'no';
}

export function formatMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  const [from, to] = [now.source.format?.value, now.target.format?.value];
  if (now.target.enum !== undefined || formatFits(from, to)) return [];
  const asBefore =
    then !== undefined &&
    !formatFits(then.source.format?.value, then.target.format?.value) &&
    meaningOf(then.source.format?.value) === meaningOf(from) &&
    meaningOf(then.target.format?.value) === meaningOf(to);
  if (asBefore) return [];
  const held = from === undefined ? 'any text' : code(from);
  return [
    problem(
      'format-refused',
      'format',
      `${path} format`,
      `the target takes the format ${code(to ?? '')}, and the source holds ${held}${at(path)}`,
    ),
  ];
}

/** Patterns as text: one the source does not promise may refuse what it sends. Whether another promises as much takes a proof. */
export function patternMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  if ((now.source.types & now.target.types & STRING) === 0 || now.target.enum !== undefined) return [];
  const texts = (shape: Shape) => shape.patterns.map(({ value }) => value);
  const promised = new Set(texts(now.source));
  return texts(now.target)
    .filter((pattern) => !promised.has(pattern))
    .filter(
      (pattern) => then === undefined || !texts(then.target).includes(pattern) || texts(then.source).includes(pattern),
    )
    .map((pattern) =>
      problem(
        'limit-refused',
        'limit',
        `${path} pattern ${pattern}`,
        `the target takes ${now.takes ?? `texts that match ${code(pattern)}`} only${at(path)}`,
        {
          // Another pattern may promise as much; that takes a proof.
          verdict: promised.size === 0 ? 'breaks' : 'warns',
          among: { type: 'string', not: { pattern } },
          keyword: 'pattern',
        },
      ),
    );
}

export function at(path: string): string {
  return path === '' ? '' : ` at ${code(path)}`;
}
