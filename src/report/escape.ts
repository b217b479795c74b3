/**
 * Every foreign string passes through here before a person sees it. Messages follow the convention of `code()` in
 * spec/words.ts: what stands between backticks is foreign, and holds no backtick itself.
 */

/** Controls, line separators, bidi and other invisible characters, lone surrogates, and spaces that are no plain space. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

const PRINTABLE = /^[\x20-\x7e]*$/;

/** In JSON text, what may be hidden; line feeds are its own. */
const BEYOND_ASCII = /[^\n\x20-\x7e]+/g;

/**
 * Makes hidden characters visible as JSON escapes (`\n`, `\u202e`), so that a payload stays valid JSON and a terminal
 * gets no control character, no escape sequence, nothing that turns the line around.
 */
export function plain(text: string): string {
  return PRINTABLE.test(text) ? text : text.replace(HIDDEN, spelled);
}

/** A value as indented JSON without a hidden character or a command, for those who print it; it is the same value. */
export function plainJson(value: unknown): string {
  return noOldCommand(JSON.stringify(value, undefined, 2).replace(BEYOND_ASCII, plain));
}

function spelled(hidden: string): string {
  if (hidden === '\n') return '\\n';
  if (hidden === '\r') return '\\r';
  if (hidden === '\t') return '\\t';
  let text = '';
  for (let i = 0; i < hidden.length; i += 1) text += `\\u${hidden.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}

/**
 * No command for the runner of GitHub, wherever a line is printed: it reads `::name::` at the start of a line, spaces aside, and `##[name]`
 * anywhere in it.
 */
export function inert(line: string): string {
  return noOldCommand(line.replace(/^(\s*):(?=:)/, '$1\\u003a'));
}

export function noOldCommand(text: string): string {
  return text.replaceAll('##[', '#\\u0023[');
}

/** The same for HTML and XML, where the character keeps its meaning. */
export function noOldCommandInMarkup(text: string): string {
  return text.replaceAll('##[', '#&#35;[');
}

/** The first characters (UTF-16 code units), and never half of a surrogate pair, which is no character. */
export function startOf(text: string, max: number): string {
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}

const HEAD = 80;
const TAIL = 30;

/** The start and the end of what is too long to read. */
export function shorten(text: string): string {
  if (text.length <= HEAD + TAIL + 1) return text;
  const head = startOf(text, HEAD);
  const tail = text.slice(-TAIL).replace(/^[\udc00-\udfff]/, '');
  return `${head}…${tail}`;
}

/** A piece of a message: our own words, or a foreign string. */
export interface Piece {
  readonly text: string;
  readonly foreign: boolean;
}

export function piecesOf(message: string): Piece[] {
  return message
    .split('`')
    .map((text, index) => ({ text, foreign: index % 2 === 1 }))
    .filter(({ text, foreign }) => foreign || text !== '');
}

/** A message for a terminal: foreign strings keep their backticks. */
export function plainMessage(message: string): string {
  return piecesOf(message)
    .map(({ text, foreign }) => (foreign ? `\`${plain(shorten(text))}\`` : plain(text)))
    .join('');
}

/** A label for a terminal: foreign strings stand bare. */
export function plainLabel(message: string): string {
  return piecesOf(message)
    .map(({ text, foreign }) => plain(foreign ? shorten(text) : text))
    .join('');
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}

/** Where a piece of Markdown stands: a table's cells split at pipes, code span or not. */
export type Setting = 'text' | 'cell';

/** A foreign string as a Markdown code span: nothing in it is read as Markdown, HTML, a mention or a table's pipe. */
export function codeSpan(text: string, setting: Setting = 'text'): string {
  if (text === '') return '`""`';
  let body = plain(shorten(text))
    .replace(/^ +| +$/g, (spaces) => '\\u0020'.repeat(spaces.length))
    .replaceAll('<!--', '<\\u0021--');
  // After a backslash, `\|` would be read as an escaped backslash and a bare pipe.
  if (setting === 'cell') body = body.replaceAll('\\|', '\\\\u007c').replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(body) + 1);
  const pad = body.startsWith('`') || body.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${body}${pad}${fence}`;
}

/** Our own words, as they stand in messages: plain English, numbers, a few signs. None of it means anything in Markdown. */
const OWN_WORD = /^(?: *|\(?(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*%?|[→←·…–≤≥])?[),.;:?!]*)$/;

/**
 * A message as Markdown. Foreign strings become code spans, and so does every word that does not look like our own: a
 * message that was built carelessly, or comes from a file, still cannot link, mention or format.
 */
export function prose(message: string, setting: Setting = 'text'): string {
  let text = '';
  for (const piece of piecesOf(message)) {
    for (const word of piece.foreign ? [codeSpan(piece.text, setting)] : ownWords(piece.text, setting)) {
      // Two code spans that touch would be read as one.
      text += text.endsWith('`') && word.startsWith('`') ? ` ${word}` : word;
    }
  }
  return text;
}

function ownWords(text: string, setting: Setting): string[] {
  return text.split(/( +)/).map((word) => (OWN_WORD.test(word) ? word : codeSpan(word, setting)));
}

/** A Markdown code block that its content cannot leave. Lines are kept; hidden characters in them are made visible. */
export function fenced(lines: readonly string[], language: 'json' | 'diff' | 'mermaid'): string {
  const body = lines.map((line) => plain(line).replaceAll('<!--', '<\\u0021--')).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}
