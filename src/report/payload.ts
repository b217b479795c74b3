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

/** The payload as JSON lines, or why it is not shown. Hidden characters are JSON escapes, so it is still the same value. */
export function payloadLines(
  value: unknown,
  options: { readonly indent: number; readonly max: number },
): { readonly lines: readonly string[] } | { readonly left: string } {
  if (!isShallow(value)) return { left: `the payload is nested more than ${MAX_DEPTH} levels deep` };
  const lines = JSON.stringify(value, undefined, Math.max(options.indent, 1)) ?? 'null';
  // In one line with spaces, where a line may be broken: within strings a line break is written `\\n`.
  const text = options.indent === 0 ? lines.replaceAll(/\n */g, ' ') : lines;
  if (text.length > options.max) return { left: `the payload has ${text.length} characters; the JSON report holds it` };
  return { lines: text.split('\n').map(plain) };
}
