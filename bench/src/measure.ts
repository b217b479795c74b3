/** (edge) Runs one command as a whole process and says what it cost. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Command {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  /** Exit codes of a run that did its work. */
  readonly exits: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
  /** For a program that may take the whole machine: it is stopped there, and what it cost until then is a lower bound. */
  readonly guarded?: { readonly runs: number; readonly seconds: number; readonly bytes: number };
  /** What the warm-up's output holds, in a few words. */
  readonly describe?: (output: string) => string;
}

/** `stopped`: the time or memory limit ended it. CPU and memory are absent where GNU time is. */
export interface Sample {
  readonly ended: 'done' | 'stopped' | 'failed';
  readonly exit: number;
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly rssMb?: number;
}

/** A folder for this run's files, removed when the bench ends. */
export const scratch: string = mkdtempSync(join(tmpdir(), 'guard-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const gnuTime = '/usr/bin/time';
export const hasGnuTime: boolean =
  existsSync(gnuTime) && /GNU/i.test(String(spawnSync(gnuTime, ['--version'], { encoding: 'utf8' }).output));

/**
 * Wall time is taken here, around the process; CPU time and peak memory by GNU time, which forks from a tiny process (measured straight
 * from Node, a child's peak would begin at Node's own). Standard output goes to `output`, or nowhere.
 */
export function measure(command: Command, output?: string): Sample {
  const costs = join(scratch, 'time');
  const [program, ...args] = [...timed(costs), ...limited(command)];
  const sink = output === undefined ? 'ignore' : openSync(output, 'w');
  const start = performance.now();
  const child = spawnSync(program as string, args, {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...command.env },
    stdio: ['ignore', sink, 'pipe'],
    encoding: 'utf8',
  });
  const wallMs = performance.now() - start;
  if (sink !== 'ignore') closeSync(sink);
  if (child.error !== undefined) throw child.error;
  const exit = child.status ?? -1;
  const ended = command.exits.includes(exit) ? 'done' : stoppedBy(command, child.stderr, wallMs) ? 'stopped' : 'failed';
  if (ended === 'failed')
    process.stderr.write(`  ${command.name}: exit ${exit}: ${child.stderr.slice(0, 300).trim()}\n`);
  return { ended, exit, wallMs, ...(hasGnuTime ? costsIn(costs) : {}) };
}

function timed(file: string): readonly string[] {
  return hasGnuTime ? [gnuTime, '--format=%U %S %M', `--output=${file}`] : [];
}

function limited({ argv, guarded }: Command): readonly string[] {
  if (guarded === undefined) return argv;
  const script = `ulimit -v ${Math.floor(guarded.bytes / 1024)} && exec "$@"`;
  return ['timeout', '--foreground', '--signal=KILL', String(guarded.seconds), 'sh', '-c', script, 'sh', ...argv];
}

function stoppedBy({ guarded }: Command, stderr: string, wallMs: number): boolean {
  return (
    guarded !== undefined && (wallMs >= guarded.seconds * 1000 || /out of memory|cannot allocate memory/i.test(stderr))
  );
}

function costsIn(file: string): { readonly cpuMs: number; readonly rssMb: number } {
  // A line about the exit code may come first.
  const [user = 0, system = 0, kib = 0] = (readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { cpuMs: (user + system) * 1000, rssMb: kib / 1024 };
}
