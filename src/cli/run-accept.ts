/** (edge) `guard accept`, once somebody runs it. */
import { dateProblem, KINDS, planAcceptance } from '../run/accept.ts';
import { usageError } from './failure.ts';
import type { ExitCode } from './program.ts';
import { versionsOf } from './run-diff.ts';
import type { Terminal } from './terminal.ts';
import { flag, oneOf, text, type Values, wordsOf } from './values.ts';
import { writeShown } from './write-shown.ts';

export async function runAccept(values: Values, terminal: Terminal): Promise<ExitCode> {
  const fingerprints = [...new Set(wordsOf(values))];
  if (fingerprints.length === 0)
    throw usageError('no fingerprint given', 'guard diff --verbose and guard check print it with each finding');
  const reason = text(values, 'reason');
  if (reason === undefined || reason.trim() === '')
    throw usageError('--reason is missing', 'say why, for whoever reads it in half a year: --reason "ticket 4711"');
  const by = text(values, 'by');
  const accepted = text(values, 'accepted');
  const kind = text(values, 'kind');
  const { file, waits } = await planAcceptance(
    {
      versions: { ...versionsOf(values, terminal), accepted },
      fingerprints,
      entry: {
        ...(kind !== undefined && { kind: oneOf(KINDS, kind, 'kind') }),
        reason,
        ...(by !== undefined && { by }),
        until: untilOf(values, terminal.today),
      },
    },
    { progress: terminal.progress, note: (line) => terminal.say(`note: ${line}`) },
  );
  await writeShown([file], flag(values, 'dry-run') ?? false, flag(values, 'color'), terminal);
  if (waits)
    terminal.say(
      'note: for guard diff it holds once it is on the branch that is compared with; until then, guard diff --policy-from change',
    );
  return 0;
}

function untilOf(values: Values, today: string): string {
  const until = text(values, 'until');
  if (until === undefined)
    throw usageError('--until is missing', 'an acknowledgement ends: --until YYYY-MM-DD, its last day');
  const problem = dateProblem(until);
  if (problem !== undefined) {
    throw usageError(`--until ${until}: ${problem.message}`, `write --until ${problem.instead ?? '2027-03-31'}`);
  }
  if (until < today) throw usageError(`--until ${until} is over already`, `today is ${today}`);
  return until;
}
