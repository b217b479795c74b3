import type { Limits } from './load-policy.ts';

/** What makes a parsed value unfit to be walked. */
export type Oddity = 'depth' | 'nodes' | 'cycle' | 'infinite';

/** What one walk over a parsed value tells. */
export interface Survey {
  readonly oddity?: Oddity | undefined;
  /** Whether it may refer to other files: false only if it surely does not. Most descriptions are one file, and need no search. */
  readonly refersOut: boolean;
  /** How many members its objects have; counted in a tree only. */
  readonly names: number;
}

/** What is noticed on the way. */
interface Noticed {
  refersOut: boolean;
  names: number;
}

/**
 * The first oddity of a value, if any. `shared` says that parts may occur in several places (YAML aliases): each is then looked at once and
 * counted as often as it occurs. Without it the value is a tree, and the walk takes one visit a member and no memory.
 */
export function survey(value: unknown, limits: Limits, shared: boolean): Survey {
  const noticed: Noticed = { refersOut: false, names: 0 };
  const oddity = oddityIn(value, limits, shared, noticed);
  return { oddity, ...noticed };
}

function oddityIn(value: unknown, limits: Limits, shared: boolean, noticed: Noticed): Oddity | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'infinite';
  if (typeof value !== 'object' || value === null) return undefined;
  return shared ? oddityOfGraph(value, limits, noticed) : oddityOfTree(value, limits.depth, noticed);
}

/** Recursion ends with `left`, so the depth of the input is no danger to the stack. */
function oddityOfTree(value: object, left: number, noticed: Noticed): Oddity | undefined {
  if (left === 0) return 'depth';
  if (Array.isArray(value)) {
    for (const inner of value) {
      if (typeof inner === 'object' && inner !== null) {
        const odd = oddityOfTree(inner, left - 1, noticed);
        if (odd !== undefined) return odd;
      } else if (isInfinite(inner)) return 'infinite';
    }
    return undefined;
  }
  // Parsed objects have the plain prototype, so `in` meets own members only, and it builds no list of keys.
  for (const key in value) {
    noticed.names++;
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null) {
      if (key === 'mapping') noticeMapping(inner, noticed);
      const odd = oddityOfTree(inner, left - 1, noticed);
      if (odd !== undefined) return odd;
    } else if (key === '$ref') noticeReference(inner, noticed);
    else if (isInfinite(inner)) return 'infinite';
  }
  return undefined;
}

function isInfinite(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

const HASH = 0x23;

function noticeReference(ref: unknown, noticed: Noticed): void {
  if (typeof ref === 'string' && ref.charCodeAt(0) !== HASH) noticed.refersOut = true;
}

/** A discriminator's `mapping` may name a file without any `$ref`. */
function noticeMapping(mapping: object, noticed: Noticed): void {
  for (const target of Object.values(mapping)) {
    if (typeof target === 'string' && /\.(?:json|ya?ml)/i.test(target)) noticed.refersOut = true;
  }
}

interface Measure {
  readonly depth: number;
  readonly nodes: number;
}

const inProgress: Measure = { depth: 0, nodes: 0 };

function oddityOfGraph(value: object, limits: Limits, noticed: Noticed): Oddity | undefined {
  const measured = new Map<object, Measure>();
  const measure = (node: object, left: number): Measure | Oddity => {
    if (left === 0) return 'depth';
    const known = measured.get(node);
    if (known !== undefined) return known === inProgress ? 'cycle' : known;
    measured.set(node, inProgress);
    let depth = 1;
    let nodes = 1;
    for (const [key, inner] of Object.entries(node)) {
      nodes++;
      if (isInfinite(inner)) return 'infinite';
      if (typeof inner !== 'object' || inner === null) {
        if (key === '$ref') noticeReference(inner, noticed);
        continue;
      }
      if (key === 'mapping') noticeMapping(inner, noticed);
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
