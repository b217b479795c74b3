/** (edge) How much memory new objects may fill before V8 looks for garbage among them. */
import v8 from 'node:v8';

/**
 * Leaves that space at what it has grown to. V8 lets it grow to 128 MB, as suits a server. A comparison keeps most of what it makes, and
 * ever more memory that was never touched before costs more than collecting a few MB that are in the processor's cache: see
 * docs/adr/young-space.md. For programs, before they read anything: it is a setting of the whole process.
 */
export function keepYoungSpaceSmall(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
}
