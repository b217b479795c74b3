/** (edge) Where the runner starts the action. */
import { keepYoungSpaceSmall } from '../run/young-space.ts';
import { createLog } from './log.ts';
import { runAction } from './run.ts';

/** Put in by scripts/bundle.ts. */
declare const GUARD_VERSION: string;

keepYoungSpaceSmall();
process.exitCode = await runAction(
  process.env,
  GUARD_VERSION,
  createLog((text) => process.stdout.write(text)),
);
