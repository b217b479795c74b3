/** (edge) `npm test`: all that CI runs. Every check runs even when one before it failed; the last line counts. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const RESULTS = 'coverage/tests.json';

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
  readonly numTotalTestSuites: number;
  readonly numFailedTestSuites: number;
}

function testResults(): TestResults | undefined {
  try {
    return JSON.parse(readFileSync(join(root, RESULTS), 'utf8'));
  } catch {
    return undefined;
  }
}

const outcomes = checks.map(([name, command, ...args]) => ({ name, ok: run(name, command, args) }));
rmSync(join(root, RESULTS), { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
const testsOk = run('tests', 'vitest', ['run', '--coverage', ...reporters]);
const results = testResults();

const passedTests = results?.numPassedTests ?? 0;
const failedTests = results?.numFailedTests ?? 0;
// A run can fail without a failed test: a file that does not load, coverage below its threshold.
const failedRuns = !testsOk && failedTests === 0 ? 1 : 0;
const failedChecks = outcomes.filter(({ ok }) => !ok);
const passed = passedTests + outcomes.length - failedChecks.length;
const failed = failedTests + failedRuns + failedChecks.length;

process.stdout.write('\n');
for (const { name, ok } of outcomes) process.stdout.write(`${ok ? 'passed' : 'FAILED'}  ${name}\n`);
process.stdout.write(
  `${testsOk ? 'passed' : 'FAILED'}  tests (${passedTests} passed, ${failedTests} failed, ${results?.numPendingTests ?? 0} skipped)\n`,
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
