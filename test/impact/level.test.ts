import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import type { Profile } from '../../src/rules/rule.ts';
import { edited, manifestOf, readCases, specsOf } from './cases.ts';

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
