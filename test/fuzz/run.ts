/**
 * The long run: `npm run fuzz -- [seconds] [seed] [target]`. Cases run in a worker, so that one that hangs is seen and named. Prints the
 * seed of every finding, then for each target how many cases there were and what came of them; exits with 1 when there was a finding.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readCorpus } from './corpus.ts';
import { runCase, type TargetName, targets } from './targets.ts';

const HANG_MS = 10_000;

interface Start {
  readonly seconds: number;
  readonly seed: number;
  readonly names: readonly TargetName[];
}

type Message =
  | { readonly kind: 'corpus'; readonly text: string }
  | { readonly kind: 'case'; readonly name: TargetName; readonly seed: number }
  | { readonly kind: 'finding'; readonly name: TargetName; readonly seed: number; readonly text: string }
  | { readonly kind: 'summary'; readonly text: string };

if (isMainThread) watch();
else await work(workerData as Start);

function watch(): void {
  const [seconds = '60', seed = '1', only] = process.argv.slice(2);
  const names = (Object.keys(targets) as TargetName[]).filter((name) => only === undefined || name === only);
  const start: Start = { seconds: Number(seconds), seed: Number(seed), names };
  const worker = new Worker(new URL(import.meta.url), { workerData: start });
  let timer: NodeJS.Timeout | undefined;
  let findings = 0;
  worker.on('message', (message: Message) => {
    if (message.kind === 'case') {
      clearTimeout(timer);
      timer = setTimeout(() => {
        console.log(`${message.name} seed ${message.seed}: no end after ${HANG_MS / 1000} s`);
        process.exit(1);
      }, HANG_MS);
      return;
    }
    if (message.kind === 'finding') findings++;
    console.log(message.kind === 'finding' ? `${message.name} seed ${message.seed}: ${message.text}` : message.text);
  });
  worker.on('error', (error) => {
    findings++;
    console.log(`the worker ended: ${error.message}`);
  });
  worker.on('exit', () => {
    clearTimeout(timer);
    console.log(`findings: ${findings}`);
    process.exitCode = findings === 0 ? 0 : 1;
  });
}

async function work({ seconds, seed, names }: Start): Promise<void> {
  const tell = (message: Message): void => parentPort?.postMessage(message);
  const corpus = await readCorpus(true);
  const { pairs, integrations, real } = corpus;
  tell({
    kind: 'corpus',
    text: `corpus: ${pairs.length} pairs, ${integrations.length} manifests, ${real.length} real pairs; seeds from ${seed}`,
  });
  const counts = new Map(names.map((name) => [name, new Map<string, number>()]));
  const slowest = new Map<TargetName, readonly [milliseconds: number, seed: number]>();
  const end = performance.now() + seconds * 1000;
  for (let at = seed; performance.now() < end; at++) {
    for (const name of names) {
      tell({ kind: 'case', name, seed: at });
      const started = performance.now();
      let outcome = 'FINDING';
      try {
        outcome = await runCase(name, at, corpus);
      } catch (error) {
        tell({
          kind: 'finding',
          name,
          seed: at,
          text: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
      const took = performance.now() - started;
      if (took > (slowest.get(name)?.[0] ?? 0)) slowest.set(name, [took, at]);
      const own = counts.get(name);
      own?.set(outcome, (own.get(outcome) ?? 0) + 1);
    }
  }
  for (const [name, own] of counts) {
    const total = [...own.values()].reduce((sum, one) => sum + one, 0);
    const [took = 0, which = 0] = slowest.get(name) ?? [];
    const shares = [...own].sort(([, x], [, y]) => y - x).map(([outcome, count]) => `${outcome} ${count}`);
    tell({
      kind: 'summary',
      text: `${name}: ${total} cases (${shares.join(', ')}); slowest ${took.toFixed(0)} ms (seed ${which})`,
    });
  }
}
