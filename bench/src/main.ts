/** (edge) The bench: every suite, one after the other, to standard output and results/latest.md. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { actionRuns, gitCommit, unchangedPull } from './action.ts';
import { floor, guardCheck, guardDiff, guardVersion, nodeStart, oasdiff, oasdiffBinary } from './commands.ts';
import { type Extreme, extremes } from './extremes.ts';
import { scaled, sharedSchema } from './generate.ts';
import { manifestFor, manyFields } from './manifest.ts';
import { type Command, hasGnuTime, scratch } from './measure.ts';
import { findPairs, type Pair } from './pairs.ts';
import { type Result, runSuite } from './suite.ts';
import { outcomeTable, resultTable } from './table.ts';
import { comparisons, cost, doublings, type Limits, type Outcome, overhead, ratio } from './targets.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    'no-oasdiff': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number of at least 1');
const withOasdiff = !values['no-oasdiff'] && existsSync(oasdiffBinary);
const tables: string[] = [];
const outcomes: Outcome[] = [];

/** Runs a suite whose title `--only` holds a part of, tables it, and judges it. */
function bench(
  title: string,
  commands: () => readonly Command[],
  base: string | undefined,
  judge: (results: readonly Result[]) => readonly Outcome[],
) {
  if (!title.toLowerCase().includes(values.only.toLowerCase())) return;
  const results = runSuite({ title, commands: commands() }, runs);
  tables.push(resultTable(title, results, base));
  outcomes.push(...judge(results));
}

function written(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

function benchPair(pair: Pair): void {
  const title = `${pair.name}, ${pair.format}`;
  const { before, after } = pair;
  const isGithub = pair.name === 'GitHub';
  const commands = (): readonly Command[] => [
    floor(pair),
    guardDiff('guard json', [before, after, '--format', 'json']),
    guardDiff('guard text', [before, after, '--format', 'text']),
    ...(isGithub ? githubOnly(pair) : []),
    ...(withOasdiff ? [oasdiff('changelog', pair)] : []),
    ...(withOasdiff && pair.explosive === undefined ? [oasdiff('breaking', pair)] : []),
  ];
  const limits = limitsOf(pair);
  bench(title, commands, 'floor', (results) => [
    ratio(`${title}: guard json / floor`, results, ['guard json', 'floor'], 'wallMs', limits.floor),
    ratio(
      `${title}: guard json / oasdiff changelog`,
      results,
      ['guard json', 'oasdiff changelog'],
      'wallMs',
      limits.oasdiff,
    ),
    ratio(
      `${title}: peak memory / oasdiff changelog`,
      results,
      ['guard json', 'oasdiff changelog'],
      'rssMb',
      limits.memory,
    ),
    ...(isGithub
      ? [
          ratio(`${title}: manifest of 10 fields / floor`, results, [withManifest, 'floor'], 'wallMs', {
            first: 2,
            final: 1.8,
          }),
          ratio(`${title}: check of 1,000 fields / floor`, results, [checkOfMany, 'floor'], 'wallMs', { final: 3 }),
          ratio(`${title}: diff of 1,000 fields / floor`, results, [withMany, 'floor'], 'wallMs', { final: 2.5 }),
        ]
      : []),
  ]);
}

/** GitHub (also the largest pair) and Stripe have targets; the other pairs are only shown. */
function limitsOf({ name, format }: Pair): Readonly<Record<'floor' | 'oasdiff' | 'memory', Limits>> {
  if (name === 'GitHub') {
    return { floor: { first: 3, final: 2.5 }, oasdiff: { first: 1 / 6, final: 1 / 6 }, memory: { first: 1, final: 1 } };
  }
  if (name !== 'Stripe') return { floor: {}, oasdiff: {}, memory: {} };
  return {
    floor: { ...(format === 'JSON' && { first: 6 }), final: 2.5 },
    oasdiff: { final: 1 / 6 },
    memory: { final: 1 },
  };
}

const withManifest = 'guard json, 10 fields';
const withMany = 'guard json, 1,000 fields';
const checkOfMany = 'guard check, 1,000 fields';

function githubOnly({ before, after }: Pair): readonly Command[] {
  const parsed = [before, after].map((file): unknown => JSON.parse(readFileSync(file, 'utf8')));
  const manifest = written('guard.yaml', manifestFor(parsed[0], parsed[1], after));
  const many = written('many.yaml', manyFields(parsed[0], parsed[1], [before, after], 1000));
  const sides = ['--before', `source=${before}`, `target=${before}`, '--after', `source=${after}`, `target=${after}`];
  return [
    guardDiff(withManifest, ['--manifest', manifest, ...sides, '--format', 'json']),
    guardDiff(withMany, ['--manifest', many, ...sides, '--format', 'json']),
    guardCheck(checkOfMany, ['--manifest', many]),
    guardDiff('guard json, no compile cache', [before, after, '--format', 'json'], { NODE_DISABLE_COMPILE_CACHE: '1' }),
  ];
}

function generated(name: string, key: string, text: (side: 'before' | 'after') => string): Command {
  const [before, after] = (['before', 'after'] as const).map((side) => written(`${key}-${side}.json`, text(side)));
  return guardDiff(name, [before ?? '', after ?? '', '--format', 'json']);
}

for (const pair of findPairs()) benchPair(pair);

bench(
  'Start',
  () => [nodeStart, guardVersion],
  nodeStart.name,
  (results) => [
    ratio('guard --version / node -e 0', results, [guardVersion.name, nodeStart.name], 'wallMs', { first: 3 }),
  ],
);

bench(
  'Action',
  () => [nodeStart, gitCommit, ...actionRuns()],
  nodeStart.name,
  (results) => [
    cost('The action, nothing to do: seconds, with the start of Node', results, unchangedPull, 'wallMs', {}),
    overhead(
      'The action, nothing to do: seconds from its start to its exit',
      results,
      [unchangedPull, nodeStart.name],
      {
        final: 0.4,
      },
    ),
  ],
);

for (const links of ['groups', 'ring'] as const) {
  const title = `Scaling, schemas linked in ${links === 'ring' ? 'one ring' : 'groups of eight'}`;
  const sizes = [1, 2, 4, 8, 16];
  const commands = () =>
    sizes.map((size) => generated(`${size}×`, `${links}-${size}`, (side) => scaled(size, links, side)));
  bench(title, commands, '1×', (results) => doublings(title, results, { first: 2.2 }));
}

const sharedSizes = [
  { schema: 'small schema', parts: 1, edit: 'reworded' },
  { schema: 'large schema, reworded', parts: 2000, edit: 'reworded' },
  { schema: 'large schema, changed', parts: 2000, edit: 'changed' },
] as const;

bench(
  'Scaling, one shared schema',
  () =>
    [1, 1000].flatMap((paths) =>
      sharedSizes.map(({ schema, parts, edit }, index) =>
        generated(`${2 * paths} operations, ${schema}`, `shared-${paths}-${index}`, (side) =>
          sharedSchema(paths, parts, edit, side),
        ),
      ),
    ),
  undefined,
  (results) =>
    (['reworded', 'changed'] as const).map((edit) =>
      comparisons(
        `A schema that 2,000 operations share, ${edit === 'changed' ? 'changed in 600 places' : 'reworded'}: times compared`,
        results,
        ['2 operations, small schema', `2 operations, large schema, ${edit}`],
        ['2000 operations, small schema', `2000 operations, large schema, ${edit}`],
        // Where parts change, the time also holds naming the operations of each finding: shown, and no target.
        edit === 'reworded' ? { first: 2 } : {},
      ),
    ),
);

/** A refusal is an exit code of 2; that it names its cap is for the tests. */
function extremeCommand({ name, text, size, refused }: Extreme, index: number): Command {
  const command = generated(name, `extreme-${index}`, (side) => text(side, size));
  return refused ? { name, argv: command.argv, exits: [2], ...(command.env && { env: command.env }) } : command;
}

bench(
  'Extremes',
  () => extremes.map(extremeCommand),
  undefined,
  (results) =>
    extremes.flatMap(({ name, refused }) => {
      const what = `${name}${refused ? ' (refused)' : ''}`;
      return [
        cost(`${what}: seconds`, results, name, 'wallMs', { final: 5 }),
        cost(`${what}: MB`, results, name, 'rssMb', { final: 1_024 }),
      ];
    }),
);

const facts = [
  `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}`,
  `Node ${process.versions.node}`,
  withOasdiff ? 'oasdiff 1.15.0' : 'without oasdiff (no binary for this platform, or --no-oasdiff)',
  `medians of ${runs} runs after a warm-up, alternating order`,
  `load average at the end ${loadavg()[0]?.toFixed(2)}`,
  ...(hasGnuTime ? [] : ['no GNU time here: CPU time and memory not measured']),
];
const report = ['## Bench', facts.map((fact) => `- ${fact}`).join('\n'), outcomeTable(outcomes), ...tables].join(
  '\n\n',
);
if (values.only === '') {
  const results = join(import.meta.dirname, '../results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'latest.md'), `${report}\n`);
}
process.stdout.write(`${report}\n`);
