import { forgetBelow, type Wanted } from './position-tree.ts';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A container with something wanted in it, while the pass is inside. */
interface Frame {
  readonly node: Wanted;
  /** How far in its members stand. */
  readonly indent: number;
  /** Elements passed, -1 for an object. */
  index: number;
}

/**
 * Places in JSON as `JSON.stringify` indents it, line by line: what stands further in than a wanted container's members
 * is inside a value that nobody asked for. False when the text is formatted in another way; the places found so far are
 * then worth nothing. No line break is inside a JSON string, so lines are all there is to look at.
 */
export function placeIndented(text: string, root: Wanted): boolean {
  const first = text.charCodeAt(0);
  const unit = indentAt(text, 2);
  if ((first !== OPEN_OBJECT && first !== OPEN_LIST) || text.charCodeAt(1) !== LINE_FEED || unit === 0) return false;
  const frames: Frame[] = [{ node: root, indent: unit, index: first === OPEN_LIST ? 0 : -1 }];
  let frame = frames[0];
  let deep = unit;
  let line = 1;
  for (let start = 2; start > 0; start = text.indexOf('\n', start) + 1) {
    line++;
    // Most lines stand further in than anything wanted: two characters tell. This loop is most of the work, and begins cold: no calls.
    const inside = text.charCodeAt(start + deep);
    if (inside === SPACE || inside === TAB) {
      const before = text.charCodeAt(start + deep - 1);
      if (before === SPACE || before === TAB) continue;
    }
    if (start >= text.length) break;
    const indent = indentAt(text, start);
    const code = text.charCodeAt(start + indent);
    if (code === LINE_FEED || indent > (frame?.indent ?? 0)) continue;
    if (frame === undefined) return false;
    const closes = code === CLOSE_OBJECT || code === CLOSE_LIST;
    if (indent === frame.indent) {
      if (!closes && !placeMember(text, start + indent, { line, column: indent + 1 }, frame, frames, unit))
        return false;
    } else if (closes && indent === frame.indent - unit) frames.pop();
    else return false;
    frame = frames.at(-1);
    deep = frame?.indent ?? 0;
  }
  return frames.length === 0;
}

function placeMember(
  text: string,
  at: number,
  position: { readonly line: number; readonly column: number },
  frame: Frame,
  frames: Frame[],
  unit: number,
): boolean {
  let value = at;
  let child: Wanted | undefined;
  if (frame.index >= 0) child = frame.node.children.get(String(frame.index++));
  else {
    if (text.charCodeAt(at) !== QUOTE) return false;
    const end = stringEnd(text, at);
    child = frame.node.children.get(keyOf(text, at, end));
    value = skipSpace(text, skipSpace(text, end) + 1);
  }
  if (child === undefined) return true;
  if (child.position !== undefined) forgetBelow(child);
  child.position = position;
  const code = text.charCodeAt(value);
  if (child.children.size === 0 || (code !== OPEN_OBJECT && code !== OPEN_LIST)) return true;
  // A container within one line is for the slower pass, unless it is empty.
  if (text.charCodeAt(value + 1) !== LINE_FEED) return text.charCodeAt(value + 1) === code + 2;
  frames.push({ node: child, indent: frame.indent + unit, index: code === OPEN_LIST ? 0 : -1 });
  return true;
}

function indentAt(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code === SPACE || code === TAB; code = text.charCodeAt(at)) at++;
  return at - start;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (let code = text.charCodeAt(at); code !== QUOTE && at < text.length; code = text.charCodeAt(at)) {
    at += code === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}

/** The key between two quotes. */
export function keyOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw;
}
