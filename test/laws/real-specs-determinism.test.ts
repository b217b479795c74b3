/**
 * The same input gives the same bytes: whenever it is read, in whatever order its objects have their members (JSON and YAML objects
 * have none: RFC 8259 §4, YAML 1.2.2 §3.2.1.1), and with whatever line ends a checkout gives its files.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { realPairs } from '../support/shared-specs.ts';
import { guardSpecs, isObject } from '../support/spec.ts';

const pairs = realPairs();
const none = { name: 'skipped: ../shared/specs is not here', before: '', after: '' };
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A version in a folder of its own, as some system checks it out. */
async function checkedOut(version: string, end: '\n' | '\r\n'): Promise<SpecVersion> {
  const isFolder = basename(version) === 'openapi.yaml' && statSync(join(dirname(version), '..')).isDirectory();
  const source = isFolder ? dirname(version) : version;
  const names = statSync(source).isDirectory() ? readdirSync(source, { recursive: true, encoding: 'utf8' }) : [''];
  const folder = mkdtempSync(join(tmpdir(), 'guard-lines-'));
  made.push(folder);
  for (const name of names) {
    if (statSync(join(source, name)).isDirectory()) continue;
    const target = join(folder, name === '' ? basename(version) : name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(join(source, name), 'utf8').replace(/\r?\n/g, end));
  }
  return loadSpec(basename(version), { system: 'api', cwd: folder });
}

/** Members in the order of their names backwards: far from any order somebody writes. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? 1 : -1));
  return Object.fromEntries(entries.map(([name, member]) => [name, reversed(member)]));
}

/** All that is said of each finding but where in the text it is. */
function told({ findings, verdict, counts }: Report): unknown {
  const lines = findings.map(({ rule, level, direction, compatibility, message, fingerprint, at, was }) =>
    [fingerprint, level, rule, direction, compatibility, message, at?.pointer, was?.pointer].join(' · '),
  );
  return { verdict, counts, lines: lines.sort() };
}

async function bytesOf(report: Report): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const [name, format] of Object.entries(formats)) {
    const render = await format();
    pages[name] = render(report, { colour: false, verbose: true, width: 80 });
  }
  return pages;
}

describe.skipIf(pairs.length === 0).each(pairs.length === 0 ? [none] : pairs)('$name', ({ name, before, after }) => {
  it('has the same bytes in every format, with either line end', { timeout: 120_000 }, async () => {
    const [first, second] = await Promise.all(
      (['\n', '\r\n'] as const).map(async (end) =>
        guardSpecs(await checkedOut(before, end), await checkedOut(after, end)),
      ),
    );
    if (first === undefined || second === undefined) throw new Error('nothing was read');
    const [pages, others] = [await bytesOf(first), await bytesOf(second)];
    for (const format of Object.keys(pages)) expect(others[format] === pages[format], format).toBe(true);
  });

  // A reordered copy of the largest takes more memory than a test should.
  it.skipIf(name === 'github')('is told the same in any order of members', { timeout: 120_000 }, async () => {
    const [old, now] = await Promise.all([checkedOut(before, '\n'), checkedOut(after, '\n')]);
    const shuffled = (spec: SpecVersion): SpecVersion => ({
      ...spec,
      files: new Map(
        [...spec.files].map(([url, file]) => {
          const value = reversed(file.value);
          return [url, { url, name: file.name, value, text: JSON.stringify(value), format: 'json' as const }];
        }),
      ),
    });
    expect(told(guardSpecs(shuffled(old), shuffled(now)))).toEqual(told(guardSpecs(old, now)));
  });
});
