/** What the text report says about acknowledgements, and about what a change of the manifest repairs or lets through. */

import { plainLabel, plainMessage } from './escape.ts';
import { acceptanceWords, counted, noticeWords, resolvedWords } from './phrases.ts';
import type { Finding } from './report.ts';
import type { Scope } from './scope.ts';
import { wrapped } from './terminal.ts';
import { labelled, levelled, limited, moreLine, type Page } from './text-lines.ts';
import { whereOf } from './where.ts';

const SHOWN = 10;

const LOOSENED = 'This change loosens what is guarded; whoever reviews it should know';

/** Before anything else: what the change itself lets through, and which findings are back. */
export function loudBlocks({ notices }: Scope, page: Page): string[][] {
  return (['loosened', 'expired'] as const).flatMap((kind) => {
    const loud = notices.filter((notice) => notice.kind === kind);
    if (loud.length === 0) return [];
    const shown = limited(loud, SHOWN, page);
    return [
      [
        ...(kind === 'loosened' ? wrapped(LOOSENED, page.width).map((line) => page.paint('warning', line)) : []),
        ...shown.flatMap((notice) => levelled('warning', kind, plainMessage(noticeWords(notice)), page)),
        ...moreLine(shown.length, loud.length, page, 'like these', 'like these'),
      ],
    ];
  });
}

export function answeredBlocks(accepted: readonly Finding[], { resolved, notices }: Scope, page: Page): string[][] {
  const blocks: string[][] = [];
  if (accepted.length > 0) {
    const shown = limited(accepted, SHOWN, page);
    blocks.push([
      ...shown.flatMap((finding) => acceptedLines(finding, page)),
      ...moreLine(shown.length, accepted.length, page, 'accepted finding'),
    ]);
  }
  if (resolved.length > 0) {
    const shown = limited(resolved, SHOWN, page);
    blocks.push([
      ...shown.flatMap((finding) => levelled('good', 'resolved', plainMessage(resolvedWords(finding)), page)),
      ...moreLine(shown.length, resolved.length, page, 'resolved finding'),
    ]);
  }
  const unused = notices.filter(({ kind }) => kind === 'unused');
  if (unused.length > 0) {
    const words = `${counted(unused.length, 'acknowledgement matches', 'acknowledgements match')} no finding of this run`;
    const lines = page.verbose
      ? unused.flatMap((notice) => levelled('info', 'unused', plainMessage(noticeWords(notice)), page))
      : wrapped(`${words} (--verbose lists them)`, page.width);
    blocks.push(lines);
  }
  return blocks;
}

function acceptedLines(finding: Finding, page: Page): string[] {
  const { accepted, message } = finding;
  const where = plainLabel(whereOf(finding, page.systems));
  return [
    ...levelled('info', 'accepted', `${where}: ${plainMessage(message)}`, page),
    ...labelled('', accepted === undefined ? [] : [plainMessage(acceptanceWords(accepted))], page),
  ];
}
