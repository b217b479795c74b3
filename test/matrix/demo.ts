/** The matrix of the demo, and one of hostile text. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Cell, Matrix } from '../../src/matrix/matrix.ts';
import { matrix } from '../../src/matrix.ts';
import { loadSpec } from '../../src/spec/load.ts';

const cwd = fileURLToPath(new URL('../../fixtures/demo/', import.meta.url));

export async function demoMatrix(edit = (text: string): string => text): Promise<Matrix> {
  const parsed = parseManifest(edit(readFileSync(`${cwd}guard.yaml`, 'utf8')), 'guard.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const load = (ref: string, system: string) => loadSpec(ref, { system, cwd });
  const systems = new Map([
    ['crm', await load('after/crm.yaml', 'crm')],
    ['erp', await load('after/erp/openapi.yaml', 'erp')],
  ]);
  return matrix({ systems, manifest: parsed.manifest, acknowledged: { today: '2026-11-25' } });
}

const BAD = `</script><script>alert(1)</script><img src=x onerror=alert(1)> | @team #1 \`x\` ${'\u202e'} = long`;

const cell = (path: string): Cell => ({
  path,
  type: BAD,
  nullable: true,
  required: false,
  values: [BAD],
  moreValues: 3,
  limits: '',
  found: true,
});

/** Every text that a manifest or a description could bring along is hostile. */
export const hostile: Matrix = {
  integration: BAD,
  manifest: BAD,
  owners: [BAD],
  systems: [{ name: BAD, label: BAD, version: BAD, owners: [BAD] }],
  entities: [
    {
      name: BAD,
      definitions: [{ system: BAD, text: BAD }],
      decisions: [BAD],
      flows: [
        {
          id: BAD,
          line: 1,
          from: BAD,
          to: BAD,
          relation: 'close',
          direction: 'both',
          owners: [BAD],
          notes: [`runs when \`${BAD.replaceAll('`', '')}\``],
          problems: [`it has \`${BAD.replaceAll('`', '')}\``],
          rows: [
            { line: 2, sources: [cell(BAD)], target: cell(BAD), how: [BAD], verdict: 'breaks', because: [BAD] },
            { line: 3, sources: [], target: cell('=1+1'), how: [], verdict: 'holds', because: [] },
          ],
        },
      ],
    },
  ],
  workflows: [
    {
      name: BAD,
      trigger: BAD,
      invokes: [BAD],
      suppresses: [{ effect: BAD, by: BAD }],
      consistency: BAD,
      problems: [BAD],
    },
  ],
  exceptions: [
    { id: BAD, on: BAD, action: 'escalate', to: BAD, how: BAD, reads: [BAD], owners: [BAD], problems: [BAD] },
  ],
  uncaught: [BAD],
  problems: [BAD],
};
