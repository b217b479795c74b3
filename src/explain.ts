/** How the verdict on one finding came about: the pipeline, with what the finding rests on. */
import { createSession } from './containment/contains.ts';
import { createAjvJudge } from './containment/judge.ts';
import { lostValues } from './containment/lost-values.ts';
import { type GuardInput, judged } from './guard.ts';
import type { Evidence } from './impact/evidence.ts';
import { EVERYTHING } from './impact/proof.ts';
import type { Explanation } from './report/explanation.ts';

/** Explains every finding with this fingerprint; one change may be felt in several integrations. */
export async function explain(input: GuardInput, fingerprint: string): Promise<Explanation[]> {
  const { report, drafts } = judged(input);
  const draft = drafts.find((one) => one.fingerprint === fingerprint);
  const evidence = draft?.evidence;
  const found = report.findings.filter((finding) => finding.fingerprint === fingerprint);
  if (found.length === 0) return [];
  const lost = evidence && (await lostBy(evidence));
  // reports show the values of errors only
  const proof = draft?.prove(EVERYTHING);
  return found.map((finding) => ({
    finding: { ...finding, ...(proof && { proof }) },
    profile: input.profile ?? 'standard',
    isAboutSchemas: evidence !== undefined,
    ...(lost && { lost }),
  }));
}

/** All values that are no longer covered. */
async function lostBy(evidence: Evidence): Promise<object | undefined> {
  if (evidence.kind === 'contained') return undefined;
  const [sent, taken] = evidence.prover.schemasOf(evidence.question) ?? [];
  return sent && taken && lostValues(sent, taken, createSession(createAjvJudge()));
}
