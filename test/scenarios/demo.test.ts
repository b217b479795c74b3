import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Report } from '../../src/report/report.ts';
import { loadSpec } from '../../src/spec/load.ts';

const folder = fileURLToPath(new URL('../../fixtures/demo/', import.meta.url));
let report: Report;

beforeAll(async () => {
  const parsed = parseManifest(readFileSync(`${folder}guard.yaml`, 'utf8'), 'guard.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const versions = async (system: string, file: string) => ({
    before: await loadSpec(`before/${file}`, { system, cwd: folder }),
    after: await loadSpec(`after/${file}`, { system, cwd: folder }),
  });
  const systems = new Map([
    ['crm', await versions('crm', 'crm.yaml')],
    ['erp', await versions('erp', 'erp/openapi.yaml')],
  ]);
  report = guard({ systems, manifest: parsed.manifest });
});

/** `rule at path`, for findings of one touch and level. */
function found(touch: string, level: string): string[] {
  return report.findings
    .filter((finding) => finding.touch === touch && finding.level === level)
    .map(({ rule, path, operation }) => `${rule} ${path === '' ? operation : path}`)
    .sort();
}

// The tables of fixtures/demo/EXPECTED.md, reasoned there row by row.
describe('the demo finds what fixtures/demo/EXPECTED.md says', () => {
  it('M1 to M7: seven mappings break', () => {
    const broken = report.findings
      .filter(({ level }) => level === 'error')
      .flatMap(({ rule, mappings }) =>
        mappings
          .filter(({ verdict }) => verdict === 'breaks')
          .map(({ flow, from, to }) => `${rule} ${flow}: ${from || '(nothing)'} -> ${to}`),
      );
    expect(broken.sort()).toEqual([
      'enum-value-added customer-create: lifecycle -> status',
      'enum-value-removed order-create: deal.priority -> priority',
      'max-length-changed customer-create: name -> legalName',
      'null-added invoice-status: invoice.number -> invoice.number',
      'property-added order-create: (nothing) -> salesChannel',
      'property-optional customer-create: address.postalCode -> address.postalCode',
      'property-removed order-create: deal.lines[*].unitPrice -> lines[*].unitPrice',
    ]);
  });

  it('M3: the renamed field is recognised, with the row to change', () => {
    const renamed = report.findings.find(({ rule, level }) => rule === 'property-removed' && level === 'error');
    expect(renamed?.suggestion?.text).toContain('unitNetPrice');
    expect(renamed?.suggestion?.manifest?.[0]?.add[0]).toContain('deal.lines[*].unitNetPrice');
  });

  it('H1 to H9: harmless end to end is information', () => {
    expect(found('mapped', 'info')).toEqual([
      'enum-value-added data[*].locale',
      'enum-value-added data[*].salutation',
      'enum-value-added deal.currency',
      'enum-value-added industry',
      'enum-value-added invoice.status',
      'max-length-changed contacts[*].givenName',
      'max-length-changed data[*].phone',
      'null-added data[*].email',
      'property-optional billing.email',
    ]);
    expect(found('mapped', 'warning')).toEqual([]);
  });

  it('A1 to A4: adjacent breaks are warnings', () => {
    expect(found('adjacent', 'warning')).toEqual([
      'maximum-changed GET /contacts',
      'maximum-changed creditLimit',
      'property-removed data[*].avatarUrl',
      'type-changed annualRevenue',
    ]);
  });

  it('A5 to A7: what is merely added is information', () => {
    expect(found('adjacent', 'info')).toEqual([
      'property-added deal.lines[*].unitNetPrice',
      'property-added requestedDeliveryDate',
      'property-added website',
    ]);
  });

  it('U1 to U6: the rest is information, and rewrites are nothing', () => {
    expect(found('unmapped', 'info')).toEqual([
      'operation-deprecated GET /items/{itemNumber}/stock',
      'path-added GET /deals',
      'path-added GET /warehouses',
      'path-removed GET /reports/pipeline',
      'security-scope-added GET /items/{itemNumber}/stock',
      'webhook-added webhook contactForgotten',
    ]);
    expect([...found('unmapped', 'warning'), ...found('unmapped', 'error'), ...found('adjacent', 'error')]).toEqual([]);
    expect(report.unjudged).toEqual([]);
  });
});
