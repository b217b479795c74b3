import { EVENT_ID, type Event, getScalarValue, load, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { positionsAt } from './line-column.ts';
import type { Wanted } from './position-tree.ts';
import type { SourceFile } from './spec-version.ts';

/** The flat event stream, with what random access to it needs. */
interface Layout {
  readonly text: string;
  readonly events: readonly Event[];
  /** Index behind the node that starts at an event. */
  readonly after: Int32Array;
  /** For an alias, the event its anchor was last set at; else the event itself. */
  readonly target: Int32Array;
}

interface Found {
  readonly node: Wanted;
  readonly offset: number;
}

interface Step {
  readonly node: Wanted;
  readonly event: number;
}

/**
 * Fills in the places of wanted members and elements from js-yaml's event stream (every event knows its place in the text). A path
 * through an alias or a merge key ends inside the anchor's text. Only mappings on a wanted path are looked at.
 */
export function placeYaml({ text, events }: Pick<SourceFile, 'text' | 'events'>, root: Wanted): void {
  // The text was parsed before, within the loader's limit on nesting.
  const layout = layoutOf(text, events ?? parseEvents(text, { maxDepth: Number.MAX_SAFE_INTEGER }));
  // Event 0 opens the document, event 1 is its root.
  const steps: Step[] = [{ node: root, event: 1 }];
  const found: Found[] = [];
  for (const { node, event } of steps) {
    const start = layout.target[event] ?? 0;
    const type = layout.events[start]?.type;
    if (type === EVENT_ID.SEQUENCE) placeElements(layout, start, node, steps, found);
    else if (type === EVENT_ID.MAPPING) placeMembers(layout, start, node, steps, found);
  }
  found.sort((a, b) => a.offset - b.offset);
  const positions = positionsAt(
    text,
    found.map(({ offset }) => offset),
  );
  found.forEach(({ node }, index) => {
    node.position = positions[index];
  });
}

function placeElements(layout: Layout, start: number, node: Wanted, steps: Step[], found: Found[]): void {
  let event = start + 1;
  let last = offsetOf(layout, start);
  for (let index = 0; !isPop(layout, event); index++) {
    const child = node.children.get(String(index));
    const offset = offsetOf(layout, event);
    if (child !== undefined) {
      found.push({ node: child, offset: offset < 0 ? last : offset });
      if (child.children.size > 0) steps.push({ node: child, event });
    }
    last = offset < 0 ? last : offset;
    event = layout.after[event] ?? event + 1;
  }
}

function placeMembers(layout: Layout, start: number, node: Wanted, steps: Step[], found: Found[]): void {
  const missing = new Map(node.children);
  // Own members win over merged ones, and of several merged mappings the first wins (YAML 1.1 merge key).
  const sources = [start];
  for (const source of sources) {
    const merged: number[] = [];
    // A key without text (`: value` is a member named null) stands where the one before it does.
    let last = Math.max(0, offsetOf(layout, source));
    for (let event = source + 1; !isPop(layout, event) && missing.size > 0; ) {
      const value = layout.after[event] ?? event + 1;
      const key = layout.events[event];
      const name = key === undefined ? undefined : keyName(layout, key);
      const offset = offsetOf(layout, event);
      last = offset < 0 ? last : offset;
      const child = name === undefined ? undefined : missing.get(name);
      if (name !== undefined && child !== undefined) {
        missing.delete(name);
        found.push({ node: child, offset: last });
        if (child.children.size > 0) steps.push({ node: child, event: value });
      } else if (name === '<<' && key?.type === EVENT_ID.SCALAR && key.style === SCALAR_STYLE.PLAIN) merged.push(value);
      event = layout.after[value] ?? value + 1;
    }
    for (const from of merged.flatMap((event) => mergeSources(layout, event)))
      if (!sources.includes(from)) sources.push(from);
  }
}

/** The mappings a merge key's value names: one, or a list. */
function mergeSources(layout: Layout, value: number): number[] {
  const start = layout.target[value] ?? value;
  const type = layout.events[start]?.type;
  if (type === EVENT_ID.MAPPING) return [start];
  const found: number[] = [];
  if (type !== EVENT_ID.SEQUENCE) return found;
  for (let event = start + 1; !isPop(layout, event); event = layout.after[event] ?? event + 1) {
    const target = layout.target[event] ?? event;
    if (layout.events[target]?.type === EVENT_ID.MAPPING) found.push(target);
  }
  return found;
}

/** A key as it is called in the parsed value, where numbers, booleans and null became text. */
function keyName(layout: Layout, key: Event): string | undefined {
  if (key.type !== EVENT_ID.SCALAR) return undefined;
  const source = getScalarValue(layout.text, key);
  if (key.style !== SCALAR_STYLE.PLAIN || key.tagStart >= 0 || !/^(?:[-+.\d~]|null|true|false|$)/i.test(source))
    return source;
  return String(source === '' ? null : load(source));
}

function layoutOf(text: string, events: readonly Event[]): Layout {
  const after = new Int32Array(events.length);
  const target = new Int32Array(events.length);
  const anchors = new Map<string, number>();
  const open: number[] = [];
  for (const [index, event] of events.entries()) {
    after[index] = index + 1;
    target[index] = index;
    if (event.type === EVENT_ID.POP) {
      const start = open.pop();
      if (start !== undefined) after[start] = index + 1;
    } else if (event.type === EVENT_ID.ALIAS) {
      target[index] = anchors.get(text.slice(event.anchorStart, event.anchorEnd)) ?? index;
    } else {
      if (event.type !== EVENT_ID.SCALAR) open.push(index);
      if (event.type !== EVENT_ID.DOCUMENT && event.anchorStart >= 0) {
        anchors.set(text.slice(event.anchorStart, event.anchorEnd), index);
      }
    }
  }
  return { text, events, after, target };
}

function isPop(layout: Layout, event: number): boolean {
  const type = layout.events[event]?.type;
  return type === undefined || type === EVENT_ID.POP;
}

/** The `|` or `>` on the line above a block scalar's text. */
function blockHeader(text: string, valueStart: number): number {
  const lineStart = Math.max(text.lastIndexOf('\n', valueStart - 2), text.lastIndexOf('\r', valueStart - 3)) + 1;
  const header = text.slice(lineStart, valueStart).search(/[|>][-+\d]*[ \t]*(?:#.*)?[\r\n]*$/);
  return header < 0 ? valueStart : lineStart + header;
}

/** Where a node starts, -1 for one without text. A quoted scalar starts at its quote, an alias at its asterisk. */
function offsetOf(layout: Layout, index: number): number {
  const event = layout.events[index];
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      if (event.valueStart < 0) return -1;
      if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
      return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
        ? blockHeader(layout.text, event.valueStart)
        : event.valueStart - 1;
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return -1;
  }
}
