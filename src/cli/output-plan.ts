/** Which format goes where. */
import { usageError } from './failure.ts';

export interface Output<F extends string> {
  readonly format: F;
  /** Standard output when absent. */
  readonly file?: string;
}

/** `--format` and `--output` in the order they were given. */
export type OutputWord = { readonly kind: 'format' | 'output'; readonly value: string };

/**
 * Pairs each format with the output that follows it; a single format and a single output belong together in either order.
 * Formats without one go to standard output, where there is room for one. Throws InputError.
 */
export function planOutputs<F extends string>(
  words: readonly OutputWord[],
  fallback: F,
  formatOf: (name: string) => F,
): readonly Output<F>[] {
  const outputs: { format: F; file?: string }[] = [];
  let waiting: string | undefined;
  for (const { kind, value } of words) {
    const last = outputs.at(-1);
    if (kind === 'format') {
      outputs.push(waiting === undefined ? { format: formatOf(value) } : { format: formatOf(value), file: waiting });
      waiting = undefined;
    } else if (last !== undefined && last.file === undefined) last.file = value;
    else if (waiting === undefined) waiting = value;
    else throw usageError(`--output ${waiting} has no --format`, 'write --format FORMAT --output FILE for each');
  }
  if (waiting !== undefined) {
    if (outputs.length > 0) {
      throw usageError(`--output ${waiting} has no --format`, 'write --format FORMAT --output FILE for each');
    }
    outputs.push({ format: fallback, file: waiting });
  }
  if (outputs.length === 0) outputs.push({ format: fallback });
  const plan = outputs.map((output) => (output.file === '-' ? { format: output.format } : output));
  refuseSharedPlaces(plan);
  return plan;
}

function refuseSharedPlaces(plan: readonly Output<string>[]): void {
  const taken = new Map<string | undefined, string>();
  for (const { format, file } of plan) {
    const other = taken.get(file);
    if (other !== undefined) {
      const place = file === undefined ? 'standard output' : file;
      throw usageError(
        `${other} and ${format} cannot both go to ${place}`,
        'give each format its own file: --format FORMAT --output FILE',
      );
    }
    taken.set(file, format);
  }
}
