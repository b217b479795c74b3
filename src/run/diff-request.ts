import type { Profile } from '../report/profiles.ts';
import type { SnapshotOpener } from '../spec/load.ts';
import type { Limits } from '../spec/load-policy.ts';

/** A REF without its system: who has read the manifest can say which ones there are. */
export const NO_SYSTEM = '';

/** What to compare, as the command line and the action ask for it. */
export interface DiffRequest {
  /** Where names of files start. */
  readonly cwd: string;
  /** Two versions of one API, without a manifest. */
  readonly direct?: { readonly before: string; readonly after: string } | undefined;
  /** Files or globs; none: the manifest of the current folder. */
  readonly manifests: readonly string[];
  /** Git revision of the old versions; undefined: the merge base with the default branch, where one is needed. */
  readonly base?: string | undefined;
  /** By system: a REF that is used instead of the version at the base, or in the working tree. Under NO_SYSTEM stands what is refused. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** File that holds the manifest as it was. */
  readonly beforeManifest?: string | undefined;
  /** File of acknowledgements for a comparison without a manifest; a manifest has its own beside it. */
  readonly accepted?: string | undefined;
  /** Whose levels and acknowledgements decide when they changed too: those of the base, or those of the change. */
  readonly policyFrom: 'base' | 'change';
  /** In UTC: `2026-11-25`. */
  readonly today: string;
  /** Raises adjacent and unmapped breaks to errors. */
  readonly strict: boolean;
  /** The promise of compatibility that changes are held to. */
  readonly profile?: Profile | undefined;
  /** Only the first proofs, and short ones: nobody is shown more. */
  readonly fewProofs?: boolean | undefined;
  readonly allowHosts: readonly string[];
  readonly limits: Partial<Limits>;
  /** The change may be a stranger's (a pull request): what a manifest in it says of hosts and of the bar is not followed. */
  readonly underReview?: boolean | undefined;
  /** `upstream`: each system's description here against the one its vendor publishes now; nothing is taken from git. */
  readonly against?: 'base' | 'upstream' | undefined;
  /** Opens a revision; git's own way by default. */
  readonly openSnapshot?: SnapshotOpener | undefined;
  readonly stdin?: (() => Promise<Uint8Array>) | undefined;
}
