/** What a transform may be run on: the values its sources may have, one varied at a time. */

import type { Shape } from '../diff/shape.ts';
import { valueKey } from '../diff/value-key.ts';
import { startsWith } from '../manifest/field-path.ts';
import type { PathStep } from '../manifest/manifest.ts';
import { isObj } from '../spec/spec-version.ts';
import type { KeptBack } from './condition.ts';
import type { Passed } from './field.ts';
import type { MappingState } from './mapping.ts';
import type { Side } from './message.ts';
import { gapsWithin, type Reading } from './presence.ts';
import { type Samples, samplesOf } from './samples.ts';
import { sourcesTaken } from './sent.ts';

export interface Input {
  /** `undefined` stands for nothing: the source is not there. */
  readonly value: unknown;
  /** The value of the source that is varied, for a person. */
  readonly shown: unknown;
  /** Which source it is of, by its place in `state.sources`. */
  readonly source: number;
  /** The sources that are not there, by the same places. */
  readonly lacking?: readonly number[];
  /** The values of the sources it is made of, by the same places. */
  readonly values: ReadonlyMap<number, unknown>;
  /** The description itself names the value that is varied. */
  readonly stated: boolean;
}

export interface Inputs {
  readonly all: readonly Input[];
  /** All values that the source may have are among them. */
  readonly complete: boolean;
  /** So is what comes where something of it is missing. */
  readonly hasGaps: boolean;
}

interface Part {
  readonly values: readonly unknown[];
  readonly stated: ReadonlySet<string>;
  readonly complete: boolean;
  readonly passed: readonly Passed[];
  /** See `gapsWithin`. */
  readonly gaps: readonly number[];
}

const NOTHING: Inputs = { all: [], complete: false, hasGaps: false };

/** Inputs are made the way the integration makes them: the value of one source, a list of several, or the body. */
export function inputsOf(state: MappingState, readings: readonly Reading[], keptBack: KeptBack): Inputs {
  const { field, sources, ends } = state;
  const parts: Part[] = [];
  for (const [source, { at }] of sources.slice(0, sourcesTaken(state, keptBack)).entries()) {
    if (!at?.found) return NOTHING;
    const samples = at.ways.map((way) => examplesOf(ends.source, way.shape));
    // The transform looks at parts of its input: only these are put into it.
    const passed = (at.ways[0]?.passed ?? []).slice(inputDepth(state));
    if (!passed.every(isRepeatable)) return NOTHING;
    const values = samples.flatMap((one) => one.values);
    parts.push({
      // A default stands in for null.
      values: field.default === undefined ? values : values.filter((value) => value !== null),
      stated: new Set(samples.flatMap((one) => [...one.stated])),
      complete: samples.every(({ complete }) => complete) && !at.ways.some(({ free }) => free),
      passed,
      // A default stands in for what is missing, too.
      gaps: field.default === undefined ? readings.flatMap((one) => gapsAt(state, source, one)) : [],
    });
  }
  if (parts.length === 0 || parts.some(({ values }) => values.length === 0)) return NOTHING;
  if (field.reads !== undefined) return withGaps(parts, (values) => built(parts, values));
  if (field.take === 'first') return chained(parts);
  if (field.from.length === 1) return withGaps(parts, ([value]) => value);
  // What a list of several looks like without one of them is up to the integration.
  return { ...varied(parts, (values) => values), hasGaps: false };
}

/** A list that must have more items than that is not made. */
const MAX_REPEATED = 100;

/** So many texts of a pattern are looked for, each longer than the last. */
const MAX_TEXTS = 4;

/** Where none of the usual examples is one, as with a pattern, those that the search finds. */
function examplesOf({ shapes, covering }: Side, shape: Shape): Samples {
  const samples = samplesOf(shapes, shape);
  if (samples.complete || samples.values.some((value) => value !== null)) return samples;
  const found: unknown[] = [];
  for (let least = 0; found.length < MAX_TEXTS; ) {
    const next = covering.example({ source: shape, sourceShapes: shapes }, least === 0 ? {} : { minLength: least });
    if (next === undefined) break;
    found.push(next.value);
    if (typeof next.value !== 'string') break;
    least = next.value.length + 1;
  }
  return { ...samples, values: [...found, ...samples.values] };
}

/** How many steps lead to the input of the transform: with one source to its value, unless parts of it are read. */
function inputDepth({ field }: MappingState): number {
  const [source] = field.from;
  if (field.reads === undefined) return Number.POSITIVE_INFINITY;
  return source?.place === 'body' ? source.steps.length : 0;
}

/** What may be missing of a source: see `gapsWithin`. */
export function gapsAt(state: MappingState, source: number, reading: Reading): number[] {
  const at = state.sources[source]?.at;
  return at === undefined ? [] : gapsWithin(state.ends.source.shapes, at, inputDepth(state), reading);
}

function only(value: unknown, source: number, stated: boolean): Input {
  return { value, shown: value, source, values: new Map([[source, value]]), stated };
}

/** With each value, and without each part that may be missing: all that lies in it goes with it. */
function withGaps(parts: readonly Part[], make: (values: readonly unknown[]) => unknown): Inputs {
  const { all, complete } = varied(parts, make);
  const missing = new Map<string, { readonly steps: readonly PathStep[]; readonly source: number }>();
  for (const [source, { passed, gaps }] of parts.entries()) {
    for (const gap of gaps) {
      const steps = passed.slice(0, gap + 1).map(({ step }) => step);
      const key = JSON.stringify(steps);
      if (!missing.has(key)) missing.set(key, { steps, source });
    }
  }
  const single = [...missing.values()].map(({ steps, source }) => ({ lost: [steps], sources: [source] }));
  const several =
    single.length < 2
      ? []
      : [{ lost: single.flatMap(({ lost }) => lost), sources: single.flatMap(({ sources }) => sources) }];
  const without = [...single, ...several].flatMap(({ lost, sources }) => {
    const left = parts.map(({ passed, values }) => {
      const path = passed.map(({ step }) => step);
      return lost.some((steps) => startsWith(path, steps)) ? [undefined] : values;
    });
    const rows = sizeOfAll(left) > MAX_TOGETHER ? [left.map(([first]) => first)] : combinations(left);
    return rows.map(
      (row): Input => ({
        value: make(row),
        shown: undefined,
        source: sources[0] ?? 0,
        lacking: sources,
        values: new Map(row.entries()),
        stated: true,
      }),
    );
  });
  return { all: [...all, ...without], complete, hasGaps: true };
}

/** Of a chain the first source that has a value is taken: null or nothing is, where none has another. */
function chained(parts: readonly Part[]): Inputs {
  const all = parts.flatMap(({ values, stated }, source) =>
    values.filter((value) => value !== null).map((value) => only(value, source, stated.has(valueKey(value)))),
  );
  const isNull = parts.every(({ values }) => values.includes(null));
  const isNothing = parts.every(({ values, gaps }) => gaps.length > 0 || values.includes(null));
  const none = (value: unknown): Input => ({
    ...only(value, 0, true),
    values: new Map(parts.map(({ gaps }, source) => [source, gaps.length > 0 ? value : null])),
  });
  const isMissing = isNothing && parts.some(({ gaps }) => gaps.length > 0);
  const last = [...(isNull ? [none(null)] : []), ...(isMissing ? [none(undefined)] : [])];
  return { all: [...all, ...last], complete: parts.every(({ complete }) => complete), hasGaps: true };
}

/** So many inputs are tried of what several sources may hold together. */
const MAX_TOGETHER = 200;

/**
 * Each value of each part, with the first value of all others; then all that they may hold together, or of too much of that the longest and
 * the shortest.
 */
function varied(parts: readonly Part[], make: (values: readonly unknown[]) => unknown): Omit<Inputs, 'hasGaps'> {
  const first = parts.map(({ values }) => values[0]);
  const all = parts.flatMap(({ values, stated }, source) =>
    values
      .filter((_, index) => source === 0 || index > 0)
      .map((shown): Input => {
        const whole = first.with(source, shown);
        return {
          value: make(whole),
          shown,
          source,
          values: new Map(whole.entries()),
          stated: stated.has(valueKey(shown)),
        };
      }),
  );
  if (parts.length < 2) return { all, complete: parts[0]?.complete ?? false };
  if (sizeOfAll(parts.map(({ values }) => values)) > MAX_TOGETHER)
    return { all: [...all, extreme(parts, make, 1), extreme(parts, make, -1)], complete: false };
  const isKnown = parts.every(({ complete, gaps }) => complete && gaps.length === 0);
  return { all: [...all, ...together(parts, make)], complete: isKnown };
}

/** What no part by itself makes: two of them or more are not at their first value. */
function together(parts: readonly Part[], make: (values: readonly unknown[]) => unknown): Input[] {
  return combinations(parts.map(({ values }) => values))
    .filter((row) => row.filter((value, source) => value !== parts[source]?.values[0]).length > 1)
    .map((shown) => {
      const stated = parts.every((part, source) => part.stated.has(valueKey(shown[source])));
      return { value: make(shown), shown, source: 0, values: new Map(shown.entries()), stated };
    });
}

function sizeOfAll(lists: readonly (readonly unknown[])[]): number {
  return lists.reduce((product, { length }) => product * length, 1);
}

/** One of each list, in every way. */
function combinations(lists: readonly (readonly unknown[])[]): (readonly unknown[])[] {
  return lists.reduce<(readonly unknown[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])),
    [[]],
  );
}

/** What is put together from several sources is too long, or too short, where each of them is. */
function extreme(parts: readonly Part[], make: (values: readonly unknown[]) => unknown, sign: 1 | -1): Input {
  const ends = parts.map(({ values, stated }) => {
    const named = values.filter((value) => value !== null && stated.has(valueKey(value)));
    return (named.length > 0 ? named : values).reduce((a, b) => (sign * (sizeOf(b) - sizeOf(a)) > 0 ? b : a));
  });
  const isStated = parts.every(({ stated }, index) => stated.has(valueKey(ends[index])));
  return { value: make(ends), shown: ends, source: 0, values: new Map(ends.entries()), stated: isStated };
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

/** An object (or list) that has each value at its place. */
function built(parts: readonly Part[], values: readonly unknown[]): unknown {
  /** Made here, of hundreds of members: these are written to; values of the source are not. */
  const own = new Set<unknown>();
  let root: unknown;
  for (const [index, { passed }] of parts.entries())
    if (values[index] !== undefined) root = put(root, passed, values[index], own);
  return root;
}

function put(into: unknown, passed: readonly Passed[], value: unknown, own: Set<unknown>, depth = 0): unknown {
  const step = passed[depth]?.step;
  if (step === undefined) return value;
  if (step.kind === 'name' || step.kind === 'values') {
    const name = step.kind === 'name' ? step.name : 'example';
    const members: Record<string, unknown> = isObj(into) ? (own.has(into) ? into : { ...into }) : {};
    own.add(members);
    const inner = put(Object.hasOwn(members, name) ? members[name] : undefined, passed, value, own, depth + 1);
    // What was put last stands last; an assignment to `__proto__` would make no member.
    delete members[name];
    Object.defineProperty(members, name, { value: inner, configurable: true, enumerable: true, writable: true });
    return members;
  }
  const item = put(Array.isArray(into) ? into[0] : undefined, passed, value, own, depth + 1);
  return new Array<unknown>(leastOf(passed[depth]?.owner)).fill(item);
}

/** How many items are put into a list: at least as many as it must have. */
function leastOf(list: Shape | undefined): number {
  return Math.max(list?.minItems?.value ?? 0, 1);
}

/** One item, repeated, makes a list that the source may send. */
function isRepeatable({ step, owner }: Passed): boolean {
  if (step.kind === 'name' || step.kind === 'values') return true;
  const least = leastOf(owner);
  return least <= MAX_REPEATED && (least === 1 || owner.uniqueItems === undefined);
}
