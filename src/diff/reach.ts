/**
 * Sets of operations that reach a pair, made once for each group of pairs that reach each other. On a cyclic
 * description nearly everything reaches everything: asking for each change anew would cost the square.
 */

import { directionAbove, directionOf, firstOperation, isOperation, type OperationPair } from './direction.ts';
import type { Direction, Pair } from './pair.ts';

export interface ReachSets {
  /** In the order in which the operations were given. */
  reached(pairs: readonly Pair[], direction: Direction): readonly OperationPair[];
}

/** A set of operations: bit `i` stands for the operation of rank `i`. Sets are shared and never written again. */
type Bits = Uint32Array;

const NONE: Bits = new Uint32Array(0);

/** A pair in a direction is one state: `2 × id`, and one more for responses. */
function stateOf(pair: Pair, direction: Direction): number {
  return 2 * pair.id + (direction === 'response' ? 1 : 0);
}

interface Frame {
  readonly pair: Pair;
  readonly direction: Direction;
  readonly state: number;
  /** Its index among those that are in no group yet. */
  readonly index: number;
  next: number;
}

export function createReachSets(pairCount: number, operations: readonly OperationPair[]): ReachSets {
  const rank = new Map<Pair, number>(operations.map((pair, index) => [pair, index]));
  const words = Math.ceil(operations.length / 32);
  /** By state. */
  const sets = new Array<Bits | undefined>(2 * pairCount);
  const lists = new Map<Bits, readonly OperationPair[]>();
  const single = new Map<Pair, Bits>();
  const order = new Int32Array(2 * pairCount);
  const low = new Int32Array(2 * pairCount);
  let count = 0;

  /** Tarjan's algorithm, upwards: a group is complete when all that it leads to is. No recursion on input depth. */
  function explore(pair: Pair, direction: Direction): void {
    const open: Frame[] = [];
    const frames: Frame[] = [];
    const enter = (of: Pair, way: Direction) => {
      const state = stateOf(of, way);
      count++;
      order[state] = count;
      low[state] = count;
      const frame: Frame = { pair: of, direction: way, state, index: open.length, next: 0 };
      frames.push(frame);
      open.push(frame);
    };
    enter(pair, direction);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const edge = isOperation(frame.pair) ? undefined : frame.pair.parents[frame.next++];
      if (edge !== undefined) {
        const above = directionAbove(edge, frame.direction);
        if (above === undefined) continue;
        const state = stateOf(edge.parent, above);
        if (order[state] === 0) enter(edge.parent, above);
        else if (sets[state] === undefined)
          low[frame.state] = Math.min(low[frame.state] as number, order[state] as number);
        continue;
      }
      frames.pop();
      const caller = frames.at(-1);
      if (caller !== undefined) low[caller.state] = Math.min(low[caller.state] as number, low[frame.state] as number);
      if (low[frame.state] === order[frame.state]) complete(open.splice(frame.index));
    }
  }

  function complete(group: readonly Frame[]): void {
    const above = new Set<Bits>();
    for (const { pair, direction } of group) {
      if (isOperation(pair)) above.add(bitOf(pair));
      else {
        for (const edge of pair.parents) {
          const way = directionAbove(edge, direction);
          const known = way && sets[stateOf(edge.parent, way)];
          if (known !== undefined) above.add(known);
        }
      }
    }
    const bits = unionOf(above);
    for (const { state } of group) sets[state] = bits;
  }

  function bitOf(pair: Pair): Bits {
    const known = single.get(pair);
    if (known !== undefined) return known;
    const bits = new Uint32Array(words);
    const index = rank.get(pair) ?? 0;
    bits[index >>> 5] = 1 << (index & 31);
    single.set(pair, bits);
    return bits;
  }

  function unionOf(parts: ReadonlySet<Bits>): Bits {
    parts = new Set([...parts].filter((one) => one !== NONE));
    const [first] = parts;
    if (first === undefined) return NONE;
    if (parts.size === 1) return first;
    const bits = new Uint32Array(words);
    for (const part of parts)
      for (let word = 0; word < words; word++) bits[word] = (bits[word] as number) | (part[word] as number);
    return bits;
  }

  function setOf(pair: Pair, direction: Direction): Bits {
    // An operation as such is felt by those who call it.
    if (isOperation(pair)) return directionOf(firstOperation(pair)) === direction ? bitOf(pair) : NONE;
    const state = stateOf(pair, direction);
    if (sets[state] === undefined) explore(pair, direction);
    return sets[state] ?? NONE;
  }

  /** Changes of one schema share their set, and so the list of it. */
  function listOf(bits: Bits): readonly OperationPair[] {
    const known = lists.get(bits);
    if (known !== undefined) return known;
    const found: OperationPair[] = [];
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word] as number; rest !== 0; rest &= rest - 1) {
        const operation = operations[32 * word + (31 - Math.clz32(rest & -rest))];
        if (operation !== undefined) found.push(operation);
      }
    }
    lists.set(bits, found);
    return found;
  }

  return {
    reached: (pairs, direction) => {
      const [only] = pairs;
      if (only !== undefined && pairs.length === 1) return listOf(setOf(only, direction));
      return listOf(unionOf(new Set(pairs.map((pair) => setOf(pair, direction)))));
    },
  };
}
