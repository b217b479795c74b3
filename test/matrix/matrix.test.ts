import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { workflowChart } from '../../src/matrix/chart.ts';
import { matrixCsv } from '../../src/matrix/csv.ts';
import { matrixHtml } from '../../src/matrix/html.ts';
import { MATRIX_SCRIPT, MATRIX_STYLE } from '../../src/matrix/html-assets.ts';
import { matrixMarkdown } from '../../src/matrix/markdown.ts';
import type { Matrix } from '../../src/matrix/matrix.ts';
import { demoMatrix, hostile } from './demo.ts';

const hasCmark = spawnSync('cmark-gfm', ['--version']).status === 0;

/** RFC 4180, section 2: fields in quotes, a quote in them doubled, lines that end with CRLF. */
function parseCsv(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  return text
    .slice(0, -2)
    .split('\r\n')
    .map((line) => {
      const fields = [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)];
      expect(fields.map(([whole]) => whole).join('')).toBe(line);
      return fields.map(([, inner = '']) => inner.replaceAll('""', '"'));
    });
}

describe('the matrix of the demo', async () => {
  const demo: Matrix = await demoMatrix();
  const rows = demo.entities.flatMap(({ flows }) =>
    flows.flatMap((flow) => flow.rows.map((row) => ({ flow: flow.id, ...row }))),
  );
  const row = (flow: string, to: string) => rows.find((one) => one.flow === flow && one.target?.path === to);

  it('sets both ends side by side', () => {
    expect(row('customer-create', 'status')).toMatchObject({
      sources: [
        {
          path: 'lifecycle',
          type: 'text',
          nullable: false,
          required: true,
          values: ['"lead"', '"won"', '"paused"', '"churned"'],
          moreValues: 0,
          limits: '',
          found: true,
        },
      ],
      target: { path: 'status', type: 'text', required: false, values: ['"ACTIVE"', '"BLOCKED"'] },
      how: ['values: `won` → `ACTIVE`, `churned` → `BLOCKED`, `lead` not sent', 'any other value fails'],
      verdict: 'breaks',
      because: ['the value table has no row for `paused`'],
    });
    expect(row('customer-create', 'legalName')?.target).toMatchObject({
      limits: '1 to 100 characters',
      required: true,
    });
    expect(row('customer-create', 'paymentTermDays')?.sources[0]?.limits).toBe('at least 0, at most 90');
    expect(row('customer-create', '$request.header.Idempotency-Key')?.target).toMatchObject({
      type: 'text',
      required: true,
    });
    expect(row('contact-sync', 'contacts[*].email')?.target).toMatchObject({ nullable: true, type: 'text email' });
  });

  it('says what is decided, what is gone, and what nothing feeds', () => {
    expect(rows.find(({ target }) => target === undefined)).toMatchObject({ verdict: 'decided' });
    expect(row('order-create', 'lines[*].unitPrice')).toMatchObject({ verdict: 'breaks', sources: [{ found: false }] });
    const order = demo.entities.flatMap(({ flows }) => flows).find(({ id }) => id === 'order-create');
    expect(order?.problems).toContain('the target requires `salesChannel`, and no row of the flow feeds it');
  });

  it('tells a flow, a workflow and an exception of one name apart', async () => {
    const { entities, workflows, exceptions } = await demoMatrix((text) =>
      text.replace('id: duplicate-customer', 'id: order-create').replace('won-deal:', 'order-create:'),
    );
    const order = entities.flatMap(({ flows }) => flows).find(({ id }) => id === 'order-create');
    expect(order?.problems).toEqual(['the target requires `salesChannel`, and no row of the flow feeds it']);
    expect(workflows.map(({ name, problems }) => [name, problems])).toEqual([['order-create', []]]);
    expect(exceptions.find(({ id }) => id === 'order-create')?.problems).toEqual([]);
  });

  it('claims no more than was compared', () => {
    expect(row('order-create', 'orderDate')).toMatchObject({
      how: ['transform `$substring($, 0, 10)`'],
      verdict: 'unjudged',
      because: [expect.stringMatching(/^a transform changes the value/)],
    });
  });

  it('draws its workflow as a page without a library', () => {
    const page = matrixHtml(demo);
    expect(page).toContain('<li><span class="box starts">crm webhook dealWon</span></li>');
    expect(page).toContain(
      '<li><span class="box ">erp POST /orders</span><ul class="held"><li><span class="box">erp POST /orders callback creditCheck</span>',
    );
  });

  it('draws its workflow: what starts it, what it calls in order, what it holds back', () => {
    const [workflow] = demo.workflows;
    expect(workflow && workflowChart(workflow)).toEqual([
      'flowchart LR',
      '  t(["crm webhook dealWon"])',
      '  i0["crm GET /accounts/#123;accountId#125;"]',
      '  i1["erp POST /customers"]',
      '  i2["erp POST /orders"]',
      '  t --> i0',
      '  i0 --> i1',
      '  i1 --> i2',
      '  s0["erp POST /orders callback creditCheck"]:::held',
      '  i2 -.->|"held back by #36;request.query.skipCreditCheck"| s0',
      '  classDef held stroke-dasharray:4 3',
    ]);
  });

  it('has every row, workflow and exception in each format', () => {
    const csv = parseCsv(matrixCsv(demo));
    const width = csv[0]?.length;
    expect(csv.every((line) => line.length === width)).toBe(true);
    expect(csv.filter(([kind]) => kind === 'mapping')).toHaveLength(rows.length);
    expect(csv.filter(([kind]) => kind === 'exception')).toHaveLength(demo.exceptions.length);
    expect(csv.filter(([kind]) => kind === 'invokes')).toHaveLength(3);
    const markdown = matrixMarkdown(demo);
    expect(markdown.match(/^\| (?:✅|⚠️|⛔|➖|❔) \|/gm)).toHaveLength(rows.length);
    for (const { id } of demo.exceptions) expect(markdown).toContain(`| \`${id}\` |`);
    const page = matrixHtml(demo);
    expect(page.match(/<tr class="[a-z]+" data-verdict=/g)).toHaveLength(rows.length);
    for (const { id } of demo.exceptions) expect(page).toContain(`>${id}</td>`);
  });

  it('is the same each time', async () => {
    expect(matrixHtml(await demoMatrix())).toBe(matrixHtml(demo));
  });
});

describe('foreign text', () => {
  it('is no formula in a spreadsheet, and no line break', () => {
    const lines = parseCsv(matrixCsv(hostile));
    for (const line of lines) for (const field of line) expect(field).not.toMatch(/^\s*[=+\-@|%]/);
    expect(lines.flat()).toContain("'=1+1");
    expect(lines).toHaveLength(1 + 2 + 1 + 3 + 1 + 2);
  });

  it('is no markup in HTML', () => {
    const page = matrixHtml(hostile);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('\u202e');
  });

  it.skipIf(!hasCmark)('is no markup in Markdown (skipped without cmark-gfm)', () => {
    const args = ['--unsafe', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough', '-e', 'footnotes'];
    const { stdout } = spawnSync('cmark-gfm', args, { input: matrixMarkdown(hostile), encoding: 'utf8' });
    const tags = new Set([...stdout.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    const ours = [
      'h1',
      'h2',
      'h3',
      'h4',
      'p',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'code',
      'ul',
      'li',
      'br',
      'pre',
    ];
    expect([...tags].filter((tag) => !ours.includes(tag ?? ''))).toEqual([]);
    expect(stdout.match(/<table>/g)?.length).toBe(4);
  });
});

it('the page allows its own style and script only, by hashes that are theirs', () => {
  for (const { text, hash } of [MATRIX_STYLE, MATRIX_SCRIPT])
    expect(createHash('sha256').update(text).digest('base64')).toBe(hash);
});
