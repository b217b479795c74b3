/** Text for XML and HTML documents. */

import { plain } from './escape.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for a place between tags or between quotes; nothing in it is read as markup. Invisible characters are spelled out. */
export function escaped(text: string): string {
  return raw(plain(text));
}

/** The same, with line breaks kept. */
export function escapedLines(lines: readonly string[]): string {
  return lines.map(escaped).join('\n');
}

/** U+FFFE and U+FFFF are no characters of XML 1.0 (section 2.2); `plain` spells out the others. */
function raw(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign).replace(/[\ufffe\uffff]/g, '\ufffd');
}
