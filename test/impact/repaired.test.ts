import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { guard, runTransforms } from '../../src/guard.ts';
import { type Cases, type Edit, edited, manifestOf, specsOf } from './cases.ts';

const all = parse(readFileSync(new URL('../check/cases.yaml', import.meta.url), 'utf8')) as Cases;
const FIELDS = '/entities/customer/flows/0/fields';

/** What a change of the manifest alone repairs: `before` edits what has nothing wrong. */
async function repairedBy(before: readonly Edit[], after: readonly Edit[] = [], specs: readonly Edit[] = []) {
  const both = edited(all, specs);
  const systems = new Map([...specsOf(both)].map(([name, spec]) => [name, { before: spec, after: spec }]));
  const earlier = edited(both, before);
  const [manifest, manifestBefore] = [edited(both, after).manifest, earlier.manifest].map(manifestOf);
  if (manifest === undefined || manifestBefore === undefined) throw new TypeError('two manifests');
  const input = { systems, manifest, manifestBefore, today: '2026-11-25' };
  const { resolved } = guard({ ...input, transforms: await runTransforms(input) });
  return resolved.map(({ rule, mappings }) => `${rule} ${mappings.map(({ from, to }) => `${from} -> ${to}`).join()}`);
}

const row = (set: unknown, at = `${FIELDS}/-`): Edit => ({ in: 'manifest', at, set });

it.each([
  ['a longer text than the target takes', [row({ from: 'name', to: 'short' })], ['limit-refused name -> short']],
  ['a row without a value', [row({ gold: 'A' }, `${FIELDS}/1/values`)], ['value-unmapped tier -> level']],
  ['an input that nothing fed', [{ in: 'manifest', at: `${FIELDS}/0` }], ['target-unfed  -> legalName']],
  [
    'a status that nothing caught',
    [{ in: 'manifest', at: '/exceptions/0' }],
    ['status-uncaught  -> erp POST /customers 409'],
  ],
  [
    'a side effect undeclared',
    [row([], '/workflows/w/suppresses')],
    ['effect-undeclared  -> erp POST /customers callback audit'],
  ],
  ['a handler that read nothing', [row(['cod'], '/exceptions/0/reads')], ['read-gone cod -> ']],
  ['no owner', [{ in: 'manifest', at: '/owners' }], ['owner-missing  -> ']],
] as const)('%s is repaired', async (_, before, expected) => {
  expect(await repairedBy(before)).toEqual(expected);
});

it('a transform that failed is repaired', async () => {
  const repaired = row({ from: 'tier', to: 'number', transform: '$length($)' });
  const failing = row({ from: 'tier', to: 'number', transform: '$number($)' });
  expect(await repairedBy([failing], [repaired])).toEqual(['transform-fails tier -> number']);
});

it('what still fails, in this way or another, is not', async () => {
  const long = row({ from: 'name', to: 'short' });
  expect(await repairedBy([long], [row({ from: 'name', to: 'short', default: 'x' })])).toEqual([]);
  expect(await repairedBy([long], [row({ from: 'created', to: 'short', transform: '$error()' })])).toEqual([]);
});

it('what is switched off, or no longer checked, is not', async () => {
  const long = row({ from: 'name', to: 'short' });
  expect(await repairedBy([long], [long, row({ levels: { 'limit-refused': 'off' } }, '/policy')])).toEqual([]);
  expect(await repairedBy([long], [row({ from: 'name', to: 'short', unchecked: 'ours' })])).toEqual([]);
});
