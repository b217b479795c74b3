/** Where a field lies: a field path into the body, or an OpenAPI runtime expression (OpenAPI 3.2 §4.20.3). */

import { escapeToken } from '../spec/json-pointer.ts';
import { nearest } from '../spec/nearest.ts';
import { type Malformed, parseSteps, printSteps, STEPS_PATTERN } from './field-path.ts';
import type { FieldPlace, FieldRef, PathStep } from './manifest.ts';

// RFC 9110 §5.6.2: what a header's name is made of.
const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const PARAMETER = String.raw`\$request\.(query|path|cookie)\.(.+)`;
const HEADER = String.raw`\$(request|response)\.header\.(${TOKEN})`;
const BODY = String.raw`\$(request|response)\.body(?:#((?:/(?:[^~/]|~[01])*)*))?`;

/** The regular expression of every field reference that `parseField` takes. */
export const FIELD_PATTERN = `^(?:${PARAMETER}|${HEADER}|${BODY}|${STEPS_PATTERN})$`;

const [parameterPattern, headerPattern, bodyPattern] = [PARAMETER, HEADER, BODY].map(
  (source) => new RegExp(`^${source}$`),
) as [RegExp, RegExp, RegExp];

/** Reads `address.city`, `$request.query.limit`, `$response.header.Retry-After`, `$response.body#/error/code`, … */
export function parseField(text: string): { readonly ok: true; readonly place: FieldPlace } | Malformed {
  if (/^\$[A-Za-z]/.test(text)) return parseExpression(text);
  const path = parseSteps(text);
  return path.ok ? { ok: true, place: { place: 'body', steps: path.steps } } : path;
}

function parseExpression(text: string): { readonly ok: true; readonly place: FieldPlace } | Malformed {
  const parameter = parameterPattern.exec(text);
  if (parameter !== null) {
    const [, where, name = ''] = parameter;
    return { ok: true, place: { place: 'request-parameter', in: where as 'query' | 'path' | 'cookie', name } };
  }
  const header = headerPattern.exec(text);
  if (header !== null) {
    const [, message, name = ''] = header;
    if (message === 'response') return { ok: true, place: { place: 'response-header', name } };
    return { ok: true, place: { place: 'request-parameter', in: 'header', name } };
  }
  const body = bodyPattern.exec(text);
  if (body !== null) {
    const [, message, pointer = ''] = body;
    const steps = pointer.split('/').slice(1).map(pointerStep);
    return { ok: true, place: { place: 'body', steps, message: message as 'request' | 'response' } };
  }
  return diagnose(text);
}

/** A JSON Pointer does not say whether a number is an index or a name (RFC 6901 §4); an index is by far the likelier. */
function pointerStep(token: string): PathStep {
  if (/^(?:0|[1-9][0-9]{0,8})$/.test(token)) return { kind: 'index', index: Number(token) };
  return { kind: 'name', name: token.replaceAll('~1', '/').replaceAll('~0', '~') };
}

function diagnose(text: string): Malformed {
  const malformed = (offset: number, message: string, hint?: string): Malformed => ({
    ok: false,
    offset,
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  const [, message = '', dot = '', part = '', more = ''] = /^\$([A-Za-z]+)(\.?)([A-Za-z]*)(.*)$/s.exec(text) ?? [];
  if (message !== 'request' && message !== 'response') {
    const meant = nearest(message, ['request', 'response']);
    return malformed(
      0,
      'expected `$.` and a field path, or `$request` or `$response`',
      meant === undefined ? `a field of this name is written ['${text}']` : `did you mean \`$${meant}\`?`,
    );
  }
  const parts = message === 'request' ? ['query', 'path', 'header', 'cookie', 'body'] : ['header', 'body'];
  const offset = 1 + message.length + 1;
  const choice = parts.map((name) => `\`${name}\``).join(', ');
  if (dot === '' || part === '') return malformed(offset - (dot === '' ? 1 : 0), `expected \`.\` and one of ${choice}`);
  if (!parts.includes(part)) {
    const meant = nearest(part, parts);
    const hint = meant === undefined ? undefined : `did you mean \`${meant}\`?`;
    return malformed(offset, `expected one of ${choice}`, hint);
  }
  const after = offset + part.length;
  if (part === 'body') {
    const hint = 'a body field can be written as a plain field path';
    return malformed(after, 'expected the end, or `#` and a JSON Pointer', hint);
  }
  const what = part === 'header' ? 'header' : `${part} parameter`;
  if (more === '') return malformed(after, `expected \`.\` and the name of a ${what}`);
  if (more === '.') return malformed(after + 1, `expected the name of a ${what}`);
  if (!more.startsWith('.')) return malformed(after, 'expected `.`');
  if (part !== 'header') return malformed(after + 1, `expected the name of a ${what} on one line`);
  const legal = new RegExp(`^${TOKEN}`).exec(more.slice(1))?.[0].length ?? 0;
  return malformed(after + 1 + legal, 'expected a header name');
}

/** The text that `parseField` reads as this place. */
export function printField(place: FieldPlace): string {
  switch (place.place) {
    case 'body':
      return place.message === undefined ? printSteps(place.steps) : printPointer(place.message, place.steps);
    case 'request-parameter':
      return `$request.${place.in}.${place.name}`;
    case 'response-header':
      return `$response.header.${place.name}`;
  }
}

function printPointer(message: 'request' | 'response', steps: readonly PathStep[]): string {
  const tokens: string[] = [];
  for (const step of steps) {
    if (step.kind === 'index') tokens.push(String(step.index));
    else if (step.kind === 'name') tokens.push(escapeToken(step.name));
    else return printSteps(steps); // A JSON Pointer has no word for every item.
  }
  return tokens.length === 0 ? `$${message}.body` : `$${message}.body#/${tokens.join('/')}`;
}

/** Whether two references mean one field; header names are case-insensitive (RFC 9110 §5.1). */
export function sameField(left: FieldRef | FieldPlace, right: FieldRef | FieldPlace): boolean {
  return identity(left) === identity(right);
}

function identity(place: FieldRef | FieldPlace): string {
  if (place.place === 'body') return printSteps(place.steps);
  const isHeader = place.place === 'response-header' || (place.place === 'request-parameter' && place.in === 'header');
  return isHeader ? printField(place).toLowerCase() : printField(place);
}
