import { InputError, type Problem } from '../spec/input-error.ts';

/**
 * Waits for all of them and throws what went wrong in any: every problem in one InputError, in the order of the list and not of time.
 * An error that is no InputError goes first.
 */
export async function together<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const problems: Problem[] = [];
  const results: T[] = [];
  const settled = await Promise.allSettled(work);
  for (const outcome of settled) {
    if (outcome.status === 'fulfilled') results.push(outcome.value);
    else if (outcome.reason instanceof InputError) problems.push(...outcome.reason.problems);
    else throw outcome.reason;
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new InputError([first, ...rest.filter((one) => !isSame(one, first))]);
  return results;
}

function isSame(a: Problem, b: Problem): boolean {
  return a.file === b.file && a.line === b.line && a.message === b.message;
}
