/** YAML's syntax: text to a composed document, or every fault that can be told from the one before. */

import { Composer, type CST, type Document, Lexer, type LineCounter, Parser } from 'yaml';

export const MAX_DEPTH = 100;
/** Each fault costs a parse of the whole text: in a very long one, the first has to do. */
const MAX_FAULTS = 10;
const MAX_LENGTH_FOR_MORE = 100_000;
/** Text that is no YAML at all: the rest would only take time. */
const MAX_STRAY_TOKENS = 20;

export interface Fault {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

export type Checked<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly faults: readonly Fault[] };

export const EMPTY: Fault = { offset: 0, message: 'the file is empty', hint: 'a manifest starts with `version: 1`' };

export function tooDeep(offset: number): Fault {
  return { offset, message: `nested more than ${MAX_DEPTH} levels deep`, hint: 'a manifest needs about ten' };
}

type Composed =
  | { readonly is: 'document'; readonly document: Document.Parsed }
  /** A slip in the syntax: with its line taken out, more of them may be found. */
  | { readonly is: 'slip'; readonly fault: Fault }
  | { readonly is: 'refused'; readonly fault: Fault };

/** The one document of a text; `lines` is filled. What follows a slip is mostly that slip again, so its line is taken out to find the next. */
export function composeText(text: string, lines: LineCounter): Checked<{ readonly document: Document.Parsed }> {
  for (let start = 0; start >= 0; start = nextLine(text, start)) lines.addNewLine(start);
  const first = composeOnce(text);
  if (first.is === 'document') return { ok: true, document: first.document };
  const faults = [first.fault];
  let rest: string | undefined = text;
  let last: Composed = first;
  while (last.is === 'slip' && faults.length < MAX_FAULTS && text.length <= MAX_LENGTH_FOR_MORE) {
    rest = withoutLine(rest, last.fault.offset);
    if (rest === undefined) break;
    last = composeOnce(rest);
    const { offset, message } = last.is === 'slip' ? last.fault : first.fault;
    // What a line above leaves open is told once.
    if (faults.some((one) => one.offset === offset && one.message === message)) break;
    if (last.is === 'slip') faults.push(last.fault);
  }
  return { ok: false, faults: faults.toSorted((left, right) => left.offset - right.offset) };
}

/** Where the line after an offset starts, or -1. */
function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? -1 : feed + 1;
}

function composeOnce(text: string): Composed {
  const tokens = tokensOf(text);
  if (!tokens.ok) return { is: 'refused', fault: tokens.fault };
  // The composer's own check for repeated keys is quadratic; the shapes look for them anyway, and know both places.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, version: '1.2', schema: 'core' });
  const [document, second] = [...composer.compose(tokens.tokens)];
  if (document === undefined) return { is: 'refused', fault: EMPTY };
  const [first] = [...document.errors, ...document.warnings].sort((left, right) => left.pos[0] - right.pos[0]);
  if (first !== undefined) {
    const [offset] = first.pos;
    const hint = hintFor(first.code, text[offset] ?? '');
    const message = `invalid YAML: ${decapitalised(first.message)}`;
    return { is: 'slip', fault: { offset, message, hint } };
  }
  if (second === undefined) return { is: 'document', document };
  const [offset] = second.range;
  const message = 'the file has more than one YAML document';
  return { is: 'refused', fault: { offset, message, hint: 'remove the `---` and what follows it' } };
}

type Tokens =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | { readonly ok: false; readonly fault: Fault };

/** Read one lexeme at a time, so that parsing ends as soon as the nesting is too deep: composing is recursive. */
function tokensOf(text: string): Tokens {
  const parser = new Parser();
  let stray = 0;
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') stray++;
    }
    if (stray > MAX_STRAY_TOKENS) break;
    // A level takes one entry, or two where a map stands directly in a list item: the exact check comes later.
    if (parser.stack.length > 2 * MAX_DEPTH + 2) return { ok: false, fault: tooDeep(parser.offset) };
  }
  for (const token of parser.end()) tokens.push(token);
  return { ok: true, tokens };
}

/**
 * The text with the value on the line of a fault blanked out, so that all offsets stay; undefined where that could make new faults:
 * when nothing is left to take out, or when lines below belong to this one.
 */
function withoutLine(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  const line = text.slice(start, end);
  const kept = /^ *(?:- +)*(?:[^\s:{}[\],]+:(?= ))?/.exec(line)?.[0] ?? '';
  if (line.slice(kept.length).trim() === '') return undefined;
  const next = /^( *)[^\s#]/m.exec(text.slice(end + 1))?.[1] ?? '';
  const indent = /^ */.exec(line)?.[0] ?? '';
  if (next.length > indent.length) return undefined;
  return `${text.slice(0, start)}${kept.padEnd(line.length)}${text.slice(end)}`;
}

/** YAML takes a comma for its own: what stands before it is cut, and what comes after it is a key without a value. */
export const COMMA_HINT = 'in `{ … }`, text with a comma in it stands in quotes';

function hintFor(code: string, sign: string): string {
  switch (code) {
    case 'UNEXPECTED_TOKEN':
    case 'MISSING_CHAR':
      return /[[\]{}]/.test(sign) ? `text with \`${sign}\` in it stands in quotes here: "contacts[*].email"` : LOOK;
    case 'BAD_ALIAS':
      return 'text that starts with `*` stands in quotes: "* * 429"';
    case 'BAD_SCALAR_START':
      return `text that starts with \`${sign}\` stands in quotes`;
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return 'text with a colon and a space in it stands in quotes';
    case 'TAG_RESOLVE_FAILED':
      return 'a manifest needs no tags';
    default:
      return LOOK;
  }
}

const LOOK = 'look at the indentation, the brackets and the quotes here and in the lines above';

function decapitalised(message: string): string {
  return /^[A-Z][a-z]/.test(message) ? message.charAt(0).toLowerCase() + message.slice(1) : message;
}
