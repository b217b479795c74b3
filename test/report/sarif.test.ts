import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { code } from '../../src/spec/words.ts';
import * as samples from './samples.ts';

/** The official schema, as a package carries it; draft 4, of which it uses nothing that later drafts changed but `id`. */
const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
);
const { id: _id, $schema: _dialect, ...draft7 } = schema;
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
  draft7,
);

const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Located[];
  readonly relatedLocations?: readonly Located[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Located {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
}

function runOf(
  report: Report,
  root = '',
): { readonly results: readonly Result[]; readonly rules: readonly { readonly id: string }[] } {
  const [run] = JSON.parse(renderSarif(report, { root })).runs;
  return { results: run.results, rules: run.tool.driver.rules };
}

function uriOf(result: Result | undefined): string | undefined {
  return result?.locations[0]?.physicalLocation.artifactLocation.uri;
}

describe('sarif', () => {
  it.each(REPORTS)('%s is valid SARIF 2.1.0', (_, report) => {
    expect(validate(JSON.parse(renderSarif(report, {}))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it.each(REPORTS)(
    '%s: each result names its rule, a relative place from line 1 on, and what it is known by',
    (_, report) => {
      const { results, rules } = runOf(report);
      expect(results).toHaveLength(report.findings.length);
      for (const result of results) {
        expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
        for (const { physicalLocation } of [...result.locations, ...(result.relatedLocations ?? [])]) {
          expect(physicalLocation.artifactLocation.uri).toMatch(/^(?![a-z]+:)[\w.~!*'()%/-]+$/i);
          expect(physicalLocation.artifactLocation.uri).not.toMatch(/^\/|(?:^|\/)\.\.?(?:\/|$)/);
          expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
        }
        expect(result.partialFingerprints['primaryLocationLineHash']).toMatch(/:1$/);
      }
    },
  );

  it('places are from the root of the repository', () => {
    const { results } = runOf(samples.mappedBreaks, 'integrations/crm');
    expect(uriOf(results.find(({ ruleId }) => ruleId === 'enum-value-added'))).toBe('integrations/crm/specs/crm.yaml');
    expect(results[0]?.relatedLocations?.[0]?.physicalLocation.artifactLocation.uri).toBe(
      'integrations/crm/guard.yaml',
    );
  });

  it('what has no place in the new version is shown at the description', () => {
    const { results } = runOf(samples.mappedBreaks);
    const removed = results.find(({ ruleId }) => ruleId === 'operation-removed');
    expect(uriOf(removed)).toBe('specs/crm.yaml');
    expect(removed?.locations[0]?.physicalLocation.region.startLine).toBe(1);
  });

  it('keeps the 5,000 worst', () => {
    const [first] = samples.many.findings;
    const findings = Array.from({ length: 5_001 }, () => first).filter((one) => one !== undefined);
    expect(runOf({ ...samples.many, findings }).results).toHaveLength(5_000);
    expect(renderSarif({ ...samples.many, findings }, {})).toContain('1 more result in the full report');
  });

  it('stays under 10 MB gzipped, however many mappings each of the 5,000 hurts, and whatever they are called', () => {
    // Digests: texts in which nothing repeats.
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    const findings = Array.from({ length: 5_001 }, (_, i) =>
      samples.finding({
        rule: 'property-removed',
        message: `property ${code(digest(`p${i}`))} was removed`,
        system: 'crm',
        path: digest(`path${i}`),
        at: samples.place(`specs/${digest(`f${i}`)}.yaml`, i + 1),
        fingerprint: digest(`fp${i}`).slice(0, 16),
        mappings: Array.from({ length: 40 }, (_, k) =>
          samples.impact({ from: digest(`${i}a${k}`), to: digest(`${i}b${k}`), because: code(digest(`${i}c${k}`)) }),
        ),
      }),
    );
    const text = renderSarif({ ...samples.many, findings }, {});
    expect(gzipSync(text, { level: 6 }).length).toBeLessThan(10_000_000);
    const [result] = JSON.parse(text).runs[0].results;
    expect(result.message.text).toContain('\n… and 30 more mappings in the full report.');
    expect(result.relatedLocations).toHaveLength(10);
  });
});
