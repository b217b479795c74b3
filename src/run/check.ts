/** (edge) Reads the manifests of a request and the descriptions as they are, and checks the ones against the others. */
import type { CheckInput } from '../check.ts';
import { type Comparison, loadersOf, readBoth, refuseSecondStdin, refuseUnknownSystems } from './diff.ts';
import type { DiffRequest } from './diff-request.ts';
import { findManifests, refuseSharedNames } from './manifests.ts';
import type { Talk } from './talk.ts';
import { together } from './together.ts';
import { systemVersions } from './versions.ts';

/** `after` names versions instead of those in the manifest. Throws InputError for whatever is missing, unreadable or wrong. */
export async function checkManifests(request: DiffRequest, talk: Talk): Promise<Comparison> {
  const [{ check }, { mergeReports }] = await Promise.all([import('../check.ts'), import('../guard.ts')]);
  const each = await forEachManifest(request, talk, async (input) => {
    const { integration, policy } = input.manifest;
    return { report: await check(input), policy: [integration, policy.failOn ?? 'error'] as const };
  });
  const [only, ...more] = each.map(({ report }) => report);
  return {
    report: only !== undefined && more.length === 0 ? only : mergeReports(each.map(({ report }) => report)),
    policies: new Map(each.map(({ policy }) => policy)),
  };
}

/** What each manifest of a request comes to over the descriptions as they are, in the order of the request. Throws InputError. */
export async function forEachManifest<T>(
  request: DiffRequest,
  talk: Talk,
  make: (input: CheckInput) => Promise<T>,
): Promise<readonly T[]> {
  refuseSecondStdin(request);
  const loaders = loadersOf(request, talk);
  const { cwd, after, today } = request;
  const files = await together(findManifests(request.manifests, cwd).map((path) => readBoth(path, request)));
  refuseSharedNames(files.map(({ file }) => file));
  refuseUnknownSystems(
    request,
    files.map(({ file }) => file),
  );
  return together(
    files.map(async ({ file, acknowledgements }) => {
      const source = { cwd, file, manifestBefore: undefined, before: after, after, base: undefined, ...loaders };
      const versions = await systemVersions(source);
      talk.progress('checking');
      return make({
        systems: new Map([...versions].map(([system, { after: now }]) => [system, now])),
        manifest: file.manifest,
        acknowledged: { today, ...(acknowledgements && { now: acknowledgements }) },
      });
    }),
  );
}
