import { describe, expect, it } from 'vitest';
import { annotationsOf, withinLimit } from '../../src/report/annotations.ts';
import { renderGithub } from '../../src/report/github.ts';
import type { Report } from '../../src/report/report.ts';
import { repositoryPath } from '../../src/report/repository-path.ts';
import * as samples from './samples.ts';

const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));

describe('github', () => {
  it.each(REPORTS)('%s: every line is one command the runner understands, ten of each type', (_, report) => {
    const lines = renderGithub(report, {}).trimEnd().split('\n');
    for (const line of lines) {
      // What the runner takes for properties ends at the next `::`; a comma would start another, a bare % is an escape.
      const [, properties = '', message = ''] = /^::(?:error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
      expect(properties, line).toMatch(/^(?:file=[^,:]+,(?:line=\d+,)(?:col=\d+,)?)?title=[^,:]+$/);
      expect(`${properties}${message}`.replace(/%(?:25|0A|0D|3A|2C)/g, '')).not.toMatch(/%|\r/);
      expect(message.length).toBeLessThanOrEqual(3 * 4_096);
    }
    for (const level of ['error', 'warning', 'notice'])
      expect(lines.filter((line) => line.startsWith(`::${level} `)).length).toBeLessThanOrEqual(10);
  });

  it('cuts a long message between characters', () => {
    for (const start of ['m', 'mm']) {
      const owners = Array.from({ length: 100 }, () => '😀'.repeat(50));
      const found = samples.finding({ rule: 'r', message: start, owners, at: samples.place('a.yaml', 1) });
      const text = renderGithub(samples.report([found], { compared: [] }), {});
      expect(text).toContain('😀…\n');
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('points at the line that changed and at the line of the mapping', () => {
    const text = renderGithub(samples.mappedBreaks, { root: 'a/b' });
    expect(text).toContain('::error file=a/b/specs/crm.yaml,line=212,col=9,title=customer.status breaks::');
    expect(text).toContain(
      '::error file=a/b/guard.yaml,line=31,title=customer.status breaks::The value table has no row for',
    );
    expect(text).toContain('%0ATo do: add a row for `paused`');
    expect(text).toMatch(/::notice title=contract-guard::4 mappings break · 2 warnings\n$/);
  });

  it('shows every finding once before any of them twice, and says how many are left out', () => {
    const annotations = annotationsOf(samples.many, '');
    expect(annotations.slice(0, 200).every(({ file }) => file === 'specs/crm.yaml')).toBe(true);
    const limited = withinLimit(annotations, 10);
    expect(limited.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(limited.at(9)?.message).toBe(
      `… and ${annotations.filter(({ level }) => level === 'error').length - 9} more errors in the full report`,
    );
  });

  it('a problem of the manifest is shown there, once', () => {
    const at = { file: 'guard.yaml', pointer: '', line: 31, column: 9 };
    const own = samples.finding({
      rule: 'target-gone',
      message: 'gone',
      at,
      mappings: [samples.impact({ from: 'a', to: 'b' })],
    });
    expect(annotationsOf(samples.report([own], { compared: [] }), '')).toHaveLength(1);
  });
});

describe('a place in the repository', () => {
  it.each([
    ['specs/crm.yaml', '', 'specs/crm.yaml'],
    ['specs/crm.yaml', 'a', 'a/specs/crm.yaml'],
    ['../specs/crm.yaml', 'a', 'specs/crm.yaml'],
    ['./x/../crm.yaml', '', 'crm.yaml'],
    ['../crm.yaml', '', undefined],
    ['main:crm.yaml', '', undefined],
    ['https://crm.example/openapi.yaml', '', undefined],
    ['/etc/passwd', '', undefined],
    ['stdin', '', undefined],
  ])('%s in %j is %j', (file, root, expected) => {
    expect(repositoryPath(file, root)).toBe(expected);
  });
});
