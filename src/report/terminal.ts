/** Lines for a terminal: display columns, wrapping, colour. */

import { inert, noOldCommand } from './escape.ts';

/** Twice as wide as a letter in terminals: East Asian wide and fullwidth forms, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const PLAIN = /^[\x20-\x7e]*$/;

/** Columns a text takes in a terminal. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (/^[\p{Mn}\p{Me}]$/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

/** Breaks at spaces so that no line is wider than `width`, unless a single word is, and none begins as a command. Never an empty list. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const next of noOldCommand(text).split(' ')) {
    if (next === '') continue;
    if (line !== '' && columns + 1 + columnsOf(next) > width) {
      lines.push(line);
      line = '';
      columns = 0;
    }
    const word = line === '' ? inert(next) : next;
    const wide = columnsOf(word);
    line = line === '' ? word : `${line} ${word}`;
    columns += columns === 0 ? wide : wide + 1;
  }
  return [...lines, line];
}

/** Wraps `text` beside a label; further lines start in the same column. */
export function hanging(label: string, gutter: number, text: string, width: number): string[] {
  return wrapped(text, width - gutter).map((line, index) =>
    `${(index === 0 ? label : '').padEnd(gutter)}${line}`.trimEnd(),
  );
}

export type Style = 'error' | 'warning' | 'info' | 'good' | 'strong' | 'quiet';

const CODES: Readonly<Record<Style, string>> = {
  error: '1;31',
  warning: '1;33',
  info: '36',
  good: '1;32',
  strong: '1',
  quiet: '2',
};

export type Paint = (style: Style, text: string) => string;

export function painter(colour: boolean): Paint {
  return colour ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_, text) => text;
}
