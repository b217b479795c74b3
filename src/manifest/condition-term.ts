/** A condition in JSONata as what `and`, `or` and `$not` put together: of some terms one may know how they come out, of others not. */

import jsonata from 'jsonata';
import { readExpression } from './expression.ts';
import type { ReadPath } from './manifest.ts';

export type Term =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Term[] }
  | { readonly kind: 'not'; readonly of: Term }
  /** `reads` as of an expression; undefined where the text cannot be read by itself. */
  | { readonly kind: 'one'; readonly text: string; readonly reads: readonly ReadPath[] | undefined };

/** What the parser gives, as far as it is looked at here; a position is the end of the token that makes the node. */
interface Node {
  readonly type: string;
  readonly position: number;
  readonly value?: unknown;
  readonly lhs?: Node;
  readonly rhs?: Node;
  readonly expressions?: readonly Node[];
  readonly arguments?: readonly Node[];
  readonly predicate?: unknown;
  readonly group?: unknown;
}

const KINDS: ReadonlyMap<unknown, 'all' | 'any'> = new Map([
  ['and', 'all'],
  ['or', 'any'],
]);

/** Of a condition that has been read before: so it is neither too long nor too deep. */
export function termOf(condition: string): Term {
  return cut(condition, 0, condition.length, jsonata(condition).ast() as unknown as Node);
}

function cut(text: string, from: number, to: number, node: Node): Term {
  return split(text, from, to, node) ?? one(text.slice(from, to));
}

function one(text: string): Term {
  const read = readExpression(text);
  return { kind: 'one', text, reads: read.ok ? read.reads : undefined };
}

function split(text: string, from: number, to: number, node: Node): Term | undefined {
  const { type, position, value, lhs, rhs, expressions = [] } = node;
  if (node.predicate !== undefined || node.group !== undefined) return undefined;
  if (type === 'block') return within(/^\($/, expressions);
  if (type === 'function') {
    const inner = within(/^\$not\s*\($/, node.arguments ?? []);
    return inner && { kind: 'not', of: inner };
  }
  const kind = type === 'binary' ? KINDS.get(value) : undefined;
  if (kind === undefined || lhs === undefined || rhs === undefined) return undefined;
  return { kind, of: [cut(text, from, position - String(value).length, lhs), cut(text, position, to, rhs)] };

  /** What parentheses hold that end here, where it is all that they hold. */
  function within(opening: RegExp, [inner, ...more]: readonly Node[]): Term | undefined {
    const end = from + text.slice(from, to).trimEnd().length - 1;
    const isAlone = opening.test(text.slice(from, position).trim()) && text[end] === ')';
    return inner && isAlone && more.length === 0 ? cut(text, position, end, inner) : undefined;
  }
}
