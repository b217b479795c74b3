/** (edge) A run of the command in a real process: streams, exit code, and what happens when something goes wrong. */
import { reportFailure } from './failure.ts';
import { runProgram } from './program.ts';
import { isBrokenPipe, processTerminal, unwritable } from './terminal.ts';

export async function runProcess(args: readonly string[], version: string): Promise<void> {
  const terminal = processTerminal(version);
  process.stdout.on('error', (error) => {
    if (!isBrokenPipe(error)) throw unwritable(error);
  });
  // Nobody left to tell, and nothing to tell it with.
  process.stderr.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    reportFailure(error, terminal);
    process.exit(2);
  });
  try {
    process.exitCode = await runProgram(args, terminal);
  } catch (error) {
    reportFailure(error, terminal);
    process.exitCode = 2;
  } finally {
    terminal.progress('');
  }
}
