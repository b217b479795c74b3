/** One finding in the text report: what breaks, because of which change, the proof, who, and what to do. */

import { plain, plainLabel, plainMessage } from './escape.ts';
import { payloadLines } from './payload.ts';
import { counted, dedented, hurtMappings, isOfManifest, listed, mappingName, proofWords } from './phrases.ts';
import type { Finding, ManifestPatch, MappingImpact } from './report.ts';
import { hanging, type Style } from './terminal.ts';
import { fitted, GUTTER, labelled, levelled, limited, type Page } from './text-lines.ts';
import { placeInManifest, placesWords, reachWords, whereOf } from './where.ts';

const MAPPINGS = 5;

/** Characters of a payload in the text. */
export const MAX_PAYLOAD = 400;

export function findingLines(finding: Finding, manifest: string, page: Page): string[] {
  const hurt = hurtMappings(finding);
  const shown = limited(hurt, MAPPINGS, page);
  const lines = shown.flatMap((mapping) => mappingLines(finding, mapping, page));
  if (shown.length === 0) {
    lines.push(...levelled(finding.level, finding.level, plainMessage(finding.message), page));
    lines.push(...labelled('where', [plainLabel(whereOf(finding, page.systems))], page));
  } else {
    if (hurt.length > shown.length)
      lines.push(...labelled('', [`… and ${counted(hurt.length - shown.length, 'more mapping')}`], page));
    const where = plainLabel(whereOf(finding, page.systems));
    lines.push(...labelled(isOfManifest(finding) ? 'problem' : 'change', [plainMessage(finding.message), where], page));
  }
  lines.push(...labelled('', [plainLabel(reachWords(finding)), plainLabel(placesWords(finding))], page));
  lines.push(...labelled('proof', proofTexts(finding), page));
  lines.push(...labelled('owners', [listed(finding.owners.map(plain))], page));
  if (finding.suggestion !== undefined) {
    lines.push(...labelled('to do', [plainMessage(finding.suggestion.text)], page));
    for (const patch of finding.suggestion.manifest ?? []) lines.push(...patchLines(patch, manifest, page));
  }
  lines.push(...ruleLines(finding, page));
  return lines;
}

/** What `guard explain` and `guard accept` ask for. */
export function ruleLines({ rule, fingerprint }: Finding, page: Page): string[] {
  return labelled('rule', [`${plain(rule)}, finding ${plain(fingerprint)}`], page);
}

function mappingLines(finding: Finding, mapping: MappingImpact, page: Page): string[] {
  const { verdict, because } = mapping;
  const { target, source } = mappingName(mapping);
  const style: Style = verdict === 'breaks' ? finding.level : verdict === 'warns' ? 'warning' : 'info';
  const title = plainLabel(`${target}${source}`);
  const where = plainLabel(`(${placeInManifest(mapping).join(', ')})`);
  const [first = '', second = ''] = fitted(title, where, page);
  return [
    ...levelled(style, verdict === 'unjudged' ? 'unknown' : style, first, page),
    ...labelled('', [second], page),
    ...labelled('', [plainMessage(because)], page),
  ];
}

function proofTexts(finding: Finding): string[] {
  const words = plainMessage(proofWords(finding));
  if (finding.proof.kind !== 'witness') return [words];
  const payload = payloadLines(finding.proof.value, { indent: 0, max: MAX_PAYLOAD, brief: true });
  return 'left' in payload ? [payload.left, words] : [...payload.lines, words];
}

function patchLines(patch: ManifestPatch, manifest: string, page: Page): string[] {
  const { remove, add } = dedented(patch);
  const signed = (sign: string, style: Style) => (row: string) => {
    const text = plain(row);
    const gutter = GUTTER + 2 + (text.length - text.trimStart().length);
    return hanging(`${' '.repeat(GUTTER)}${sign} `, gutter, text, page.width).map((out) => page.paint(style, out));
  };
  return [
    ...labelled('', [`${plain(manifest)}:${patch.line}`], page),
    ...remove.flatMap(signed('-', 'error')),
    ...add.flatMap(signed('+', 'good')),
  ];
}
