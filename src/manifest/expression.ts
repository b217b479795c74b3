/** JSONata expressions (https://docs.jsonata.org): their syntax, and which fields of their input they read. */

import jsonata from 'jsonata';
import type { Malformed } from './field-path.ts';
import { unknownFunction } from './function-names.ts';
import type { ReadPath, Settled } from './manifest.ts';
import { settledBy } from './settled.ts';
import { COMMA_HINT } from './yaml-syntax.ts';

/** Longer ones are programs; their parser is recursive. */
const MAX_LENGTH = 10_000;

/** Reads an expression; `reads` are the parts of the input it looks at, each once, in the order of the text. */
export function readExpression(
  text: string,
): { readonly ok: true; readonly reads: readonly ReadPath[]; readonly settled: readonly Settled[] } | Malformed {
  if (text.length > MAX_LENGTH)
    return { ok: false, offset: MAX_LENGTH, message: `an expression has at most ${MAX_LENGTH} characters` };
  let ast: Node;
  try {
    ast = jsonata(text).ast() as Node;
  } catch (error) {
    return malformed(error, text);
  }
  const unknown = unknownFunction(ast);
  if (unknown !== undefined) return { ok: false, ...unknown };
  const found = new Map<string, ReadPath>();
  const scope: Scope = { here: [], root: [], names: new Map(), read: (path) => found.set(JSON.stringify(path), path) };
  consume(ast, scope);
  return { ok: true, reads: [...found.values()], settled: settledBy(ast) };
}

function malformed(error: unknown, text: string): Malformed {
  const { message, position, code } = (typeof error === 'object' && error !== null ? error : {}) as Partial<
    Record<'message' | 'position' | 'code', unknown>
  >;
  // JSONata gives the end of the offending token.
  const offset = typeof position === 'number' ? Math.max(0, position - 1) : 0;
  if (error instanceof RangeError) return { ok: false, offset: 0, message: 'the expression is nested too deeply' };
  const hint = FOREIGN.find(([sign]) => text.includes(sign))?.[1] ?? (isCut(code) ? COMMA_HINT : undefined);
  return { ok: false, offset, message: typeof message === 'string' ? message : 'no JSONata', ...(hint && { hint }) };
}

/** Signs of other languages. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['==', 'JSONata compares with one `=`'],
  ['&&', 'JSONata says `and`'],
  ['||', 'JSONata says `or`'],
];

/** The text ends inside a bracket or a quote: S0203 and S0101 of JSONata. */
function isCut(error: unknown): boolean {
  return error === 'S0203' || error === 'S0101';
}

/** What the parser gives, as far as it is looked at here (its own type leaves most of it out). */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly stages?: readonly { readonly type: string; readonly expr?: Node }[];
  readonly predicate?: readonly { readonly expr?: Node }[];
  readonly group?: { readonly lhs: readonly (readonly [Node, Node])[] };
  readonly terms?: readonly { readonly expression: Node }[];
  readonly lhs?: Node | readonly (readonly [Node, Node])[];
  readonly rhs?: Node;
  readonly expression?: Node;
  readonly expressions?: readonly Node[];
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly procedure?: Node;
  readonly arguments?: readonly Node[];
  readonly body?: Node;
  readonly focus?: string;
  readonly pattern?: Node;
  readonly update?: Node;
  readonly delete?: Node;
}

interface Scope {
  /** What names are looked up in; undefined where that is no part of the input, or not known. */
  readonly here: ReadPath | undefined;
  readonly root: ReadPath;
  /** Variables that stand for parts of the input. */
  readonly names: Map<string, ReadPath | undefined>;
  readonly read: (path: ReadPath) => void;
}

/** Walks an expression whose value is used: if it is a part of the input, that part is read. */
function consume(node: Node | undefined, scope: Scope): void {
  if (node === undefined) return;
  const path = follow(node, scope);
  if (path !== undefined) scope.read(path);
}

/** The part of the input that an expression selects, if it selects one; all else in it is consumed. */
function follow(node: Node, scope: Scope): ReadPath | undefined {
  const path = selected(node, scope);
  for (const { expr } of node.predicate ?? []) consume(expr, { ...scope, here: path });
  return grouped(node, path, scope);
}

function selected(node: Node, scope: Scope): ReadPath | undefined {
  switch (node.type) {
    case 'path':
      return followSteps(node.steps ?? [], scope);
    case 'name':
      return scope.here && [...scope.here, String(node.value)];
    case 'variable':
      if (node.value === '') return scope.here;
      return node.value === '$' ? scope.root : scope.names.get(String(node.value));
    case 'block': {
      const inner = { ...scope, names: new Map(scope.names) };
      const all = node.expressions ?? [];
      for (const one of all.slice(0, -1)) {
        // What a name is given to is read where the name is.
        if (one.type === 'bind') follow(one, inner);
        else consume(one, inner);
      }
      const last = all.at(-1);
      return last && follow(last, inner);
    }
    case 'bind': {
      const path = node.rhs && follow(node.rhs, scope);
      if (isNode(node.lhs)) scope.names.set(String(node.lhs.value), path);
      return path;
    }
    case 'function':
    case 'partial':
      return called(node.procedure, node.arguments ?? [], scope);
    case 'apply':
      return applied(node, scope);
    case 'wildcard':
    case 'descendant':
      return scope.here;
    case 'parent':
      return scope.root;
    default:
      consumeParts(node, scope);
      return undefined;
  }
}

function consumeParts(node: Node, scope: Scope): void {
  if (isNode(node.lhs)) consume(node.lhs, scope);
  else for (const pair of node.lhs ?? []) for (const one of pair) consume(one, scope);
  const inner = node.type === 'lambda' ? { ...scope, names: new Map(scope.names) } : scope;
  const parts = [
    node.rhs,
    node.expression,
    node.condition,
    node.then,
    node.else,
    node.pattern,
    node.update,
    node.delete,
  ];
  for (const one of [...parts, ...(node.expressions ?? [])]) consume(one, inner);
  if (node.type === 'lambda') {
    for (const argument of node.arguments ?? []) inner.names.set(String(argument.value), undefined);
    consume(node.body, inner);
  }
}

function followSteps(steps: readonly Node[], scope: Scope): ReadPath | undefined {
  let here = scope.here;
  for (const [index, step] of steps.entries()) {
    const inner: Scope = { ...scope, here };
    if (step.type === 'sort') {
      for (const { expression } of step.terms ?? []) consume(expression, inner);
    } else if (index > 0 && step.type !== 'name') {
      // What a step makes of each item is no part of the input, unless it selects one.
      const path = follow(step, inner);
      if (step.type === 'wildcard' || step.type === 'descendant') {
        if (path !== undefined) scope.read(path);
        return undefined;
      }
      here = path;
    } else here = follow(step, inner);
    for (const { expr } of step.stages ?? []) consume(expr, { ...scope, here });
    if (step.focus !== undefined) scope.names.set(step.focus, here);
  }
  return here;
}

function grouped(node: Node, path: ReadPath | undefined, scope: Scope): ReadPath | undefined {
  if (node.group === undefined) return path;
  const inner = { ...scope, here: path };
  for (const pair of node.group.lhs) for (const one of pair) consume(one, inner);
  return undefined;
}

/** Functions that give some of the items they get. */
const SELECTING: ReadonlySet<unknown> = new Set(['filter', 'single', 'sort', 'reverse', 'distinct', 'shuffle']);
/** Which parameter of the function they are given is an item. */
const ITEM_PARAMETERS: ReadonlyMap<unknown, readonly number[]> = new Map([
  ['map', [0]],
  ['filter', [0]],
  ['single', [0]],
  ['sort', [0, 1]],
  ['reduce', [1]],
]);

function called(procedure: Node | undefined, given: readonly Node[], scope: Scope): ReadPath | undefined {
  const name = procedure?.type === 'variable' ? procedure.value : undefined;
  const items = ITEM_PARAMETERS.get(name);
  const [first, second, ...rest] = given;
  if (first !== undefined && items !== undefined && second?.type === 'lambda') {
    const path = follow(first, scope);
    lambda(second, new Map(items.map((index) => [index, path])), scope);
    for (const one of rest) consume(one, scope);
    return SELECTING.has(name) ? path : undefined;
  }
  if (first !== undefined && given.length === 1 && SELECTING.has(name)) return follow(first, scope);
  if (procedure?.type === 'lambda') {
    lambda(procedure, new Map(given.map((one, index) => [index, follow(one, scope)])), scope);
    return undefined;
  }
  // Without an argument, functions take what they are called on.
  if (given.length === 0 && scope.here !== undefined && ON_CONTEXT.has(name)) scope.read(scope.here);
  if (procedure !== undefined && procedure.type !== 'variable') consume(procedure, scope);
  for (const one of given) consume(one, scope);
  return undefined;
}

/** Functions with the context as their first argument, where it is left out (signature `-`). */
const ON_CONTEXT: ReadonlySet<unknown> = new Set(
  'string length lowercase uppercase trim number floor ceil round abs sqrt boolean not keys spread base64encode base64decode encodeUrl encodeUrlComponent decodeUrl decodeUrlComponent toMillis fromMillis clone'.split(
    ' ',
  ),
);

function lambda(node: Node, parameters: ReadonlyMap<number, ReadPath | undefined>, scope: Scope): void {
  const names = new Map(scope.names);
  for (const [index, { value }] of (node.arguments ?? []).entries()) names.set(String(value), parameters.get(index));
  consume(node.body, { ...scope, names });
}

/** `x ~> $f(y)` is `$f(x, y)`. */
function applied({ lhs, rhs }: Node, scope: Scope): ReadPath | undefined {
  if (!isNode(lhs) || rhs === undefined) return undefined;
  if (rhs.type === 'function') return called(rhs.procedure, [lhs, ...(rhs.arguments ?? [])], scope);
  if (rhs.type === 'lambda') return called(rhs, [lhs], scope);
  if (rhs.type === 'variable') return called(rhs, [lhs], scope);
  consume(lhs, scope);
  consume(rhs, scope);
  return undefined;
}

function isNode(value: Node['lhs']): value is Node {
  return value !== undefined && !Array.isArray(value);
}
