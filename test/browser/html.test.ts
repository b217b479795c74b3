import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import * as samples from '../report/samples.ts';
import { type Browser, hasChromium, openBrowser, SIZES } from './browser.ts';

let browser: Browser;

describe.skipIf(!hasChromium)('the HTML report in Chromium (skipped when it is not installed)', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(SIZES)('on %s: filters by owner, system and class, and fits', async (_, size) => {
    const { page, trouble } = await browser.open(renderHtml(samples.mappedBreaks), size);
    const shown = () =>
      page.locator('[data-system]').evaluateAll((all) => all.filter((one) => !one.hasAttribute('hidden')).length);
    const total = samples.mappedBreaks.findings.length;
    expect(await shown()).toBe(total);
    expect(await page.locator('output').textContent()).toBe(`${total} findings`);

    await page.locator('select[name=system]').selectOption('erp');
    expect(await shown()).toBe(samples.mappedBreaks.findings.filter(({ system }) => system === 'erp').length);
    await page.locator('select[name=owner]').selectOption('@halden/master-data');
    expect(await shown()).toBe(0);
    expect(await page.locator('output').textContent()).toBe(`0 of ${total} findings`);
    await page.locator('select[name=system]').selectOption('');
    expect(await page.locator('article.finding:visible h3').first().textContent()).toContain('customer.');
    await page.locator('select[name=owner]').selectOption('');
    await page.locator('select[name=touch]').selectOption('adjacent');
    expect(await page.locator('article.finding:visible').count()).toBe(0);
    await page.getByText('2 adjacent changes').click();
    expect(await page.getByText('query parameter', { exact: false }).isVisible()).toBe(true);

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it.each(SIZES)('on %s: an edge of the picture leads to what breaks it', async (_, size) => {
    const { page, trouble } = await browser.open(renderHtml(samples.withFlows), size);
    await page.locator('svg .breaks a').first().locator('text').click();
    const target = page.locator('article:target');
    expect(await target.textContent()).toContain('customer.status');
    expect(await target.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(size.height);
    expect(await page.locator('.payload').first().textContent()).toBe('{\n  "lifecycle": "paused"\n}');
    // Nothing is cut off at the side, and no sign of an edge lies on another.
    const wide = await page
      .locator('main *:visible')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length);
    expect(wide).toBe(0);
    const signs = await page
      .locator('svg text:visible')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(signs.length).toBeGreaterThan(3);
    const gaps = signs.toSorted((a, b) => a - b).flatMap((top, index, tops) => top - (tops[index - 1] ?? -100));
    expect(Math.min(...gaps)).toBeGreaterThan(14);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('shows hostile text as text: no script runs, nothing is requested', async () => {
    const { page, trouble } = await browser.open(renderHtml(samples.hostile), SIZES[1][1]);
    expect(await page.locator('article').getByText('<script>alert(1)</script>').first().isVisible()).toBe(true);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('stays usable with 600 findings', async () => {
    const { page, trouble } = await browser.open(renderHtml(samples.many), SIZES[0][1]);
    expect(await page.locator('output').textContent()).toBe('600 findings');
    expect(await page.locator('article.finding').count()).toBe(200);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
