/** Operation references: `SYSTEM METHOD /path [STATUS]` and its kin, and the patterns of the exception catalogue. */

import { nearest } from '../spec/nearest.ts';
import type { Malformed } from './field-path.ts';
import type { OperationPattern, OperationRef } from './manifest.ts';

/** An operation reference without its place in the manifest. */
export type OperationForm = Omit<OperationRef, 'text' | 'mark'>;

/** What an exception catches, without its place in the manifest; `operation` is absent for `*`. */
export type PatternForm = Pick<OperationPattern, 'system' | 'status'> & { readonly operation?: OperationForm };

export type Read<T> = { readonly ok: true; readonly value: T } | Malformed;

/** OpenAPI 3.2 §4.9; any other token is a custom method of its `additionalOperations`. */
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'] as const;

/** What systems, entities, workflows and value tables may be called. */
export const NAME = '[A-Za-z0-9][A-Za-z0-9._-]{0,63}';

// One grammar for the parser and for the JSON Schema's pattern, hence no flags: JSON Schema has none.
const ANY_CASE = METHODS.flatMap((method) => [method, method.toLowerCase()]).join('|');
const QUOTED = String.raw`"(?:[^"\\]|\\.)+"|'(?:[^'\\]|\\.)+'`;
const WORD = String.raw`(?:${QUOTED}|[^\s"']\S*)`;
const STATUS = '[1-5](?:[0-9][0-9]|[Xx][Xx])|default';
const METHOD = "(?!\\*\\s)[A-Za-z0-9!#$%&'*+.^_`|~-]+";
/** An operationId that could be read as something else stands in quotes. */
const ID = String.raw`(?!(?:${ANY_CASE}|webhook|callback|\*)(?:\s|$)|/)${WORD}`;
const TARGET = String.raw`(?:(${METHOD})\s+(/\S*)|webhook\s+(${WORD})|(${ID}))(?:\s+callback\s+(${WORD}))?`;

/** Regular expressions of everything the functions below take. */
export const OPERATION_PATTERN = String.raw`^(${NAME})\s+${TARGET}(?:\s+(${STATUS}))?$`;
export const LOCAL_OPERATION_PATTERN = String.raw`^${TARGET}(?:\s+(${STATUS}))?$`;
export const EXCEPTION_PATTERN = String.raw`^(?:\*\s+\*|(${NAME})\s+(?:\*|${TARGET}))\s+(${STATUS}|\*)$`;

const operationPattern = new RegExp(OPERATION_PATTERN);
const localPattern = new RegExp(LOCAL_OPERATION_PATTERN);
const exceptionPattern = new RegExp(EXCEPTION_PATTERN);

export function parseOperation(text: string): Read<OperationForm> {
  const [, system, method, path, webhook, id, callback, status] = operationPattern.exec(text) ?? [];
  if (system === undefined) return diagnose(text, true);
  return { ok: true, value: form(system, { method, path, webhook, id, callback, status }) };
}

/** Reads an operation whose system is known from elsewhere: `GET /contacts`. */
export function parseLocalOperation(system: string, text: string): Read<OperationForm> {
  const found = localPattern.exec(text);
  if (found === null) return diagnose(text, false);
  const [, method, path, webhook, id, callback, status] = found;
  return { ok: true, value: form(system, { method, path, webhook, id, callback, status }) };
}

/** Reads `erp POST /customers 409`, `erp * 5XX` and `* * 429`. */
export function parseOperationPattern(text: string): Read<PatternForm> {
  const found = exceptionPattern.exec(text);
  if (found === null) return diagnosePattern(text);
  const [, system, method, path, webhook, id, callback, status = '*'] = found;
  if (system === undefined) return { ok: true, value: { status: status.replaceAll('x', 'X') } };
  const named = path !== undefined || webhook !== undefined || id !== undefined;
  const operation = named
    ? { operation: form(system, { method, path, webhook, id, callback, status: undefined }) }
    : {};
  return { ok: true, value: { system, ...operation, status: status.replaceAll('x', 'X') } };
}

type Parts = Readonly<Record<'method' | 'path' | 'webhook' | 'id' | 'callback' | 'status', string | undefined>>;

function form(system: string, { method, path, webhook, id, callback, status }: Parts): OperationForm {
  let target: OperationForm['target'];
  if (method !== undefined && path !== undefined) target = { kind: 'path', method: canonicalMethod(method), path };
  else if (webhook !== undefined) target = { kind: 'webhook', name: unquoted(webhook) };
  else target = { kind: 'operationId', operationId: unquoted(id ?? '') };
  return {
    system,
    target,
    ...(callback === undefined ? {} : { callback: unquoted(callback) }),
    ...(status === undefined ? {} : { status: status.replaceAll('x', 'X') }),
  };
}

/** The methods that OpenAPI has a key for are upper case; a custom one is kept as it is (RFC 9110 §9.1: case-sensitive). */
function canonicalMethod(method: string): string {
  const upper = method.toUpperCase();
  return isMethod(upper) ? upper : method;
}

function isMethod(word: string): boolean {
  return (METHODS as readonly string[]).includes(word.toUpperCase());
}

function unquoted(word: string): string {
  return /^["']/.test(word) ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word;
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(new RegExp(String.raw`${WORD}|\S+`, 'g'))].map((found) => ({
    text: found[0],
    offset: found.index,
  }));
}

const SHAPE = 'expected SYSTEM METHOD /path, SYSTEM operationId or SYSTEM webhook NAME, and perhaps a status';
const LOCAL_SHAPE = 'expected METHOD /path or an operationId, and perhaps a status';

function diagnose(text: string, withSystem: boolean): Malformed {
  const shape = withSystem ? SHAPE : LOCAL_SHAPE;
  const [first, ...others] = tokensOf(text);
  if (first === undefined) return malformed(0, shape);
  if (withSystem) {
    if (isMethod(first.text) && others[0]?.text.startsWith('/')) {
      return malformed(first.offset, 'expected the name of a system first', `write it like \`crm ${text}\``);
    }
    if (first.text === '*') return malformed(first.offset, `${shape}: \`*\` is for exceptions only`);
    if (!new RegExp(`^${NAME}$`).test(first.text))
      return malformed(first.offset, 'expected the name of a system first');
  }
  const tokens = withSystem ? others : [first, ...others];
  return diagnoseTarget(tokens, text.length, shape);
}

function diagnoseTarget(tokens: readonly Token[], end: number, shape: string): Malformed {
  const [first, second] = tokens;
  if (first === undefined) return malformed(end, shape);
  if (first.text === '*') return malformed(first.offset, `${shape}: \`*\` is for exceptions only`);
  if (first.text.startsWith('/'))
    return malformed(first.offset, 'expected a method before the path', `write it like \`GET ${first.text}\``);
  const named = first.text === 'webhook' || first.text === 'callback';
  const quote = `an operationId of this name stands in quotes: "${first.text}"`;
  if (named && second === undefined) return malformed(end, `expected the name of the ${first.text}`, quote);
  if (first.text === 'callback')
    return malformed(first.offset, 'expected the operation that the callback belongs to', quote);
  if (isMethod(first.text)) {
    if (second === undefined) return malformed(end, 'expected a path', quote);
    if (!second.text.startsWith('/'))
      return malformed(second.offset, 'expected a path, which starts with `/`', `did you mean \`/${second.text}\`?`);
  }
  return diagnoseRest(tokens.slice(named || second?.text.startsWith('/') ? 2 : 1), end, first);
}

function diagnoseRest(tokens: readonly Token[], end: number, first: Token): Malformed {
  const [next, name, last] = tokens;
  if (next === undefined)
    return malformed(first.offset, 'expected the name of an operation', 'a name in quotes ends with the same quote');
  const afterCallback = next.text === 'callback';
  if (afterCallback && name === undefined) return malformed(end, 'expected the name of the callback');
  const rest = afterCallback ? last : next;
  const extra = afterCallback ? tokens[3] : name;
  if (rest === undefined || new RegExp(`^(?:${STATUS})$`).test(rest.text)) {
    return malformed(extra?.offset ?? end, 'expected the end after the status');
  }
  const meant = nearest(rest.text, ['callback', 'default']);
  return malformed(
    rest.offset,
    `expected a status (${afterCallback ? '' : 'or `callback` and a name; '}a status is like 409, 4XX or default)`,
    meant === undefined ? 'an operationId or webhook name with a space stands in quotes' : `did you mean \`${meant}\`?`,
  );
}

function diagnosePattern(text: string): Malformed {
  const shape = 'expected an operation or `*`, and a status: `erp POST /customers 409`, `erp * 5XX` or `* * 429`';
  const tokens = tokensOf(text);
  const last = tokens.at(-1);
  if (last === undefined) return malformed(0, shape);
  if (!new RegExp(String.raw`^(?:${STATUS}|\*)$`).test(last.text) || tokens.length < 3) {
    return malformed(text.length, shape, 'the last word is the status: 409, 4XX, default, or * for every status');
  }
  const [first, second] = tokens;
  if (first?.text === '*')
    return malformed(second?.offset ?? 0, 'expected `*`: an operation belongs to a system', shape.slice(9));
  if (second?.text === '*')
    return malformed(
      tokens[2]?.offset ?? 0,
      'expected the status after `*`',
      'a pattern is a whole operation, or `*` for all of them',
    );
  return diagnose(text.slice(0, last.offset).trimEnd(), true);
}

function malformed(offset: number, message: string, hint?: string): Malformed {
  return { ok: false, offset, message, ...(hint === undefined ? {} : { hint }) };
}
