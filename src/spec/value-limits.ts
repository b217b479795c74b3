import type { Limits } from './load-policy.ts';

/** What makes a parsed value unfit to be walked. */
export type Oddity = 'depth' | 'nodes' | 'cycle' | 'infinite';

/**
 * The first oddity of a value. `shared` says that parts may occur in several places (YAML aliases): each is then looked at once and
 * counted as often as it occurs. Without it the value is a tree, and the walk takes one visit a member and no memory.
 */
export function firstOddity(value: unknown, limits: Limits, shared: boolean): Oddity | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'infinite';
  if (typeof value !== 'object' || value === null) return undefined;
  return shared ? oddityOfGraph(value, limits) : oddityOfTree(value, limits.depth);
}

/** Recursion ends with `left`, so the depth of the input is no danger to the stack. */
function oddityOfTree(value: object, left: number): Oddity | undefined {
  if (left === 0) return 'depth';
  if (Array.isArray(value)) {
    for (const inner of value) {
      const odd = oddityOf(inner, left);
      if (odd !== undefined) return odd;
    }
    return undefined;
  }
  // Parsed objects have the plain prototype, so `in` meets own members only, and it builds no list of keys.
  for (const key in value) {
    const odd = oddityOf((value as Record<string, unknown>)[key], left);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function oddityOf(inner: unknown, left: number): Oddity | undefined {
  if (typeof inner === 'object') return inner === null ? undefined : oddityOfTree(inner, left - 1);
  return typeof inner === 'number' && !Number.isFinite(inner) ? 'infinite' : undefined;
}

interface Measure {
  readonly depth: number;
  readonly nodes: number;
}

const inProgress: Measure = { depth: 0, nodes: 0 };

function oddityOfGraph(value: object, limits: Limits): Oddity | undefined {
  const measured = new Map<object, Measure>();
  const measure = (node: object, left: number): Measure | Oddity => {
    if (left === 0) return 'depth';
    const known = measured.get(node);
    if (known !== undefined) return known === inProgress ? 'cycle' : known;
    measured.set(node, inProgress);
    let depth = 1;
    let nodes = 1;
    for (const inner of Object.values(node)) {
      nodes++;
      if (typeof inner === 'number' && !Number.isFinite(inner)) return 'infinite';
      if (typeof inner !== 'object' || inner === null) continue;
      const below = measure(inner, left - 1);
      if (typeof below === 'string') return below;
      depth = Math.max(depth, below.depth + 1);
      nodes += below.nodes;
    }
    if (depth > limits.depth) return 'depth';
    if (nodes > limits.nodes) return 'nodes';
    const result = { depth, nodes };
    measured.set(node, result);
    return result;
  };
  const whole = measure(value, limits.depth);
  return typeof whole === 'string' ? whole : undefined;
}
