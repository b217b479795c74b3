import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/spec/input-error.ts';
import { readCases, runCase, saidIn } from './cases.ts';

describe.each(['workflows.yaml', 'exceptions.yaml'])('%s', (name) => {
  const all = readCases(name);

  it.each(all.cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    if (one.refused !== undefined) {
      const run = () => runCase(all, one);
      expect(run).toThrow(InputError);
      for (const word of one.refused) expect(run).toThrow(word);
      return;
    }
    expect(saidIn(runCase(all, one)), one.because).toEqual([...(one.says ?? [])].sort());
  });
});
