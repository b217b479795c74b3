import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { edited, manifestOf, readCases, specsOf } from './cases.ts';

/** The value that a mapping reads. */
const MAPPED = '/paths/~1a/get/responses/200/content/application~1json/schema/properties/f';

describe('a mapped field that becomes deprecated', () => {
  const documents = readCases('values.yaml');
  const before = edited(documents, [{ in: 'crm', at: MAPPED, set: { type: 'string' } }]);

  const told = (sunset: string | undefined, minDays?: number) => {
    const field = { type: 'string', deprecated: true, ...(sunset !== undefined && { 'x-sunset': sunset }) };
    const after = edited(documents, [
      { in: 'crm', at: MAPPED, set: field },
      ...(minDays === undefined ? [] : [{ in: 'manifest', at: '/policy', set: { sunset: { minDays } } } as const]),
    ]);
    const [old, now] = [specsOf(before), specsOf(after)];
    const systems = new Map(
      [...old].map(([system, version]) => {
        const changed = now.get(system) ?? version;
        return [system, { before: version, after: system === 'crm' ? changed : version }];
      }),
    );
    const { findings } = guard({ systems, manifest: manifestOf(after.manifest), today: '2026-11-25' });
    return findings
      .filter(({ rule }) => rule === 'schema-deprecated')
      .map(({ level, mappings }) => `${level}: ${mappings[0]?.because}`);
  };

  it.each([
    [undefined, undefined, 'warning: it still works, and will go'],
    ['soon', 90, 'warning: it still works, and will go'],
    ['2026-12-24', undefined, 'warning: it still works, and ends on `2026-12-24`: 29 days left'],
    ['2026-12-24', 29, 'warning: it still works, and ends on `2026-12-24`: 29 days left'],
    [
      '2026-12-24',
      90,
      'error: it still works, and ends on `2026-12-24`: 29 days left, and `policy.sunset` asks for 90',
    ],
    ['2026-11-20', undefined, 'warning: it was to end on `2026-11-20`, 5 days ago'],
  ])('sunset %s, at least %s days', (sunset, minDays, says) => {
    expect(told(sunset, minDays)).toEqual([says]);
  });
});
