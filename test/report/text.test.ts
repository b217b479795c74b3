import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { columnsOf, wrapped } from '../../src/report/terminal.ts';
import { renderText } from '../../src/report/text.ts';
import * as samples from './samples.ts';

const PLAIN = { colour: false, verbose: false, width: 80 };
const GUTTER = 12;

const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));
const NAMED = REPORTS.filter(([name]) => !/^many|^hostile/.test(name));

/** Too wide is only a line that holds a single word beside its gutter. */
function tooWide(text: string): string[] {
  return text.split('\n').filter((line) => columnsOf(line) > 80 && line.slice(GUTTER).trim().includes(' '));
}

describe('text', () => {
  it.each(NAMED)('%s', async (name, report) => {
    await expect(renderText(report, PLAIN)).toMatchFileSnapshot(`goldens/${name}.txt`);
  });

  it('verbose lists everything', async () => {
    await expect(renderText(samples.mappedBreaks, { ...PLAIN, verbose: true })).toMatchFileSnapshot(
      'goldens/verbose.txt',
    );
  });

  it('verbose prints every fingerprint, without a manifest too', () => {
    for (const report of [samples.mappedBreaks, samples.noManifest]) {
      const text = renderText(report, { ...PLAIN, verbose: true });
      for (const { fingerprint } of report.findings) expect(text).toContain(`, finding ${fingerprint}`);
    }
  });

  it.each(REPORTS)('%s keeps to 80 columns and to visible characters', (_, report) => {
    for (const verbose of [false, true]) {
      const text = renderText(report, { ...PLAIN, verbose });
      expect(tooWide(text)).toEqual([]);
      expect(samples.invisibleIn(text)).toEqual([]);
      expect(text).not.toMatch(/[^\S\n]\n/);
      expect(text).toMatch(/[^\n]\n$/);
    }
  });

  it('keeps to 80 columns whatever the strings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const paused = samples.finding({ rule: text, message: text, system: text, path: text, owners: [text, text] });
        const out = renderText(samples.report([paused], { compared: samples.versions(text) }), PLAIN);
        expect(tooWide(out)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('colours only when asked, and changes nothing else', () => {
    const coloured = renderText(samples.mappedBreaks, { ...PLAIN, colour: true });
    expect(coloured).toContain('\u001b[1;31m');
    const bare = coloured.split('\u001b').map((text, index) => (index === 0 ? text : text.replace(/^\[[\d;]*m/, '')));
    expect(bare.join('')).toBe(renderText(samples.mappedBreaks, PLAIN));
  });

  it('starts with the verdict', () => {
    const head = (report: Report) => renderText(report, PLAIN).split('\n')[0];
    expect(head(samples.mappedBreaks)).toBe('larkfield-to-norrvik: 4 mappings break · 2 warnings');
    expect(head(samples.clean)).toBe('larkfield-to-norrvik: all 41 mappings hold');
    expect(head(samples.noManifest)).toBe('5 breaking changes · 1 warning');
    expect(head(samples.nothingChanged)).toBe('Nothing changed');
    expect(head(samples.severalIntegrations)).toBe('2 mappings break · 1 warning');
  });

  it('lists at most 50 errors, and says how many more there are and how to see them', () => {
    for (const report of [samples.many, samples.manyWithoutManifest]) {
      const text = renderText(report, PLAIN);
      expect(text.match(/^error /gm)).toHaveLength(50);
      expect(text).toMatch(/^… and (150|250) more errors \(--verbose lists them\)$/m);
      expect(renderText(report, { ...PLAIN, verbose: true }).match(/^error /gm)?.length).toBe(report.counts.error);
    }
    expect(renderText(samples.many, PLAIN)).toContain('… and 90 more of these (--verbose lists them)');
  });

  it('loses no finding that names no integration of the report', () => {
    const stray = samples.finding({ rule: 'r', message: 'a stray change', integration: 'unknown' });
    const { integrations, compared } = samples.clean;
    expect(renderText(samples.report([stray], { compared, integrations }), PLAIN)).toContain('a stray change');
  });
});

describe('terminal', () => {
  it('counts columns, not characters', () => {
    expect(columnsOf('名前')).toBe(4);
    expect(columnsOf('e\u0301')).toBe(1);
    expect(columnsOf('😀')).toBe(2);
    expect(columnsOf('→ …')).toBe(3);
  });

  it('wraps at spaces and never inside a word', () => {
    expect(wrapped('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrapped('a longword b', 4)).toEqual(['a', 'longword', 'b']);
    expect(wrapped('', 4)).toEqual(['']);
  });
});

describe('a run with many integrations or systems', () => {
  const names = Array.from({ length: 20 }, (_, index) => `i${index}`);
  const findings = names.flatMap((integration) =>
    Array.from({ length: 60 }, (_, index) =>
      samples.finding({
        rule: 'r',
        message: `m${index}`,
        integration,
        mappings: [samples.impact({ from: 'a', to: 'b' })],
      }),
    ),
  );
  const mappings = { total: 60, breaking: 60, unjudged: 0 };
  const integrations = names.map((name) => ({ name, manifest: `${name}.yaml`, owners: [], mappings }));

  it('shows the first errors of each, and says how many there are besides', () => {
    const text = renderText(samples.report(findings, { compared: [], integrations }), PLAIN);
    expect(text.match(/^error /gm)).toHaveLength(20 * 5);
    expect(text.match(/^… and 55 more errors \(--verbose lists them\)$/gm)).toHaveLength(20);
  });

  it('names the first systems, and counts the others', () => {
    const version = { label: 'a.yaml', dialect: '3.1' };
    const compared = Array.from({ length: 100 }, (_, index) => ({
      integration: 'i0',
      system: `s${index}`,
      before: version,
      after: version,
    }));
    const text = renderText(samples.report([], { compared, integrations: integrations.slice(0, 1) }), PLAIN);
    expect(text).toMatch(/ s19 a\.yaml .*\n… and 80 more systems \(--verbose lists them\)\n/);
    expect(text).not.toContain('s20 ');
    const page = renderHtml(samples.report([], { compared, integrations: integrations.slice(0, 1) }));
    expect(page).toContain('<details><summary>100 systems</summary>\n<ul class="compared">');
    const markdown = renderMarkdown(samples.report([], { compared, integrations: integrations.slice(0, 1) }));
    expect(markdown).toMatch(/\*\*`s9`\*\* `a\.yaml` · 90 more systems\n/);
  });
});
