/** The report as GitHub Markdown: the pull-request comment and the job summary. */

import { code } from '../spec/words.ts';
import { prose } from './escape.ts';
import { type Caps, detailsOf, loudLines, moreWords, tableOf } from './markdown-parts.ts';
import { verdictOf } from './order.ts';
import {
  counted,
  coverageWords,
  lowerBoundWords,
  sentence,
  touchWords,
  verdictWords,
  versionWords,
} from './phrases.ts';
import type { Report } from './report.ts';
import { partsOf, type Scope, scopesOf } from './scope.ts';

export interface MarkdownOptions {
  /** Characters (UTF-16 code units) that the text may have; at least 500. GitHub takes 65,536 in a comment. */
  readonly maxLength?: number;
}

/** From everything a person may want to read to the bare verdict: the first that fits is taken. */
const LADDER: readonly Caps[] = [
  { rows: 500, details: 100, rest: 200, sections: 100, unjudged: 20, picture: true },
  { rows: 200, details: 50, rest: 50, sections: 100, unjudged: 10, picture: true },
  { rows: 100, details: 20, rest: 20, sections: 50, unjudged: 5, picture: true },
  { rows: 50, details: 10, rest: 0, sections: 50, unjudged: 3, picture: false },
  { rows: 50, details: 0, rest: 0, sections: 50, unjudged: 0, picture: false },
  { rows: 20, details: 0, rest: 0, sections: 20, unjudged: 0, picture: false },
  { rows: 10, details: 0, rest: 0, sections: 50, unjudged: 0, picture: false },
  { rows: 5, details: 0, rest: 0, sections: 50, unjudged: 0, picture: false },
  { rows: 5, details: 0, rest: 0, sections: 20, unjudged: 0, picture: false },
  { rows: 5, details: 0, rest: 0, sections: 10, unjudged: 0, picture: false },
  { rows: 0, details: 0, rest: 0, sections: 5, unjudged: 0, picture: false },
];

const RANK = { breaking: 0, warnings: 1, clean: 2 } as const;

const SIGNS = { breaking: '⛔', warnings: '⚠️', clean: '✅' } as const;

export function renderMarkdown(report: Report, { maxLength = Number.POSITIVE_INFINITY }: MarkdownOptions = {}): string {
  const scopes = scopesOf(report);
  const heading = `### ${SIGNS[report.verdict]} ${sentence(verdictWords(scopes))}`;
  for (const caps of LADDER) {
    const text = `${[heading, ...sections(scopes, caps)].join('\n\n')}\n`;
    if (text.length <= maxLength) return text;
  }
  return `${heading}\n\nThe report is too long to be shown here.\n`;
}

/** In the order of the run; where not every section fits, the clean ones go first. */
function sections(scopes: readonly Scope[], caps: Caps): string[] {
  const worst = scopes.toSorted((a, b) => RANK[verdictOf(a.counts)] - RANK[verdictOf(b.counts)]);
  const left = worst.slice(caps.sections);
  const kept = scopes.filter((scope) => !left.includes(scope));
  const named = scopes.length > 1;
  const blocks = kept.flatMap((scope) => section(scope, named, caps));
  if (left.length > 0) blocks.push(`… and ${counted(left.length, 'more integration')}: ${verdictWords(left)}`);
  return blocks;
}

function section(scope: Scope, named: boolean, caps: Caps): string[] {
  const parts = partsOf(scope.findings);
  const bound = lowerBoundWords(scope);
  const decided = coverageWords(scope);
  return [
    ...titleOf(scope, named),
    ...loudLines(scope, caps),
    ...(decided === '' ? [] : [sentence(decided)]),
    ...(bound === '' ? [] : [sentence(bound)]),
    ...tableOf(parts, scope, caps),
    ...detailsOf(parts, scope, caps),
    ...(caps.rest === 0 ? restNumbers(parts, scope) : []),
  ];
}

/** Systems that a section names before what breaks in it. */
const SYSTEMS = 10;

function titleOf({ integration, compared, ...scope }: Scope, named: boolean): string[] {
  const versions = compared
    .slice(0, SYSTEMS)
    .map((entry) =>
      integration === undefined && compared.length === 1
        ? prose(versionWords(entry))
        : `**${prose(code(entry.system))}** ${prose(versionWords(entry))}`,
    );
  if (compared.length > SYSTEMS) versions.push(counted(compared.length - SYSTEMS, 'more system'));
  const elsewhere = named ? ['#### In no integration of this run'] : [];
  if (integration === undefined) return versions.length === 0 ? elsewhere : [...elsewhere, versions.join(' · ')];
  const name = prose(code(integration.name));
  const verdict = named ? ` · ${verdictWords([{ integration, compared, ...scope }])}` : '';
  const title = named ? `#### ${name}${verdict}` : '';
  const line = named ? versions.join(' · ') : [name, versions.join(' · ')].filter((text) => text !== '').join(': ');
  return [title, line].filter((text) => text !== '');
}

/** Where the lists do not fit, their numbers still do. */
function restNumbers({ harmless, adjacent, unmapped }: ReturnType<typeof partsOf>, { integration }: Scope): string[] {
  if (integration === undefined) return harmless.length === 0 ? [] : [moreWords(harmless.length, 'harmless change')];
  const texts = [
    ...(adjacent.length === 0 ? [] : [touchWords(adjacent, 'adjacent')]),
    ...(unmapped.length === 0 ? [] : [touchWords(unmapped, 'unmapped')]),
  ];
  return texts.length === 0 ? [] : [`Not shown: ${texts.join('; ')}`];
}
