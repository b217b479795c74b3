import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { FieldMapping, Manifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { example } from './example.ts';

function manifestOf(text: string, name = 'guard.yaml'): Manifest {
  const parsed = parseManifest(text, name);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}

function problemsOf(text: string): string[] {
  const parsed = parseManifest(text, 'guard.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const SMALL = 'version: 1\nintegration: a-to-b\nsystems: { a: { spec: a.yaml }, b: { spec: b.yaml } }\n';

const rowOf = (row: string): FieldMapping | undefined =>
  manifestOf(`${SMALL}entities: { e: { flows: [{ id: f, from: a read, to: b write, fields: [${row}] }] } }\n`).flows[0]
    ?.fields[0];

describe('the example of docs/manifest.md', () => {
  const manifest = manifestOf(example);
  const [create, exists] = manifest.flows;
  const row = (index: number): FieldMapping => {
    const found = create?.fields[index];
    if (found === undefined) throw new Error(`no row ${index}`);
    return found;
  };

  it('has the systems', () => {
    expect(manifest.name).toBe('guard.yaml');
    expect(manifest.integration).toBe('crm-to-erp');
    expect(manifest.owners).toEqual(['@acme/integrations']);
    expect([...manifest.systems.values()]).toEqual([
      {
        name: 'crm',
        mark: { line: 7, column: 3 },
        spec: 'specs/crm.yaml',
        upstream: 'https://developer.crm.example/openapi.yaml',
        overlay: 'overlays/crm.yaml',
        owners: ['@acme/sales-systems'],
      },
      { name: 'erp', mark: { line: 12, column: 3 }, spec: 'specs/erp/openapi.json', owners: [] },
    ]);
  });

  it('has the entity, and its flows apart', () => {
    expect(manifest.entities).toEqual([
      {
        name: 'customer',
        mark: { line: 19, column: 3 },
        definitions: {
          crm: 'Every account, prospects included; one per account.',
          erp: 'A billing entity; one per legal entity.',
        },
        decisions: ['Prospects are not sent until they are won.'],
      },
    ]);
    expect(manifest.flows.map(({ id, entity }) => [id, entity])).toEqual([
      ['customer-create', 'customer'],
      ['customer-exists', 'customer'],
    ]);
  });

  it('has the flow with all that it says', () => {
    expect(create).toMatchObject({
      mark: { line: 26, column: 9 },
      from: {
        text: 'crm GET /accounts/{accountId}',
        mark: { line: 27, column: 15 },
        system: 'crm',
        target: { kind: 'path', method: 'GET', path: '/accounts/{accountId}' },
      },
      to: { system: 'erp', target: { kind: 'path', method: 'POST', path: '/customers' } },
      when: { text: 'lifecycle != "lead"', mark: { line: 29, column: 15 } },
      reads: [{ text: 'updatedAt', place: 'body', steps: [{ kind: 'name', name: 'updatedAt' }] }],
      relation: 'close',
      direction: 'forward',
      owners: ['@acme/master-data'],
      levels: { 'format-changed': 'info' },
    });
    expect(exists).toMatchObject({
      to: { system: 'erp', target: { kind: 'operationId', operationId: 'updateCustomer' } },
      fields: [],
      lookup: { operation: { text: 'erp GET /customers', system: 'erp', target: { kind: 'path', method: 'GET' } } },
    });
  });

  it('has rows with defaults filled in', () => {
    const plain = row(0);
    expect(plain).toMatchObject({
      take: 'all',
      unmapped: { mode: 'fail' },
      from: [{ text: 'name' }],
      to: { text: 'legalName' },
    });
    expect(Object.keys(plain).sort()).toEqual(['from', 'mark', 'take', 'to', 'unmapped']);
    expect(row(1).transform).toEqual({ text: '$uppercase($)', mark: { line: 37, column: 66 } });
    expect(row(5)).toMatchObject({ take: 'first', from: [{ text: 'billing.email' }, { text: 'email' }] });
    expect(row(6)).toMatchObject({ default: { value: '' } });
    expect(row(7).unchecked).toBe('the CRM lets every tenant choose its keys');
    expect(row(8)).toMatchObject({ from: [], constant: { value: 'EUR' } });
    expect(row(9).to).toMatchObject({ place: 'request-parameter', in: 'header', name: 'Idempotency-Key' });
    expect(row(10).ignore).toBe('erp has no notes');
    expect(row(10).to).toBeUndefined();
    expect(row(11).lookup).toMatchObject({
      operation: { text: 'erp GET /employees' },
      by: [{ parameter: { in: 'query', name: 'externalId' }, member: { text: 'externalId' } }],
    });
  });

  it('has value tables, in place and by name', () => {
    expect(row(2).values).toMatchObject({
      rows: [
        { from: 'won', to: 'ACTIVE' },
        { from: 'churned', to: 'BLOCKED' },
        { from: 'lead', to: null },
      ],
    });
    expect(row(2).values?.name).toBeUndefined();
    expect(row(3).values).toBe(manifest.tables.get('priorities'));
    expect(row(3).values).toMatchObject({ name: 'priorities', mark: { line: 16, column: 15 } });
    expect(row(3).unmapped).toEqual({ mode: 'default', value: 'NORMAL' });
  });

  it('has the workflow, the exceptions and the policy', () => {
    expect(manifest.workflows).toMatchObject([
      {
        name: 'won-deal',
        trigger: { system: 'crm', target: { kind: 'webhook', name: 'dealWon' } },
        invokes: [{ text: 'erp POST /customers' }, { text: 'erp POST /orders' }],
        suppresses: [
          {
            effect: { system: 'erp', target: { kind: 'path', path: '/orders' }, callback: 'creditCheck' },
            by: { place: 'request-parameter', in: 'query', name: 'skipCreditCheck' },
          },
        ],
        consistency: 'Nightly reconciliation by externalId.',
      },
    ]);
    expect(manifest.exceptions).toMatchObject([
      {
        id: 'duplicate-customer',
        on: {
          text: 'erp POST /customers 409',
          system: 'erp',
          status: '409',
          operation: { system: 'erp', target: { kind: 'path' } },
        },
        action: 'handle',
        reads: [{ text: 'error.code' }, { text: 'error.existingId' }],
        how: 'Patch the existing one.',
        owners: ['@acme/master-data'],
      },
      {
        id: 'erp-down',
        on: { system: 'erp', status: '5XX' },
        action: 'escalate',
        to: '#erp-oncall',
        reads: [],
        owners: [],
      },
      { id: 'throttled', on: { status: '429' }, reads: [{ place: 'response-header', name: 'Retry-After' }] },
    ]);
    expect(manifest.exceptions[1]?.on.operation).toBeUndefined();
    expect(manifest.exceptions[2]?.on.system).toBeUndefined();
    expect(manifest.policy).toEqual({
      levels: { 'format-changed': 'warning' },
      adjacent: 'warning',
      unmapped: 'info',
      failOn: 'error',
      allowHosts: ['schemas.larkfield.example'],
      sunset: { minDays: 90 },
    });
  });

  it('is read alike as JSON, with line breaks of Windows, with a byte order mark', () => {
    const shapeOf = (manifest: Manifest) =>
      JSON.stringify(
        { ...manifest, text: '', systems: [...manifest.systems], tables: [...manifest.tables] },
        (key, value) => (key === 'mark' ? 0 : value),
      );
    const json = JSON.stringify(parseYaml(example), null, '\t');
    expect(shapeOf(manifestOf(json))).toBe(shapeOf(manifest));
    const windows = example.replaceAll('\n', '\r\n');
    expect(manifestOf(windows)).toEqual({ ...manifest, text: windows });
    expect(shapeOf(manifestOf(`\ufeff${example}`))).toBe(shapeOf(manifest));
  });
});

describe('a small manifest', () => {
  it('has every default', () => {
    expect(manifestOf(SMALL)).toMatchObject({
      owners: [],
      entities: [],
      flows: [],
      workflows: [],
      exceptions: [],
      policy: { levels: {}, adjacent: 'warning', unmapped: 'info' },
    });
  });

  it('may leave out all that is optional inside', () => {
    const manifest = manifestOf(
      `${SMALL}entities: { e: { flows: [{ id: f, from: a b, to: b a, reads: [x], direction: both }] }, g: {} }\nworkflows: { w: { trigger: a webhook x } }\n`,
    );
    expect(manifest.entities.map(({ name, definitions, decisions }) => [name, definitions, decisions])).toEqual([
      ['e', {}, []],
      ['g', {}, []],
    ]);
    expect(manifest.flows[0]).toMatchObject({ direction: 'both', fields: [], owners: [], levels: {} });
    expect(manifest.workflows[0]).toMatchObject({ invokes: [], suppresses: [] });
  });

  it('keeps constants and defaults of every type', () => {
    expect(rowOf('{ to: x, value: null }')?.constant).toEqual({ value: null });
    expect(rowOf('{ to: x, value: false }')?.constant).toEqual({ value: false });
    expect(rowOf('{ to: x, value: 0 }')?.constant).toEqual({ value: 0 });
    expect(rowOf('{ to: x, value: { a: [1.5, "1", -2e3], b: { c } } }')?.constant).toEqual({
      value: { a: [1.5, '1', -2000], b: { c: null } },
    });
    expect(rowOf('{ from: y, to: x, default: null }')?.default).toEqual({ value: null });
    expect(rowOf('{ to: x, transform: a & b }')).toMatchObject({ from: [], transform: { text: 'a & b' } });
  });

  it('tells a number, true, null and text apart in a table', () => {
    const table = rowOf(
      '{ from: y, to: x, values: { 1: a, "1": b, true: c, "true": d, null: e, no: f, 2026-01-01: g } }',
    )?.values;
    expect(table?.rows.map(({ from, to }) => [from, to])).toEqual([
      [1, 'a'],
      ['1', 'b'],
      [true, 'c'],
      ['true', 'd'],
      [null, 'e'],
      ['no', 'f'],
      ['2026-01-01', 'g'],
    ]);
  });

  it('keeps __proto__ as data', () => {
    const value = rowOf('{ to: x, value: { __proto__: { polluted: true }, constructor: 1 } }')?.constant?.value;
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(problemsOf(`${SMALL}__proto__: { a: b }\nconstructor: c\n`)).toEqual([
      '4:1 unknown key `__proto__`',
      '5:1 unknown key `constructor`',
    ]);
    expect(problemsOf(`${SMALL}values: { __proto__: { a: b } }\n`)).toHaveLength(1);
  });

  it('may use aliases', () => {
    const manifest = manifestOf(
      `version: 1\nintegration: a\nsystems: { a: &s { spec: a.yaml, owners: &o [x, y] }, b: *s }\nowners: *o\nentities: { e: { flows: [{ id: f, from: a x, to: b y, fields: [{ to: z, value: { p: &q [1], r: *q } }] }] } }\n`,
    );
    expect(manifest.owners).toEqual(['x', 'y']);
    expect(manifest.systems.get('b')).toMatchObject({ spec: 'a.yaml', owners: ['x', 'y'] });
    expect(manifest.flows[0]?.fields[0]?.constant).toEqual({ value: { p: [1], r: [1] } });
    expect(problemsOf('version: 1\nintegration: a\nsystems: { a: &s { sepc: a.yaml }, b: *s }\n')).toEqual([
      '3:20 unknown key `sepc`',
    ]);
  });

  it('reads a block of text', () => {
    const manifest = manifestOf(
      `${SMALL}entities:\n  e:\n    decisions:\n      - |\n        One.\n        Two.\n      - >-\n        Three\n        four.\n`,
    );
    expect(manifest.entities[0]?.decisions).toEqual(['One.\nTwo.\n', 'Three four.']);
  });

  it('allows the longest ids, and names in either case', () => {
    const id = `0${'a.b_c-d'.repeat(9)}`;
    expect(id).toHaveLength(64);
    expect(
      problemsOf(
        `version: 1\nintegration: ${id}\nsystems: { Salesforce_2.x: { spec: a.yaml }, 3: { spec: b.yaml } }\n`,
      ),
    ).toEqual([]);
  });
});

describe('text that is no manifest', () => {
  const DEEP = 'nested more than 100 levels deep';

  it.each<[string, string, string[]]>([
    ['nothing', '', ['1:1 the file is empty']],
    ['blank lines', '\n\n', ['1:1 the file is empty']],
    ['only a comment', '# guard\n', ['1:1 the file is empty']],
    ['null', 'null\n', ['1:1 the file is empty']],
    [
      'a path not in quotes',
      '- { from: a[*].b }\n- ok\n- { from: c[*].d }\n',
      [
        '1:12 invalid YAML: unexpected flow-seq-start at node end',
        '3:12 invalid YAML: unexpected flow-seq-start at node end',
      ],
    ],
    ['a star', 'on: * * 429\n', ['1:5 invalid YAML: alias cannot be an empty string']],
    ['an at sign', 'owners: [@acme]\n', ['1:10 invalid YAML: plain value cannot start with reserved character @']],
    ['a tab', 'a:\n\tb: c\n', ['2:1 invalid YAML: tabs are not allowed as indentation']],
    ['a colon', 'a: b: c\n', ['1:4 invalid YAML: nested mappings are not allowed in compact mappings']],
    ['a tag', 'a: !env HOME\n', ['1:4 invalid YAML: unresolved tag: !env']],
    ['an open quote', 'a: "b\n', ['2:1 invalid YAML: missing closing "quote']],
    ['two documents', 'version: 1\n---\nversion: 1\n', ['2:1 the file has more than one YAML document']],
    ['an alias to nothing', 'a: *b\n', ['1:4 no anchor `&b` above']],
    ['an alias before its anchor', 'a: *name\nb: &nama c\n', ['1:4 no anchor `&name` above']],
    ['an alias in itself', 'a: &x [*x]\n', ['1:8 `*x` stands inside what it stands for']],
    ['100,000 lists', '['.repeat(100_000), [`1:203 ${DEEP}`]],
    ['100,000 lists in blocks', '- '.repeat(100_000), [`1:404 ${DEEP}`]],
    ['101 lists', `${'['.repeat(102)}${']'.repeat(102)}`, [`1:102 ${DEEP}`]],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it.each([
    ['a: { b: $replace($, /[^0-9]/, "") }\n', 'text with `[` in it stands in quotes here: "contacts[*].email"'],
    ['a: { b: c: d }\n', 'text with a colon and a space in it stands in quotes'],
    ['a: [b, c\nd: e\n', 'look at the indentation, the brackets and the quotes here and in the lines above'],
    ['a: { b: "c, d: e }\n', 'look at the indentation, the brackets and the quotes here and in the lines above'],
  ])('has one hint for %j', (text, hint) => {
    const parsed = parseManifest(text, 'guard.yaml');
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.hint)).toEqual([hint]);
  });

  it('is refused when aliases would make it large', () => {
    const levels = [...'abcdefghi'].map((name, index, all) => {
      const inner = index === 0 ? 'x' : `*${all[index - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    expect(problemsOf(`${levels.join('\n')}\n`)).toEqual(['7:7 stands for more than 1000000 values']);
    expect(problemsOf(`a: &a b\nc: [${'*a, '.repeat(1_001)}]\n`)).toEqual([
      expect.stringContaining('more than 1000 aliases'),
    ]);
    const deep = Array.from(
      { length: 60 },
      (_, level) => `k${level}: &k${level} [${level === 0 ? 'x' : `[*k${level - 1}]`}]`,
    );
    expect(problemsOf(`${deep.join('\n')}\n`)).toEqual([expect.stringContaining(DEEP)]);
  });

  it('is refused when it is very long', () => {
    expect(problemsOf(`# ${'x'.repeat(500_000)}`)).toEqual(['1:1 the file has more than 500000 characters']);
  });

  it('reports at most ten faults of syntax, the first of each line', () => {
    expect(problemsOf('- { from: a[*].b }\n'.repeat(20))).toHaveLength(10);
    expect(problemsOf('- { from: a[*].b }\n'.repeat(10_000))).toHaveLength(1);
    expect(problemsOf('}'.repeat(400_000))).toEqual([expect.stringContaining('1:1 invalid YAML')]);
    // What stands below a line with a slip may belong to it: nothing is taken out then.
    expect(problemsOf('a: *\n  b: c\nd: *\n')).toHaveLength(1);
  });

  it('proposes the anchor that was meant', () => {
    const parsed = parseManifest('a: &name b\nc: *nmae\n', 'x');
    expect(parsed).toMatchObject({ ok: false, problems: [{ hint: 'did you mean `*name`?' }] });
  });

  it('takes 1,000 rows and 20,000 repeated keys in time that grows with the text alone', () => {
    const rows = Array.from(
      { length: 1_000 },
      (_, index) => `          - { from: a.b${index}, to: "c[*].d${index}" }\n`,
    );
    const flow = `entities:\n  e:\n    flows:\n      - id: f\n        from: a x\n        to: b y\n        fields:\n`;
    expect(manifestOf(`${SMALL}${flow}${rows.join('')}`).flows[0]?.fields).toHaveLength(1_000);
    expect(problemsOf(`${SMALL}${'a: 1\n'.repeat(20_000)}`)).toHaveLength(20_000);
    const tables = Array.from({ length: 2_000 }, (_, index) => `  table${index}: { a: b }\n`).join('');
    const uses = Array.from(
      { length: 2_000 },
      (_, index) => `          - { from: a, to: b, values: tabel${index} }\n`,
    ).join('');
    const parsed = parseManifest(`${SMALL}values:\n${tables}${flow}${uses}`, 'x');
    const hints = parsed.ok ? [] : parsed.problems.map(({ hint }) => hint);
    expect(hints).toHaveLength(2_000);
    expect(hints[0]).toBe('did you mean `table0`?');
    expect(hints.at(-1)).toMatch(/^known: `table0`, .*…$/);
  });
});
