/** What a condition in JSONata settles where it is met: `type = "won" and total > 0` says what `type` is then. */

import type { ReadPath, Scalar, Settled } from './manifest.ts';

/** What the parser gives, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly lhs?: unknown;
  readonly rhs?: unknown;
  readonly steps?: readonly Node[];
  readonly stages?: unknown;
  readonly predicate?: unknown;
  readonly group?: unknown;
  readonly expressions?: readonly Node[];
  readonly procedure?: Node;
  readonly arguments?: readonly Node[];
}

/** Of the syntax tree of a whole expression. */
export function settledBy(node: unknown): readonly Settled[] {
  return settled(node as Node);
}

function settled(node: Node): readonly Settled[] {
  const { type, value, lhs, rhs, expressions = [], predicate, group } = node;
  if (predicate !== undefined || group !== undefined) return [];
  if (type === 'function') return denied(node);
  const [only, ...others] = expressions;
  if (type === 'block') return only !== undefined && others.length === 0 ? settled(only) : [];
  if (type !== 'binary') return [];
  const [left, right] = [lhs as Node, rhs as Node];
  switch (value) {
    case 'and':
      return [...settled(left), ...settled(right)];
    case 'or':
      return settled(left).flatMap(({ path, values, isNone }) => {
        const same = settled(right).find((one) => one.path.join('\n') === path.join('\n'));
        return same === undefined || isNone || same.isNone ? [] : [{ path, values: [...values, ...same.values] }];
      });
    case '!=':
      return [...compared(left, [right]), ...compared(right, [left])].map(toNone);
    case '=':
      return [...compared(left, [right]), ...compared(right, [left])];
    case 'in':
      return compared(left, right.type === 'unary' && right.value === '[' ? (right.expressions ?? []) : [right]);
    default:
      return [];
  }
}

/** `$not` of one comparison; of several it says less of each. */
function denied({ procedure, arguments: given = [] }: Node): readonly Settled[] {
  const [only, ...others] = given;
  if (procedure?.type !== 'variable' || procedure.value !== 'not' || only === undefined || others.length > 0) return [];
  const isComparison = only.type === 'binary' && (only.value === '=' || only.value === 'in');
  return isComparison ? settled(only).map(toNone) : [];
}

function toNone({ path, values }: Settled): Settled {
  return { path, values, isNone: true };
}

function compared(field: Node, others: readonly Node[]): readonly Settled[] {
  const path = pathOf(field);
  if (path === undefined || !others.every(isScalar)) return [];
  return [{ path, values: others.map((one) => one.value as Scalar) }];
}

function isScalar({ type }: Node): boolean {
  return type === 'string' || type === 'number' || type === 'value';
}

function pathOf({ type, steps = [], predicate, group }: Node): ReadPath | undefined {
  if (type !== 'path' || predicate !== undefined || group !== undefined) return undefined;
  const isPlain = steps.every((one) => one.type === 'name' && one.stages === undefined && one.predicate === undefined);
  return isPlain ? steps.map((one) => String(one.value)) : undefined;
}
