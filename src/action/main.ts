/** (edge) Where the runner starts the action. */
import { createLog } from './log.ts';
import { runAction } from './run.ts';

/** Put in by scripts/bundle.ts. */
declare const GUARD_VERSION: string;

process.exitCode = await runAction(
  process.env,
  GUARD_VERSION,
  createLog((text) => process.stdout.write(text)),
);
