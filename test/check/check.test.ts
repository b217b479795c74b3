import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { check } from '../../src/check.ts';
import type { Report } from '../../src/report/report.ts';
import { type Case, type Cases, edited, manifestOf, specsOf } from '../impact/cases.ts';

const all = parse(readFileSync(new URL('cases.yaml', import.meta.url), 'utf8')) as Cases;

const TODAY = '2026-11-25';

function checkCase({ change }: Case): Promise<Report> {
  const now = edited(all, change);
  return check({ systems: specsOf(now), manifest: manifestOf(now.manifest), acknowledged: { today: TODAY } });
}

function saidIn({ findings }: Report): string[] {
  const lines = findings.flatMap(({ level, rule, mappings }) =>
    mappings.map(({ flow, from, to }) => `${level} ${rule} ${flow}: ${from} -> ${to}`),
  );
  return [...new Set(lines)].sort();
}

describe('guard check', () => {
  it.each(all.cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(saidIn(await checkCase(one)), one.because).toEqual([...(one.says ?? [])].sort());
  });

  it('proves what it can by a value, and says what was meant', async () => {
    const change = (set: unknown) => [{ in: 'manifest', at: '/entities/customer/flows/0/fields/-', set }];
    const long = await checkCase({ name: '', because: '', change: change({ from: 'name', to: 'short' }) });
    const proof = long.findings[0]?.proof;
    expect(proof?.kind === 'witness' && typeof proof.value === 'string' && proof.value.length).toBe(20);
    const misspelt = await checkCase({ name: '', because: '', change: change({ from: 'nic', to: 'short' }) });
    expect(misspelt.findings[0]?.mappings[0]?.because).toContain('did you mean `nick`?');
    expect(misspelt.findings[0]?.at?.file).toBe('guard.json');
  });

  it.each([
    ['a name in the middle of a path', '/fields/-', { from: 'nickk.first', to: 'short' }, 'did you mean `nick`?'],
    ['a source operation', '/from', 'crm GET /acounts', 'did you mean `GET /accounts`?'],
    ['a target operation', '/to', 'erp POST /customer', 'did you mean `POST /customers`?'],
  ])('says what was meant by %s, at its place', async (_, at, set, words) => {
    const change = [{ in: 'manifest', at: `/entities/customer/flows/0${at}`, set }];
    const { findings } = await checkCase({ name: '', because: '', change });
    const told = findings.filter(({ mappings }) => mappings.some(({ because }) => because.includes(words)));
    expect(told).toHaveLength(1);
    const lines = JSON.stringify(edited(all, change).manifest, null, 1).split('\n');
    expect(lines[(told[0]?.at?.line ?? 0) - 1]).toContain(typeof set === 'string' ? set : '{');
  });

  it('shows one example where a transform fails on several, and names all of a chain that is missing', async () => {
    const schema = '/paths/~1accounts/get/responses/200/content/application~1json/schema/properties/nick';
    const row = { from: ['nick', 'count'], take: 'first', to: 'legalName', transform: '$ ? $number($) : $' };
    const { findings } = await checkCase({
      name: '',
      because: '',
      change: [
        { in: 'crm', at: schema, set: { type: 'string', minLength: 1, maxLength: 10 } },
        { in: 'manifest', at: '/entities/customer/flows/0/fields/0', set: row },
      ],
    });
    expect(findings.filter(({ rule }) => rule === 'transform-fails')).toHaveLength(1);
    const gap = findings.find(({ rule }) => rule === 'source-may-be-missing');
    expect(gap?.mappings[0]?.because).toContain('where `nick` and `count` are missing');
  });

  it.each([
    [
      'a format of the vendor',
      [{ in: 'crm', at: '/created/format', set: 'our-date' }],
      'the target takes the format `date`, and the source has `our-date`',
    ],
    [
      'what a table passes through',
      [
        { in: 'crm', at: '/tier', set: { type: 'string' } },
        { in: 'manifest', at: '/fields/1', set: { from: 'tier', to: 'level', values: { '': 'A' }, unmapped: 'pass' } },
      ],
      'the target takes listed values only, and the source may hold any; what has no row in the table is passed through',
    ],
    [
      'the value that a transform fails on once',
      [{ in: 'manifest', at: '/fields/3', set: { from: 'nick', to: 'number', transform: '$number($)' } }],
      'the transform fails for `Aa1 Aa1 Aa`: unable to cast value to a number',
    ],
    [
      'what JSONata quotes as code',
      [{ in: 'manifest', at: '/fields/3', set: { from: 'count', to: 'number', transform: '$length($)' } }],
      'the transform fails for `0`: argument 1 of function `length` does not match function signature',
    ],
  ])('names %s', async (_, edits, words) => {
    const at = {
      crm: '/paths/~1accounts/get/responses/200/content/application~1json/schema/properties',
      manifest: '/entities/customer/flows/0',
    };
    const change = edits.map((edit) => ({ ...edit, at: at[edit.in as keyof typeof at] + edit.at }));
    const { findings } = await checkCase({ name: '', because: '', change });
    expect(findings.flatMap(({ mappings }) => mappings.map(({ because }) => because))).toContain(words);
  });

  it('says where the items of a list are forgotten', async () => {
    const people = { type: 'array', items: { type: 'object', properties: { email: { type: 'string' } } } };
    const schema = '/paths/~1accounts/get/responses/200/content/application~1json/schema/properties/people';
    const { findings } = await checkCase({
      name: '',
      because: '',
      change: [
        { in: 'crm', at: schema, set: people },
        { in: 'manifest', at: '/entities/customer/flows/0/fields/-', set: { from: 'people.email', to: 'short' } },
      ],
    });
    expect(findings[0]?.mappings[0]?.because).toContain('did you mean `people[*].email`?');
  });

  it('tells what is wrong in the order of the manifest, the worst first', async () => {
    const add = (set: unknown) => ({ in: 'manifest', at: '/entities/customer/flows/0/fields/-', set });
    const change = [add({ from: 'z', to: 'short' }), add({ from: 'a', to: 'short' }), add({ from: 'name', to: 'q' })];
    const { findings } = await checkCase({ name: '', because: '', change });
    const errors = findings.filter(({ level }) => level === 'error').map(({ at }) => at?.line ?? 0);
    expect(errors).toHaveLength(3);
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
  });

  it('counts what is decided', async () => {
    const report = await checkCase({
      name: '',
      because: '',
      change: [
        { in: 'erp', at: '/paths/~1customers/post/responses/422', set: { description: 'No' } },
        {
          in: 'crm',
          at: '/paths/~1accounts/get/responses/200/content/application~1json/schema/properties/tier/enum',
          set: ['gold', 'silver', 'bronze'],
        },
        { in: 'manifest', at: '/entities/customer/flows/0/fields/0' },
      ],
    });
    expect(report.integrations[0]?.coverage).toEqual({
      inputs: { decided: 1, total: 2 },
      statuses: { decided: 2, total: 3 },
      values: { decided: 2, total: 3 },
      unchecked: 0,
    });
  });

  it.each([
    [
      'a table over listed values is compared in full',
      { from: 'tier', to: 'level', values: { gold: 'A', silver: 'B' } },
      0,
    ],
    [
      'what texts a transform makes of any text is not known',
      { from: 'nick', to: 'short', transform: '$uppercase($)' },
      1,
    ],
    ['what several texts put together make is not known', { from: ['name', 'nick'], to: 'short' }, 1],
    ['a row that is ignored is decided', { from: 'nick', ignore: 'not needed' }, 0],
  ])('counts the rows that it could not judge: %s', async (because, row, count) => {
    const at = '/entities/customer/flows/0/fields/-';
    const none = await checkCase({ name: '', because, change: [] });
    const report = await checkCase({ name: '', because, change: [{ in: 'manifest', at, set: row }] });
    const counted = ({ integrations }: Report) => integrations[0]?.mappings.unjudged ?? Number.NaN;
    expect(counted(report) - counted(none)).toBe(count);
  });

  it('says the days that are left', async () => {
    const report = await checkCase({
      name: '',
      because: '',
      change: [
        { in: 'erp', at: '/paths/~1customers/post/deprecated', set: true },
        { in: 'erp', at: '/paths/~1customers/post/x-sunset', set: '2026-12-24' },
      ],
    });
    expect(report.findings[0]?.mappings[0]?.because).toContain('29 days left');
  });
});
