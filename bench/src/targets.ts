/** What must be reached, and whether it is. */
import type { Result } from './suite.ts';

/** What the issues ask for: the main job's own limit (`first`) and the tighter one of the last issue (`final`). Neither: only shown. */
export interface Limits {
  readonly first?: number;
  readonly final?: number;
}

export interface Outcome {
  readonly what: string;
  readonly limits: Limits;
  /** Absent where one of the two could not be measured; `why` says so. */
  readonly measured?: number;
  /** The same from CPU time: steadier on a busy machine, but blind to waiting and to work done in parallel. */
  readonly cpu?: number;
  /** The peer was stopped at its limit: the true ratio is lower still. */
  readonly atMost?: true;
  readonly why?: string;
}

/** How many times the other's median one command takes. */
export function ratio(
  what: string,
  results: readonly Result[],
  [mine, theirs]: readonly [string, string],
  by: 'wallMs' | 'rssMb',
  limits: Limits,
): Outcome {
  const [a, b] = [find(results, mine), find(results, theirs)];
  const bad = a?.ended === 'done' ? (b?.ended === 'failed' ? b : undefined) : a;
  if (bad !== undefined) return { what, limits, why: `${bad.name}: exit ${bad.exit}` };
  const [value, base] = [a?.[by], b?.[by]];
  if (value === undefined || base === undefined) return { what, limits, why: 'not measured' };
  return {
    what,
    limits,
    measured: value / base,
    ...(by === 'wallMs' && cpuRatio(a, b)),
    ...(b?.ended === 'stopped' && { atMost: true }),
  };
}

/** What one command costs, in seconds or MB. */
export function cost(
  what: string,
  results: readonly Result[],
  name: string,
  by: 'wallMs' | 'rssMb',
  limits: Limits,
): Outcome {
  const result = find(results, name);
  if (result?.ended !== 'done') return { what, limits, why: `${name}: exit ${result?.exit}` };
  const value = result[by];
  if (value === undefined) return { what, limits, why: 'not measured' };
  return {
    what,
    limits,
    measured: by === 'wallMs' ? value / 1_000 : value,
    ...(by === 'wallMs' && result.cpuMs !== undefined && { cpu: result.cpuMs / 1_000 }),
  };
}

/** What one command takes in seconds beyond another, which is all that the first one starts with. */
export function overhead(
  what: string,
  results: readonly Result[],
  [whole, start]: readonly [string, string],
  limits: Limits,
): Outcome {
  const [all, first] = [cost(what, results, whole, 'wallMs', limits), cost(what, results, start, 'wallMs', limits)];
  if (all.measured === undefined || first.measured === undefined) return all.measured === undefined ? all : first;
  return {
    what,
    limits,
    measured: all.measured - first.measured,
    ...(all.cpu !== undefined && first.cpu !== undefined && { cpu: all.cpu - first.cpu }),
  };
}

/** Each size against the one before it, which is half of it. */
export function doublings(what: string, results: readonly Result[], limits: Limits): readonly Outcome[] {
  return results
    .slice(1)
    .map((result, index) =>
      ratio(`${what}: ${result.name}`, results, [result.name, results[index]?.name ?? ''], 'wallMs', limits),
    );
}

/**
 * How often a schema was compared, from two pairs of times, each with a small and a large shared schema: with one operation the large one
 * costs the difference of `one`, and many operations (`many`) must pay that once, not each.
 */
export function comparisons(
  what: string,
  results: readonly Result[],
  one: readonly [small: string, large: string],
  many: readonly [small: string, large: string],
  limits: Limits,
): Outcome {
  const [oneSmall, oneLarge, manySmall, manyLarge] = [...one, ...many].map((name) => find(results, name));
  if (
    oneSmall?.ended !== 'done' ||
    oneLarge?.ended !== 'done' ||
    manySmall?.ended !== 'done' ||
    manyLarge?.ended !== 'done'
  ) {
    return { what, limits, why: 'a run failed' };
  }
  const times = (by: 'wallMs' | 'cpuMs'): number =>
    ((manyLarge[by] ?? 0) - (manySmall[by] ?? 0)) / ((oneLarge[by] ?? 0) - (oneSmall[by] ?? 0));
  const measured = times('wallMs');
  // A large schema cannot cost nothing: then the machine was too busy for a difference of times.
  if (oneLarge.wallMs <= oneSmall.wallMs || measured <= 0) return { what, limits, why: 'drowned in noise' };
  return { what, limits, measured, ...(manyLarge.cpuMs !== undefined && { cpu: times('cpuMs') }) };
}

export function verdict({ measured, limits, why }: Outcome): string {
  const asked = (['first', 'final'] as const).filter((name) => limits[name] !== undefined);
  if (measured === undefined) return `not judged (${why})`;
  if (asked.length === 0) return 'no target';
  const failed = asked.filter((name) => measured > (limits[name] ?? 0));
  if (failed.length === 0) return 'pass';
  return failed.length === asked.length ? '**FAIL**' : `**FAIL** (${failed.join(', ')})`;
}

function find(results: readonly Result[], name: string): Result | undefined {
  return results.find((result) => result.name === name);
}

function cpuRatio(a: Result | undefined, b: Result | undefined): { readonly cpu?: number } {
  return a?.cpuMs === undefined || b?.cpuMs === undefined ? {} : { cpu: a.cpuMs / b.cpuMs };
}
