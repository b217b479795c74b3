/**
 * Runs JSONata on one value within bounds: so many steps, so deep, results so large, however the expression is written.
 * Bounds are counts, not seconds, so that the answer is the same on every machine. Nothing in it reaches the outside, and
 * what differs from run to run (`$now`, `$millis`, `$random`, `$shuffle`) is fixed.
 */

import jsonata from 'jsonata';
import { boundedRegExp, TooCostly } from './bounded-regexp.ts';

export type Run =
  | { readonly kind: 'value'; readonly value: unknown }
  /** The expression gives nothing (JSONata: `undefined`). */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'throws'; readonly message: string }
  /** Stopped: it takes more steps, depth or room than it may. */
  | { readonly kind: 'stopped'; readonly message: string }
  /** Not run to its end: what it does cannot be foreseen, or not in time. */
  | { readonly kind: 'refused'; readonly message: string };

const MAX_STEPS = 20_000;
const MAX_DEPTH = 400;
/** Items of a list. */
const MAX_ITEMS = 1000;
/** Nodes and characters of any value on the way. */
const MAX_SIZE = 20_000;

/** The time of every run. */
const NOW = new Date(Date.UTC(2026, 0, 1));

class Stopped extends Error {}

class Refused extends Error {}

/** Without a parsing error: the text has been read before. The value is plain JSON, and is not changed. */
export async function runExpression(text: string, input: unknown): Promise<Run> {
  const expression = jsonata(text, {
    stack: MAX_DEPTH,
    sequence: MAX_ITEMS,
    // It is called with `new` and only its `exec` and `lastIndex` are used.
    RegexEngine: boundedRegExp as unknown as RegExpConstructor,
  });
  bound(expression);
  try {
    const value: unknown = await expression.evaluate(input);
    if (value === undefined || typeof value === 'function') return { kind: 'nothing' };
    // Sequences of JSONata carry marks of their own.
    const plain: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
    return { kind: 'value', value: plain };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Run {
  if (error instanceof Stopped) return { kind: 'stopped', message: error.message };
  if (error instanceof Refused || error instanceof TooCostly) return { kind: 'refused', message: error.message };
  if (error instanceof RangeError) return { kind: 'stopped', message: 'it is nested too deeply, or makes too much' };
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const words = typeof message === 'string' ? message : 'it fails';
  return { kind: LIMITS.has(code) ? 'stopped' : 'throws', message: words };
}

/** JSONata's own limits: depth, and length of lists. */
const LIMITS: ReadonlySet<unknown> = new Set(['D1011', 'D1012', 'D2014', 'D2015']);

type Environment = {
  timestamp: Date;
  lookup: (name: string) => { readonly implementation: (...all: unknown[]) => unknown };
};

function bound(expression: jsonata.Expression): void {
  let steps = 0;
  const entry = (_: unknown, __: unknown, environment: Environment): void => {
    steps++;
    if (steps > MAX_STEPS) throw new Stopped(`it takes more than ${MAX_STEPS} steps`);
    environment.timestamp = NOW;
  };
  const exit = (_: unknown, __: unknown, ___: unknown, result: unknown): void => {
    if (isTooLarge(result)) throw new Stopped(`it makes a value of more than ${MAX_SIZE} characters and members`);
  };
  // JSONata takes symbols here, and only its declaration does not know it.
  expression.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, entry);
  expression.assign(Symbol.for('jsonata.__evaluate_exit') as unknown as string, exit);
  expression.registerFunction('millis', () => NOW.getTime(), '<:n>');
  expression.registerFunction('random', () => 0.5, '<:n>');
  expression.registerFunction('shuffle', (list: unknown) => list, '<a:a>');
  expression.registerFunction(
    'now',
    function (picture?: string, zone?: string) {
      const { environment } = this as unknown as { readonly environment: Environment };
      return environment.lookup('fromMillis').implementation.call(this, NOW.getTime(), picture, zone);
    },
    '<s?s?:s>',
  );
  expression.registerFunction('eval', () => {
    throw new Refused('`$eval` runs what nobody has read');
  });
  expression.registerFunction(
    'pad',
    (text: string | undefined, width: number, sign?: string) => {
      if (text === undefined) return undefined;
      if (Math.abs(width) > MAX_SIZE) throw new Stopped(`it makes a text of more than ${MAX_SIZE} characters`);
      const wide = Math.abs(Math.trunc(width));
      const missing = wide - [...text].length;
      if (missing <= 0) return text;
      const padding = [...(sign === undefined || sign === '' ? ' ' : sign).repeat(missing)].slice(0, missing).join('');
      return width > 0 ? `${text}${padding}` : `${padding}${text}`;
    },
    '<s-ns?:s>',
  );
  expression.registerFunction(
    'join',
    (list: readonly string[] | undefined, separator = '') => {
      if (list === undefined) return undefined;
      const length = list.reduce((sum, one) => sum + one.length + separator.length, 0);
      if (length > MAX_SIZE) throw new Stopped(`it makes a text of more than ${MAX_SIZE} characters`);
      return list.join(separator);
    },
    '<a<s>s?:s>',
  );
}

/** Counts until it is too much: shared parts count each time, as they would when they are written out. */
function isTooLarge(value: unknown): boolean {
  if (typeof value === 'string') return value.length > MAX_SIZE;
  if (typeof value !== 'object' || value === null) return false;
  let size = 0;
  const queue: unknown[] = [value];
  for (let next = queue.pop(); queue.length > 0 || next !== undefined; next = queue.pop()) {
    size += typeof next === 'string' ? 1 + next.length : 1;
    if (size > MAX_SIZE) return true;
    if (Array.isArray(next)) queue.push(...next);
    else if (typeof next === 'object' && next !== null && !isFunction(next)) queue.push(...Object.values(next));
  }
  return false;
}

/** Functions of JSONata are objects with their surroundings in them. */
function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
