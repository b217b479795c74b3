/** (edge) Commands side by side: a warm-up each, then rounds in alternating order, then medians. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, measure, type Sample, scratch } from './measure.ts';

export interface Suite {
  readonly title: string;
  readonly commands: readonly Command[];
}

export interface Result {
  readonly name: string;
  readonly ended: Sample['ended'];
  readonly exit: number;
  readonly runs: number;
  readonly wallMs: number;
  readonly wallRangeMs: readonly [number, number];
  readonly cpuMs?: number;
  readonly rssMb?: number;
  readonly note: string;
}

/** One result per command, in the suite's order. A guarded command has no warm-up and its own number of runs. */
export function runSuite(suite: Suite, runs: number): readonly Result[] {
  process.stderr.write(`${suite.title}\n`);
  const notes = suite.commands.map(warmUp);
  const samples = suite.commands.map((): Sample[] => []);
  for (let round = 0; round < runs; round++) {
    const order = [...suite.commands.keys()];
    if (round % 2 === 1) order.reverse();
    for (const index of order) {
      const command = suite.commands[index] as Command;
      if (round < (command.guarded?.runs ?? runs)) samples[index]?.push(measure(command));
    }
  }
  return suite.commands.map((command, index) => summary(command.name, samples[index] ?? [], notes[index] ?? ''));
}

function warmUp(command: Command): string {
  if (command.guarded !== undefined) return '';
  const output = join(scratch, 'output');
  const { ended } = measure(command, output);
  return ended === 'done' && command.describe !== undefined ? command.describe(readFileSync(output, 'utf8')) : '';
}

function summary(name: string, samples: readonly Sample[], note: string): Result {
  const walls = samples.map((sample) => sample.wallMs);
  const odd =
    samples.find((sample) => sample.ended === 'failed') ?? samples.find((sample) => sample.ended === 'stopped');
  const stopped = samples.filter((sample) => sample.ended === 'stopped').length;
  const cpus = samples.flatMap((sample) => sample.cpuMs ?? []);
  const peaks = samples.flatMap((sample) => sample.rssMb ?? []);
  return {
    name,
    ended: odd?.ended ?? 'done',
    exit: odd?.exit ?? samples[0]?.exit ?? -1,
    runs: samples.length,
    wallMs: median(walls),
    wallRangeMs: [Math.min(...walls), Math.max(...walls)],
    ...(cpus.length > 0 && { cpuMs: median(cpus) }),
    ...(peaks.length > 0 && { rssMb: median(peaks) }),
    note: stopped === 0 ? note : `${stopped} of ${samples.length} runs stopped at the limit`,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
