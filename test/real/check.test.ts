/** `guard check` on real integrations: each finding is what the vendors' files say, read by hand. */
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { isShared, loadShared, readManifest, whenShared } from './shared-specs.ts';

async function checked(manifest: string, versions: Readonly<Record<string, string>>) {
  const systems = new Map(
    await Promise.all(
      Object.entries(versions).map(async ([system, path]) => [system, await loadShared(system, path)] as const),
    ),
  );
  const report = await check({ systems, manifest: readManifest(manifest), acknowledged: { today: '2026-11-25' } });
  const said = report.findings
    .filter(({ level }) => level !== 'info')
    .flatMap(({ level, rule, mappings }) =>
      mappings.map(({ flow, from, to }) => `${level} ${rule} ${flow}: ${from} -> ${to}`),
    );
  return { said: said.sort(), coverage: report.integrations[0]?.coverage };
}

/** Stripe says `maxLength: 5000` for nearly every text, Xero 50 to 500; both stand in the files. */
const TOO_LONG = [
  'cardholder-contact: id -> Contacts[*].AccountNumber',
  'cardholder-contact: name -> Contacts[*].Name',
  'cardholder-employee: name -> Employees[*].LastName',
  'contact-create: description -> Contacts[*].Name',
  'contact-create: email -> Contacts[*].EmailAddress',
  'contact-create: id -> Contacts[*].ContactNumber',
  'contact-create: shipping.address.city -> Contacts[*].Addresses[0].City',
  'contact-create: shipping.address.line1 -> Contacts[*].Addresses[0].AddressLine1',
  'contact-create: shipping.phone -> Contacts[*].Phones[0].PhoneNumber',
  'contact-create: tax_info.tax_id -> Contacts[*].TaxNumber',
  'invoice-create: data[*].number -> Invoices[*].InvoiceNumber',
  'invoice-paid: number -> Payments[*].Invoice.InvoiceNumber',
  'product-account: name -> Name',
].map((row) => `error limit-refused ${row}`);

/** `nullable: true` at Stripe, and null * 1000 is an error of JSONata. */
const NULL_TIMES = [
  'invoice-create: data[*].date -> Invoices[*].Date',
  'invoice-create: data[*].due_date -> Invoices[*].DueDate',
  'invoice-create: data[*].due_date, data[*].finalized_at -> Invoices[*].ExpectedPaymentDate',
  'invoice-paid: status_transitions.paid_at -> Payments[*].Date',
].map((row) => `error transform-fails ${row}`);

/** `nullable: true` at Stripe; Xero says nothing of null, and requires none of these. */
const NULL_TEXTS = [
  'charge-payment: data[*].description -> Payments[*].Details',
  'contact-create: currency -> Contacts[*].DefaultCurrency',
  'contact-create: description -> Contacts[*].Name',
  'contact-create: email -> Contacts[*].EmailAddress',
  'contact-create: shipping.address.city -> Contacts[*].Addresses[0].City',
  'contact-create: shipping.address.line1 -> Contacts[*].Addresses[0].AddressLine1',
  'contact-create: shipping.phone -> Contacts[*].Phones[0].PhoneNumber',
  'contact-create: tax_info.tax_id -> Contacts[*].TaxNumber',
  'invoice-create: data[*].hosted_invoice_url -> Invoices[*].Url',
  'invoice-create: data[*].number -> Invoices[*].InvoiceNumber',
  'invoice-paid: number -> Payments[*].Invoice.InvoiceNumber',
  'product-account: active -> Status',
].map((row) => `warning source-may-be-null ${row}`);

describe.skipIf(!isShared)(`guard check on real integrations${whenShared}`, () => {
  it('stripe → xero', async () => {
    const { said, coverage } = await checked('stripe-xero/guard.yaml', {
      stripe: 'stripe/2019-02-19.json',
      xero: 'xero/2.39.0.yaml',
    });
    expect(said).toEqual(
      [
        ...TOO_LONG,
        ...NULL_TIMES,
        ...NULL_TEXTS,
        // Any three letters at Stripe, a list of currencies at Xero.
        'warning value-refused invoice-create: data[*].currency -> Invoices[*].CurrencyCode',
        // An id or, by the file, the whole charge, which comes only where it is asked for (`expand`).
        'warning type-refused invoice-paid: charge -> Payments[*].Reference',
        // The list of contacts may be empty.
        'warning source-may-be-missing contact-back: Contacts[0].ContactNumber -> $request.path.customer',
      ].sort(),
    );
    expect(coverage?.inputs).toEqual({ decided: 9, total: 9 });
    expect(coverage?.unchecked).toBe(1);
  });

  it('kill bill → square', async () => {
    const { said, coverage } = await checked('killbill-square/guard.yaml', {
      killbill: 'killbill/2020-10-06.yaml',
      square: 'square/2024-07-17.json',
    });
    expect(said).toEqual([]);
    expect(coverage?.inputs).toEqual({ decided: 8, total: 8 });
    // 400 and 404 of two operations.
    expect(coverage?.statuses).toEqual({ decided: 4, total: 4 });
  });
});
