import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matrixHtml } from '../../src/matrix/html.ts';
import { demoMatrix, hostile } from '../matrix/demo.ts';
import { type Browser, hasChromium, openBrowser, SIZES } from './browser.ts';

let browser: Browser;

describe.skipIf(!hasChromium)('the matrix in Chromium (skipped when it is not installed)', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(SIZES)('on %s: fits, and is searched from the keyboard', async (_, size) => {
    const demo = await demoMatrix();
    const total = demo.entities.flatMap(({ flows }) => flows.flatMap(({ rows }) => rows)).length;
    const { page, trouble } = await browser.open(matrixHtml(demo), size);
    const shown = page.locator('tr[data-verdict]:visible');
    expect(await shown.count()).toBe(total);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width);
    // Three links, then the search.
    for (let press = 0; press < 4; press++) await page.keyboard.press('Tab');
    await page.keyboard.type('Lifecycle status');
    expect(await shown.count()).toBe(1);
    expect(await page.locator('output').textContent()).toBe(`1 of ${total} rows`);
    expect(await page.getByRole('heading', { name: 'invoice', exact: true }).isVisible()).toBe(false);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Tab');
    await page.keyboard.press('b');
    const breaking = demo.entities
      .flatMap(({ flows }) => flows.flatMap(({ rows }) => rows))
      .filter(({ verdict }) => verdict === 'breaks');
    expect(await shown.count()).toBe(breaking.length);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('prints every row, whatever is searched for, and no controls', async () => {
    const demo = await demoMatrix();
    const { page, trouble } = await browser.open(matrixHtml(demo), SIZES[0][1]);
    await page.locator('input').fill('nothing has this name');
    expect(await page.locator('tr[data-verdict]:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('tr[data-verdict]:visible').count()).toBeGreaterThan(40);
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('shows hostile text as text: no script runs, nothing is requested', async () => {
    const { page, trouble } = await browser.open(matrixHtml(hostile), SIZES[1][1]);
    expect(await page.getByText('<script>alert(1)</script>').first().isVisible()).toBe(true);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
