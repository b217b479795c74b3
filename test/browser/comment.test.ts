import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from '../../src/action/comment.ts';
import type { Report } from '../../src/report/report.ts';
import * as samples from '../report/samples.ts';
import { type Browser, hasChromium, openBrowser } from './browser.ts';

const hasCmark = spawnSync('cmark-gfm', ['--version']).status === 0;

/** The rules of GitHub's own style sheet that decide how wide things get. */
const STYLE = `body{font:14px/1.5 sans-serif;margin:16px;max-width:860px;overflow-wrap:break-word}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse;font-size:14px}
td,th{border:1px solid;padding:6px 13px}code{font-size:85%;padding:.2em .4em;white-space:break-spaces}
pre{overflow:auto;padding:16px}pre code{white-space:pre}`;

function pageOf(report: Report): string {
  const body = bodyOf(report, { key: 'k', runUrl: 'https://github.example/r', notes: [], hasEarlier: false });
  const { stdout } = spawnSync('cmark-gfm', ['--unsafe', '-e', 'table'], { input: body, encoding: 'utf8' });
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${stdout}`;
}

const { mappedBreaks, withFlows, warningsOnly, noManifest, severalIntegrations, answered } = samples;
const READ = Object.entries({ mappedBreaks, withFlows, warningsOnly, noManifest, severalIntegrations, answered });

let browser: Browser;

describe.skipIf(!hasChromium || !hasCmark)('the comment in Chromium (skipped without it or cmark-gfm)', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(READ)('%s: on a phone nothing but code blocks has to be scrolled sideways', async (_, report) => {
    const page = await browser.context.newPage();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.setContent(pageOf(report));
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
    const wide = await page
      .locator('body *:not(pre):not(pre *)')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length);
    expect(wide).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.close();
  });
});
