import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/report.ts';
import * as samples from './samples.ts';

const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('html', () => {
  it('allows exactly the style and the script that are in it', () => {
    const page = renderHtml(samples.withFlows);
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src ${hashOf(style)}`);
    expect(policy).toContain(`script-src ${hashOf(script)}`);
  });

  it.each(REPORTS)('%s has one script, no handler, no outside address, and nothing foreign as markup', (_, report) => {
    const page = renderHtml(report);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<[^>]*\son[a-z]+=|<[^>]*\sstyle=|\s(?:src|href)="(?!#)/i);
    const tags = [...page.replace(/<(style|script)>.*?<\/\1>/gs, '').matchAll(/<\/?([a-z0-9]+)/gi)].map(
      ([, tag]) => tag,
    );
    const ours =
      'html head meta title body header main footer h1 h2 h3 h4 p div section article ul li dl dt dd b br strong code pre span form label select option output details summary svg g a text tspan path style script';
    expect([...new Set(tags)].filter((tag) => !ours.split(' ').includes(tag ?? ''))).toEqual([]);
  });

  it('puts what breaks first, with its proof and its patch', () => {
    const page = renderHtml(samples.mappedBreaks);
    expect(page.indexOf('customer.status')).toBeLessThan(page.indexOf('harmless change'));
    expect(page).toContain('<pre class="payload">{\n  &quot;lifecycle&quot;: &quot;paused&quot;\n}</pre>');
    expect(page).toContain(
      '<span class="add">+ values: { won: ACTIVE, churned: BLOCKED, lead: null, paused: TODO }</span>',
    );
    expect(page).toContain('Lower bound: 2 of 41 mapped fields could not be analysed');
  });

  it('the edge of a hurt mapping leads to its finding', () => {
    const page = renderHtml(samples.withFlows);
    const [, id] = /<g class="breaks"><a href="#(f\d+)"><title>lifecycle → status/.exec(page) ?? [];
    expect(page).toMatch(new RegExp(`<article class="finding error" id="${id}"[^>]*>\\n[^\\n]*customer\\.status`));
  });

  it('leads nowhere for a finding that it leaves out, and says how many it leaves out', () => {
    const rows = Array.from({ length: 1_100 }, (_, index) => ({ from: `f${index}`, to: `t${index}`, line: index + 1 }));
    const findings = rows.map(({ from, to, line }) =>
      samples.finding({
        rule: 'r',
        message: 'm',
        integration: 'x',
        path: from,
        mappings: [samples.impact({ flow: 'one', from, to, line })],
      }),
    );
    const unjudged = Array.from({ length: 2_300 }, (_, index) => ({
      integration: 'x',
      system: 'crm',
      message: `gap ${index}`,
    }));
    const flows = [{ id: 'one', entity: 'e', from: 'crm GET /a', to: 'erp POST /b', rows }];
    const mappings = { total: 1_100, breaking: 1_100, unjudged: 0 };
    const integrations = [{ name: 'x', manifest: 'guard.yaml', owners: [], mappings, flows }];
    const page = renderHtml(samples.report(findings, { compared: [], integrations, unjudged }));
    const ids = new Set([...page.matchAll(/ id="(f\d+)"/g)].map(([, id]) => id));
    const targets = [...page.matchAll(/ href="#(f\d+)"/g)].map(([, id]) => id);
    expect(targets).toHaveLength(1_000);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
    expect(page.match(/<g class="breaks">/g)).toHaveLength(1_100);
    expect(page).toContain('… and 100 more findings in the JSON report');
    expect(page).toContain('… and 300 more gaps in the JSON report');
  });

  it('shares what a browser can show between the integrations of a run, what is hurt first', () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ from: `f${index}`, to: `t${index}`, line: index + 1 }));
    const names = Array.from({ length: 40 }, (_, index) => `i${index}`);
    const findings = names.flatMap((integration) =>
      rows.slice(200).map(({ from, to, line }) =>
        samples.finding({
          rule: 'r',
          message: 'm',
          integration,
          path: from,
          mappings: [samples.impact({ flow: 'one', from, to, line })],
        }),
      ),
    );
    const integrations = names.map((name) => ({
      name,
      manifest: `${name}.yaml`,
      owners: [],
      mappings: { total: 300, breaking: 100, unjudged: 0 },
      flows: [{ id: 'one', entity: 'e', from: 'crm GET /a', to: 'erp POST /b', rows }],
    }));
    const page = renderHtml(samples.report(findings, { compared: [], integrations }));
    expect(page.match(/<article /g)).toHaveLength(1_000);
    expect(page.match(/<p>… and 75 more findings in the JSON report<\/p>/g)).toHaveLength(40);
    expect(page.match(/<g class="breaks">/g)).toHaveLength(2_000);
    expect(page.match(/<g class="holds">/g)).toBeNull();
    expect(page.match(/<p>250 mappings not drawn<\/p>/g)).toHaveLength(40);
  });

  it('draws flows one after the other while there is room, and both ways of one name', () => {
    const rows = Array.from({ length: 900 }, (_, index) => ({ from: `f${index}`, to: `t${index}`, line: index + 1 }));
    const flow = { entity: 'e', from: 'crm GET /a', to: 'erp POST /b', rows };
    const integration = {
      name: 'i',
      manifest: 'guard.yaml',
      owners: [],
      mappings: { total: 3_600, breaking: 0, unjudged: 0 },
      flows: [
        { ...flow, id: 'one' },
        { ...flow, id: 'one' },
        { ...flow, id: 'two' },
        { ...flow, id: 'three' },
      ],
    };
    const page = renderHtml(samples.report([], { compared: [], integrations: [integration] }));
    expect(page.match(/<h4><code>one<\/code><\/h4>/g)).toHaveLength(2);
    expect(page).not.toContain('<code>three</code>');
    expect(page).toContain('<p>1,800 mappings not drawn</p>');
  });
});
