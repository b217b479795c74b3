import { expect, it } from 'vitest';
import { placeInManifest, whereOf } from '../../src/report/where.ts';
import { finding, impact } from './samples.ts';

it('tells a problem that no description has a part in at the manifest', () => {
  const { operation: _, part: __, ...rest } = finding({ rule: 'owner-missing', message: 'nobody answers', path: '' });
  const problem = { ...rest, integration: 'x' };
  expect(whereOf(problem, true)).toBe('the manifest');
  expect(whereOf({ ...problem, rule: 'target-operation-gone' }, true)).toBe('`crm`');
});

it('names the flow of a mapping where its own name does not', () => {
  const { entity: _, ...alone } = impact({ flow: 'x', from: '', to: '', manifest: 'guard.yaml', line: 1 });
  expect(placeInManifest(alone)).toEqual(['`guard.yaml:1`']);
  expect(placeInManifest({ ...alone, to: 'a' })).toEqual(['`x`', '`guard.yaml:1`']);
  expect(placeInManifest({ ...alone, entity: 'customer' })).toEqual(['`x`', '`guard.yaml:1`']);
});
