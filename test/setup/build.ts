import { buildCode } from '../../scripts/build.ts';

/** The tests of the command run what users run: the bundle. */
export default async function setup(): Promise<void> {
  await buildCode('lib');
}
