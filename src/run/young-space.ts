/** (edge) How much memory new objects may fill before V8 looks for garbage among them. */
import v8 from 'node:v8';

/** Bytes, as Node reports them: both halves, one of which is in use at a time. */
const ENOUGH = 8 * 2 ** 20;

/**
 * After a description is read, leaves that space at what it has grown to, if that is enough to work with. V8 lets it grow to 128 MB, as
 * suits a server. A comparison keeps most of what it makes, and ever more memory that was never touched before costs more than collecting
 * a few MB that are in the processor's cache: docs/adr/young-space.md. It is a setting of the whole process, for programs only.
 */
export function keepYoungSpaceSmall(): void {
  const space = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  if (space !== undefined && space.space_size >= ENOUGH) v8.setFlagsFromString('--semi-space-growth-factor=1');
}
