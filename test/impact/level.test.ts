import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import type { Profile } from '../../src/rules/rule.ts';
import { edited, manifestOf, readCases, runCase, specsOf } from './cases.ts';

/** A value of the answer that no mapping reads. */
const OTHER = '/paths/~1a/get/responses/200/content/application~1json/schema/properties/g';

describe('a new value beside the mapped fields', () => {
  const documents = readCases('values.yaml');
  const before = edited(documents, [{ in: 'crm', at: OTHER, set: { enum: ['x'] } }]);
  const after = edited(documents, [{ in: 'crm', at: OTHER, set: { enum: ['x', 'y'] } }]);

  const levels = (strict: boolean, profile: Profile) => {
    const [old, now] = [specsOf(before).get('crm'), specsOf(after).get('crm')];
    const erp = specsOf(before).get('erp');
    if (!old || !now || !erp) throw new Error('the cases have other systems');
    const systems = new Map([
      ['crm', { before: old, after: now }],
      ['erp', { before: erp, after: erp }],
    ]);
    return guard({ systems, manifest: manifestOf(before.manifest), strict, profile }).findings.map(
      ({ rule, touch, level }) => `${level} ${touch} ${rule}`,
    );
  };

  it.each([
    [false, 'standard', 'warning'],
    [true, 'standard', 'error'],
    [true, 'strict', 'error'],
    // what the promise allows is no break that --strict could raise
    [true, 'lenient', 'warning'],
    [false, 'lenient', 'warning'],
  ] as const)('strict %s, profile %s: %s', (strict, profile, level) => {
    expect(levels(strict, profile)).toEqual([`${level} adjacent enum-value-added`]);
  });
});

describe('another default of a parameter', () => {
  it.each([
    ['where a constant is sent', { to: '$request.header.F', value: 5 }, 'info'],
    ['where what is missing has a default', { from: 'f', to: '$request.header.F', default: 5 }, 'info'],
    ['where nobody says what is sent instead', { from: 'f', to: '$request.header.F' }, 'warning'],
  ] as const)('%s: %s', async (_, row, level) => {
    const at = '/paths/~1b/post/parameters/0/schema/default';
    const report = await runCase(readCases('written.yaml'), {
      name: '',
      because: '',
      given: [
        { in: 'erp', at, set: 1 },
        { in: 'manifest', at: '/entities/thing/flows/0/fields/0', set: row },
      ],
      change: [{ in: 'erp', at, set: 2 }],
    });
    expect(report.findings.map((one) => `${one.level} ${one.rule}`)).toEqual([`${level} default-changed`]);
  });
});
