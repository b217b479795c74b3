/** (edge) Reads the manifests of a request and the descriptions as they are, and checks the ones against the others. */
import type { Report } from '../report/report.ts';
import { loadersOf, readBoth, refuseSecondStdin, refuseUnknownSystems } from './diff.ts';
import type { DiffRequest } from './diff-request.ts';
import { findManifests } from './manifests.ts';
import type { Talk } from './talk.ts';
import { together } from './together.ts';
import { systemVersions } from './versions.ts';

/** `after` names versions instead of those in the manifest. Throws InputError for whatever is missing, unreadable or wrong. */
export async function checkManifests(request: DiffRequest, talk: Talk): Promise<Report> {
  refuseSecondStdin(request);
  const loaders = loadersOf(request, talk);
  const { cwd, after, today } = request;
  const files = await together(findManifests(request.manifests, cwd).map((path) => readBoth(path, request)));
  refuseUnknownSystems(
    request,
    files.map(({ file }) => file),
  );
  const [{ check }, { mergeReports }] = await Promise.all([import('../check.ts'), import('../guard.ts')]);
  const reports = await together(
    files.map(async ({ file, acknowledgements }) => {
      const source = { cwd, file, manifestBefore: undefined, before: after, after, base: undefined, ...loaders };
      const versions = await systemVersions(source);
      talk.progress('checking');
      return check({
        systems: new Map([...versions].map(([system, { after: now }]) => [system, now])),
        manifest: file.manifest,
        acknowledged: { today, ...(acknowledgements && { now: acknowledgements }) },
      });
    }),
  );
  return reports.length === 1 && reports[0] !== undefined ? reports[0] : mergeReports(reports);
}
