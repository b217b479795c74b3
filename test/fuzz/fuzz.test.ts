/** The short run of `npm run fuzz`: the same cases in every run, from the first seeds. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Corpus, readCorpus } from './corpus.ts';
import { runCase, type TargetName, targets } from './targets.ts';

const CASES: Readonly<Record<TargetName, number>> = {
  specBytes: 60,
  specShapes: 60,
  names: 25,
  manifests: 60,
  expressions: 200,
  containment: 50,
};

let corpus: Corpus;
beforeAll(async () => {
  corpus = await readCorpus(false);
});

describe('no input but ends with a report or a refusal', () => {
  it.each(Object.keys(targets) as TargetName[])('%s', async (name) => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= CASES[name]; seed++) outcomes.add(await runCase(name, seed, corpus));
    // A fuzzer whose every case ends the same way tries one thing.
    expect(outcomes.size).toBeGreaterThan(1);
  });
});
