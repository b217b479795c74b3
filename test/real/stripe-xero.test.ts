/** Stripe → Xero as a real integration maps it; every expectation was read from the vendors' files first. */

import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
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

const STRIPE = { old: 'stripe/2019-02-19.json', new: 'stripe/2019-10-17.json' };
const XERO = { old: 'xero/2.39.0.yaml', new: 'xero/16.1.0.yaml' };

const STRIPE_BREAKS: readonly Expected[] = [
  {
    says: 'error property-removed invoice-create: data[*].date -> Invoices[*].Date',
    because: '− #/components/schemas/invoice/properties/date; the new schema has `created` only',
  },
  {
    says: 'error property-removed invoice-create: data[*].billing -> Invoices[*].Contact.ContactID',
    because: '− #/components/schemas/invoice/properties/billing; + …/collection_method has the same values',
  },
  {
    says: 'error property-removed invoice-paid: billing -> ',
    because: '− #/components/schemas/invoice/properties/billing, which the flow decides by',
  },
  {
    says: 'warning property-removed invoice-create: data[*].due_date, data[*].finalized_at -> Invoices[*].ExpectedPaymentDate',
    because: '− #/components/schemas/invoice/properties/finalized_at; the first source of the chain is still there',
  },
  {
    says: 'error property-removed charge-payment: data[*].source.last4 -> Payments[*].Particulars',
    because: '− #/components/schemas/charge/properties/source, and in …/charge/required',
  },
  {
    says: 'error property-removed intent-payment: data[*].source.last4 -> Payments[*].BankAccountNumber',
    because: '− #/components/schemas/payment_intent/properties/source',
  },
  {
    says: 'error enum-value-added intent-payment: data[*].confirmation_method -> Payments[*].Details [automatic]',
    because: '+ #/components/schemas/payment_intent/properties/confirmation_method/enum/0; the table has no row',
  },
  {
    says: 'error enum-value-added intent-payment: data[*].confirmation_method -> Payments[*].Details [manual]',
    because: '+ #/components/schemas/payment_intent/properties/confirmation_method/enum/1; the table has no row',
  },
  ...['publishable', 'secret'].map(
    (value): Expected => ({
      says: `warning enum-value-removed intent-payment: data[*].confirmation_method -> Payments[*].Details [${value}]`,
      because: '− #/components/schemas/payment_intent/properties/confirmation_method/enum; its row is dead',
    }),
  ),
  {
    says: 'warning enum-value-removed intent-payment: data[*].status -> Payments[*].Status [requires_authorization]',
    because: '− #/components/schemas/payment_intent/properties/status/enum; its row is dead',
  },
  {
    says: 'error property-removed contact-create: account_balance -> Contacts[*].Balances.AccountsReceivable.Outstanding',
    because: '− #/components/schemas/customer/properties/account_balance; + …/balance',
  },
  {
    says: 'error property-removed contact-back: Contacts[0].Balances.AccountsReceivable.Outstanding -> account_balance',
    because:
      '− #/paths/~1v1~1customers~1{customer}/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/account_balance',
  },
  {
    says: 'error enum-value-removed organisation-account: (constant) -> requested_capabilities [platform_payments]',
    because:
      '− #/paths/~1v1~1accounts/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/requested_capabilities/items/enum/1',
  },
];

const ENTITY_TYPES = [
  'PERSONAL',
  'SINGLEMEMBERLLC',
  'CCORPORATIONLLC',
  'PARTNERSHIPLLC',
  'SCORPORATIONLLC',
  'LLC',
  'NOTLLC',
  'UNSPECIFIED',
];

const XERO_BREAKS: readonly Expected[] = [
  {
    says: 'error property-removed contact-create: metadata.skype -> Contacts[*].SkypeUserName',
    because: '− #/components/schemas/Contact/properties/SkypeUserName, in the request of PUT /Contacts',
  },
  {
    says: 'error property-removed contact-back: Contacts[0].SkypeUserName -> metadata.skype',
    because: '− #/components/schemas/Contact/properties/SkypeUserName, in the response of GET /Contacts/{ContactID}',
  },
  ...[
    'name -> Employees[*].LastName',
    'status -> Employees[*].Status',
    'metadata.link -> Employees[*].ExternalLink.Url',
    '(constant) -> $request.header.xero-tenant-id',
  ].map(
    (row): Expected => ({
      says: `error path-removed cardholder-employee: ${row}`,
      because: '− #/paths/~1Employees: GET, PUT and POST are gone with it',
    }),
  ),
  {
    says: 'error path-removed staff:  -> xero PUT /Employees',
    because: '− #/paths/~1Employees: the workflow calls PUT',
  },
  {
    says: 'error enum-value-removed product-account: type -> Type [WAGESEXPENSE]',
    because: '− #/components/schemas/AccountType/enum has it; the table sends it for `service`',
  },
  ...ENTITY_TYPES.map(
    (value): Expected => ({
      says: `error enum-value-added organisation-account: Organisations[0].OrganisationEntityType -> business_type [${value}]`,
      because: '+ #/components/schemas/Organisation/properties/OrganisationEntityType/enum; the table has no row',
    }),
  ),
  {
    says: 'warning enum-value-removed invoice-create: data[*].currency -> Invoices[*].CurrencyCode [""]',
    because:
      '− #/components/schemas/CurrencyCode/enum has the empty text; the transform may send it, as it may send other texts that were never in the list',
  },
];

/** What an integration on the new versions loses on the way back to the old ones. */
const BACK_BREAKS: readonly Expected[] = [
  {
    says: 'error parameter-removed invoice-create: data[*].number -> $request.header.Idempotency-Key',
    because: '− #/paths/~1Invoices/put/parameters: the reference to #/components/parameters/idempotencyKey',
  },
  {
    says: 'error property-removed invoice-create: data[*].customer_name -> Invoices[*].Contact.Name',
    because: '− #/components/schemas/invoice/properties/customer_name',
  },
  {
    says: 'error property-removed invoice-create: data[*].collection_method -> Invoices[*].Contact.ContactID',
    because: '− #/components/schemas/invoice/properties/collection_method',
  },
  {
    says: 'error property-removed invoice-create: data[*].customer_address.city -> Invoices[*].InvoiceAddresses[0].City',
    because: '− #/components/schemas/invoice/properties/customer_address',
  },
  {
    says: 'error property-removed invoice-create: data[*].customer_address.city -> Invoices[*].InvoiceAddresses[0].City',
    because: '− #/components/schemas/Invoice/properties/InvoiceAddresses of Xero: a second cause for the same row',
  },
  {
    says: 'error property-removed invoice-create: data[*].lines.data[*].tax_amounts[0].amount -> Invoices[*].LineItems[*].TaxAmount',
    because: '− #/components/schemas/line_item/properties/tax_amounts',
  },
  {
    says: 'error property-removed invoice-create: (constant) -> Invoices[*].LineItems[*].Taxability',
    because: '− #/components/schemas/LineItem/properties/Taxability',
  },
  {
    says: 'warning property-removed contact-create: name, description -> Contacts[*].Name',
    because: '− #/components/schemas/customer/properties/name; the second source of the chain is still there',
  },
  {
    says: 'error property-removed contact-create: balance -> Contacts[*].Balances.AccountsReceivable.Outstanding',
    because: '− #/components/schemas/customer/properties/balance',
  },
  {
    says: 'error property-removed contact-create: metadata.number_type -> Contacts[*].TaxNumberType',
    because: '− #/components/schemas/Contact/properties/TaxNumberType',
  },
  {
    says: 'error enum-removed cardholder-contact: type -> Contacts[*].IsSupplier',
    because: '− #/components/schemas/issuing.cardholder/properties/type/enum: any text may come now',
  },
  {
    says: 'error property-removed charge-payment: data[*].billing_details.name -> Payments[*].Particulars',
    because: '− #/components/schemas/charge/properties/billing_details',
  },
  ...['publishable', 'secret'].map(
    (value): Expected => ({
      says: `error enum-value-added intent-payment: data[*].confirmation_method -> Payments[*].Details [${value}]`,
      because: '+ #/components/schemas/payment_intent/properties/confirmation_method/enum; the table has no row',
    }),
  ),
  ...['automatic', 'manual'].map(
    (value): Expected => ({
      says: `warning enum-value-removed intent-payment: data[*].confirmation_method -> Payments[*].Details [${value}]`,
      because: '− #/components/schemas/payment_intent/properties/confirmation_method/enum; its row is dead',
    }),
  ),
  {
    says: 'error enum-value-added intent-payment: data[*].status -> Payments[*].Status [requires_authorization]',
    because: '+ #/components/schemas/payment_intent/properties/status/enum/3; the table has no row',
  },
  ...['metadata.bank_transfer -> $request.path.BankTransferID', '(constant) -> Status'].map(
    (row): Expected => ({
      says: `error operation-removed transfer-reversal: ${row}`,
      because: '− #/paths/~1BankTransfers~1{BankTransferID}/post; GET stays',
    }),
  ),
  ...['Organisations[0].Name -> name', '(constant) -> tax_exempt', '(constant) -> balance'].map(
    (row): Expected => ({
      says: `error property-removed organisation-customer: ${row}`,
      because: '− #/paths/~1v1~1customers~1{customer}/post/requestBody: its form has no such property',
    }),
  ),
];

describe.skipIf(!isShared)(`stripe → xero${whenShared}`, () => {
  const run = (versions: Versions) => guardShared(readManifest('stripe-xero/guard.yaml'), versions);

  it('says nothing when nothing changes', async () => {
    const report = await run({ stripe: [STRIPE.old, STRIPE.old], xero: [XERO.old, XERO.old] });
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('clean');
  });

  describe('only stripe changes', () => {
    let report: Report;
    beforeAll(async () => {
      report = await run({ stripe: [STRIPE.old, STRIPE.new], xero: [XERO.old, XERO.old] });
    });

    it('finds what breaks, and nothing else', () => {
      expect(verdictsOf(report)).toEqual(saysOf(STRIPE_BREAKS));
    });

    it('names the likely successor of what was renamed', () => {
      const suggested = (from: string, to: string) =>
        report.findings
          .filter(
            ({ level, mappings }) => level === 'error' && mappings.some((one) => one.from === from && one.to === to),
          )
          .map(({ suggestion }) => suggestion?.text);
      expect(suggested('account_balance', 'Contacts[*].Balances.AccountsReceivable.Outstanding').join()).toContain(
        '`balance`',
      );
      expect(suggested('Contacts[0].Balances.AccountsReceivable.Outstanding', 'account_balance').join()).toContain(
        '`balance`',
      );
    });

    it('points into the vendor’s old file for each removal', () => {
      const removals = report.findings.filter(({ level, rule }) => level === 'error' && rule === 'property-removed');
      expect(removals.map(({ was }) => was?.pointer ?? '').sort()).toEqual(
        [
          '/components/schemas/charge/properties/source',
          '/components/schemas/customer/properties/account_balance',
          '/components/schemas/invoice/properties/billing',
          '/components/schemas/invoice/properties/date',
          '/components/schemas/payment_intent/properties/source',
          '/paths/~1v1~1customers~1{customer}/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/account_balance',
        ].sort(),
      );
    });
  });

  it('finds what breaks when only xero changes, and nothing else', async () => {
    const report = await run({ stripe: [STRIPE.old, STRIPE.old], xero: [XERO.old, XERO.new] });
    expect(verdictsOf(report)).toEqual(saysOf(XERO_BREAKS));
  });

  it('finds the same when both change: no break hides another', async () => {
    const report = await run({ stripe: [STRIPE.old, STRIPE.new], xero: [XERO.old, XERO.new] });
    expect(verdictsOf(report)).toEqual(saysOf([...STRIPE_BREAKS, ...XERO_BREAKS]));
  });

  it('finds little for it on the way back to what it was written for', async () => {
    const report = await run({ stripe: [STRIPE.new, STRIPE.old], xero: [XERO.new, XERO.old] });
    expect(verdictsOf(report)).toEqual(
      saysOf([
        {
          says: 'error enum-removed cardholder-contact: type -> Contacts[*].IsSupplier',
          because: '− #/components/schemas/issuing.cardholder/properties/type/enum: any text may come now',
        },
      ]),
    );
  });

  it('finds what an integration on the new versions loses on the way back', async () => {
    const report = await guardShared(readManifest('stripe-xero/guard.current.yaml'), {
      stripe: [STRIPE.new, STRIPE.old],
      xero: [XERO.new, XERO.old],
    });
    expect(verdictsOf(report)).toEqual(saysOf(BACK_BREAKS));
  });

  it('counts a shared parameter at the mapped operation only', async () => {
    const report = await guardShared(readManifest('stripe-xero/guard.current.yaml'), {
      stripe: [STRIPE.new, STRIPE.new],
      xero: [XERO.new, XERO.old],
    });
    const touched = report.findings.filter(({ rule, touch }) => rule === 'parameter-removed' && touch === 'mapped');
    expect(touched.map(({ operation }) => operation)).toEqual(['PUT /Invoices']);
  });
});
