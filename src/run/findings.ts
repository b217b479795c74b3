/** (edge) What is found in one manifest: by what changed, and by what is wrong now. */
import { dirname } from 'node:path';
import type { Finding } from '../report/report.ts';
import { isInRepository } from './base.ts';
import { checkManifests } from './check.ts';
import { compareEach } from './diff.ts';
import type { DiffRequest } from './diff-request.ts';
import { findManifests } from './manifests.ts';
import type { Talk } from './talk.ts';

/** Those of `guard diff` first, each fingerprint once. Without a repository or versions named directly there is no diff. Throws InputError. */
export async function findingsOf(request: DiffRequest, talk: Talk): Promise<readonly Finding[]> {
  const { report: checked } = await checkManifests({ ...request, before: new Map() }, talk);
  const [path = request.cwd] = findManifests(request.manifests, request.cwd);
  const { before, after, base } = request;
  const hasDiff = before.size + after.size > 0 || base !== undefined || isInRepository(dirname(path));
  const compared = hasDiff ? await compareEach(request, talk) : [];
  const all = [...compared.flatMap(({ report }) => report.findings), ...checked.findings];
  return [...new Map(all.toReversed().map((finding) => [finding.fingerprint, finding])).values()].reverse();
}
