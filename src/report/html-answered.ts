/** What the HTML report says about acknowledgements, and about what a change of the manifest repairs or lets through. */

import { html } from './html-parts.ts';
import { acceptanceWords, counted, grouped, noticeWords, resolvedWords, sentence } from './phrases.ts';
import type { Finding, Notice } from './report.ts';
import type { Scope } from './scope.ts';
import { whereOf } from './where.ts';

const ITEMS = 500;
/** So many before what breaks. */
const LOUD = 10;

/** The first ones are never folded away. */
export function loudParts({ notices }: Scope): string[] {
  return (['loosened', 'expired'] as const).flatMap((kind) => {
    const loud = notices.filter((notice) => notice.kind === kind);
    const title = kind === 'loosened' ? 'This change loosens what is guarded' : 'Acknowledgements that hold no longer';
    if (loud.length === 0) return [];
    return [
      `<div role="note"><p class="warnings">${title}</p><ul class="brief">`,
      ...loud.slice(0, LOUD).map(loudItem),
      '</ul>',
      ...folded(`${grouped(loud.length - LOUD)} more like these`, loud.slice(LOUD).map(loudItem)),
      '</div>',
    ];
  });
}

function loudItem(notice: Notice): string {
  return `<li>${html(sentence(noticeWords(notice)))}</li>`;
}

/** Folded: accepted findings, what the change repairs, entries that match nothing. */
export function answeredParts(
  accepted: readonly Finding[],
  { resolved, notices }: Scope,
  ids: ReadonlyMap<Finding, string>,
): string[] {
  const unused = notices.filter(({ kind }) => kind === 'unused');
  return [
    ...folded(
      counted(accepted.length, 'accepted finding'),
      accepted.map((finding) => acceptedItem(finding, ids.get(finding) ?? '')),
    ),
    ...folded(
      `${grouped(resolved.length)} resolved by this change`,
      resolved.map((finding) => `<li>${html(resolvedWords(finding))}</li>`),
    ),
    ...folded(
      counted(unused.length, 'unused acknowledgement'),
      unused.map((notice) => `<li>${html(noticeWords(notice))}</li>`),
    ),
  ];
}

function acceptedItem(finding: Finding, id: string): string {
  const reason = finding.accepted === undefined ? '' : `<br>${html(acceptanceWords(finding.accepted))}`;
  return `<li id="${id}">${html(`${whereOf(finding, true)}: ${finding.message}`)}${reason}</li>`;
}

function folded(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > ITEMS ? [`<p>… and ${grouped(items.length - ITEMS)} more in the JSON report</p>`] : [];
  const list = items.slice(0, ITEMS).join('\n');
  return [`<details><summary>${title}</summary><ul class="brief">`, list, '</ul>', ...more, '</details>'];
}
