import { describe, expect, it } from 'vitest';
import { mermaidLines } from '../../src/report/mermaid.ts';
import { pictureOf } from '../../src/report/picture.ts';
import type { FlowSummary, Report } from '../../src/report/report.ts';
import { scopesOf } from '../../src/report/scope.ts';
import * as samples from './samples.ts';

function scopeOf(report: Report) {
  const [scope] = scopesOf(report);
  if (scope === undefined) throw new Error('no scope');
  return scope;
}

function bigReport(rows: number, hurt: number): Report {
  const flow = (id: string, from: number): FlowSummary => ({
    id,
    entity: 'e',
    from: 'a GET /x',
    to: 'b POST /y',
    rows: Array.from({ length: rows }, (_, i) => ({ from: `f${i}`, to: `t${i}`, line: from + i })),
  });
  const findings = Array.from({ length: hurt }, (_, i) =>
    samples.finding({
      rule: 'property-removed',
      message: 'gone',
      integration: 'x',
      fingerprint: String(i).padStart(16, '0'),
      mappings: [samples.impact({ flow: 'one', entity: 'e', from: `f${i}`, to: `t${i}`, line: 1 + i })],
    }),
  );
  const mappings = { total: 2 * rows, breaking: hurt, unjudged: 0 };
  const flows = [flow('one', 1), flow('two', 1_000)];
  return samples.report(findings, {
    compared: [],
    integrations: [{ name: 'x', manifest: 'm', owners: [], mappings, flows }],
  });
}

describe('the picture of the flows', () => {
  it('holds every row of the manifest with the worst that befalls it, and what hurts besides', () => {
    const rows = pictureOf(scopeOf(samples.withFlows)).map(({ id, rows }) => [
      id,
      rows.map(({ name, verdict }) => `${name.to} ${verdict}`),
    ]);
    expect(rows).toEqual([
      ['customer-create', ['legalName holds', 'status breaks', 'industryText holds', 'currency holds']],
      ['order-create', ['lines[*].unitPrice breaks', 'orderDate warns', 'salesChannel breaks']],
      ['contact-sync', ['contacts[*].email holds']],
    ]);
  });

  it('a break whose level is lowered is drawn as its level says', () => {
    const lowered = (level: 'warning' | 'info') => ({
      ...samples.withFlows,
      findings: samples.withFlows.findings.map((finding) => ({ ...finding, level })),
    });
    const verdicts = (report: Report) =>
      new Set(pictureOf(scopeOf(report)).flatMap(({ rows }) => rows.map(({ verdict }) => verdict)));
    expect(verdicts(lowered('warning'))).toEqual(new Set(['holds', 'warns']));
    expect(verdicts(lowered('info'))).toEqual(new Set(['holds']));
  });
});

describe('mermaid', () => {
  it('marks the broken edges', () => {
    const text = mermaidLines(scopeOf(samples.withFlows)).join('\n');
    expect(text).toContain('s0["crm GET /accounts/#123;accountId#125;"]');
    expect(text).toContain('  s0_1 -- breaks --> t0_1\n');
    expect(text).toContain('  s1_0 -- breaks --> t1_0\n');
    // Edges count from 0 over the whole chart: 4 of the first flow, then 3.
    expect(text).toContain('linkStyle 1,4,6 stroke:#d1242f');
    expect(text).toContain('linkStyle 5 stroke:#9a6700');
  });

  it('stays under 50 edges: all flows, else the hurt ones, else the hurt mappings, else none', () => {
    const edges = (rows: number, hurt: number) =>
      mermaidLines(scopeOf(bigReport(rows, hurt))).filter((line) => /^ {2}s\d+_\d+ -/.test(line)).length;
    expect(edges(24, 1)).toBe(48);
    expect(edges(40, 1)).toBe(40);
    expect(edges(60, 3)).toBe(3);
    expect(edges(60, 50)).toBe(0);
    expect(edges(10, 0)).toBe(0);
  });

  it('nothing foreign in a label means anything', () => {
    const lines = scopesOf(samples.hostile).flatMap(mermaidLines);
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) {
      expect(line).toMatch(
        /^(?:flowchart LR| {2}subgraph [st]\d+\["[A-Za-z0-9 .\-/#;]*"\]| {4}[st]\d+_\d+\["[A-Za-z0-9 .\-/#;]*"\]| {2}end| {2}s\d+_\d+ (?:-->|-- \w+ -->) t\d+_\d+| {2}linkStyle [\d,]+ stroke:#[0-9a-f]{6},stroke-width:\dpx)$/,
      );
    }
  });
});
