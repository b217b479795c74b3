import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import * as samples from './samples.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(reportSchema());
const REPORTS = Object.entries(samples).filter(
  (entry): entry is [string, Report] => 'verdict' in Object(entry[1]) && !entry[0].startsWith('hostile'),
);

function broken(change: (report: Record<string, never>) => void): unknown {
  const report = JSON.parse(renderJson(samples.mappedBreaks));
  change(report);
  return report;
}

describe('json', () => {
  it.each(REPORTS)('%s is what the schema says, and survives without loss', (_, report) => {
    const parsed = JSON.parse(renderJson(report));
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
    expect(parsed).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('survives hostile strings without loss', () => {
    expect(JSON.parse(renderJson(samples.hostile))).toEqual(samples.hostile);
  });

  it('takes a pointer to a name with a line break', () => {
    const pointer = '/paths/~1a\nb/get';
    const found = samples.finding({ rule: 'r', message: 'm', at: { file: 'a.json', pointer, line: 1, column: 1 } });
    const report = samples.report([found], { compared: [] });
    expect(validate(JSON.parse(renderJson(report))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('has its keys in one order, whatever the order in memory', () => {
    const { version, verdict, ...rest } = samples.mappedBreaks;
    const findings = rest.findings.map((f) => Object.fromEntries(Object.entries(f).toReversed()));
    const shuffled = { ...rest, findings, verdict, version } as unknown as Report;
    expect(renderJson(shuffled)).toBe(renderJson(samples.mappedBreaks));
    expect(renderJson(shuffled)).toMatch(/^\{\n {2}"version": 1,\n {2}"verdict": "breaking",.*\n\}\n$/s);
  });

  it.each<[string, (report: Record<string, never>) => void]>([
    ['an unknown version', (r: Record<string, unknown>) => (r['version'] = 2)],
    ['an unknown verdict', (r: Record<string, unknown>) => (r['verdict'] = 'fine')],
    ['a missing list', (r: Record<string, unknown>) => delete r['unjudged']],
    ['an unknown member', (r: Record<string, unknown>) => (r['extra'] = 1)],
    ['a count below zero', (r: Record<string, unknown>) => ((r['counts'] as Record<string, number>)['error'] = -1)],
    [
      'a finding without a rule',
      (r: Record<string, unknown>) => delete (r['findings'] as Record<string, unknown>[])[0]?.['rule'],
    ],
    [
      'a line of zero',
      (r: Record<string, unknown>) => {
        const [first] = r['findings'] as { at: { line: number } }[];
        if (first !== undefined) first.at.line = 0;
      },
    ],
    [
      'a pointer that is none',
      (r: Record<string, unknown>) => {
        const [first] = r['findings'] as { at: { pointer: string } }[];
        if (first !== undefined) first.at.pointer = 'paths/x';
      },
    ],
    [
      'a fingerprint that is none',
      (r: Record<string, unknown>) => {
        const [first] = r['findings'] as { fingerprint: string }[];
        if (first !== undefined) first.fingerprint = 'x';
      },
    ],
  ])('the schema refuses %s', (_, change) => {
    expect(validate(broken(change))).toBe(false);
  });

  it('the shipped schema is fresh (scripts/report-schema.ts writes it)', () => {
    const shipped = JSON.parse(readFileSync(new URL('../../schema/report.json', import.meta.url), 'utf8'));
    expect(JSON.stringify(shipped)).toBe(JSON.stringify(reportSchema()));
  });
});
