/** The frame of every HTML page: one file that needs no network, and may run nothing but its own style and script. */

import { noOldCommandInMarkup } from './escape.ts';
import { escaped } from './xml.ts';

/** A style or a script that stands in the page itself; `hash`: base64 of its SHA-256 (CSP Level 3, section 2.3.1). */
export interface PagePart {
  readonly text: string;
  readonly hash: string;
}

export interface HtmlPage {
  readonly title: string;
  readonly styles: readonly PagePart[];
  readonly scripts: readonly PagePart[];
  /** Lines of HTML; empty ones are left out. */
  readonly body: readonly string[];
}

export function htmlPage({ title, styles, scripts, body }: HtmlPage): string {
  const sources = (parts: readonly PagePart[]) => parts.map(({ hash }) => `'sha256-${hash}'`).join(' ');
  const policy = [
    "default-src 'none'",
    `style-src ${sources(styles)}`,
    `script-src ${sources(scripts)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${noOldCommandInMarkup(escaped(title))}</title>`,
    ...styles.map(({ text }) => `<style>${text}</style>`),
    '</head>',
    '<body>',
    ...body.map(noOldCommandInMarkup),
    '<footer>Written by contract-guard. This page needs no network and sends nothing.</footer>',
    ...scripts.map(({ text }) => `<script>${text}</script>`),
    '</body>',
    '</html>',
    '',
  ]
    .filter((line, index, lines) => line !== '' || index === lines.length - 1)
    .join('\n');
}
