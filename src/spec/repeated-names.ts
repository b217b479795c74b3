/**
 * Names that one object of a JSON text has twice. OpenAPI asks for unique names (3.1, 4.1), and JSON.parse keeps the last in silence: what the
 * others say is gone (RFC 8259, 4).
 */
import { type Pointer, pointerFrom } from './json-pointer.ts';

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACE = 0x20;

/** A text of megabytes was written by a program, and looking takes as long as a third of parsing it. */
const MAX_TEXT = 4_000_000;
/** Nobody reads more. */
const MAX_TOLD = 100;

/** Where the text, which is JSON, has a name again. `known`: the names in the value that it was parsed to. */
export function repeatedNames(text: string, known: number): readonly Pointer[] {
  return text.length > MAX_TEXT || countNames(text) === known ? [] : repeatedIn(text);
}

function countNames(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0; ) {
    const next = afterSpace(text, endOfString(text, start));
    if (text.charCodeAt(next) === COLON) count++;
    start = text.indexOf('"', next);
  }
  return count;
}

/** A container that is open. */
interface Open {
  /** Of an object. */
  readonly names?: Set<string>;
  /** The member or element at hand. */
  token: string | number;
}

function repeatedIn(text: string): readonly Pointer[] {
  const open: Open[] = [];
  const found = new Set<Pointer>();
  for (let at = 0; at < text.length && found.size < MAX_TOLD; at++) {
    const inner = open.at(-1);
    switch (text.charCodeAt(at)) {
      case OPEN_OBJECT:
        open.push({ names: new Set(), token: '' });
        break;
      case OPEN_LIST:
        open.push({ token: 0 });
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop();
        break;
      case COMMA:
        if (typeof inner?.token === 'number') inner.token++;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        if (inner?.names !== undefined && text.charCodeAt(afterSpace(text, end)) === COLON) {
          inner.token = JSON.parse(text.slice(at, end)) as string;
          if (inner.names.has(inner.token)) found.add(pointerFrom(open.map(({ token }) => token)));
          inner.names.add(inner.token);
        }
        at = end - 1;
      }
    }
  }
  return [...found];
}

/** Behind the quote that ends it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end + 1;
  }
}

function afterSpace(text: string, at: number): number {
  let next = at;
  while (text.charCodeAt(next) <= SPACE) next++;
  return next;
}
