/** Field paths: RFC 9535 JSONPath, kept to what points at fields. */

import type { PathStep, Scalar } from './manifest.ts';

/** What is wrong with a short text that has a grammar of its own; `offset` counts from 0 within it. */
export interface Malformed {
  readonly ok: false;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

const MAX_STEPS = 100;

// The grammar, in pieces (RFC 9535 §2.3 and §2.5.1): the parser below and the JSON Schema's pattern are both made of them.
const NAME = String.raw`(?:[A-Za-z_]|[^\x00-\x7f])(?:[A-Za-z0-9_]|[^\x00-\x7f])*`;
const ESCAPE = String.raw`[bfnrt/\\]|u[0-9A-Fa-f]{4}`;
const STRING = String.raw`'(?:[^'\\\x00-\x1f]|\\(?:'|${ESCAPE}))*'|"(?:[^"\\\x00-\x1f]|\\(?:"|${ESCAPE}))*"`;
const NUMBER = String.raw`-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`;
const TEST = String.raw`@(?:\.(${NAME})|\[ *(${STRING}) *\]) *== *(${STRING}|${NUMBER}|true|false|null)`;

type Captured = readonly (string | undefined)[];

const match = ([, name, quoted, literal]: Captured): PathStep => ({
  kind: 'match',
  name: name ?? unquoted(quoted ?? ''),
  value: literalValue(literal ?? ''),
});

/** Each way to write a step, after a name written with its dot. */
const SEGMENTS: readonly { readonly source: string; readonly step: (captured: Captured) => PathStep }[] = [
  { source: String.raw`\.(${NAME})`, step: ([, name = '']) => ({ kind: 'name', name }) },
  { source: String.raw`\.\*`, step: () => ({ kind: 'values' }) },
  { source: String.raw`\[ *\* *\]`, step: () => ({ kind: 'items' }) },
  { source: String.raw`\[ *(0|[1-9][0-9]{0,8}) *\]`, step: ([, index]) => ({ kind: 'index', index: Number(index) }) },
  { source: String.raw`\[ *(${STRING}) *\]`, step: ([, quoted = '']) => ({ kind: 'name', name: unquoted(quoted) }) },
  { source: String.raw`\[ *\? *${TEST} *\]`, step: match },
  { source: String.raw`\[ *\? *\( *${TEST} *\) *\]`, step: match },
];

const SEGMENT = SEGMENTS.map(({ source }) => source).join('|');

/** The regular expression (without anchors) of every path that `parseSteps` takes, but for the limit on steps. */
export const STEPS_PATTERN = `(?:\\$|${NAME}|\\*|(?=\\[))(?:${SEGMENT})*`;

const READERS = SEGMENTS.map(({ source, step }) => ({ pattern: new RegExp(source, 'y'), step }));

/** A field path to its steps; `$.` in front may be left out, and `$` alone is the whole body. */
export function parseSteps(text: string): { readonly ok: true; readonly steps: readonly PathStep[] } | Malformed {
  // A leading name is read as if its `$.` were there.
  const lead = text.startsWith('$') || text.startsWith('[') ? '' : '.';
  const whole = `${lead}${text}`;
  const steps: PathStep[] = [];
  let at = whole.startsWith('$') ? 1 : 0;
  while (at < whole.length) {
    const read = readStep(whole, at);
    if (read === undefined) {
      const fault = diagnose(whole, at);
      return { ...fault, offset: Math.max(0, fault.offset - lead.length) };
    }
    steps.push(read.step);
    if (steps.length > MAX_STEPS) {
      return { ok: false, offset: at - lead.length, message: `a field path has at most ${MAX_STEPS} steps` };
    }
    at = read.next;
  }
  return { ok: true, steps };
}

function readStep(text: string, at: number): { readonly step: PathStep; readonly next: number } | undefined {
  for (const { pattern, step } of READERS) {
    pattern.lastIndex = at;
    const captured = pattern.exec(text);
    if (captured !== null) return { step: step(captured), next: pattern.lastIndex };
  }
  return undefined;
}

/** Says what is wrong at a place where no step can be read. */
function diagnose(text: string, at: number): Malformed {
  const rest = text.slice(at);
  const fault = (length: number, message: string, hint?: string): Malformed => ({
    ok: false,
    offset: at + length,
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  if (rest.startsWith('[')) return diagnoseBracket(rest, fault);
  if (!rest.startsWith('.')) {
    // A name was read and goes on with a character that needs quotes (or the path with something else altogether).
    const before = /[^.[\]]*$/.exec(text.slice(0, at))?.[0] ?? '';
    const word = before + (/^[^.[\]]*/.exec(rest)?.[0] ?? '');
    if (before === '' || before === '$') return fault(0, 'expected `.` or `[`');
    return fault(
      0,
      `expected \`.\`, \`[\` or the end of the path`,
      `a name with other signs is written ${quotedStep(word)}`,
    );
  }
  if (rest.startsWith('..')) return fault(1, 'expected a name: `..` is not supported', 'name each step on the way');
  const word = /^\.([^.[\]]*)/.exec(rest)?.[1] ?? '';
  const names = word.split('/').slice(1);
  if (word.startsWith('/') && names.every((name) => /^[A-Za-z_]\w*$/.test(name)))
    return fault(1, 'expected a name', `a path is no JSON Pointer: ${names.join('.')}`);
  if (word === '') return fault(1, 'expected a name or `*`');
  if (/^[0-9]+$/.test(word))
    return fault(1, 'expected a name, which starts with a letter', `an array's item is written [${Number(word)}]`);
  return fault(
    1,
    'expected a name, which starts with a letter or `_`',
    `a name with other signs is written ${quotedStep(word)}`,
  );
}

function diagnoseBracket(
  rest: string,
  fault: (length: number, message: string, hint?: string) => Malformed,
): Malformed {
  const inner = /^\[\s*(.*?)\s*(?:\]|$)/s.exec(rest)?.[1] ?? '';
  if (inner === '') return fault(1, 'expected an index, a name in quotes, `*` or `?`', '[*] means every item');
  if (inner.startsWith('?')) {
    return fault(1, 'expected a filter by one member and one value', "write it like [?@.name == 'PO']");
  }
  if (/^-[0-9]+$/.test(inner)) return fault(1, 'expected an index from 0: a negative one is not supported');
  if (/^[0-9]*:/.test(inner)) return fault(1, 'expected one index: slices are not supported', '[*] means every item');
  if (/^['"*0-9]/.test(inner)) {
    return rest.includes(']')
      ? fault(1, 'expected one index, one name in quotes, or `*`')
      : fault(rest.length, 'expected `]`');
  }
  return fault(1, 'expected an index, a name in quotes, `*` or `?`', `a name is written ${quotedStep(inner)}`);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, (_, code: string | undefined, sign: string) => {
    return code === undefined ? (ESCAPES.get(sign) ?? sign) : String.fromCharCode(Number.parseInt(code, 16));
  });
}

function literalValue(text: string): Scalar {
  if (text.startsWith("'") || text.startsWith('"')) return unquoted(text);
  // Adding zero makes -0 a plain 0: RFC 9535 compares numbers, and they are equal.
  return text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : Number(text) + 0;
}

const WHOLE_NAME = new RegExp(`^(?:${NAME})$`);

/** Whether a path leads through the end of another one, or ends there. */
export function startsWith(path: readonly PathStep[], prefix: readonly PathStep[]): boolean {
  return prefix.every((step, index) => JSON.stringify(step) === JSON.stringify(path[index]));
}

/** The shortest text that `parseSteps` reads as these steps. */
export function printSteps(steps: readonly PathStep[]): string {
  if (steps.length === 0) return '$';
  const text = steps.map(printStep).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

function printStep(step: PathStep): string {
  switch (step.kind) {
    case 'name':
      return WHOLE_NAME.test(step.name) ? `.${step.name}` : quotedStep(step.name);
    case 'items':
      return '[*]';
    case 'index':
      return `[${step.index}]`;
    case 'values':
      return '.*';
    case 'match': {
      const member = WHOLE_NAME.test(step.name) ? `.${step.name}` : quotedStep(step.name);
      return `[?@${member} == ${typeof step.value === 'string' ? quotedText(step.value) : String(step.value)}]`;
    }
  }
}

function quotedStep(name: string): string {
  return `[${quotedText(name)}]`;
}

function quotedText(text: string): string {
  const escaped = text.replace(/['\\]/g, '\\$&');
  return `'${escaped.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}
