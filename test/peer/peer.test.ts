import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docsText } from '../../scripts/generate-peer.ts';
import { peerCases, readPeer, standingOf, unreachedChecks } from '../support/peer-case.ts';
import { diffOf } from '../support/spec.ts';

const cases = peerCases();
const peer = readPeer();

describe('the checks of oasdiff', () => {
  it('has been asked about every pair', () => {
    const missing = cases.flatMap((one) =>
      one.pairs.filter((pair) => peer.saidOf(one, pair) === undefined).map(({ place }) => `${one.change}: ${place}`),
    );
    expect(missing, 'run npm --prefix bench run peer').toEqual([]);
    expect(new Set(cases.map(({ change }) => change)).size, 'names differ').toBe(cases.length);
  });

  it('has a pair for every check, or says why not', () => {
    const reached = new Set(cases.flatMap((one) => one.pairs.flatMap((pair) => peer.saidOf(one, pair) ?? [])));
    const unreached = unreachedChecks();
    expect([...peer.checks.keys()].filter((id) => !reached.has(id) && !unreached.has(id))).toEqual([]);
    expect(
      [...unreached.keys()].filter((id) => reached.has(id) || !peer.checks.has(id)),
      'are reached',
    ).toEqual([]);
  });

  it.each(cases)('$change', (one) => {
    const told = one.pairs.map(({ place, way, before, after, says }) => {
      const isBroken = diffOf(before, after).findings.some(({ level }) => level === 'error');
      return { place, way, expected: says, says: isBroken ? 'breaks' : 'fits' };
    });
    expect(told.filter(({ expected, says }) => expected !== says)).toEqual([]);
  });

  it.each(cases)('$change: a reason where we do not agree, and only there', (one) => {
    const differs = one.pairs.filter((pair) => {
      const said = peer.saidOf(one, pair) ?? [];
      return standingOf(pair, peer.worstOf(said)) === 'differ';
    });
    const places = differs.map(({ place, way }) => `${place}, ${way}`);
    expect(one.because === undefined, `${one.because}: ${places.join('; ')}`).toBe(differs.length === 0);
  });

  it('is told in docs/oasdiff.md as it is generated', () => {
    const committed = readFileSync(new URL('../../docs/oasdiff.md', import.meta.url), 'utf8');
    expect(committed, 'run npm run generate').toBe(docsText());
  });
});
