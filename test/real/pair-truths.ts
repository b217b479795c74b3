/** What the README of the shared descriptions, and a reading of the files, say that each vendor really changed. */

import type { Finding } from '../../src/report/report.ts';

/** A finding that must be there; `path` is the end of the field path, `from` the end of the old place's pointer. */
interface Truth {
  readonly rule: string;
  readonly direction?: Finding['direction'];
  readonly compatibility?: Finding['compatibility'];
  readonly path?: string;
  readonly was?: string;
  readonly says?: string;
}

export interface Pair {
  readonly before: string;
  readonly after: string;
  readonly truths: readonly Truth[];
  /** Nothing breaking may be said that this does not hold for. */
  readonly onlyBreaking?: (finding: Finding) => boolean;
  readonly unjudged?: string;
}

/** A property that requests and responses share is told once, in either direction. */
const removed = (was: string): Truth => ({ rule: 'property-removed', was });
const grown = (path: string, value: string): Truth => ({
  rule: 'enum-value-added',
  direction: 'response',
  compatibility: 'breaking',
  path,
  says: `\`${value}\``,
});

export const PAIRS: Readonly<Record<string, Pair>> = {
  stripe: {
    before: 'stripe/2019-02-19.json',
    after: 'stripe/2019-10-17.json',
    truths: [
      removed('/components/schemas/invoice/properties/date'),
      removed('/components/schemas/invoice/properties/finalized_at'),
      removed('/components/schemas/invoice/properties/billing'),
      removed('/components/schemas/customer/properties/account_balance'),
      { ...removed('/components/schemas/charge/properties/source'), compatibility: 'breaking' },
      grown('confirmation_method', 'automatic'),
      grown('confirmation_method', 'manual'),
      { rule: 'enum-value-removed', was: '/confirmation_method/enum/0', says: '`publishable`' },
      { rule: 'enum-value-removed', was: '/confirmation_method/enum/1', says: '`secret`' },
      {
        rule: 'enum-value-removed',
        was: '/components/schemas/payment_intent/properties/status/enum/3',
        says: '`requires_authorization`',
        compatibility: 'compatible',
      },
    ],
  },
  xero: {
    before: 'xero/2.39.0.yaml',
    after: 'xero/16.1.0.yaml',
    truths: [
      removed('/components/schemas/Contact/properties/SkypeUserName'),
      { rule: 'path-removed', was: '/paths/~1Employees', compatibility: 'breaking' },
      { rule: 'path-removed', was: '/paths/~1Employees~1{EmployeeID}', compatibility: 'breaking' },
      ...['PAYGLIABILITY', 'SUPERANNUATIONEXPENSE', 'SUPERANNUATIONLIABILITY', 'WAGESEXPENSE', '""'].map(
        (value): Truth => ({
          rule: 'enum-value-removed',
          direction: 'request',
          compatibility: 'breaking',
          says: `\`${value}\``,
        }),
      ),
      grown('OrganisationRole', 'REMOVED'),
      grown('OrganisationEntityType', 'LLC'),
      grown('OrganisationType', 'NOTLLC'),
      grown('Class', 'IGNITE'),
    ],
    onlyBreaking: ({ rule }) => ['path-removed', 'enum-value-added', 'enum-value-removed'].includes(rule),
  },
  adyen: {
    before: 'adyen/checkout-v70.json',
    after: 'adyen/checkout-v71.json',
    truths: [
      {
        rule: 'property-removed',
        direction: 'request',
        compatibility: 'breaking',
        was: '/components/schemas/DonationPaymentRequest/properties/installments',
      },
      {
        rule: 'format-changed',
        direction: 'request',
        compatibility: 'breaking',
        was: '/components/schemas/PaymentLinkRequest/properties/expiresAt',
      },
    ],
  },
  amazon: {
    before: 'amazon-sp-api/ordersV0-2023-08-31.json',
    after: 'amazon-sp-api/ordersV0-2026-05-27.json',
    truths: [
      ...['OrderItem/properties/IsGift', 'ProductInfoDetail/properties/NumberOfItems'].map(typeChanged),
      typeChanged('BuyerRequestedCancel/properties/IsBuyerRequestedCancel'),
      {
        rule: 'property-optional',
        direction: 'response',
        compatibility: 'breaking',
        was: '/definitions/Address/required/0',
      },
    ],
    onlyBreaking: ({ rule }) => rule === 'type-changed' || rule === 'property-optional',
  },
  killbill: {
    before: 'killbill/2020-10-06.yaml',
    after: 'killbill/2024-04-07.yaml',
    truths: [
      typeChanged('InvoiceItem/properties/quantity'),
      ...['THIRTY_ONE_DAYS', 'SESQUIENNIAL', 'TRIENNIAL'].map((value) => grown('billingPeriod', value)),
      {
        rule: 'format-changed',
        direction: 'response',
        compatibility: 'breaking',
        was: '/definitions/Subscription/properties/startDate/format',
      },
    ],
  },
  intercom: {
    before: 'intercom/2.11.yaml',
    after: 'intercom/2.12.yaml',
    truths: [
      { ...typeChanged(''), was: '/components/schemas/admin/properties/avatar/type', says: 'from object' },
      { ...typeChanged(''), was: '/components/schemas/ticket/properties/ticket_state/type', says: 'to object' },
      removed('/components/schemas/contact/properties/formatted_phone'),
      removed('/components/schemas/conversation/properties/custom_attributes'),
      removed('/components/schemas/ticket/properties/ticket_state_external_label'),
      removed('/components/schemas/ticket/properties/ticket_state_internal_label'),
      { rule: 'path-removed', was: '/paths/~1conversations~1{conversation_id}~1run_assignment_rules' },
    ],
    // A path's parameter may change its name: of 52 operations with another text, one is gone.
    onlyBreaking: ({ rule, message }) =>
      !['operation-removed', 'operation-moved', 'parameter-removed', 'parameter-added'].includes(rule) &&
      (rule !== 'path-removed' || message.includes('run_assignment_rules')),
    unjudged: '`#/components/schemas/custom_attributes` leads nowhere',
  },
  square: {
    before: 'square/2024-07-17.json',
    after: 'square/2025-08-20.json',
    truths: [
      { rule: 'property-required', direction: 'request', compatibility: 'breaking', path: 'object_ids' },
      removed('/definitions/Customer/properties/cards'),
      removed('/definitions/CatalogItem/properties/available_online'),
      removed('/definitions/CatalogItem/properties/available_for_pickup'),
      removed('/definitions/CatalogItem/properties/available_electronically'),
      {
        rule: 'enum-added',
        direction: 'request',
        compatibility: 'breaking',
        was: '/definitions/Money/properties/currency',
      },
    ],
    onlyBreaking: ({ rule }) => rule !== 'operation-removed' && rule !== 'path-removed',
    unjudged: 'leads nowhere',
  },
  paypal: {
    before: 'paypal-invoicing/2023-08-01.json',
    after: 'paypal-invoicing/2023-08-12.json',
    truths: [],
    // The prefix moved from the server to the paths: every URL is what it was.
    onlyBreaking: () => false,
  },
  fattureincloud: {
    before: 'fattureincloud/2023-07-17/openapi.yaml',
    after: 'fattureincloud/2026-05-19/openapi.yaml',
    truths: [
      grown('kind', 'ts_pay'),
      { rule: 'null-removed', direction: 'request', compatibility: 'breaking', path: 'data.template.id' },
    ],
    onlyBreaking: ({ rule }) => !/^(operation|path)-removed$/.test(rule),
  },
  shopware: {
    before: 'shopware-store/6.6.10.0.json',
    after: 'shopware-store/6.7.13.0.json',
    truths: [
      {
        rule: 'type-changed',
        direction: 'request',
        compatibility: 'breaking',
        was: '/components/schemas/Criteria/properties/query/type',
      },
      { rule: 'path-removed', compatibility: 'breaking', was: '~1account~1change-payment-method~1{paymentMethodId}' },
      { rule: 'property-required', direction: 'request', compatibility: 'breaking', path: 'items' },
    ],
  },
  github: {
    before: 'github/22.0.0.json',
    after: 'github/23.0.2.json',
    truths: [
      grown('organization_copilot_seat_management', 'read'),
      grown('actor_type', 'User'),
      {
        rule: 'property-required',
        direction: 'request',
        compatibility: 'breaking',
        path: 'selected_repository_ids',
      },
      // What these hold and require, `added-to-project-issue-event`, which is open, allowed before.
      ...['sub-issue-added-issue-event', 'blocking-removed-issue-event', 'issue-type-changed-issue-event'].map(
        (branch): Truth => ({
          rule: 'union-branch-added',
          direction: 'response',
          compatibility: 'compatible',
          says: `\`${branch}\``,
        }),
      ),
    ],
  },
};

function typeChanged(was: string): Truth {
  return { rule: 'type-changed', direction: 'response', compatibility: 'breaking', was: `${was}/type` };
}

export function isTrue(truth: Truth, finding: Finding): boolean {
  return (
    finding.rule === truth.rule &&
    (truth.direction === undefined || finding.direction === truth.direction) &&
    (truth.compatibility === undefined || finding.compatibility === truth.compatibility) &&
    (truth.path === undefined || finding.path.endsWith(truth.path)) &&
    (truth.was === undefined || finding.was?.pointer.endsWith(truth.was) === true) &&
    (truth.says === undefined || finding.message.includes(truth.says))
  );
}
