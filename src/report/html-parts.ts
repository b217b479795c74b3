/** The blocks of the HTML report: findings in full, and in one line. */

import { code } from '../spec/words.ts';
import { piecesOf, plain } from './escape.ts';
import { payloadLines } from './payload.ts';
import { dedented, hurtMappings, isOfManifest, mappingName, proofWords, sentence } from './phrases.ts';
import type { Finding, ManifestPatch, MappingImpact, UnjudgedEntry } from './report.ts';
import { placeInManifest, placesWords, reachWords, unjudgedPlace, whereOf } from './where.ts';
import { escaped, escapedLines } from './xml.ts';

/** A payload that is longer says so, and points to the JSON report. */
const PAYLOAD = 20_000;
const MAPPINGS = 50;

/** A message: foreign strings as code. */
export function html(message: string): string {
  return piecesOf(message)
    .map(({ text, foreign }) => (foreign ? `<code>${escaped(text)}</code>` : escaped(text)))
    .join('');
}

const LEVELS = { error: 'error', warning: 'warning', info: 'info' } as const;
const VERDICTS = { breaks: 'breaks', warns: 'may break', unjudged: 'not judged', holds: 'holds' } as const;

/** What the filters look at. */
function filterData({ system, integration, touch, owners }: Finding): string {
  return `data-system="${integration === undefined ? '' : escaped(system)}" data-touch="${touch}" data-owners="${escaped(JSON.stringify(owners.map(plain)))}"`;
}

/** `id`: where the picture's edges lead to. */
export function findingCard(finding: Finding, id: string, manifest: string | undefined): string {
  const hurt = hurtMappings(finding);
  const { level, message, suggestion } = finding;
  const title =
    hurt.length === 0
      ? `<h3><span class="badge ${level}">${LEVELS[level]}</span> ${html(sentence(message))}</h3>`
      : hurt
          .slice(0, MAPPINGS)
          .map((mapping) => mappingHead(finding, mapping))
          .join('\n');
  const more = hurt.length > MAPPINGS ? `<p class="dim">… and ${hurt.length - MAPPINGS} more mappings</p>` : '';
  return [
    `<article class="finding ${level}" id="${id}" ${filterData(finding)}>`,
    title,
    more,
    factsList(finding, hurt.length > 0),
    proofBlock(finding),
    ...(suggestion === undefined
      ? []
      : [
          `<p><strong>What to do:</strong> ${html(suggestion.text)}</p>`,
          ...(suggestion.manifest ?? []).map((patch) => patchBlock(patch, manifest)),
        ]),
    '</article>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function mappingHead({ level }: Finding, mapping: MappingImpact): string {
  const { target, source } = mappingName(mapping);
  const word = mapping.verdict === 'breaks' && level !== 'error' ? 'may break' : VERDICTS[mapping.verdict];
  const style = mapping.verdict === 'breaks' && level !== 'error' ? 'warns' : mapping.verdict;
  const where = placeInManifest(mapping).join(' · ');
  return [
    `<div class="mapping"><h3><span class="badge ${style}">${word}</span> <b>${html(target)}</b>${html(source)}</h3>`,
    `<p>${html(sentence(mapping.because))} <span class="dim">(${html(where)})</span></p></div>`,
  ].join('\n');
}

function factsList(finding: Finding, withMessage: boolean): string {
  const { message, owners, rule, fingerprint } = finding;
  const facts: [string, string][] = [
    [isOfManifest(finding) ? 'Problem' : 'Change', withMessage ? message : ''],
    ['Where', whereOf(finding, true)],
    ['Reach', reachWords(finding)],
    ['Places', placesWords(finding)],
    ['Owners', owners.map(code).join(', ')],
    ['Rule', `${code(rule)} · finding ${code(fingerprint)}`],
  ];
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${name}</dt><dd>${html(value)}</dd>`);
  return `<dl>${rows.join('')}</dl>`;
}

function proofBlock(finding: Finding): string {
  const words = proofWords(finding);
  const line = words === '' ? '' : `<p><strong>Proof:</strong> ${html(words)}</p>`;
  if (finding.proof.kind !== 'witness') return line;
  const payload = payloadLines(finding.proof.value, { indent: 2, max: PAYLOAD });
  const block =
    'left' in payload
      ? `<p class="dim">${html(payload.left)}</p>`
      : `<pre class="payload">${escapedLines(payload.lines)}</pre>`;
  return `${line}\n${block}`;
}

function patchBlock(patch: ManifestPatch, manifest: string | undefined): string {
  const { remove, add } = dedented(patch);
  const at = escaped(`${manifest === undefined ? 'line ' : `${manifest}:`}${patch.line}`);
  const rows = [
    ...remove.map((row) => `<span class="del">- ${escaped(row)}</span>`),
    ...add.map((row) => `<span class="add">+ ${escaped(row)}</span>`),
  ];
  return `<pre class="diff"><span class="dim">${at}</span>${rows.join('')}</pre>`;
}

export function briefItem(finding: Finding, id: string): string {
  const places = placesWords(finding);
  const after = places === '' ? '' : `<br><span class="dim">${html(places)}</span>`;
  return [
    `<li id="${id}" ${filterData(finding)}><span class="badge ${finding.level}">${LEVELS[finding.level]}</span> `,
    `${html(whereOf(finding, true))}: ${html(finding.message)}${after}</li>`,
  ].join('');
}

export function unjudgedItem(entry: UnjudgedEntry): string {
  return `<li>${html(unjudgedPlace(entry))}: ${html(entry.message)}</li>`;
}
