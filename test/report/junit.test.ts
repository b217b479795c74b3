import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../src/report/junit.ts';
import type { Report } from '../../src/report/report.ts';
import * as samples from './samples.ts';

const REPORTS = Object.entries(samples).filter((entry): entry is [string, Report] => 'verdict' in Object(entry[1]));

/** Well-formed as XML 1.0 asks for: allowed characters, balanced tags, quoted attributes, known entities. Returns the tags in order. */
function tagsOf(xml: string): string[] {
  expect(xml.replace(/[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\ud800-\udbff][\udc00-\udfff]/g, '')).toBe('');
  const tags: string[] = [];
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml [^?]*\?>\n/, '')
    .replace(
      /<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>/g,
      (_, end, name, __, empty) => {
        if (end === '/') expect(open.pop()).toBe(name);
        else {
          tags.push(name);
          if (empty !== '/') open.push(name);
        }
        return '';
      },
    );
  expect(open).toEqual([]);
  expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&]/);
  return tags;
}

describe('junit', () => {
  it.each(REPORTS)('%s is well-formed, and counts what is in it', (_, report) => {
    const xml = renderJunit(report);
    const tags = tagsOf(xml);
    const count = (name: string): number => tags.filter((tag) => tag === name).length;
    expect(count('testcase')).toBeGreaterThan(0);
    expect(xml).toContain(
      `<testsuites name="contract-guard" tests="${count('testcase')}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}">`,
    );
  });

  it('has a test case for each mapping, failed where it breaks', () => {
    const xml = renderJunit(samples.withFlows);
    expect(xml).toContain(
      '<testcase classname="larkfield-to-norrvik.customer-create" name="customer.legalName ← name"/>',
    );
    expect(xml).toContain(
      'name="customer.status ← lifecycle">\n      <failure message="the value table has no row for `paused`">',
    );
    // A change that does no harm end to end fails nothing; a warning is said, and passes.
    expect(xml).toContain('name="customer.industryText ← industry"/>');
    expect(xml).toMatch(/name="order\.orderDate ← deal\.closedAt">\n {6}<system-out>/);
    // A required input that no row feeds is no row of the manifest, and still fails.
    expect(xml).toMatch(/name="order\.salesChannel ← nothing">\n {6}<failure/);
    expect(xml).toContain('tests="8" failures="3" errors="0" skipped="0"');
    expect(xml).toContain('{ &quot;lifecycle&quot;: &quot;paused&quot; }');
  });

  it('without a manifest, each error is a test case', () => {
    const xml = renderJunit(samples.noManifest);
    expect(xml).toContain('tests="5" failures="5"');
    expect(renderJunit(samples.nothingChanged)).toContain('tests="1" failures="0"');
  });
});
