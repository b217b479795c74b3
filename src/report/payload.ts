/** Proof payloads as text. */

import { plain } from './escape.ts';

const MAX_DEPTH = 100;

/** Deep values would overflow the stack of JSON.stringify. */
function isShallow(value: unknown): boolean {
  let layer: unknown[] = [value];
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    layer = layer.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return true;
}

/** What a person takes in of a text at a glance, in characters. */
const GLANCE = 24;

/** A long text by its start and its length: nobody counts letters on a screen. */
function brief(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const characters = [...value];
  if (characters.length <= 2 * GLANCE) return value;
  return `${characters.slice(0, GLANCE).join('')}… (${characters.length} characters)`;
}

/**
 * The payload as JSON lines, or why it is not shown. Hidden characters are JSON escapes, so it is still the same value,
 * unless it is to be `brief`, or too long otherwise.
 */
export function payloadLines(
  value: unknown,
  options: { readonly indent: number; readonly max: number; readonly brief?: true },
): { readonly lines: readonly string[] } | { readonly left: string } {
  if (!isShallow(value)) return { left: `the payload is nested more than ${MAX_DEPTH} levels deep` };
  const whole = jsonText(value, options.indent);
  const text = options.brief || whole.length > options.max ? jsonText(value, options.indent, brief) : whole;
  if (text.length > options.max)
    return { left: `the payload has ${whole.length} characters; the JSON report holds it` };
  return { lines: text.split('\n').map(plain) };
}

function jsonText(value: unknown, indent: number, replacer?: typeof brief): string {
  const lines = JSON.stringify(value, replacer, Math.max(indent, 1)) ?? 'null';
  // In one line with spaces, where a line may be broken: within strings a line break is written `\\n`.
  return indent === 0 ? lines.replaceAll(/\n */g, ' ') : lines;
}
