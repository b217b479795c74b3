/** The sticky comment: what is in it, and what to do about the ones that are there. Pure: it reads texts and plans. */

import type { Comment } from '../github/port.ts';
import { prose } from '../report/escape.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { code } from '../spec/words.ts';
import type { CommentMode } from './inputs.ts';

/** GitHub takes 65,536 characters; the rest is left for what people add when they quote. */
const BODY = 60_000;

export interface CommentOptions {
  readonly key: string;
  /** Where the whole report is. */
  readonly runUrl: string;
  /** Sentences for people, as messages: foreign strings through `code()`. */
  readonly notes: readonly string[];
  readonly hasEarlier: boolean;
}

/** The hidden first line. No key can end the comment early or look like another. */
export function markerOf(key: string): string {
  return `<!-- contract-guard:${encodeURIComponent(key).replaceAll('-', '%2D')} -->`;
}

const FOOTER = '<sub>';

export function bodyOf(report: Report, { key, runUrl, notes, hasEarlier }: CommentOptions): string {
  const marker = markerOf(key);
  const quoted = notes.map((note) => `> ${prose(note)}`).join('\n>\n');
  const footer = `${FOOTER}[Full report](${runUrl})</sub>`;
  const rest = marker.length + quoted.length + footer.length + 40;
  const text = renderMarkdown(report, { maxLength: BODY - rest });
  const [heading = '', ...sections] = text.trimEnd().split('\n\n');
  // What is acknowledged is not gone.
  const isResolved = hasEarlier && isQuiet(report) && report.counts.accepted === 0;
  const title = isResolved ? heading.replace('### ✅ ', '### ✅ Resolved: ') : heading;
  return [`${marker}\n${title}`, ...(quoted === '' ? [] : [quoted]), ...sections, footer].join('\n\n');
}

/** Nothing that a reviewer has to know: no finding, and nothing let through by the change itself. */
export function isQuiet({ verdict, notices }: Report): boolean {
  return verdict === 'clean' && notices.every(({ kind }) => kind !== 'loosened');
}

/** Whether two bodies tell the same result: neither the link to the run is part of it, nor which commit the base is on now. */
export function isSameResult(a: string, b: string): boolean {
  return resultOf(a) === resultOf(b);
}

function resultOf(body: string): string {
  const text = body
    .replaceAll('\r\n', '\n')
    .replace(/(`|\s)[0-9a-f]{12}:/g, '$1')
    .trimEnd();
  const cut = text.lastIndexOf('\n');
  return text.slice(cut + 1).startsWith(FOOTER) ? text.slice(0, cut).trimEnd() : text;
}

/** Comments of this key that `author` wrote, oldest first. A marker in somebody else's comment, or further down in a text, is none. */
export function ours(comments: readonly Comment[], key: string, author: string): readonly Comment[] {
  const marker = markerOf(key);
  return comments
    .filter(({ body }) => body.replaceAll('\r\n', '\n').startsWith(`${marker}\n`))
    .filter((comment) => loginOf(comment.author) === loginOf(author))
    .toSorted((a, b) => a.id - b.id);
}

/** Apps are `name` in one API and `name[bot]` in another. */
function loginOf(author: string): string {
  return author.toLowerCase().replace(/\[bot\]$/, '');
}

export type Step =
  | { readonly kind: 'create' }
  | { readonly kind: 'update' | 'delete' | 'hide'; readonly comment: Comment };

/** What to do, in order: the new before the old goes, so that no failure leaves a pull request without either. Nothing for a result that is there already, and for a clean one that never was otherwise. */
export function planComment(
  mode: CommentMode,
  earlier: readonly Comment[],
  body: string,
  isClean: boolean,
): readonly Step[] {
  const [oldest] = earlier;
  const latest = earlier.at(-1);
  if (mode === 'off' || (latest === undefined && isClean)) return [];
  if (latest === undefined || oldest === undefined) return [{ kind: 'create' }];
  switch (mode) {
    case 'update': {
      const doubles = earlier.slice(1).map((comment): Step => ({ kind: 'delete', comment }));
      return isSameResult(oldest.body, body) ? doubles : [{ kind: 'update', comment: oldest }, ...doubles];
    }
    case 'delete-and-new':
      if (isSameResult(latest.body, body)) return [];
      return [{ kind: 'create' }, ...earlier.map((comment): Step => ({ kind: 'delete', comment }))];
    case 'hide-and-new':
      if (isSameResult(latest.body, body)) return [];
      return [{ kind: 'create' }, { kind: 'hide', comment: latest }];
    case 'new':
      return isSameResult(latest.body, body) ? [] : [{ kind: 'create' }];
  }
}

export function labelNote(label: string): string {
  return `The label ${code(label)} is set: the check passes, whatever is found.`;
}
