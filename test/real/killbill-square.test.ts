/** Kill Bill → Square: Swagger 2.0 in YAML on one side, Swagger 2.0 that becomes OpenAPI 3.0 on the other. */

import { describe, expect, it } from 'vitest';
import {
  type Expected,
  guardShared,
  isShared,
  readManifest,
  saysOf,
  type Versions,
  verdictsOf,
  whenShared,
} from './shared-specs.ts';

const KILLBILL = { old: 'killbill/2020-10-06.yaml', new: 'killbill/2024-04-07.yaml' };
const SQUARE = { old: 'square/2024-07-17.json', new: 'square/2025-08-20.json' };

const CADENCE = 'object.subscription_plan_variation_data.phases[0].cadence';

const KILLBILL_BREAKS: readonly Expected[] = [
  {
    says: 'error type-changed invoice-points: items[0].quantity -> accumulate_points.points',
    because: '#/definitions/InvoiceItem/properties/quantity/type: integer − number +; Square takes an integer',
  },
  {
    says: 'warning type-changed invoice-order: items[*].quantity -> order.line_items[*].quantity',
    because: '#/definitions/InvoiceItem/properties/quantity/type: the input of a transform changes',
  },
  ...['THIRTY_ONE_DAYS', 'SESQUIENNIAL', 'TRIENNIAL'].map(
    (value): Expected => ({
      says: `error enum-value-added plan-create: billingPeriod -> ${CADENCE} [${value}]`,
      because: '+ #/definitions/Subscription/properties/billingPeriod/enum; the table has no row',
    }),
  ),
];

const SQUARE_BREAKS: readonly Expected[] = [
  {
    says: 'error enum-added invoice-order: items[*].currency -> order.line_items[*].base_price_money.currency',
    because:
      '#/definitions/Money/properties/currency is any text −; #/components/schemas/Currency/enum + lacks GGP, IMP, JEP, SPL, TVD and ZWD of #/definitions/InvoiceItem/properties/currency/enum',
  },
  {
    says: `error enum-added plan-create: billingPeriod -> ${CADENCE}`,
    because:
      '#/definitions/SubscriptionPhase/properties/cadence is any text −; #/components/schemas/SubscriptionCadence/enum + has no NONE',
  },
  {
    says: 'error property-required plan-clean-up:  -> object_ids',
    because: '+ #/components/schemas/BatchDeleteCatalogObjectsRequest/required/0; no row feeds it',
  },
];

describe.skipIf(!isShared)(`killbill → square${whenShared}`, () => {
  const run = (versions: Versions) => guardShared(readManifest('killbill-square/guard.yaml'), versions);

  it('finds what breaks when only killbill changes, and nothing else', async () => {
    const report = await run({ killbill: [KILLBILL.old, KILLBILL.new], square: [SQUARE.old, SQUARE.old] });
    expect(verdictsOf(report)).toEqual(saysOf(KILLBILL_BREAKS));
  });

  it('finds what breaks when only square changes, over two dialects, and nothing else', async () => {
    const report = await run({ killbill: [KILLBILL.old, KILLBILL.old], square: [SQUARE.old, SQUARE.new] });
    expect(verdictsOf(report)).toEqual(saysOf(SQUARE_BREAKS));
  });

  it('names each currency that the target refuses', async () => {
    const { findings } = await run({ killbill: [KILLBILL.old, KILLBILL.old], square: [SQUARE.old, SQUARE.new] });
    const because = findings
      .flatMap(({ mappings }) => mappings)
      .filter(({ verdict, to }) => verdict === 'breaks' && to.endsWith('base_price_money.currency'))
      .map((mapping) => mapping.because)
      .join();
    for (const currency of ['GGP', 'IMP', 'JEP', 'SPL', 'TVD', 'ZWD']) expect(because).toContain(currency);
    for (const currency of ['USD', 'EUR', 'GBP']) expect(because).not.toContain(currency);
  });

  it('finds the same when both change', async () => {
    const report = await run({ killbill: [KILLBILL.old, KILLBILL.new], square: [SQUARE.old, SQUARE.new] });
    expect(verdictsOf(report)).toEqual(saysOf([...KILLBILL_BREAKS, ...SQUARE_BREAKS]));
  });

  it('finds nothing on the way back: both sides narrow what they send and widen what they take', async () => {
    const report = await run({ killbill: [KILLBILL.new, KILLBILL.old], square: [SQUARE.new, SQUARE.old] });
    expect(verdictsOf(report)).toEqual([]);
  });
});
