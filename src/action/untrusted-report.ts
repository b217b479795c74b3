/** (edge) A report.json from another workflow: written by code that a stranger may have changed, so it is data to be checked. */
import { lstatSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { countsOf, verdictOf } from '../report/order.ts';
import type { Report } from '../report/report.ts';
import { reportSchema } from '../report/schema.ts';
import { InputError } from '../spec/input-error.ts';

const MAX_BYTES = 50_000_000;
const MAX_DEPTH = 200;

/**
 * The report, when it has the form of schema/report.json and its numbers are those of its findings. What its texts say is the stranger's:
 * they are printed as code. `file`: from `workspace`. Throws InputError.
 */
export function readUntrustedReport(file: string, workspace: string): Report {
  const refuse = (message: string): InputError =>
    new InputError({
      file,
      message,
      hint: 'upload the report.json that the pull_request job wrote (its output report-json), of the same version of the action',
    });
  const text = textOf(resolve(workspace, file), refuse);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('is no JSON');
  }
  if (isDeep(value)) throw refuse(`is nested more than ${MAX_DEPTH} levels deep`);
  const validate = new Ajv2020({ strict: true }).compile<Report>(reportSchema());
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    throw refuse(`is no report: ${first?.instancePath || 'it'} ${first?.message ?? 'is wrong'}`);
  }
  if (!isCounted(value)) throw refuse('is no report: its numbers are not those of its findings');
  return value;
}

/** An artifact may hold links, to whatever the runner can read, and anything of any size. */
function textOf(path: string, refuse: (message: string) => InputError): string {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) throw refuse('is not there: the input report is a path from the workspace');
  if (!entry.isFile()) throw refuse('is no file');
  if (entry.size > MAX_BYTES) throw refuse(`has ${entry.size} bytes, more than ${MAX_BYTES}`);
  return readFileSync(path, 'utf8');
}

function isDeep(value: unknown): boolean {
  let layer: unknown[] = [value];
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    layer = layer.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

function isCounted({ counts, verdict, findings, integrations }: Report): boolean {
  const agrees = (given: Pick<Report, 'counts' | 'verdict'>, own: Report['findings']): boolean => {
    const counted = countsOf(own);
    const names = Object.keys(counted) as (keyof typeof counted)[];
    return given.verdict === verdictOf(counted) && names.every((name) => given.counts[name] === counted[name]);
  };
  return (
    agrees({ counts, verdict }, findings) &&
    integrations.every((one) =>
      agrees(
        one,
        findings.filter(({ integration }) => integration === one.name),
      ),
    )
  );
}
