import { expect, it } from 'vitest';
import { formatNames, formats } from '../../src/report/formats.ts';
import { clean } from './samples.ts';

it.each(formatNames)('%s renders a report that ends with a line break', async (name) => {
  const render = await formats[name]();
  expect(render(clean, { colour: false, verbose: false, width: 80 })).toMatch(/\S\n$/);
});
