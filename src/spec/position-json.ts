import { forgetBelow, type Wanted } from './position-tree.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;
const SPACE = 0x20;
const LINE_FEED = 0x0a;

interface Frame {
  readonly node: Wanted;
  /** Elements passed, -1 for an object. */
  index: number;
}

/**
 * Fills in the offsets of wanted members and elements. The text must be JSON (it was parsed before). Values nobody asked for are
 * skipped by counting brackets; of keys that repeat, the last counts, as in JSON.parse.
 */
export function placeJson(text: string, root: Wanted): void {
  if (place(text, root, indentedEnd)) return;
  forgetBelow(root);
  place(text, root, containerEnd);
}

/** Finds the end of a container that nothing is wanted of. */
type EndOf = (text: string, start: number) => number;

/** False when the text did not end where it should: the way past a container led astray. */
function place(text: string, root: Wanted, endOf: EndOf): boolean {
  const frames: Frame[] = [];
  let at = enter(text, skipSpace(text, 0), root, frames, endOf);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    at = skipSpace(text, at);
    const code = text.charCodeAt(at);
    if (code === CLOSE_LIST || code === CLOSE_OBJECT || Number.isNaN(code)) {
      frames.pop();
      at++;
    } else if (code === COMMA) at++;
    else if (frame.index >= 0) {
      const child = frame.node.children.get(String(frame.index++));
      if (child !== undefined) child.offset = at;
      at = enter(text, at, child, frames, endOf);
    } else {
      const end = stringEnd(text, at);
      const child = frame.node.children.get(keyOf(text, at, end));
      if (child !== undefined) {
        if (child.offset >= 0) forgetBelow(child);
        child.offset = at;
      }
      const colon = skipSpace(text, end);
      at = enter(text, skipSpace(text, colon + 1), child, frames, endOf);
    }
  }
  return skipSpace(text, at) === text.length;
}

/** Goes into a container with something wanted in it, past any other value; returns where to go on. */
function enter(text: string, at: number, node: Wanted | undefined, frames: Frame[], endOf: EndOf): number {
  const code = text.charCodeAt(at);
  if (code === QUOTE) return stringEnd(text, at);
  if (code !== OPEN_LIST && code !== OPEN_OBJECT) return scalarEnd(text, at);
  if (node === undefined || node.children.size === 0) return endOf(text, at);
  frames.push({ node, index: code === OPEN_LIST ? 0 : -1 });
  return at + 1;
}

function keyOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw;
}

/** Past a string; a quote is part of it when an odd number of backslashes stands before. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slash = quote;
    while (text.charCodeAt(slash - 1) === BACKSLASH) slash--;
    if ((quote - slash) % 2 === 0) return quote + 1;
  }
  return text.length;
}

/**
 * Past a container of indented text: its last bracket stands alone, as far in as the line it began on. No line breaks are inside JSON
 * strings, so a search for that line is enough, and as fast as the machine reads.
 */
function indentedEnd(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== LINE_FEED) return containerEnd(text, start);
  const line = text.lastIndexOf('\n', start) + 1;
  let first = line;
  while (text.charCodeAt(first) === SPACE) first++;
  const last = text.charCodeAt(start) === OPEN_LIST ? ']' : '}';
  const end = text.indexOf(`\n${text.slice(line, first)}${last}`, start);
  return end < 0 ? containerEnd(text, start) : end + first - line + 2;
}

function containerEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
    else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && --depth === 0) return at + 1;
  }
  return text.length;
}

function scalarEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT || code <= 0x20) break;
  }
  return at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}
