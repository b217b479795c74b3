/** Functions that an expression calls, and JSONata does not have: a slip that would show only when it is run. */

import { nearest } from '../spec/nearest.ts';

/** https://docs.jsonata.org: its function library. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl decodeUrlComponent distinct each
  encodeUrl encodeUrlComponent error eval exists filter floor formatBase formatInteger formatNumber fromMillis join keys length lookup
  lowercase map match max merge millis min not now number pad parseInteger power random reduce replace reverse round shuffle sift single
  sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase zip`.split(
    /\s+/,
  ),
);

export interface UnknownFunction {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** The first one. What the expression itself gives a name to may be a function, wherever it does. */
export function unknownFunction(ast: unknown): UnknownFunction | undefined {
  const known = new Set(FUNCTIONS);
  const called: { readonly name: string; readonly end: number }[] = [];
  const queue: unknown[] = [ast];
  for (let index = 0; index < queue.length; index++) {
    const node = queue[index];
    if (Array.isArray(node)) queue.push(...(node as readonly unknown[]));
    if (!isRecord(node)) continue;
    const { type, lhs, arguments: given, focus, procedure } = node;
    if (type === 'bind' && isRecord(lhs)) known.add(String(lhs['value']));
    if (type === 'lambda' && Array.isArray(given))
      for (const one of given as readonly unknown[]) if (isRecord(one)) known.add(String(one['value']));
    if (typeof focus === 'string') known.add(focus);
    if ((type === 'function' || type === 'partial') && isRecord(procedure) && procedure['type'] === 'variable')
      called.push({ name: String(procedure['value']), end: Number(procedure['position'] ?? 0) });
    const { rhs } = node;
    if (type === 'apply' && isRecord(rhs) && rhs['type'] === 'variable')
      called.push({ name: String(rhs['value']), end: Number(rhs['position'] ?? 0) });
    for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) queue.push(value);
  }
  const wrong = called.find(({ name }) => !known.has(name));
  if (wrong === undefined) return undefined;
  const near = nearest(wrong.name, known);
  return {
    offset: Math.max(0, wrong.end - wrong.name.length - 1),
    message: `there is no function \`$${wrong.name}\``,
    ...(near !== undefined && { hint: `did you mean \`$${near}\`?` }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
}
