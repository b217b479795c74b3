/** What a person reads when a run could not be done. */
import { inert, plain } from '../report/escape.ts';
import { InputError, problemText } from '../spec/input-error.ts';
import type { Terminal } from './terminal.ts';

/** One `error:` for each problem of an InputError; anything else is a mistake of ours, and says so. */
export function reportFailure(error: unknown, terminal: Terminal): void {
  const lines =
    error instanceof InputError
      ? error.problems.map((problem) => `error: ${printable(problemText(problem))}`)
      : [
          `error: ${printable(error instanceof Error ? error.message : String(error))}`,
          '  this is a bug in contract-guard; please report it, with the command and the two versions if you can',
          '  hint: GUARD_DEBUG=1 shows where it happened',
        ];
  if (terminal.debug && error instanceof Error && error.stack !== undefined) lines.push(printable(error.stack));
  terminal.say(lines.join('\n'));
}

/** A bad command line. */
export function usageError(message: string, hint?: string): InputError {
  return new InputError({ message, hint: hint ?? 'guard --help lists commands and options' });
}

/** Names from foreign files must not steer the terminal. */
function printable(text: string): string {
  return text
    .split('\n')
    .map((line) => inert(plain(line)))
    .join('\n');
}
