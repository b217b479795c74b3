/** The report as SARIF 2.1.0 (OASIS), in the form that GitHub code scanning takes. */

import { RULE_IDS, ruleOf } from '../rules/catalogue.ts';
import { plain, plainJson, plainLabel, plainMessage } from './escape.ts';
import { acceptanceWords, counted, hurtMappings, mappingName, sentence } from './phrases.ts';
import type { Finding, Level, MappingImpact, Report } from './report.ts';
import { repositoryPath } from './repository-path.ts';
import { whereOf } from './where.ts';

/** Code scanning keeps this many results; findings come worst first. */
const RESULTS = 5_000;
/** Mappings told with a result: code scanning takes 1,000 places of one, and a file of 10 MB once it is gzipped. */
const MAPPINGS = 10;

const LEVELS: Readonly<Record<Level, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

interface Rule {
  readonly id: string;
  readonly title: string;
  readonly explain: string;
}

interface Region {
  readonly startLine: number;
  readonly startColumn?: number;
}

/** `root`: see `repositoryPath`. The log ends with a newline. */
export function renderSarif(report: Report, { root = '' }: { readonly root?: string | undefined }): string {
  const findings = report.findings.slice(0, RESULTS);
  const rules = rulesOf(findings);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const left = report.findings.length - findings.length;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'contract-guard', rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding) => resultOf(finding, index.get(finding.rule) ?? 0, report, root)),
        ...(left > 0 && { properties: { leftOut: `${counted(left, 'more result')} in the full report` } }),
      },
    ],
  };
  return `${plainJson(log)}\n`;
}

/** Those of the findings, in the order of the catalogue; what is no rule of it (a problem of the manifest) comes last. */
function rulesOf(findings: readonly Finding[]): readonly Rule[] {
  const used = new Map(findings.map((finding) => [finding.rule, finding]));
  const known = RULE_IDS.filter((id) => used.has(id)).map((id) => ({ id, ...words(ruleOf(id)) }));
  const ids = new Set<string>(RULE_IDS);
  const others = [...used.values()]
    .filter(({ rule }) => !ids.has(rule))
    .map(({ rule, message }) => ({
      id: rule,
      title: plainLabel(sentence(rule.replaceAll('-', ' '))),
      explain: plainMessage(message),
    }));
  return [...known, ...others.sort((a, b) => (a.id < b.id ? -1 : 1))];
}

function words({ title, explain }: { readonly title: string; readonly explain: string }): Omit<Rule, 'id'> {
  return { title: plainLabel(title), explain: plainMessage(explain) };
}

function descriptor({ id, title, explain }: Rule): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: explain },
    help: { text: `${explain}\n\nguard explain ${id}` },
  };
}

function resultOf(finding: Finding, ruleIndex: number, report: Report, root: string): object {
  const { rule, level, fingerprint, integration, owners, touch, system, direction, compatibility, proof, accepted } =
    finding;
  const hurt = hurtMappings(finding);
  const related = hurt.slice(0, MAPPINGS).flatMap((mapping, id) => relatedLocation(mapping, id, root));
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[level],
    message: { text: messageText(finding, hurt) },
    locations: [locationOf(finding, report, root)],
    ...(related.length > 0 && { relatedLocations: related }),
    ...(accepted && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: plainMessage(acceptanceWords(accepted)) }],
    }),
    // The first is what code scanning knows a result by from run to run.
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprint}:1`,
      'contractGuardFinding/v1': [fingerprint, ...(integration === undefined ? [] : [integration])].join(' '),
    },
    properties: {
      ...(integration !== undefined && { system }),
      touch,
      direction,
      compatibility,
      proof: proof.kind,
      owners,
      ...(integration !== undefined && { integration }),
    },
  };
}

function messageText(finding: Finding, hurt: readonly MappingImpact[]): string {
  const reasons = hurt.slice(0, MAPPINGS).map((mapping) => {
    const { target, source } = mappingName(mapping);
    return `${plainLabel(target)}${plainLabel(source)}: ${plainMessage(mapping.because)}.`;
  });
  return [
    `${plainLabel(whereOf(finding, true))}: ${plainMessage(finding.message)}.`,
    ...reasons,
    ...(hurt.length > MAPPINGS ? [`… and ${counted(hurt.length - MAPPINGS, 'more mapping')} in the full report.`] : []),
    ...(finding.suggestion === undefined ? [] : [sentence(plainMessage(finding.suggestion.text))]),
  ].join('\n');
}

/** Every result needs a place in the repository: the change, else a mapping it hurts, else the description or the manifest as a whole. */
function locationOf(finding: Finding, report: Report, root: string): object {
  const { at, system, integration, mappings } = finding;
  const file = at && repositoryPath(at.file, root);
  if (at !== undefined && file !== undefined) {
    return physical(file, { startLine: at.line, startColumn: at.column });
  }
  for (const { manifest, line } of mappings) {
    const path = repositoryPath(manifest, root);
    if (path !== undefined) return physical(path, { startLine: line });
  }
  const label = report.compared.find((one) => one.system === system && one.integration === integration)?.after.label;
  const manifest = report.integrations.find(({ name }) => name === integration)?.manifest;
  for (const candidate of [label, manifest]) {
    const path = candidate === undefined ? undefined : repositoryPath(candidate, root);
    if (path !== undefined) return physical(path, { startLine: 1 });
  }
  return physical(repositoryPath('guard.yaml', root) ?? 'guard.yaml', { startLine: 1 });
}

function physical(path: string, region: Region): object {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: 'SRCROOT' }, region } };
}

function relatedLocation(mapping: MappingImpact, id: number, root: string): object[] {
  const path = repositoryPath(mapping.manifest, root);
  if (path === undefined) return [];
  const text = plain(plainLabel(mappingName(mapping).target));
  return [{ id, message: { text }, ...physical(path, { startLine: mapping.line }) }];
}

/** A relative reference (RFC 3986): each segment percent-encoded. */
function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
