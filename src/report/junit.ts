/** The report as JUnit XML: a test case for each mapping, failed where it breaks. Test dashboards of any CI read it. */

import { noOldCommandInMarkup, plainLabel, plainMessage } from './escape.ts';
import { payloadLines } from './payload.ts';
import { hurtMappings, listed, mappingName, proofWords, verdictWords } from './phrases.ts';
import { type PictureRow, pictureOf } from './picture.ts';
import type { Finding, Report } from './report.ts';
import { type Scope, scopesOf } from './scope.ts';
import { placesWords, whereOf } from './where.ts';
import { escaped, escapedLines } from './xml.ts';

interface TestCase {
  readonly group: string;
  readonly name: string;
  /** Absent when it passed. */
  readonly outcome?: {
    readonly kind: 'failure' | 'skipped';
    readonly message: string;
    readonly lines: readonly string[];
  };
  /** Warnings: a test that passes may still say something. */
  readonly said?: readonly string[];
}

export function renderJunit(report: Report): string {
  const suites = scopesOf(report).map(suiteOf);
  const all = suites.flatMap(({ cases }) => cases);
  const lines = suites.flatMap(({ name, cases }) => [
    `  <testsuite name="${escaped(name)}" ${totals(cases)}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ]);
  const page = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="contract-guard" ${totals(all)}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
  return noOldCommandInMarkup(page);
}

function totals(cases: readonly TestCase[]): string {
  const count = (kind: string): number => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`;
}

function caseLines({ group, name, outcome, said = [] }: TestCase): string[] {
  const open = `    <testcase classname="${escaped(group)}" name="${escaped(name)}"`;
  if (outcome === undefined && said.length === 0) return [`${open}/>`];
  const body =
    outcome === undefined
      ? `      <system-out>${escapedLines(said)}</system-out>`
      : `      <${outcome.kind} message="${escaped(outcome.message)}">${escapedLines(outcome.lines)}</${outcome.kind}>`;
  return [`${open}>`, body, '    </testcase>'];
}

function suiteOf(scope: Scope): { readonly name: string; readonly cases: readonly TestCase[] } {
  const { integration, findings } = scope;
  const name = integration?.name ?? 'contract-guard';
  const rows = pictureOf(scope).flatMap(({ id, rows }) => rows.map((row) => rowCase(`${name}.${id}`, row)));
  const loose = findings
    .filter(({ level, accepted }) => level === 'error' && accepted === undefined)
    .filter((finding) => hurtMappings(finding).length === 0)
    .map((finding) => findingCase(integration === undefined ? name : `${name}.${finding.system}`, finding));
  const cases = [...rows, ...loose];
  return { name, cases: cases.length > 0 ? cases : [{ group: name, name: verdictWords([scope]) }] };
}

function rowCase(group: string, row: PictureRow): TestCase {
  const { target, source } = mappingName(row.name);
  const name = `${plainLabel(target)}${plainLabel(source)}`;
  const lines = row.hits.flatMap(({ finding, because }) => [plainMessage(because), ...findingLines(finding)]);
  const [first] = row.hits;
  const message = first === undefined ? '' : plainMessage(first.because);
  switch (row.verdict) {
    case 'breaks':
      return { group, name, outcome: { kind: 'failure', message, lines } };
    case 'unjudged':
      return { group, name, outcome: { kind: 'skipped', message, lines } };
    case 'warns':
      return { group, name, said: lines };
    case 'holds':
      return { group, name };
  }
}

function findingCase(group: string, finding: Finding): TestCase {
  const message = plainMessage(finding.message);
  const name = `${plainLabel(whereOf(finding, false))}: ${message}`;
  return { group, name, outcome: { kind: 'failure', message, lines: findingLines(finding) } };
}

function findingLines(finding: Finding): string[] {
  const { proof, owners, suggestion, rule, fingerprint } = finding;
  const payload = proof.kind === 'witness' ? payloadLines(proof.value, { indent: 0, max: 2_000 }) : { lines: [] };
  return [
    `change: ${plainMessage(finding.message)} (${plainLabel(whereOf(finding, true))})`,
    ...(placesWords(finding) === '' ? [] : [`places: ${plainLabel(placesWords(finding))}`]),
    ...(proofWords(finding) === '' ? [] : [`proof: ${plainMessage(proofWords(finding))}`]),
    ...('lines' in payload ? payload.lines : [payload.left]),
    ...(owners.length === 0 ? [] : [`owners: ${listed(owners)}`]),
    ...(suggestion === undefined ? [] : [`to do: ${plainMessage(suggestion.text)}`]),
    `rule: ${rule}, finding ${fingerprint}`,
  ];
}
