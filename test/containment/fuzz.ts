/**
 * The long run: `node test/containment/fuzz.ts [pairs] [seed]`. Prints the seed of every contradiction (there should be
 * none) and of every slow or failing call, then a summary; exits with 1 on a contradiction.
 */
import { type Trial, trial } from './differential.ts';

const pairs = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 1);
const counts: Record<string, number> = {};
const reasons: Record<string, number> = {};
const times: number[] = [];
let contradictions = 0;
let disputes = 0;

for (let seed = first; seed < first + pairs; seed++) {
  let result: Trial | undefined;
  try {
    result = trial(seed);
  } catch (error) {
    contradictions++;
    console.log(`seed ${seed}: threw ${error instanceof Error ? error.stack : String(error)}`);
    continue;
  }
  if (result === undefined) continue;
  const { verdict, contradiction, milliseconds } = result;
  counts[verdict.verdict] = (counts[verdict.verdict] ?? 0) + 1;
  times.push(milliseconds);
  if (verdict.verdict === 'unproven') reasons[verdict.reason] = (reasons[verdict.reason] ?? 0) + 1;
  if (milliseconds > 250) console.log(`seed ${seed}: slow, ${milliseconds.toFixed(0)} ms`);
  if (result.disputed === true) {
    disputes++;
    if (process.argv[4] === 'disputes') console.log(`seed ${seed}: ${JSON.stringify({ ...result })}`);
  } else if (contradiction !== undefined) {
    contradictions++;
    console.log(`seed ${seed}: ${JSON.stringify({ ...result })}`);
  }
}
times.sort((x, y) => x - y);
const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2);
console.log(
  `seeds ${first}…${first + pairs - 1}, contradictions: ${contradictions}, judges differ: ${disputes}, verdicts: ${JSON.stringify(counts)}`,
);
console.log(`ms: median ${at(0.5)}, 99 % ${at(0.99)}, max ${at(1)}`);
const common = Object.entries(reasons).sort(([, x], [, y]) => y - x);
for (const [reason, count] of common.slice(0, 12)) console.log(`unproven ${count}: ${reason}`);
process.exitCode = contradictions === 0 ? 0 : 1;
