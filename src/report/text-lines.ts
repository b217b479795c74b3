/** The building blocks of the text report: a level or a label in the gutter, wrapped text beside it. */

import { counted } from './phrases.ts';
import { columnsOf, hanging, type Paint, type Style, wrapped } from './terminal.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** List everything, with places. */
  readonly verbose: boolean;
  /** Columns; only a single word may be wider. */
  readonly width: number;
}

export interface Page extends TextOptions {
  readonly paint: Paint;
  /** Whether a place needs its system's name. */
  readonly systems: boolean;
  /** Integrations of the run: they share what fits on a page. */
  readonly scopes: number;
}

export const GUTTER = 10;

/** What every integration shows, however many there are. */
const LEAST = 5;

export function limited<T>(items: readonly T[], limit: number, page: Page): readonly T[] {
  const share = Math.min(limit, Math.max(LEAST, Math.ceil(limit / page.scopes)));
  return page.verbose ? items : items.slice(0, share);
}

/** How many are left out, and how to see them. */
export function moreLine(shown: number, total: number, page: Page, one: string, many = `${one}s`): string[] {
  if (shown >= total) return [];
  return wrapped(`… and ${counted(total - shown, `more ${one}`, `more ${many}`)} (--verbose lists them)`, page.width);
}

export function levelled(style: Style, word: string, text: string, { paint, width }: Page): string[] {
  return hanging(word, GUTTER, text, width).map((line, index) =>
    index === 0 ? `${paint(style, word)}${line.slice(word.length)}` : line,
  );
}

/** Two texts on one line where they fit, or else one below the other. */
export function fitted(first: string, second: string, { width }: Page): string[] {
  return columnsOf(first) + 1 + columnsOf(second) <= width - GUTTER ? [`${first} ${second}`] : [first, second];
}

/** Lines beside a label; empty texts are left out, and the label with them. */
export function labelled(label: string, texts: readonly string[], { paint, width }: Page): string[] {
  const lines = texts.filter((text) => text !== '').flatMap((text) => hanging('', GUTTER, text, width));
  const [first, ...rest] = lines;
  if (first === undefined || label === '') return lines;
  return [`  ${paint('quiet', label)}${first.slice(2 + label.length)}`, ...rest];
}
