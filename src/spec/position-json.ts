import type { Position } from './line-column.ts';
import { keyOf, placeIndented } from './position-indented.ts';
import { forgetBelow, type Wanted } from './position-tree.ts';
import type { SourceFile } from './spec-version.ts';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A container with something wanted in it, while the pass is inside. */
interface Frame {
  readonly node: Wanted;
  /** Elements passed, -1 for an object. */
  index: number;
}

/** Fills in the places of wanted members and elements. The text must be JSON (it was parsed before). */
export function placeJson(file: SourceFile, root: Wanted): void {
  // Before what is placed there are only spaces on its line, so escapes further on do no harm.
  if (placeIndented(file.ascii ?? file.text, root)) return;
  forgetBelow(root);
  placeAny(file.text, root);
}

/**
 * JSON by any formatting, character by character: lines are counted on the way, and brackets inside values nobody asked
 * for. Of keys that repeat, the last counts, as in JSON.parse.
 */
function placeAny(text: string, root: Wanted): void {
  const { length } = text;
  const frames: Frame[] = [];
  /** What is wanted of the value that comes next. */
  let next: Wanted | undefined = root;
  /** The next string is a key. */
  let key = false;
  /** Brackets open inside a value that nobody asked for. */
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) {
      line++;
      lineStart = at + 1;
      continue;
    }
    if (code <= SPACE) continue;
    const start = at;
    if (code === QUOTE) {
      at++;
      for (let inner = text.charCodeAt(at); inner !== QUOTE && at < length; inner = text.charCodeAt(at))
        at += inner === BACKSLASH ? 2 : 1;
      if (depth > 0) continue;
    } else if (depth > 0) {
      if (code === OPEN_OBJECT || code === OPEN_LIST) depth++;
      else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--;
      continue;
    }
    const frame = frames.at(-1);
    if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      frames.pop();
      key = false;
    } else if (code === COMMA) {
      key = frame !== undefined && frame.index < 0;
    } else if (key && code === QUOTE) {
      next = frame?.node.children.get(keyOf(text, start, at + 1));
      if (next !== undefined) settle(next, { line, column: start - lineStart + 1 });
      key = false;
    } else {
      const isValue = code === QUOTE || code === OPEN_OBJECT || code === OPEN_LIST || isScalar(code);
      if (!isValue) continue; // a colon
      if (frame !== undefined && frame.index >= 0) {
        next = frame.node.children.get(String(frame.index++));
        if (next !== undefined) settle(next, { line, column: start - lineStart + 1 });
      }
      if (code === OPEN_OBJECT || code === OPEN_LIST) {
        if (next === undefined || next.children.size === 0) depth = 1;
        else {
          frames.push({ node: next, index: code === OPEN_LIST ? 0 : -1 });
          key = code === OPEN_OBJECT;
        }
      } else if (code !== QUOTE) at = scalarEnd(text, at) - 1;
    }
  }
}

function settle(node: Wanted, position: Position): void {
  if (node.position !== undefined) forgetBelow(node);
  node.position = position;
}

/** A number, true, false or null. */
function isScalar(code: number): boolean {
  return code === 0x2d || (code >= 0x30 && code <= 0x39) || code === 0x74 || code === 0x66 || code === 0x6e;
}

function scalarEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT || code <= SPACE) break;
  }
  return at;
}
