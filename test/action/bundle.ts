import { join } from 'node:path';
import { bundleAction } from '../../scripts/bundle.ts';

/** Where the tests' own bundle is: built from the sources as they are, so that a stale dist/ hides nothing. */
export const BUNDLE = join(import.meta.dirname, '../../node_modules/.cache/guard-action');

/** The tests of the action run what GitHub runs: the bundle. */
export default async function setup(): Promise<void> {
  await bundleAction(BUNDLE);
}
