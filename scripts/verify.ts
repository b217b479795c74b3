/** (edge) `npm test`: all that CI runs. Every check runs even when one before it failed; the last line counts. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Counting what is covered makes code half as fast again: where much runs, or other processes do, it is left out. */
const testRuns: readonly (readonly [name: string, ...args: string[]])[] = [
  ['tests of the core', '--coverage', '--project=core'],
  ['laws and whole commands', '--project=laws', '--project=cli', '--project=action', '--project=browser'],
];

const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['lint with types', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '-p', '.'],
  ['unused code', 'knip', '--no-progress'],
  ['build', 'node', 'scripts/build.ts'],
  ['package', 'node', 'scripts/check-package.ts'],
  ['bundle of the action', 'node', 'scripts/bundle.ts', '--check'],
];

/** Exit code 0: `npm run` has put node_modules/.bin in front of PATH. */
function run(title: string, command: string, args: readonly string[]): boolean {
  process.stdout.write(`\n── ${title}: ${command} ${args.join(' ')}\n`);
  const started = performance.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`── ${title}: ${status === 0 ? 'passed' : `failed (${status ?? 'not run'})`} in ${seconds} s\n`);
  return status === 0;
}

interface TestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/** Undefined where the run ended before it could write them. */
function resultsIn(file: string): TestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly words?: string;
}

function check([name, command, ...args]: (typeof checks)[number]): Outcome {
  const ok = run(name, command, args);
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

function test([name, ...args]: (typeof testRuns)[number], folder: string): Outcome {
  const file = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = run(name, 'vitest', ['run', ...args, ...reporters]);
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests: skipped = 0 } = resultsIn(file) ?? {};
  // A run can fail without a failed test: a file that does not load, coverage below its threshold.
  const failed = ok ? 0 : Math.max(1, numFailedTests);
  return { name, passed, failed, words: ` (${passed} passed, ${failed} failed, ${skipped} skipped)` };
}

const folder = mkdtempSync(join(tmpdir(), 'contract-guard-tests-'));
const outcomes = [...checks.map(check), ...testRuns.map((one) => test(one, folder))];
rmSync(folder, { recursive: true });

const sum = (key: 'passed' | 'failed'): number => outcomes.reduce((total, one) => total + one[key], 0);
process.stdout.write('\n');
for (const { name, failed, words = '' } of outcomes)
  process.stdout.write(`${failed === 0 ? 'passed' : 'FAILED'}  ${name}${words}\n`);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
