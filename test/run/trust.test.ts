import { describe, expect, it } from 'vitest';
import { loosenedManifest } from '../../src/manifest/loosened.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { trustOf } from '../../src/run/trust.ts';
import { isFailure } from '../../src/run/verdict.ts';

function manifest(policy: object, spec = 'a.yaml'): Manifest {
  const text = JSON.stringify({ version: 1, integration: 'a-to-b', systems: { a: { spec } }, policy });
  const parsed = parseManifest(text, 'guard.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}

const lax = manifest({ 'fail-on': 'never', 'allow-hosts': ['evil.example'] }, 'https://evil.example/a.yaml');
const firm = manifest(
  { 'fail-on': 'warning', 'allow-hosts': ['schemas.acme.example'] },
  'https://vendor.example/a.yaml',
);
const review = { policyFrom: 'base', underReview: true, allowHosts: ['asked.example'] } as const;

describe('what a change under review may decide', () => {
  it('is nothing about the bar and the hosts: the base decides', () => {
    const { failOn, allowHosts, mayFetch } = trustOf(lax, { kind: 'changed', manifest: firm }, review);
    expect(failOn).toBe('warning');
    expect(allowHosts).toEqual(['asked.example', 'schemas.acme.example']);
    expect(mayFetch('https://evil.example/a.yaml')).toBe(false);
    for (const host of ['asked.example', 'schemas.acme.example', 'vendor.example']) {
      expect(mayFetch(`https://${host}/a.yaml`)).toBe(true);
      expect(mayFetch(`https://${host}:8443/a.yaml`)).toBe(false);
      expect(mayFetch(`https://x.${host}/a.yaml`)).toBe(false);
    }
  });

  it('is nothing when the manifest is new, and what it always said when it is the same', () => {
    expect(trustOf(lax, { kind: 'new' }, review)).toMatchObject({ failOn: 'error', allowHosts: ['asked.example'] });
    expect(trustOf(lax, { kind: 'new' }, review).mayFetch('https://evil.example/')).toBe(false);
    const same = trustOf(firm, { kind: 'same' }, review);
    expect([same.failOn, same.mayFetch('https://vendor.example/b')]).toEqual(['warning', true]);
  });

  it('at the desk: hosts are the user’s own, and so is the bar of a new manifest', () => {
    const desk = { policyFrom: 'base', allowHosts: [] } as const;
    expect(trustOf(lax, { kind: 'new' }, desk)).toMatchObject({ failOn: 'never', allowHosts: ['evil.example'] });
    expect(trustOf(lax, { kind: 'changed', manifest: firm }, desk).failOn).toBe('warning');
    expect(trustOf(lax, { kind: 'changed', manifest: firm }, { ...desk, policyFrom: 'change' }).failOn).toBe('never');
    expect(trustOf(lax, { kind: 'changed', manifest: firm }, desk).mayFetch('https://anywhere.example/')).toBe(true);
  });
});

it('a lower bar and a new host are told as what loosens the guard; their opposites are not', () => {
  expect(loosenedManifest(firm, lax).map(({ message }) => message)).toEqual([
    '`policy.fail-on` is never, not warning',
    'the host `evil.example` may be asked (`policy.allow-hosts`)',
  ]);
  expect(loosenedManifest(manifest({}), manifest({ 'fail-on': 'info' }))).toEqual([]);
});

describe('failure', () => {
  const counts = (error: number, warning: number) => ({
    error,
    warning,
    info: 0,
    breaking: 0,
    mapped: 0,
    adjacent: 0,
    unmapped: 0,
    accepted: 0,
  });
  const of = (name: string, error: number, warning: number) => ({
    name,
    manifest: name,
    owners: [],
    verdict: 'clean' as const,
    counts: counts(error, warning),
    mappings: { total: 0, breaking: 0, unjudged: 0 },
    flows: [],
  });

  it('is judged for each integration by its own policy, unless the run is told', () => {
    const report = { counts: counts(1, 1), integrations: [of('a', 1, 0), of('b', 0, 1)] };
    const judged = (a: 'never' | 'error', b: 'error' | 'warning') =>
      isFailure(
        report,
        undefined,
        new Map<string, 'never' | 'error' | 'warning'>([
          ['a', a],
          ['b', b],
        ]),
      );
    expect(judged('never', 'error')).toBe(false);
    expect(judged('never', 'warning')).toBe(true);
    expect(isFailure(report, 'error', new Map([['a', 'never']]))).toBe(true);
    expect(isFailure(report, 'never', new Map())).toBe(false);
    expect(isFailure({ counts: counts(1, 0), integrations: [] }, undefined, new Map())).toBe(true);
  });
});
