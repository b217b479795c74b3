/** Reports to render: written by hand after the demo, with the awkward cases a real run has. */

import { compareFindings, countsOf, verdictOf } from '../../src/report/order.ts';
import type {
  Compared,
  Finding,
  IntegrationSummary,
  MappingImpact,
  Place,
  Report,
  UnjudgedEntry,
} from '../../src/report/report.ts';

const CRM = 'specs/crm.yaml';
const ERP = 'specs/erp/openapi.yaml';

export function place(file: string, line: number, pointer = ''): Place {
  return { file, pointer, line, column: 9 };
}

/** A finding with what a test does not care about filled in. */
export function finding(given: Partial<Finding> & Pick<Finding, 'rule' | 'message'>): Finding {
  const operation = given.operation ?? 'GET /accounts/{accountId}';
  return {
    fingerprint: '5d0c1e7a9b3f2c11',
    level: 'error',
    touch: 'mapped',
    direction: 'response',
    compatibility: 'breaking',
    proof: { kind: 'none' },
    system: 'crm',
    operation,
    operations: { count: 1, examples: [operation] },
    part: 'response 200',
    path: 'lifecycle',
    mappings: [],
    owners: [],
    ...given,
  };
}

/** A finding about an operation as a whole. */
function ofOperation(given: Parameters<typeof finding>[0]): Finding {
  const whole = { ...finding(given), path: '' };
  delete whole.part;
  return whole;
}

export function impact(given: Partial<MappingImpact> & Pick<MappingImpact, 'from' | 'to'>): MappingImpact {
  return {
    flow: 'customer-create',
    entity: 'customer',
    manifest: 'guard.yaml',
    line: 31,
    verdict: 'breaks',
    because: 'the value table has no row for `paused`',
    ...given,
  };
}

export function report(
  findings: readonly Finding[],
  rest: {
    readonly compared: readonly Compared[];
    readonly integrations?: readonly (Pick<IntegrationSummary, 'name' | 'manifest' | 'owners' | 'mappings'> &
      Partial<Pick<IntegrationSummary, 'flows'>>)[];
    readonly unjudged?: readonly UnjudgedEntry[];
  },
): Report {
  const sorted = findings.toSorted(compareFindings);
  const counts = countsOf(sorted);
  return {
    version: 1,
    verdict: verdictOf(counts),
    counts,
    compared: rest.compared,
    integrations: (rest.integrations ?? []).map((integration) => {
      const own = countsOf(sorted.filter((f) => f.integration === integration.name));
      return { flows: [], ...integration, verdict: verdictOf(own), counts: own };
    }),
    findings: sorted,
    resolved: [],
    notices: [],
    unjudged: rest.unjudged ?? [],
  };
}

const INTEGRATION = 'larkfield-to-norrvik';
const OWNERS = ['@halden/integrations'];

export function versions(integration: string | undefined): Compared[] {
  const named = integration === undefined ? {} : { integration };
  return [
    {
      ...named,
      system: 'crm',
      before: { label: `main:${CRM}`, dialect: '3.1', version: '3.8.0' },
      after: { label: CRM, dialect: '3.1', version: '3.9.0' },
    },
    {
      ...named,
      system: 'erp',
      before: { label: `main:${ERP}`, dialect: '3.0', version: '12.4.0' },
      after: { label: ERP, dialect: '3.0', version: '12.5.0' },
    },
  ];
}

const paused = finding({
  integration: INTEGRATION,
  rule: 'enum-value-added',
  message: 'enum value `paused` was added',
  proof: { kind: 'witness', value: { lifecycle: 'paused' } },
  operations: {
    count: 5,
    examples: ['GET /accounts/{accountId}', 'GET /accounts', 'POST /accounts'],
  },
  at: place(CRM, 212, '/components/schemas/Lifecycle/enum/2'),
  was: place(`main:${CRM}`, 209, '/components/schemas/Lifecycle/enum'),
  mappings: [impact({ from: 'lifecycle', to: 'status' })],
  owners: ['@halden/master-data', '@halden/sales-systems'],
  suggestion: {
    text: 'add a row for `paused` to the value table, or say what happens to values without a row',
    manifest: [
      {
        line: 33,
        remove: ['            values: { won: ACTIVE, churned: BLOCKED, lead: null }'],
        add: ['            values: { won: ACTIVE, churned: BLOCKED, lead: null, paused: TODO }'],
      },
    ],
  },
});

const postalCode = finding({
  integration: INTEGRATION,
  fingerprint: '91c0aa52d7e4b003',
  rule: 'property-optional',
  message: 'property `postalCode` became optional',
  path: 'address.postalCode',
  proof: { kind: 'witness', value: { address: { street: 'Storgata 1', city: 'Oslo', countryCode: 'NO' } } },
  at: place(CRM, 261, '/components/schemas/Address/required'),
  was: place(`main:${CRM}`, 262, '/components/schemas/Address/required/2'),
  mappings: [
    impact({
      from: 'address.postalCode',
      to: 'address.postalCode',
      line: 46,
      because: 'erp requires `address.postalCode` in `POST /customers`, and nothing gives a default',
    }),
  ],
  owners: ['@halden/master-data', '@halden/sales-systems'],
  suggestion: { text: 'give the mapping a `default`, or a second source' },
});

const unitPrice = finding({
  integration: INTEGRATION,
  fingerprint: '0c77e2b1a4f59d68',
  rule: 'property-removed',
  message: 'required property `unitPrice` was removed',
  operation: 'webhook dealWon',
  operations: { count: 1, examples: ['webhook dealWon'] },
  part: 'request body',
  path: 'deal.lines[*].unitPrice',
  at: place(CRM, 402, '/components/schemas/DealLine/properties'),
  was: place(`main:${CRM}`, 411, '/components/schemas/DealLine/properties/unitPrice'),
  mappings: [
    impact({
      flow: 'order-create',
      entity: 'order',
      from: 'deal.lines[*].unitPrice',
      to: 'lines[*].unitPrice',
      line: 110,
      because: 'the field that is read is gone, and erp requires `lines[*].unitPrice`',
    }),
  ],
  owners: ['@halden/order-desk', '@halden/sales-systems'],
  suggestion: {
    text: 'it is likely `unitNetPrice` now (same schema, similar name)',
    manifest: [
      {
        line: 110,
        remove: ['          - { from: "deal.lines[*].unitPrice", to: "lines[*].unitPrice" }'],
        add: ['          - { from: "deal.lines[*].unitNetPrice", to: "lines[*].unitPrice" }'],
      },
    ],
  },
});

const salesChannel = finding({
  integration: INTEGRATION,
  fingerprint: 'b2d19c3e6f708a41',
  rule: 'property-added',
  message: 'required property `salesChannel` was added',
  system: 'erp',
  operation: 'POST /orders',
  operations: { count: 1, examples: ['POST /orders'] },
  direction: 'request',
  part: 'request body',
  path: 'salesChannel',
  proof: { kind: 'witness', value: { orderType: 'STANDARD', currency: 'EUR', lines: [] } },
  at: place('specs/erp/schemas/order.yaml', 58, '/OrderCreate/properties/salesChannel'),
  mappings: [
    impact({
      flow: 'order-create',
      entity: 'order',
      from: '',
      to: 'salesChannel',
      line: 84,
      because: 'every order that the flow sends lacks it',
    }),
  ],
  owners: ['@halden/order-desk', '@halden/finance-systems'],
});

const statusFormat = finding({
  integration: INTEGRATION,
  fingerprint: '44aa10d2c9e86b57',
  rule: 'format-changed',
  level: 'warning',
  message: 'format changed from `date` to `date-time`',
  path: 'deal.closedAt',
  operation: 'webhook dealWon',
  operations: { count: 1, examples: ['webhook dealWon'] },
  part: 'request body',
  compatibility: 'unknown',
  at: place(CRM, 388),
  was: place(`main:${CRM}`, 390),
  mappings: [
    impact({
      flow: 'order-create',
      entity: 'order',
      from: 'deal.closedAt',
      to: 'orderDate',
      line: 99,
      verdict: 'warns',
      because: 'the transform `$substring($, 0, 10)` reads another form now',
    }),
    impact({
      flow: 'order-note',
      entity: 'order',
      from: 'deal.closedAt',
      to: 'note',
      line: 130,
      verdict: 'holds',
      because: 'any string',
    }),
  ],
  owners: ['@halden/order-desk'],
});

const industry = finding({
  integration: INTEGRATION,
  fingerprint: '7e0b5a9914cd3f26',
  rule: 'enum-value-added',
  level: 'info',
  message: 'enum value `logistics` was added',
  path: 'industry',
  at: place(CRM, 233),
  mappings: [
    impact({ from: 'industry', to: 'industryText', verdict: 'holds', because: 'the target takes any string' }),
  ],
});

const limit = finding({
  integration: INTEGRATION,
  fingerprint: '2f8841c07de6a95b',
  rule: 'maximum-lowered',
  level: 'warning',
  touch: 'adjacent',
  direction: 'request',
  message: 'maximum lowered from 500 to 200',
  operation: 'GET /contacts',
  operations: { count: 2, examples: ['GET /contacts', 'GET /accounts'] },
  part: 'query parameter limit',
  path: '',
  at: place(CRM, 88),
  was: place(`main:${CRM}`, 88),
});

const website = finding({
  integration: INTEGRATION,
  fingerprint: 'c61d7a20b58e943f',
  rule: 'property-added',
  level: 'info',
  touch: 'adjacent',
  compatibility: 'compatible',
  message: 'optional property `website` was added',
  path: 'website',
  at: place(CRM, 240),
});

const pipeline = ofOperation({
  integration: INTEGRATION,
  fingerprint: 'e9054b7f12ac86d3',
  rule: 'operation-removed',
  level: 'info',
  touch: 'unmapped',
  direction: 'request',
  message: 'operation `GET /reports/pipeline` was removed',
  operation: 'GET /reports/pipeline',
  operations: { count: 1, examples: ['GET /reports/pipeline'] },
  path: '',
  was: place(`main:${CRM}`, 170),
});

const DEMO = { name: INTEGRATION, manifest: 'guard.yaml', owners: OWNERS };

export const mappedBreaks = report(
  [paused, postalCode, unitPrice, salesChannel, statusFormat, industry, limit, website, pipeline],
  {
    compared: versions(INTEGRATION),
    integrations: [{ ...DEMO, mappings: { total: 41, breaking: 4, unjudged: 2 } }],
    unjudged: [
      {
        integration: INTEGRATION,
        system: 'erp',
        message: '`schemas/price.yaml#/Price` could not be loaded: there is no such file',
        at: place(ERP, 311),
      },
    ],
  },
);

/** With the rows of its flows: what the picture is drawn from. */
export const withFlows = report([paused, unitPrice, salesChannel, statusFormat, industry], {
  compared: versions(INTEGRATION),
  integrations: [
    {
      ...DEMO,
      mappings: { total: 6, breaking: 3, unjudged: 0 },
      flows: [
        {
          id: 'customer-create',
          entity: 'customer',
          from: 'crm GET /accounts/{accountId}',
          to: 'erp POST /customers',
          rows: [
            { from: 'name', to: 'legalName', line: 30 },
            { from: 'lifecycle', to: 'status', line: 31 },
            { from: 'industry', to: 'industryText', line: 31 },
            { from: '(constant)', to: 'currency', line: 41 },
          ],
        },
        {
          id: 'order-create',
          entity: 'order',
          from: 'crm webhook dealWon',
          to: 'erp POST /orders',
          rows: [
            { from: 'deal.lines[*].unitPrice', to: 'lines[*].unitPrice', line: 110 },
            { from: 'deal.closedAt', to: 'orderDate', line: 99 },
          ],
        },
        {
          id: 'contact-sync',
          entity: 'contact',
          from: 'crm GET /contacts',
          to: 'erp PUT /customers/{id}/contacts',
          rows: [{ from: 'data[*].email', to: 'contacts[*].email', line: 70 }],
        },
      ],
    },
  ],
});

export const warningsOnly = report([statusFormat, limit, website], {
  compared: versions(INTEGRATION),
  integrations: [{ ...DEMO, mappings: { total: 41, breaking: 0, unjudged: 0 } }],
});

export const clean = report([], {
  compared: versions(INTEGRATION),
  integrations: [{ ...DEMO, mappings: { total: 41, breaking: 0, unjudged: 0 } }],
});

export const harmless = report([industry, website, pipeline], {
  compared: versions(INTEGRATION),
  integrations: [{ ...DEMO, mappings: { total: 41, breaking: 0, unjudged: 1 } }],
});

const onlyCrm: Compared[] = versions(undefined).slice(0, 1);

function withoutManifest(given: Finding, level: Finding['level']): Finding {
  const finding = { ...given, level, touch: 'mapped' as const, mappings: [], system: 'api', owners: [] };
  delete finding.integration;
  delete finding.suggestion;
  return finding;
}

export const noManifest = report(
  [
    withoutManifest(paused, 'error'),
    withoutManifest(postalCode, 'error'),
    withoutManifest(unitPrice, 'error'),
    withoutManifest(pipeline, 'error'),
    {
      ...withoutManifest(limit, 'error'),
      operations: { count: 214, examples: ['GET /contacts', 'GET /accounts', 'GET /deals'] },
    },
    withoutManifest(statusFormat, 'warning'),
    withoutManifest(industry, 'info'),
    withoutManifest(website, 'info'),
  ],
  { compared: onlyCrm.map((entry) => ({ ...entry, system: 'api' })) },
);

export const nothingChanged = report([], { compared: onlyCrm.map((entry) => ({ ...entry, system: 'api' })) });

const SECOND = 'norrvik-to-warehouse';

export const severalIntegrations = report(
  [
    paused,
    limit,
    { ...limit, integration: SECOND, level: 'info', touch: 'unmapped' },
    finding({
      integration: SECOND,
      fingerprint: 'aa3c5f1b90d27e84',
      rule: 'null-added',
      message: 'null is now allowed',
      system: 'erp',
      operation: 'GET /stock/{item}',
      operations: { count: 1, examples: ['GET /stock/{item}'] },
      path: 'quantity',
      proof: { kind: 'witness', value: { quantity: null } },
      at: place(ERP, 77),
      was: place(`main:${ERP}`, 76),
      mappings: [
        impact({
          flow: 'stock-level',
          entity: 'stock',
          manifest: 'warehouse/guard.yaml',
          from: 'quantity',
          to: 'onHand',
          line: 18,
          because: 'warehouse takes no null in `PUT /levels/{sku}`',
        }),
      ],
      owners: ['@halden/logistics'],
    }),
  ],
  {
    compared: [...versions(INTEGRATION), ...versions(SECOND).slice(1)],
    integrations: [
      { ...DEMO, mappings: { total: 41, breaking: 1, unjudged: 0 } },
      {
        name: SECOND,
        manifest: 'warehouse/guard.yaml',
        owners: ['@halden/logistics'],
        mappings: { total: 7, breaking: 1, unjudged: 0 },
      },
      {
        name: 'shop-to-larkfield',
        manifest: 'shop/guard.yaml',
        owners: [],
        mappings: { total: 3, breaking: 0, unjudged: 0 },
      },
    ],
  },
);

let deep: unknown = 'bottom';
for (let depth = 0; depth < 150; depth += 1) deep = [deep];

/** What is rare: many mappings of one change, payloads that cannot be shown, no versions, other dialects, reads, no mapping. */
export const corners = report(
  [
    finding({
      integration: INTEGRATION,
      rule: 'type-changed',
      message: 'type changed from string to integer',
      proof: { kind: 'witness', value: deep },
      mappings: [
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((to) => impact({ from: 'lifecycle', to })),
        impact({ from: 'lifecycle', to: 'g', verdict: 'unjudged', because: 'the transform could not be run' }),
      ],
    }),
    finding({
      integration: INTEGRATION,
      rule: 'max-length-lowered',
      fingerprint: '00000000000000aa',
      message: 'maximum length lowered from 140 to 100',
      system: 'erp',
      operation: 'POST /customers',
      direction: 'request',
      part: 'request body',
      path: 'legalName',
      proof: { kind: 'witness', value: { legalName: 'x'.repeat(2000) }, reason: '101 characters are too long' },
      mappings: [impact({ from: '(constant)', to: 'legalName', because: 'the constant is too long' })],
    }),
    finding({
      integration: INTEGRATION,
      rule: 'pattern-changed',
      fingerprint: '00000000000000bb',
      level: 'warning',
      message: 'pattern changed',
      compatibility: 'unknown',
      proof: { kind: 'none', reason: 'the pattern uses a look-behind' },
      mappings: [impact({ from: 'nextCursor', to: '', verdict: 'warns', because: 'it is read in another form' })],
    }),
    finding({
      integration: INTEGRATION,
      rule: 'union-changed',
      fingerprint: '00000000000000cc',
      level: 'info',
      compatibility: 'compatible',
      message: 'alternatives were rewritten',
      proof: { kind: 'containment' },
    }),
    {
      ...ofOperation({
        integration: INTEGRATION,
        rule: 'security-changed',
        fingerprint: '00000000000000dd',
        touch: 'adjacent',
        direction: 'request',
        message: 'operation `POST /customers` needs the scope `write` now',
        system: 'erp',
        operation: 'POST /customers',
        suggestion: { text: 'ask for the scope `write`' },
      }),
    },
  ],
  {
    compared: [
      {
        integration: INTEGRATION,
        system: 'crm',
        before: { label: 'old.json', dialect: '2.0' },
        after: { label: CRM, dialect: '3.2', version: '2026-01 beta' },
      },
      {
        integration: INTEGRATION,
        system: 'erp',
        before: { label: ERP, dialect: '3.0' },
        after: { label: ERP, dialect: '3.0' },
      },
    ],
    integrations: [{ ...DEMO, mappings: { total: 12, breaking: 7, unjudged: 1 } }],
    unjudged: Array.from({ length: 12 }, (_, i) => ({
      integration: INTEGRATION,
      system: 'crm',
      message: `reference \`missing${i}.yaml\` could not be loaded`,
    })),
  },
);

export const HOSTILE = [
  'a|b',
  'a\\|b',
  '`',
  '``` \n```',
  'x\n| --- |\n# head',
  '<script>alert(1)</script>',
  '<!-- contract-guard -->',
  '</details></summary>',
  '@octocat and #1 and GH-7',
  'https://evil.example www.evil.example a@evil.example',
  '[x](javascript:alert(1)) ![i](https://evil.example/i.png)',
  '**bold** _em_ ~~no~~',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u009b31m\u0090\u009c',
  '\u202eevil\u202c \u2066x\u2069',
  '\u200bzero\ufeffwidth\u00ad',
  '::add-mask::x\n::error::y',
  '\r\nnext\u2028line\u0085',
  ' lead and trail ',
  '',
  '\ud800',
  '$`a`$ $$b$$ :tada:',
  '__proto__',
  '名前フィールド',
];

function hostileFinding(text: string, index: number): Finding {
  return finding({
    integration: text,
    fingerprint: text,
    rule: text,
    level: (['error', 'warning', 'info'] as const)[index % 3] ?? 'info',
    touch: (['mapped', 'mapped', 'adjacent', 'unmapped'] as const)[index % 4] ?? 'mapped',
    proof: { kind: 'witness', value: { [text]: text }, reason: `because \`${text.replaceAll('`', 'ˋ')}\`` },
    system: text,
    operation: text,
    operations: { count: 3, examples: [text, text] },
    part: `query parameter ${text}`,
    path: text,
    at: { file: text, pointer: text, line: 1, column: 1 },
    was: { file: text, pointer: text, line: 1, column: 1 },
    mappings: [
      impact({ flow: text, entity: text, from: text, to: text, manifest: text, because: text }),
      impact({ flow: text, entity: text, from: text, to: text, manifest: text, because: text, verdict: 'holds' }),
    ],
    owners: [text, '@halden/order-desk'],
    message: text,
    suggestion: { text, manifest: [{ line: 1, remove: [text], add: [text] }] },
  });
}

/** Every string of every finding is hostile, the messages' own words too. */
export const hostile = report(
  HOSTILE.flatMap((text, i) => [0, 1, 2, 3].map((j) => hostileFinding(text, i + j))),
  {
    compared: HOSTILE.map((text) => ({
      integration: text,
      system: text,
      before: { label: text, dialect: text, version: text },
      after: { label: `${text}2`, dialect: text, version: `${text}2` },
    })),
    integrations: HOSTILE.map((text) => ({
      name: text,
      manifest: text,
      owners: [text],
      mappings: { total: 5, breaking: 1, unjudged: 1 },
      flows: [{ id: text, entity: text, from: text, to: text, rows: [{ from: text, to: text, line: 31 }] }],
    })),
    unjudged: HOSTILE.map((text) => ({ integration: text, system: text, message: text, at: place(text, 3) })),
  },
);

export const hostileWithoutManifest = report(
  HOSTILE.map((text, i) => withoutManifest(hostileFinding(text, i), 'error')),
  { compared: [] },
);

/** What somebody answers for, what the change repairs, and what it lets through. */
export const answered: Report = {
  ...report(
    [
      {
        ...paused,
        accepted: {
          kind: 'spec-correction',
          reason: 'never sent \u202e',
          by: '@acme/x',
          until: '2027-03-31',
          file: 'guard.accepted.yaml',
          line: 3,
        },
      },
    ],
    {
      compared: versions(INTEGRATION),
      integrations: [{ ...DEMO, mappings: { total: 31, breaking: 0, unjudged: 0 } }],
    },
  ),
  resolved: [
    {
      fingerprint: paused.fingerprint,
      rule: paused.rule,
      integration: INTEGRATION,
      system: 'crm',
      message: paused.message,
      mappings: [impact({ from: 'lifecycle', to: 'status' })],
    },
  ],
  notices: (
    [
      ['loosened', '`policy.adjacent` is info, not warning; this run is judged without it'],
      ['expired', 'the acknowledgement of `aaaaaaaaaaaaaaaa` held until `2026-01-01`: the finding counts again'],
      [
        'unused',
        'no finding of this run has the fingerprint `bbbbbbbbbbbbbbbb`: once its change is behind you, the entry can go',
      ],
    ] as const
  ).map(([kind, message]) => ({ kind, integration: INTEGRATION, message, at: place('guard.yaml', 3) })),
};

const hex = (index: number) => index.toString(16).padStart(16, '0');

/** 600 findings: 200 that break a mapping, 100 adjacent, 300 unmapped. */
export const many = report(
  Array.from({ length: 600 }, (_, i) => {
    const operation = `GET /things/${i % 40}/{id}`;
    const own = { fingerprint: hex(i), operation, operations: { count: 1, examples: [operation] }, path: `field${i}` };
    if (i < 200)
      return { ...paused, ...own, mappings: [impact({ from: `field${i}`, to: `target${i}`, line: 20 + i })] };
    return { ...limit, ...own, ...(i < 300 ? {} : { touch: 'unmapped' as const, level: 'info' as const }) };
  }),
  {
    compared: versions(INTEGRATION),
    integrations: [{ ...DEMO, mappings: { total: 400, breaking: 200, unjudged: 0 } }],
  },
);

/** 600 findings without a manifest. */
export const manyWithoutManifest = report(
  many.findings.map((each) => withoutManifest(each, each.touch === 'unmapped' ? 'info' : 'error')),
  { compared: onlyCrm },
);

/** Controls but the line break, bidi controls and other invisible characters. */
export function invisibleIn(text: string): string[] {
  return [...text].filter((character) => {
    const unit = character.codePointAt(0) ?? 0;
    if (character === '\n') return false;
    return (
      unit < 0x20 ||
      (unit >= 0x7f && unit < 0xa0) ||
      /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(character)
    );
  });
}
