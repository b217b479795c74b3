/** The same bytes wherever the command runs: language, time zone, folder, the order in which files were made. */
import { describe, expect, it } from 'vitest';
import { folderWith, guard, put } from './command.ts';

/** Names whose order and case depend on the language: `ä` is before `z` in German and behind it in Swedish, `I` is `ı` in Turkish. */
const NAMES = ['z', 'ä', 'a', 'Z', 'Ä', 'A', 'ı', 'I', 'i', 'İ', 'ch', 'cz', 'h', 'ø', 'o', '10', '9'];

function version(type: string): object {
  const properties = Object.fromEntries(NAMES.map((name) => [name, { type }]));
  const content = { 'application/json': { schema: { type: 'object', properties } } };
  const get = { responses: { 200: { description: 'done', content } } };
  return {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: Object.fromEntries(NAMES.map((name) => [`/${name}`, { get }])),
  };
}

const files = { 'a.json': version('string'), 'b.json': version('integer') };
const ARGS = ['diff', 'a.json', 'b.json', '--verbose', '-f'];

async function bytesIn(cwd: string, format: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await guard([...ARGS, format], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  return stdout;
}

describe.each(['text', 'json', 'html'])('%s', (format) => {
  it('does not depend on language, time zone or folder', async () => {
    const here = await bytesIn(folderWith(files), format, { LC_ALL: 'C', TZ: 'UTC' });
    for (const env of [
      { LC_ALL: 'sv_SE.UTF-8', LANG: 'sv_SE.UTF-8', TZ: 'Pacific/Kiritimati' },
      { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'America/Los_Angeles' },
    ]) {
      // Another folder each time, whose files were made in another order.
      const folder = folderWith({});
      for (const [name, content] of Object.entries(files).reverse()) put(folder, name, content);
      expect(await bytesIn(folder, format, env)).toBe(here);
    }
  });
});
