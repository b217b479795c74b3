/** Whether what a source may hold is what a target takes, part by part: the values that newly fail. */

import { sameJson } from '../diff/same.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING, typeNames } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import type { At } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { accepts, isReadOnly } from './accept.ts';
import type { Covering } from './covering.ts';
import {
  at,
  enumMisfits,
  formatMisfits,
  limitMisfits,
  listedMisfits,
  patternMisfits,
  problem,
  type Refuses,
  typeMisfits,
} from './facets.ts';
import type { Sides } from './limits.ts';
import type { Problem } from './problem.ts';
import { type Doubts, proven, type Said } from './proven.ts';
import { takes } from './takes.ts';

export interface Version extends Sides {
  readonly sourceShapes: Shapes;
  readonly targetShapes: Shapes;
  /** What the source lists are examples: one shows what they all do. */
  readonly isByExample?: true;
  /** What the pattern of the target stands for, which is in no description. */
  readonly takes?: string;
}

/** What may be sent, whatever takes it. */
export type Sending = Pick<Version, 'source' | 'sourceShapes'>;

const MAX_DEPTH = 12;

/** Comparisons of one question. Recursive schemas fork without end; past this the rest is taken to fit, and said. */
const MAX_STEPS = 20_000;

/** What one question has cost and answered so far. */
export interface Work extends Doubts {
  steps: number;
  exhausted: boolean;
  readonly ids: Map<Shape, number>;
  readonly answers: Map<string, readonly Problem[]>;
}

export function newWork(covering: Covering): Work {
  return { covering, steps: 0, exhausted: false, unproven: undefined, ids: new Map(), answers: new Map() };
}

/** Whether a target refuses a value: by its facets where they are all that counts, else by proof. */
export function refusesFor(covering: Covering): Refuses {
  return ({ targetShapes, target }, value) => {
    const answer = takes(targetShapes, target, value);
    return (answer === 'unknown' ? covering.takes({ targetShapes, target }, value) : answer) === 'no';
  };
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
  if (now.source.enum !== undefined) return listedMisfits(refusesFor(work.covering), work.covering, now, then, path);
  const forks = now.source.unions.length > 0 || now.target.unions.length > 0;
  if (forks) return proven(work, now, then, path, unionMisfits(work, now, then, path, depth));
  const types = typeMisfits(now, then, path);
  if (types.length > 0) return proven(work, now, then, path, { own: types, below: [] });
  const bounded = (before: Version | undefined) => [
    ...limitMisfits(now, before, path),
    ...patternMisfits(now, before, path),
  ];
  return proven(work, now, then, path, {
    own: [...enumMisfits(now, then, path, work.covering), ...bounded(then), ...formatMisfits(now, then, path)],
    below: [...memberMisfits(work, now, then, path, depth), ...itemMisfits(work, now, then, path, depth)],
    ...(then !== undefined && isReworded(now, then) && { taken: bounded(undefined) }),
  });
}

/** What one keyword kept from being sent, another one by itself takes to have failed. */
function isReworded(now: Version, then: Version): boolean {
  return !readsAlike(now.source, then.source) || !readsAlike(now.target, then.target);
}

function readsAlike(one: Shape, other: Shape): boolean {
  if (one.parts.length !== other.parts.length || one.unions.length + one.conditions.size > 0) return false;
  return one.parts.every(({ at: place }, index) => sameJson(place.value, other.parts[index]?.at.value));
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
    const before = then && memberOf(then, name);
    problems.push(...nullMisfits(inner, before, below(path, name)));
    problems.push(...misfits(work, inner, before, below(path, name), depth + 1));
  }
  return problems;
}

/** A part of what is copied as a whole cannot be left out where it is null. */
function nullMisfits(now: Version, then: Version | undefined, path: string): Problem[] {
  if (!failsOnNull(now) || (then !== undefined && failsOnNull(then))) return [];
  const because = `the target takes no null${at(path)}, and the source may send it`;
  return [problem('source-may-be-null', 'null', `${path} null`, because)];
}

function failsOnNull({ source, target, sourceShapes, targetShapes }: Version): boolean {
  return accepts(sourceShapes, source, null) !== 'no' && accepts(targetShapes, target, null) === 'no';
}

function isPresent(shape: Shape, name: string): boolean {
  return shape.required.has(name);
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
  if (inner === undefined) return [];
  const before = then && itemsOf(then);
  const place = `${path}[*]`;
  return [...nullMisfits(inner, before, place), ...misfits(work, inner, before, place, depth + 1)];
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
function unionMisfits(work: Work, now: Version, then: Version | undefined, path: string, depth: number): Said {
  const targets = leavesOf(now.targetShapes, now.target);
  const problems: Problem[] = [];
  let forgiven = false;
  for (const leaf of leavesOf(now.sourceShapes, now.source).flatMap((one) => byType(now.sourceShapes, one))) {
    if (leaf.shape.enum !== undefined) {
      const version = { ...now, source: leaf.shape };
      problems.push(...listedMisfits(refusesFor(work.covering), work.covering, version, then, path));
      continue;
    }
    const reasons = bestFit(work, { ...now, source: leaf.shape }, targets, depth);
    if (reasons.length === 0) continue;
    if (then !== undefined && failedAlike(work, leaf, reasons, then, depth)) forgiven = true;
    else problems.push(...reasons);
  }
  const own = problems
    .filter((one, index) => problems.findIndex((other) => other.key === one.key) === index)
    .map((one) => ({ ...one, key: `${path} ${one.key}` }));
  return { own, below: [], forgiven };
}

/** Of several types each is an alternative: one that never fitted says nothing of the others. */
function byType(shapes: Shapes, leaf: Leaf): Leaf[] {
  const { shape, label } = leaf;
  const [part, ...more] = shape.parts;
  const types = [STRING, NUMBER, BOOLEAN].filter((bits) => (shape.types & bits) !== 0);
  const isOfScalars = (shape.types & ~(STRING | NUMBER | BOOLEAN | NULL)) === 0;
  if (part === undefined || more.length > 0 || shape.enum !== undefined || types.length < 2 || !isOfScalars)
    return [leaf];
  return types.map((bits) => {
    const [type = ''] = typeNames(shape.types & bits);
    const at = withType(part.at, type);
    return { shape: shapes.of([at], at), label: `${label}${type} ` };
  });
}

function withType(at: At, type: string): At {
  const all: At = { ...at, value: [at.value], places: new Map([[0, at]]) };
  return { ...at, value: { type, allOf: all.value }, places: new Map([['allOf', all]]) };
}

export interface Leaf {
  readonly shape: Shape;
  readonly label: string;
}

export function leavesOf(shapes: Shapes, shape: Shape, depth = 0): Leaf[] {
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

/** The same alternative, or else one of the same types, was there before and did not fit then either, by no other reasons. */
function failedAlike(work: Work, leaf: Leaf, reasons: readonly Problem[], then: Version, depth: number): boolean {
  const leaves = leavesOf(then.sourceShapes, then.source).flatMap((one) => byType(then.sourceShapes, one));
  const before = leaves.find((one) =>
    leaf.label === '' || one.label === '' ? (leaf.shape.types & ~one.shape.types) === 0 : one.label === leaf.label,
  );
  if (before === undefined) return false;
  const known = bestFit(work, { ...then, source: before.shape }, leavesOf(then.targetShapes, then.target), depth);
  return known.length > 0 && reasons.every(({ kind }) => known.some((one) => one.kind === kind));
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
