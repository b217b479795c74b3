/** Whether what a source may hold is what a target takes: the values that newly fail, facet by facet. */

import { formatFits, meaningOf } from '../diff/format.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ANY, ARRAY, NULL, OBJECT, STRING, typeNames } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import { accepts } from './accept.ts';
import { excesses, type Sides } from './limits.ts';
import type { Problem } from './problem.ts';

export interface Version extends Sides {
  readonly sourceShapes: Shapes;
  readonly targetShapes: Shapes;
}

const MAX_DEPTH = 12;

/** Comparisons of one question. Recursive schemas fork without end; past this the rest is taken to fit, and said. */
const MAX_STEPS = 20_000;

/** What one question has cost and answered so far. */
export interface Work {
  steps: number;
  exhausted: boolean;
  readonly ids: Map<Shape, number>;
  readonly answers: Map<string, readonly Problem[]>;
}

export function newWork(): Work {
  return { steps: 0, exhausted: false, ids: new Map(), answers: new Map() };
}

/**
 * What the source may send now that the target refuses, leaving out what failed in the same way before: with the sets
 * S and T then and S′ and T′ now, the values of (S′ ∖ T′) ∖ (S ∖ T). Null is asked about elsewhere.
 */
export function misfits(work: Work, now: Version, then: Version | undefined, path = '', depth = 0): readonly Problem[] {
  if (then !== undefined && now.source === then.source && now.target === then.target) return [];
  if (work.steps >= MAX_STEPS || depth > MAX_DEPTH) {
    work.exhausted = true;
    return [];
  }
  work.steps++;
  const key = [now.source, now.target, then?.source, then?.target].map((shape) => idOf(work, shape)).join(' ');
  const known = work.answers.get(key);
  // The same question at another place has the same answer; told once is enough.
  if (known !== undefined) return then === undefined ? known : [];
  work.answers.set(key, []);
  const found = compare(work, now, then, path, depth);
  work.answers.set(key, found);
  return found;
}

function idOf(work: Work, shape: Shape | undefined): number {
  if (shape === undefined) return -1;
  const id = work.ids.get(shape) ?? work.ids.size;
  work.ids.set(shape, id);
  return id;
}

function compare(work: Work, now: Version, then: Version | undefined, path: string, depth: number): readonly Problem[] {
  if (now.source.enum !== undefined) return listedMisfits(now, then, path);
  if (now.source.unions.length > 0 || now.target.unions.length > 0) return unionMisfits(work, now, then, path, depth);
  const types = typeMisfits(now, then, path);
  if (types.length > 0) return types;
  return [
    ...enumMisfits(now, then, path),
    ...limitMisfits(now, then, path),
    ...formatMisfits(now, then, path),
    ...patternMisfits(now, then, path),
    ...memberMisfits(work, now, then, path, depth),
    ...itemMisfits(work, now, then, path, depth),
  ];
}

function limitMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  return excesses(now, then).map(({ limit, end, source, target }) => {
    const words = end === 'upper' ? limit.most : limit.least;
    const reach = Number.isFinite(source) ? `, and may get ${source}` : ', and may get any';
    return problem(
      'limit-refused',
      'limit',
      `${path} ${words}`,
      `the target takes ${words} ${target}${reach}${at(path)}`,
    );
  });
}

function problem(
  kind: Problem['kind'],
  aspect: Problem['aspect'],
  key: string,
  because: string,
  rest: Partial<Pick<Problem, 'value' | 'verdict'>> = {},
): Problem {
  return { kind, aspect, side: 'either', key: key.trim(), verdict: 'breaks', because, ...rest };
}

/** Each value the source lists is asked about by itself. */
function listedMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  const problems: Problem[] = [];
  for (const [key, { value }] of now.source.enum?.values ?? []) {
    if (value === null || accepts(now.targetShapes, now.target, value) !== 'no') continue;
    if (then !== undefined && failedBefore(then, value)) continue;
    problems.push(
      problem('value-refused', 'values', `${path} ${key}`, `the target does not take ${literal(value)}${at(path)}`, {
        value: { of: value },
      }),
    );
  }
  return problems;
}

function failedBefore(then: Version, value: unknown): boolean {
  return (
    accepts(then.sourceShapes, then.source, value) !== 'no' && accepts(then.targetShapes, then.target, value) === 'no'
  );
}

function typeMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  const refused = now.source.types & ~now.target.types & ~NULL;
  const before = then === undefined ? 0 : then.source.types & ~then.target.types;
  const fresh = refused & ~before;
  if (fresh === 0 || (now.source.types === ANY && then === undefined)) return [];
  const names = typeNames(fresh).join(' or ');
  return [
    problem(
      'type-refused',
      'type',
      `${path} ${names}`,
      `the target takes ${typeNames(now.target.types).join(' or ')}, not ${names}${at(path)}`,
    ),
  ];
}

/** The source lists nothing; the target does, or did. */
function enumMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  const both = now.source.types & now.target.types & ~NULL;
  if (both === 0) return [];
  const list = now.target.enum;
  // What came before of these types could fail then as it does now.
  const heldAll =
    then !== undefined && then.source.enum === undefined && (now.source.types & ~then.source.types & ~NULL) === 0;
  if (list !== undefined && !(heldAll && isStricter(then, now))) {
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

/** Whether the target took no more before than listed values of the types at hand. */
function isStricter(then: Version, now: Version): boolean {
  return then.target.enum !== undefined || (then.target.types & now.source.types & ~NULL) === 0;
}

function failsNow(now: Version, value: unknown): boolean {
  return accepts(now.sourceShapes, now.source, value) !== 'no' && accepts(now.targetShapes, now.target, value) === 'no';
}

function formatMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
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

/** Patterns are compared as text: one the source does not promise may refuse what it sends. */
function patternMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
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
        `the target takes texts that match ${code(pattern)} only${at(path)}`,
        {
          // Another pattern may promise as much; that takes a proof.
          verdict: promised.size === 0 ? 'breaks' : 'warns',
        },
      ),
    );
}

function memberMisfits(work: Work, now: Version, then: Version | undefined, path: string, depth: number): Problem[] {
  if ((now.source.types & now.target.types & OBJECT) === 0) return [];
  const problems: Problem[] = [];
  for (const name of now.target.required.keys()) {
    if (isReadOnly(now.targetShapes, now.target, name) || isPresent(now.source, name)) continue;
    if (then?.target.required.has(name) && !isPresent(then.source, name)) continue;
    problems.push(
      problem(
        'source-may-be-missing',
        'presence',
        `${path}.${name} missing`,
        `the target requires ${code(below(path, name))}, which may be missing`,
      ),
    );
  }
  for (const [name, target] of now.target.properties) {
    const source = now.source.properties.get(name);
    if (source === undefined) continue;
    const inner: Version = {
      ...now,
      source: now.sourceShapes.of(source.schemas, now.source.at),
      target: now.targetShapes.of(target.schemas, now.target.at),
    };
    problems.push(...misfits(work, inner, then && memberOf(then, name), below(path, name), depth + 1));
  }
  return problems;
}

function isPresent(shape: Shape, name: string): boolean {
  return shape.required.has(name);
}

function isReadOnly(shapes: Shapes, owner: Shape, name: string): boolean {
  const property = owner.properties.get(name);
  return property !== undefined && shapes.of(property.schemas, owner.at).readOnly;
}

function memberOf(version: Version, name: string): Version | undefined {
  const source = version.source.properties.get(name);
  const target = version.target.properties.get(name);
  if (source === undefined || target === undefined) return undefined;
  return {
    ...version,
    source: version.sourceShapes.of(source.schemas, version.source.at),
    target: version.targetShapes.of(target.schemas, version.target.at),
  };
}

function itemMisfits(
  work: Work,
  now: Version,
  then: Version | undefined,
  path: string,
  depth: number,
): readonly Problem[] {
  const inner = itemsOf(now);
  return inner === undefined ? [] : misfits(work, inner, then && itemsOf(then), `${path}[*]`, depth + 1);
}

function itemsOf(version: Version): Version | undefined {
  const { source, target } = version;
  if ((source.types & target.types & ARRAY) === 0 || source.items === undefined || target.items === undefined)
    return undefined;
  return {
    ...version,
    source: version.sourceShapes.of(source.items, source.at),
    target: version.targetShapes.of(target.items, target.at),
  };
}

/** Alternatives: each one the source has must fit one that the target has. */
function unionMisfits(work: Work, now: Version, then: Version | undefined, path: string, depth: number): Problem[] {
  const targets = leavesOf(now.targetShapes, now.target);
  const problems: Problem[] = [];
  for (const leaf of leavesOf(now.sourceShapes, now.source)) {
    const reasons = bestFit(work, { ...now, source: leaf.shape }, targets, depth);
    if (reasons.length === 0 || (then !== undefined && failedAlike(work, leaf, then, depth))) continue;
    problems.push(...reasons);
  }
  return problems
    .filter((one, index) => problems.findIndex((other) => other.key === one.key) === index)
    .map((one) => ({ ...one, key: `${path} ${one.key}` }));
}

interface Leaf {
  readonly shape: Shape;
  readonly label: string;
}

function leavesOf(shapes: Shapes, shape: Shape, depth = 0): Leaf[] {
  const [union] = shape.unions;
  if (union === undefined || depth > MAX_DEPTH) return [{ shape, label: '' }];
  return union.branches.flatMap((branch) => {
    const inner = shapes.of([branch.at], branch.at);
    const label = branch.tag ?? branch.ref ?? valueKey(branch.at.value);
    return leavesOf(shapes, inner, depth + 1).map((leaf) => ({ shape: leaf.shape, label: `${label} ${leaf.label}` }));
  });
}

/** The fewest reasons against any of the target's alternatives; none when one takes everything. */
function bestFit(work: Work, version: Version, targets: readonly Leaf[], depth: number): readonly Problem[] {
  let best: readonly Problem[] | undefined;
  for (const { shape } of targets) {
    const reasons = misfits(work, { ...version, target: shape }, undefined, '', depth + 1);
    if (reasons.length === 0) return [];
    if (best === undefined || reasons.length < best.length) best = reasons;
  }
  return best ?? [];
}

/** The same alternative, or else one of the same types, was there before and did not fit then either. */
function failedAlike(work: Work, leaf: Leaf, then: Version, depth: number): boolean {
  const before = leavesOf(then.sourceShapes, then.source).find((one) =>
    leaf.label === '' || one.label === '' ? (leaf.shape.types & ~one.shape.types) === 0 : one.label === leaf.label,
  );
  if (before === undefined) return false;
  return bestFit(work, { ...then, source: before.shape }, leavesOf(then.targetShapes, then.target), depth).length > 0;
}

function at(path: string): string {
  return path === '' ? '' : ` at ${code(path)}`;
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
