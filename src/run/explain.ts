/** (edge) One finding of a comparison, and how its verdict came about. */
import type { GuardInput } from '../guard.ts';
import type { Explanation } from '../report/explanation.ts';
import { InputError } from '../spec/input-error.ts';
import { compare } from './diff.ts';
import type { DiffRequest } from './diff-request.ts';
import type { Talk } from './talk.ts';

/** Throws InputError where the comparison has no such finding, and for whatever `compare` refuses. */
export async function explainFinding(request: DiffRequest, fingerprint: string, talk: Talk): Promise<Explanation[]> {
  const inputs: GuardInput[] = [];
  const { report } = await compare({ ...request, fewProofs: true }, talk, (input) => inputs.push(input));
  if (!report.findings.some((finding) => finding.fingerprint === fingerprint)) {
    throw new InputError([
      {
        message: `no finding of this comparison has the fingerprint ${fingerprint}`,
        hint: 'guard diff --format json with the same versions lists them, and edits of the place itself change them; what guard check finds is explained by its rule: guard explain RULE',
      },
    ]);
  }
  const { explain } = await import('../explain.ts');
  const explained: Explanation[] = [];
  for (const input of inputs) {
    const { proofs: _, ...whole } = input;
    explained.push(...(await explain(whole, fingerprint)));
  }
  return explained;
}
