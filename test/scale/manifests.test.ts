/** What a manifest may list by the thousand: what is found in it takes seconds. */
import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { manifestOf, specsOf } from '../impact/cases.ts';

const range = (size: number): readonly number[] => Array.from({ length: size }, (_, index) => index);
const head = { openapi: '3.1.0', info: { title: 'a', version: '1' } };
const error = { description: '', content: { 'application/json': { schema: { properties: { code: {} } } } } };

function crmOf(size: number, statusOf: (index: number) => number) {
  const paths = range(size).map((index) => [`/s${index}`, { get: { responses: { [statusOf(index)]: error } } }]);
  return { ...head, paths: Object.fromEntries(paths) };
}

describe('an exception catalogue of thousands', { timeout: 60_000 }, () => {
  const SIZE = 800;

  it.each([
    ['an entry for each operation', (index: number) => `crm GET /s${index} 404`],
    ['entries for all operations', (index: number) => `crm * ${index === 0 ? 404 : 410 + (index % 90)}`],
  ])('%s: statuses that nothing catches', (_, on) => {
    const erp = { ...head, paths: {} };
    const manifest = manifestOf({
      version: 1,
      integration: 'a',
      systems: { crm: { spec: 'crm.json' }, erp: { spec: 'erp.json' } },
      workflows: { all: { trigger: 'crm GET /s0', invokes: range(SIZE).map((index) => `crm GET /s${index}`) } },
      exceptions: range(SIZE).map((index) => ({ id: `e${index}`, on: on(index), action: 'handle', reads: ['code'] })),
    });
    const before = specsOf({ crm: crmOf(SIZE, () => 404), erp, manifest: {} });
    const after = specsOf({ crm: crmOf(SIZE, (index) => (index % 10 === 0 ? 409 : 404)), erp, manifest: {} });
    const systems = new Map(
      [...before].map(([name, spec]) => [name, { before: spec, after: after.get(name) ?? spec }]),
    );
    const { findings } = guard({ systems, manifest, today: '2026-06-15' });
    // Every tenth operation answers 409 now, and no more 404.
    const uncaught = findings.filter(({ rule, level }) => rule === 'response-added' && level === 'error');
    expect(uncaught).toHaveLength(SIZE / 10);
  });
});
