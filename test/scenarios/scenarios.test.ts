import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { guard, type SystemVersions } from '../../src/guard.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Finding, Level, Report, Touch } from '../../src/report/report.ts';
import { loadSpec } from '../../src/spec/load.ts';

/** See fixtures/scenarios/README.md: written by hand from the specifications. */
interface Expected {
  readonly about: string;
  readonly exit: 0 | 1;
  readonly findings?: readonly { readonly level: Level; readonly mapping: string }[];
  readonly adjacent?: readonly { readonly level: Level }[];
  readonly unmapped?: readonly { readonly level: Level }[];
  readonly never?: readonly string[];
  readonly silent?: boolean;
}

const root = fileURLToPath(new URL('../../fixtures/scenarios/', import.meta.url));
const names = readdirSync(root).filter((name) => existsSync(`${root}${name}/expected.yaml`));

function manifestIn(folder: string, file: string): Manifest {
  const parsed = parseManifest(readFileSync(`${folder}${file}`, 'utf8'), file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}

async function run(folder: string): Promise<Report> {
  const load = (ref: string, system: string) => loadSpec(ref, { system, cwd: folder });
  const systems = new Map<string, SystemVersions>();
  for (const system of ['crm', 'erp']) {
    systems.set(system, {
      before: await load(`before/${system}.yaml`, system),
      after: await load(`after/${system}.yaml`, system),
    });
  }
  const earlier = existsSync(`${folder}guard.before.yaml`) ? manifestIn(folder, 'guard.before.yaml') : undefined;
  return guard({ systems, manifest: manifestIn(folder, 'guard.yaml'), ...(earlier && { manifestBefore: earlier }) });
}

function mappingsAt(report: Report, level: Level): string[] {
  const found = report.findings.filter((finding) => finding.touch === 'mapped' && finding.level === level);
  const names = found.flatMap(({ mappings }) =>
    mappings
      .filter(({ verdict }) => level !== 'error' || verdict === 'breaks')
      .map(({ from, to }) => `${from || '(nothing)'} -> ${to}`),
  );
  return [...new Set(names)].sort();
}

function levelsOf(findings: readonly Finding[], touch: Touch): Level[] {
  return findings.filter((finding) => finding.touch === touch).map(({ level }) => level);
}

describe('fixtures/scenarios', () => {
  it('has scenarios', () => {
    expect(names.length).toBeGreaterThan(80);
  });

  it.each(names)('%s', async (name) => {
    const folder = `${root}${name}/`;
    const expected = parse(readFileSync(`${folder}expected.yaml`, 'utf8')) as Expected;
    const report = await run(folder);
    const wanted = (level: Level) =>
      (expected.findings ?? []).filter((one) => one.level === level).map((one) => one.mapping);

    expect(mappingsAt(report, 'error'), expected.about).toEqual([...new Set(wanted('error'))].sort());
    expect(mappingsAt(report, 'warning'), expected.about).toEqual(expect.arrayContaining(wanted('warning')));
    for (const mapping of expected.never ?? []) {
      expect([...mappingsAt(report, 'error'), ...mappingsAt(report, 'warning')]).not.toContain(mapping);
    }
    for (const touch of ['adjacent', 'unmapped'] as const) {
      const wantedLevels = (expected[touch] ?? []).map(({ level }) => level);
      expect(levelsOf(report.findings, touch)).toEqual(expect.arrayContaining(wantedLevels));
    }
    if (expected.silent) expect(report.findings).toEqual([]);
    expect(report.verdict === 'breaking' ? 1 : 0).toBe(expected.exit);
  });
});
