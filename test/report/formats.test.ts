import { expect, it } from 'vitest';
import { formatNames, formats } from '../../src/report/formats.ts';
import { clean, finding, noManifest, report } from './samples.ts';

it.each(formatNames)('%s renders a report that ends with a line break', async (name) => {
  const render = await formats[name]();
  expect(render(clean, { colour: false, verbose: false, width: 80 })).toMatch(/\S\n$/);
});

const NAME = 'only-system';

/** As without a manifest, the last about no operation, and places that were not judged. */
function named() {
  const { operation: _, part: __, ...whole } = finding({ rule: 'x', message: 'x changed', path: '' });
  const findings = [...noManifest.findings, { ...whole, operations: { count: 0, examples: [] } }];
  return report(
    findings.map((one) => ({ ...one, system: NAME })),
    {
      compared: noManifest.compared.map((one) => ({ ...one, system: NAME })),
      unjudged: [{ system: NAME, message: 'a reference leads nowhere' }],
    },
  );
}

it.each(formatNames.filter((name) => name !== 'json'))('%s shows no name that no user gave', async (name) => {
  const render = await formats[name]();
  expect(render(named(), { colour: false, verbose: true, width: 80 })).not.toContain(NAME);
});

it('says of a manifest without any mapping that it maps nothing', async () => {
  const render = await formats.text();
  const integrations = clean.integrations.map((one) => ({
    ...one,
    flows: [],
    mappings: { total: 0, breaking: 0, unjudged: 0 },
  }));
  const text = render({ ...clean, integrations }, { colour: false, verbose: false, width: 80 });
  expect(text).toContain(': nothing is mapped, so no mapping breaks\n');
});
