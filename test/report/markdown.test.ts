import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { code } from '../../src/spec/words.ts';
import * as samples from './samples.ts';

const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));
const NAMED = REPORTS.filter(([name]) => !/^many|^hostile/.test(name));

const ARGUMENTS = ['--unsafe', '-e', 'footnotes', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough'];
const hasCmark = spawnSync('cmark-gfm', ['--version']).status === 0;

function htmlOf(markdown: string): string {
  const { stdout, status, stderr } = spawnSync('cmark-gfm', ARGUMENTS, {
    input: markdown,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cmark-gfm failed: ${stderr}`);
  return stdout;
}

function tagsOf(html: string): string[] {
  return [...html.matchAll(/<(\/?[a-z!-][^\s>]*)[^>]*>/gi)].map(([, tag = '']) => tag);
}

const OURS = /^\/?(?:h3|h4|p|strong|code|pre|ul|li|table|thead|tbody|tr|th|td|br|details|summary|hr)$/;

describe('markdown', () => {
  it.each(NAMED)('%s', async (name, report) => {
    await expect(renderMarkdown(report)).toMatchFileSnapshot(`goldens/${name}.md`);
  });

  it('keeps to its budget by dropping whole rows, lists and sections', () => {
    for (const [name, report] of REPORTS) {
      for (const maxLength of [500, 1000, 2000, 5000, 20_000, 60_000]) {
        const text = renderMarkdown(report, { maxLength });
        expect(text.length, name).toBeLessThanOrEqual(maxLength);
        expect(text.match(/^<details>$/gm)?.length, name).toBe(text.match(/^<\/details>$/gm)?.length);
        expect(text, name).toMatch(/^### .+\n/);
      }
    }
  });

  it('says how many more there are', () => {
    const text = renderMarkdown(samples.many, { maxLength: 60_000 });
    expect(text.length).toBeGreaterThan(20_000);
    expect(text.match(/^\| ⛔ /gm)).toHaveLength(100);
    expect(text).toContain('\n\n… and 100 more rows in the full report\n');
    expect(renderMarkdown(samples.many, { maxLength: 500 })).toContain(
      'Not shown: 100 adjacent changes, all breaking; 300 unmapped changes, all breaking',
    );
  });

  it('names integrations that break before clean ones when not all fit', () => {
    const integrations = Array.from({ length: 30 }, (_, i) => ({
      name: `flow-${i}`,
      manifest: `flow-${i}/guard.yaml`,
      owners: [],
      mappings: { total: 2, breaking: i === 29 ? 1 : 0, unjudged: 0 },
    }));
    const broken = samples.finding({
      rule: 'r',
      message: 'm',
      integration: 'flow-29',
      mappings: [samples.impact({ from: 'a', to: 'b' })],
    });
    const text = renderMarkdown(samples.report([broken], { compared: [], integrations }), { maxLength: 1000 });
    expect(text).toContain('`flow-29` · 1 mapping breaks');
    expect(text).toMatch(/… and \d+ more integrations: all \d+ mappings hold/);
  });

  it('uses its room for many integrations that break', () => {
    const names = Array.from({ length: 25 }, (_, index) => `flow-${index}`);
    const integrations = names.map((name) => ({
      name,
      manifest: `${name}/guard.yaml`,
      owners: [],
      mappings: { total: 250, breaking: 250, unjudged: 0 },
    }));
    const findings = names.flatMap((integration) =>
      Array.from({ length: 250 }, (_, index) =>
        samples.finding({
          rule: 'r',
          message: 'type changed from `string` to `integer`',
          integration,
          path: `field${index}`,
          mappings: [samples.impact({ from: `field${index}`, to: `field${index}` })],
        }),
      ),
    );
    const text = renderMarkdown(samples.report(findings, { compared: [], integrations }), { maxLength: 60_000 });
    expect(text.match(/^#### /gm)).toHaveLength(25);
    expect(text.match(/^… and \d+ more rows in the full report$/gm)).toHaveLength(25);
    expect(text.length).toBeGreaterThan(20_000);
  });
});

describe.skipIf(!hasCmark)('markdown through cmark-gfm (skipped when it is not installed)', () => {
  it.each(REPORTS)('%s holds no element but ours, balanced', (_, report) => {
    for (const maxLength of [1000, 10_000, Number.POSITIVE_INFINITY]) {
      const tags = tagsOf(htmlOf(renderMarkdown(report, { maxLength })));
      expect(tags.filter((tag) => !OURS.test(tag))).toEqual([]);
      const open: string[] = [];
      for (const tag of tags) {
        if (tag === 'br' || tag === 'hr') continue;
        if (!tag.startsWith('/')) open.push(tag);
        else expect(open.pop()).toBe(tag.slice(1));
      }
      expect(open).toEqual([]);
    }
  });

  it.each(REPORTS)('%s has whole table rows', (_, report) => {
    for (const [row] of htmlOf(renderMarkdown(report)).matchAll(/<tr>.*?<\/tr>/gs))
      expect(row.match(/<t[dh]/g), row).toHaveLength(2);
  });

  it('shows a foreign string in code only, whole, whatever it is', () => {
    const hostile = fc.oneof(
      fc.constantFrom(...samples.HOSTILE),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '`',
            '|',
            '\\',
            '\n',
            ' ',
            '<',
            '>',
            '&',
            '-',
            '*',
            '_',
            '[',
            ']',
            '(',
            ')',
            '!',
            '@',
            '#',
            '~',
            ':',
            '$',
            'a',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(!/[Zq]/.test(text)); // the marks around it must be known from it
        const marked = `Zq${text}qZ`;
        const foreign = samples.finding({
          rule: marked,
          message: `enum value ${code(marked)} was added`,
          system: marked,
          operation: marked,
          operations: { count: 2, examples: [marked, marked] },
          part: `query parameter ${marked}`,
          path: marked,
          at: samples.place(marked, 1),
          mappings: [
            samples.impact({
              flow: marked,
              entity: marked,
              from: marked,
              to: marked,
              manifest: marked,
              because: `no row for ${code(marked)}`,
            }),
          ],
          owners: [marked],
          integration: marked,
          proof: { kind: 'witness', value: { [marked]: marked } },
          suggestion: { text: `add ${code(marked)}`, manifest: [{ line: 1, remove: [marked], add: [marked] }] },
        });
        const [compared] = samples.versions(marked);
        const report = samples.report([foreign], {
          compared:
            compared === undefined
              ? []
              : [{ ...compared, system: marked, after: { label: marked, dialect: marked, version: marked } }],
          integrations: [
            { name: marked, manifest: marked, owners: [marked], mappings: { total: 1, breaking: 1, unjudged: 0 } },
          ],
          unjudged: [{ integration: marked, system: marked, message: code(marked) }],
        });
        const html = htmlOf(renderMarkdown(report));
        const outside = html.replace(/<code[^>]*>[^<]*<\/code>/g, '');
        expect(outside).not.toMatch(/Zq|qZ/);
        for (const [row] of html.matchAll(/<tr>.*?<\/tr>/gs)) expect(row.match(/<t[dh]/g)).toHaveLength(2);
        for (const [, inside = ''] of html.matchAll(/<code>([^<]*)<\/code>/g))
          expect(inside.split('Zq').length).toBe(inside.split('qZ').length);
      }),
      { numRuns: 150 },
    );
  });
});
