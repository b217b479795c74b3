/** (edge) `guard check`, once somebody runs it. */
import { checkManifests } from '../run/check.ts';
import type { ExitCode } from './program.ts';
import { versionsOf } from './run-diff.ts';
import { runReport } from './run-report.ts';
import type { Terminal } from './terminal.ts';
import type { Values } from './values.ts';

export async function runCheck(values: Values, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const request = versionsOf(values, terminal);
  return runReport(values, args, terminal, (talk) => checkManifests(request, talk));
}
