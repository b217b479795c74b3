import { describe, expect, it } from 'vitest';
import { loosenedAcknowledgements, loosenedManifest, underLevelsOf } from '../../src/manifest/loosened.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';

function manifest({ policy = '{}', levels = '{}', id = 'a', row = '' } = {}): Manifest {
  const parsed = parseManifest(
    `version: 1
integration: x
systems: { crm: { spec: crm.yaml }, erp: { spec: erp.yaml } }
entities:
  e:
    flows:
      - { id: ${id}, from: crm GET /a, to: erp POST /b, levels: ${levels}, fields: [{ from: f, to: g${row} }] }
policy: ${policy}
`,
    'guard.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}

const said = (before: Manifest, now: Manifest) => loosenedManifest(before, now).map(({ message }) => message);

describe('what a manifest lets through', () => {
  it.each([
    ['adjacent lowered', '{}', '{ adjacent: info }', ['`policy.adjacent` is info, not warning']],
    ['unmapped lowered', '{ unmapped: error }', '{}', ['`policy.unmapped` is info, not error']],
    ['raised', '{}', '{ adjacent: error, unmapped: warning }', []],
    ['a rule off', '{}', '{ levels: { r: off } }', ['the level of `r` in `policy` is off, not as judged']],
    [
      'a rule fixed at a warning',
      '{}',
      '{ levels: { r: warning } }',
      ['the level of `r` in `policy` is warning, not as judged'],
    ],
    ['a rule raised to an error', '{}', '{ levels: { r: error } }', []],
    ['an error no longer', '{ levels: { r: error } }', '{}', ['the level of `r` in `policy` is as judged, not error']],
    ['info no longer', '{ levels: { r: info } }', '{}', []],
    [
      'a name of Object',
      '{}',
      '{ levels: { constructor: off } }',
      ['the level of `constructor` in `policy` is off, not as judged'],
    ],
  ])('%s', (_, before, policy, expected) => {
    expect(said(manifest({ policy: before }), manifest({ policy }))).toEqual(expected);
  });

  it('at the place of the policy', () => {
    const now = manifest({ policy: '{ adjacent: info }' });
    expect(loosenedManifest(manifest(), now).map(({ mark }) => mark)).toEqual([{ line: 8, column: 1 }]);
  });

  it('in one flow, be it new', () => {
    const now = manifest({ levels: '{ r: info }' });
    expect(said(manifest(), now)).toEqual(['the level of `r` in `flow a` is info, not as judged']);
    expect(said(manifest({ id: 'b' }), now)).toEqual(['the level of `r` in `flow a` is info, not as judged']);
  });

  it('a row that is no longer checked', () => {
    const now = manifest({ row: ', unchecked: ours' });
    expect(said(manifest(), now)).toEqual(['`g` in `flow a` is no longer checked']);
    expect(said(now, now)).toEqual([]);
    expect(said(manifest({ id: 'b' }), now)).toEqual([]);
  });
});

it('levels come from the manifest as it was, rows from the one there is', () => {
  const before = manifest({ policy: '{ adjacent: error }', levels: '{ r: error }' });
  const now = manifest({ policy: '{ adjacent: info }', levels: '{ r: off }', row: ', default: 1' });
  const judged = underLevelsOf(now, before);
  expect(judged.policy).toEqual(before.policy);
  expect(judged.flows[0]).toEqual({ ...now.flows[0], levels: { r: 'error' } });
  const unchecked = manifest({ row: ', unchecked: ours' });
  expect(underLevelsOf(unchecked, before).flows[0]?.fields[0]).not.toHaveProperty('unchecked');
  expect(underLevelsOf(unchecked, unchecked).flows[0]?.fields[0]).toHaveProperty('unchecked');
  expect(underLevelsOf(manifest({ id: 'new', levels: '{ r: off }' }), before).flows[0]?.levels).toEqual({});
});

it('acknowledgements that are new or hold longer', () => {
  const entry = (finding: string, until: string) =>
    ({ mark: { line: 1, column: 3 }, finding, kind: 'accepted', reason: 'r', until }) as const;
  const file = (...entries: readonly ReturnType<typeof entry>[]) => ({ name: 'a.yaml', text: '', entries });
  const before = file(entry('a', '2027-01-01'), entry('b', '2027-01-01'), entry('c', '2027-01-01'));
  const now = file(entry('a', '2027-01-02'), entry('b', '2026-12-31'), entry('d', '2027-01-01'));
  expect(loosenedAcknowledgements(before, now).map(({ message }) => message)).toEqual([
    'the finding `a` is acknowledged until `2027-01-02`, not `2027-01-01`',
    'the finding `d` is acknowledged until `2027-01-01`: `r`',
  ]);
  expect(loosenedAcknowledgements(undefined, before)).toHaveLength(3);
});
