import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/spec/input-error.ts';
import { advisedIn, openIn, readCases, runCase, saidIn, shownIn } from './cases.ts';

describe.each([
  'workflows.yaml',
  'exceptions.yaml',
  'transforms.yaml',
  'flows.yaml',
  'values.yaml',
  'tables.yaml',
  'written.yaml',
  'copied.yaml',
  'picked.yaml',
  'missing.yaml',
  'edited.yaml',
  'chains.yaml',
])('%s', (name) => {
  const all = readCases(name);

  it.each(all.cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    if (one.refused !== undefined) {
      const error = await runCase(all, one).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(InputError);
      for (const word of one.refused) expect(String(error)).toContain(word);
      return;
    }
    const report = await runCase(all, one);
    expect(saidIn(report), one.because).toEqual([...(one.says ?? [])].sort());
    for (const { mappings } of report.findings)
      expect(new Set(mappings.map((impact) => JSON.stringify(impact))).size, 'each once').toBe(mappings.length);
    if (one.advises !== undefined) expect(advisedIn(report)).toEqual(one.advises);
    if (one.open !== undefined) expect(openIn(report), one.because).toBe(one.open);
    if (one.shows !== undefined) expect(shownIn(report)).toEqual(one.shows);
  });
});
