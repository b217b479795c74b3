/** Where JSON text stops being JSON (RFC 8259): V8 tells a position for some errors only, and people need a line and a column. */

interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

export const JSON_HINT =
  'JSON knows no comments, no trailing commas and no single quotes; YAML belongs in a .yaml file';

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const PLAIN = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** The first fault, or undefined when the text is JSON. Iterative: nesting costs heap, not stack. */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let at = endOf(SPACE, text, 0);
  for (;;) {
    const first = text[at];
    if (first === '{' || first === '[') {
      const inside = endOf(SPACE, text, at + 1);
      if (text[inside] !== closeOf(first)) {
        open.push(first);
        const value = first === '{' ? afterName(text, inside) : inside;
        if (typeof value !== 'number') return value;
        at = value;
        continue;
      }
      at = inside + 1;
    } else {
      const end = first === '"' ? stringEnd(text, at) : endOf(PLAIN, text, at);
      if (typeof end !== 'number') return end;
      if (end === at) return fault(text, at, 'a value');
      at = end;
    }
    const next = nextValue(text, at, open);
    if (typeof next !== 'number') return next;
    at = next;
  }
}

/** From the end of a value to the start of the next; undefined at the end of the document. */
function nextValue(text: string, end: number, open: ('{' | '[')[]): number | JsonFault | undefined {
  let at = endOf(SPACE, text, end);
  for (let inside = open.at(-1); inside !== undefined; inside = open.at(-1)) {
    if (text[at] === ',') {
      at = endOf(SPACE, text, at + 1);
      return inside === '{' ? afterName(text, at) : at;
    }
    if (text[at] !== closeOf(inside)) return fault(text, at, `"," or "${closeOf(inside)}"`);
    open.pop();
    at = endOf(SPACE, text, at + 1);
  }
  return at < text.length ? fault(text, at, 'the end of the file') : undefined;
}

function afterName(text: string, at: number): number | JsonFault {
  if (text[at] !== '"') return fault(text, at, 'a name in double quotes');
  const end = stringEnd(text, at);
  if (typeof end !== 'number') return end;
  const colon = endOf(SPACE, text, end);
  return text[colon] === ':' ? endOf(SPACE, text, colon + 1) : fault(text, colon, '":"');
}

function stringEnd(text: string, start: number): number | JsonFault {
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) {
      const end = endOf(ESCAPE, text, at);
      if (end === at) return fault(text, at, 'an escape JSON knows');
      at = end - 1;
    } else if (!(code >= 0x20)) return fault(text, at, 'the end of the string');
  }
}

function closeOf(open: '{' | '['): string {
  return open === '{' ? '}' : ']';
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function fault(text: string, offset: number, expected: string): JsonFault {
  const code = text.codePointAt(offset);
  const found = code === undefined ? 'the file ends' : `found ${JSON.stringify(String.fromCodePoint(code))}`;
  return { offset, message: `invalid JSON: expected ${expected}, but ${found}` };
}
