/**
 * What is fuzzed: from a seed, one case. A case answers with one word for what came of it, and throws when something happened that
 * may not: an error that is no InputError, an error without a hint, or a broken law.
 */
import { check } from '../../src/check.ts';
import { guard, runTransforms } from '../../src/guard.ts';
import { readExpression } from '../../src/manifest/expression.ts';
import { expressionReader, parseManifest } from '../../src/manifest/parse.ts';
import { runExpression } from '../../src/manifest/run-expression.ts';
import type { Report } from '../../src/report/report.ts';
import { InputError } from '../../src/spec/input-error.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { trial } from '../containment/differential.ts';
import { type Random, randomFrom, randomValue } from '../containment/random-schema.ts';
import type { Doc } from '../support/spec.ts';
import { type Corpus, parsed, slice } from './corpus.ts';
import { isConsistent, rendersSafely } from './laws.ts';
import { damaged, deformed, renamed } from './mutate.ts';
import { expressionFrom } from './random-expression.ts';

type Target = (random: Random, corpus: Corpus) => Promise<string>;

const TODAY = '2026-06-15';

function load(content: string | Uint8Array, system: string): Promise<SpecVersion> {
  const stdin = async (): Promise<Uint8Array> => Buffer.from(content);
  return loadSpec('-', { system, cwd: import.meta.dirname, stdin });
}

function compare(before: SpecVersion, after: SpecVersion): Report {
  return guard({ systems: new Map([['api', { before, after }]]), today: TODAY });
}

/** Both ways, and each with itself. */
async function hold(before: SpecVersion, after: SpecVersion, random: Random): Promise<string> {
  const report = compare(before, after);
  isConsistent(report);
  isConsistent(compare(after, before));
  for (const same of [before, after]) {
    const { findings } = compare(same, { ...same, files: new Map(same.files) });
    if (findings.length > 0) throw new Error(`differs from itself: ${findings[0]?.rule} ${findings[0]?.message}`);
  }
  if (random.chance(0.3)) await rendersSafely(report);
  return report.verdict;
}

const specBytes: Target = async (random, { pairs }) => {
  const [before, after] = random.pick(pairs);
  const json = random.chance(0.4);
  const text = json ? JSON.stringify(parsed(after), null, random.below(3)) : after;
  return hold(await load(before, 'api'), await load(damaged(text, random), 'api'), random);
};

function realOrFixture(random: Random, { pairs, real }: Corpus): readonly [Doc, Doc] {
  if (real.length > 0 && random.chance(0.5)) return slice(random.pick(real), random);
  const [before, after] = random.pick(pairs);
  return [parsed(before), parsed(after)];
}

const specShapes: Target = async (random, corpus) => {
  const [before, after] = realOrFixture(random, corpus);
  const [first, second] = random.chance(0.3)
    ? [deformed(before, random), deformed(after, random)]
    : [before, deformed(random.chance(0.5) ? before : after, random)];
  return hold(await load(JSON.stringify(first), 'api'), await load(JSON.stringify(second), 'api'), random);
};

const names: Target = async (random, corpus) => {
  const [before, after] = realOrFixture(random, corpus);
  const seed = random.below(2 ** 31);
  const share = random.pick([0.1, 0.5, 1]);
  const first = renamed(before, randomFrom(seed), share) as Doc;
  const second = renamed(random.chance(0.5) ? after : deformed(before, random), randomFrom(seed), share) as Doc;
  const report = compare(await load(JSON.stringify(first), 'api'), await load(JSON.stringify(second), 'api'));
  isConsistent(report);
  await rendersSafely(report);
  return report.verdict;
};

const manifests: Target = async (random, { integrations }) => {
  const { manifest, systems } = random.pick(integrations);
  const isText = random.chance(0.5);
  const text = isText
    ? Buffer.from(damaged(manifest, random)).toString()
    : JSON.stringify(random.chance(0.3) ? renamed(parsed(manifest), random, 0.2) : deformed(parsed(manifest), random));
  const result = parseManifest(text, 'guard.yaml', await expressionReader(text));
  if (!result.ok) {
    const bad = result.problems.find(({ message, file }) => message === '' || file === undefined);
    if (bad !== undefined || result.problems.length === 0) throw new Error(`a problem says nothing: ${text}`);
    return 'refused';
  }
  const known = new Map<string, SpecVersion>();
  for (const [name, spec] of Object.entries(systems)) known.set(name, await load(spec, name));
  const changed = new Map<string, { before: SpecVersion; after: SpecVersion }>();
  const specs = new Map<string, SpecVersion>();
  for (const name of result.manifest.systems.keys()) {
    const before = known.get(name) ?? [...known.values()][0];
    if (before === undefined) return 'no systems';
    const after = await load(
      JSON.stringify(deformed(parsed(systems[name] ?? Object.values(systems)[0] ?? ''), random)),
      name,
    );
    changed.set(name, { before, after });
    specs.set(name, after);
  }
  const input = { systems: changed, manifest: result.manifest, today: TODAY };
  const report = guard({ ...input, transforms: await runTransforms(input) });
  isConsistent(report);
  await rendersSafely(report);
  const checked = await check({ systems: specs, manifest: result.manifest, acknowledged: { today: TODAY } });
  isConsistent(checked);
  await rendersSafely(checked);
  return report.verdict;
};

const expressions: Target = async (random, corpus) => {
  const text = expressionFrom(random, corpus);
  const read = readExpression(text);
  if (!read.ok) {
    if (read.offset < 0 || read.message === '') throw new Error(`no reason: ${text}`);
    return 'malformed';
  }
  const input = randomValue(random, 3);
  const first = await runExpression(text, structuredClone(input));
  const second = await runExpression(text, structuredClone(input));
  if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error(`another answer the second time: ${text}`);
  return first.kind;
};

const containment: Target = async (random) => {
  const { verdict, contradiction, disputed } = trial(1 + random.below(2 ** 31)) ?? {};
  if (contradiction !== undefined && disputed !== true) throw new Error(JSON.stringify({ verdict, contradiction }));
  return verdict?.verdict ?? 'no schema';
};

export const targets = { specBytes, specShapes, names, manifests, expressions, containment } as const;

export type TargetName = keyof typeof targets;

/** One case. What a person could have caused is an InputError with a message for every problem; all else is a finding. */
export async function runCase(name: TargetName, seed: number, corpus: Corpus): Promise<string> {
  try {
    return await targets[name](randomFrom(seed), corpus);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const silent = error.problems.find(({ message, hint }) => message === '' || hint === undefined || hint === '');
    if (silent !== undefined) throw new Error(`a refusal without a hint: ${silent.message}`, { cause: error });
    return 'refused';
  }
}
