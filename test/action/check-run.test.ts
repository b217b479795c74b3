import { describe, expect, it } from 'vitest';
import { checkRunOf } from '../../src/action/check-run.ts';
import type { Report } from '../../src/report/report.ts';
import * as samples from '../report/samples.ts';

const options = { headSha: 'f'.repeat(40), key: '', failed: true, runUrl: 'https://github.example/r', root: '' };
const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));

describe('a check run', () => {
  it.each(REPORTS)('%s keeps to what GitHub takes', (_, report) => {
    const { title, summary, annotations } = checkRunOf(report, options);
    expect(title).not.toBe('');
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
    expect(annotations.length).toBeLessThanOrEqual(300);
    for (const { path, start_line, end_line, title: heading, message } of annotations) {
      expect(path).toMatch(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))./);
      expect(start_line).toBeGreaterThanOrEqual(1);
      expect(end_line).toBe(start_line);
      expect(heading.length).toBeLessThanOrEqual(255);
      expect(message).not.toBe('');
      expect(Buffer.byteLength(message)).toBeLessThanOrEqual(64 * 1024);
      expect(`${heading}${message}`.isWellFormed()).toBe(true);
    }
  });

  it('cuts a long text between characters', () => {
    const owners = Array.from({ length: 400 }, (_, i) => `${i}${'😀'.repeat(40)}`);
    const lengths = ['m', 'mm'].flatMap((message) => {
      const finding = samples.finding({ rule: 'enum-value-added', message, owners, at: samples.place('a.yaml', 1) });
      const { annotations } = checkRunOf(samples.report([finding], { compared: [] }), options);
      expect(annotations.every((one) => one.message.isWellFormed())).toBe(true);
      return annotations.map((one) => one.message.length);
    });
    expect(lengths.toSorted((a, b) => a - b)).toEqual([15_999, 16_000]);
  });

  it('says how many annotations there are besides those that are sent', () => {
    const findings = Array.from({ length: 400 }, (_, index) =>
      samples.finding({ rule: 'r', message: `m${index}`, at: samples.place('a.yaml', index + 1) }),
    );
    const { annotations, summary } = checkRunOf(samples.report(findings, { compared: [] }), options);
    expect(annotations).toHaveLength(300);
    expect(summary).toMatch(/\n\nOn the lines stand the first 300 of 400 annotations\.\n$/);
    expect(checkRunOf(samples.mappedBreaks, options).summary).not.toContain('On the lines');
  });

  it('keeps its summary within the bytes that GitHub counts', () => {
    const integrations = [
      { name: 'x', manifest: 'a.yaml', owners: [], mappings: { total: 300, breaking: 300, unjudged: 0 } },
    ];
    const findings = Array.from({ length: 300 }, (_, index) =>
      samples.finding({
        rule: 'r',
        message: `\`${'名前'.repeat(40)}\` was removed`,
        integration: 'x',
        path: `f${index}`,
        mappings: [samples.impact({ from: '名'.repeat(100), to: `f${index}` })],
      }),
    );
    const { summary } = checkRunOf(samples.report(findings, { compared: [], integrations }), options);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(10_000);
    expect(summary).toMatch(/^### ⛔ 300 mappings break\n/);
    expect(summary).toMatch(/… and \d+ more rows in the full report/);
  });

  it('passes when the check does, whatever was found', () => {
    expect(checkRunOf(samples.mappedBreaks, { ...options, failed: false }).conclusion).toBe('success');
    expect(checkRunOf(samples.mappedBreaks, options).conclusion).toBe('failure');
    expect(checkRunOf(samples.clean, { ...options, key: 'crm' }).name).toBe('contract-guard (crm)');
  });
});
