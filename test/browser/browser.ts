/** A headless Chromium for tests that look at a page as a person does. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env['GUARD_CHROMIUM'] ?? '/usr/bin/chromium';

/** Debian's package; the tests that need it skip when it is absent. */
export const hasChromium = existsSync(EXECUTABLE);

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const SIZES = [
  ['a desk', { width: 1280, height: 900 }],
  ['a phone', { width: 360, height: 740 }],
] as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Browser {
  readonly context: BrowserContext;
  /** Opens a page from disk and collects whatever goes wrong in it: errors, blocked scripts and styles, requests. */
  readonly open: (html: string, size: Size) => Promise<{ readonly page: Page; readonly trouble: readonly string[] }>;
  readonly close: () => Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'guard-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    args: ARGUMENTS,
    offline: true,
  });
  const file = join(profile, 'page.html');
  return {
    context,
    open: async (html, size) => {
      writeFileSync(file, html);
      const page = await context.newPage();
      const trouble: string[] = [];
      page.on('pageerror', (error) => trouble.push(String(error)));
      page.on('console', (message) => trouble.push(message.text()));
      page.on('dialog', (dialog) => {
        trouble.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (request.url() !== pathToFileURL(file).href) trouble.push(`request: ${request.url()}`);
      });
      await page.setViewportSize(size);
      await page.goto(pathToFileURL(file).href);
      return { page, trouble };
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
