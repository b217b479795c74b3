import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. (dependency-cruiser reads TypeScript through the compiler's old programming interface, which TypeScript 7 has not.)
 * `to`: the folders of src, besides its own, that files of the folder may import, types included.
 */
const layers: readonly { readonly from: string; readonly to: readonly string[]; readonly because: string }[] = [
  {
    from: 'spec',
    to: [],
    because: 'A description stands for itself: what is asked of it must not shape how it is read.',
  },
  {
    from: 'diff',
    to: ['spec'],
    because: 'The pair graph knows two descriptions, and nothing of rules or integrations.',
  },
  { from: 'containment', to: ['spec'], because: 'A proof about two schemas may not depend on who asks for it.' },
  {
    from: 'rules',
    to: ['diff', 'spec', 'containment'],
    because: 'A rule states a fact about a pair; what it means for an integration is decided elsewhere.',
  },
  {
    from: 'proof',
    to: ['diff', 'containment', 'spec'],
    because:
      'It asks containment about pairs of the graph; which of them a rule has something to say of is not its business.',
  },
  { from: 'manifest', to: ['spec'], because: 'A manifest can be read and checked for form without any comparison.' },
  {
    from: 'impact',
    to: ['manifest', 'diff', 'rules', 'containment', 'proof', 'spec', 'report'],
    because: 'Impact joins changes and mappings into findings; nothing below it may know that mappings exist.',
  },
  {
    from: 'propose',
    to: ['manifest', 'impact', 'diff', 'spec'],
    because: 'A proposal is made from descriptions alone; it knows nothing of changes and reports.',
  },
  {
    from: 'matrix',
    to: ['manifest', 'impact', 'diff', 'report', 'spec'],
    because: 'What was agreed is shown beside the descriptions; whether it holds is taken from the report of a check.',
  },
  {
    from: 'report',
    to: ['spec', 'manifest', 'rules'],
    because:
      'A report is printed from what is in it: a renderer that asks the graph again could disagree with the verdict.',
  },
  {
    from: 'run',
    to: ['spec', 'manifest', 'report', 'propose', 'matrix', 'guard.ts', 'explain.ts', 'check.ts', 'matrix.ts'],
    because: 'Reading what a comparison needs is the same for the command and the action, and judges nothing.',
  },
  {
    from: 'github',
    to: ['spec'],
    because: 'GitHub is a place where files and comments are; what is written there is decided elsewhere.',
  },
  {
    from: 'action',
    to: ['run', 'report', 'github', 'manifest', 'spec'],
    because:
      'The action turns inputs and events into a request, and a report into a comment, a summary and annotations.',
  },
  {
    from: 'cli',
    to: ['run', 'report', 'spec'],
    because: 'The command turns words into a request and a report into text.',
  },
];

/** What only edges may import: the world outside of a function's arguments. */
const outside = new Set(['octokit', '@apidevtools/swagger-parser', 'yargs', ...builtinModules]);

const src = join(import.meta.dirname, '../src');
const files = globSync('**/*.ts', { cwd: src })
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

interface Import {
  readonly from: string;
  /** A path below src for our own files, else the name as written. */
  readonly to: string;
  readonly own: boolean;
  readonly isType: boolean;
  readonly isLazy: boolean;
}

const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = texts.get(file) ?? '';
  const { module, errors } = parseSync(file, text);
  expect(errors, file).toEqual([]);
  const found: Import[] = [];
  const add = (name: string, isType: boolean, isLazy: boolean): void => {
    const own = name.startsWith('.');
    found.push({ from: file, to: own ? posix.normalize(posix.join(dirname(file), name)) : name, own, isType, isLazy });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), false);
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest !== null) add(entry.moduleRequest.value, entry.isType, false);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    add(text.slice(moduleRequest.start + 1, moduleRequest.end - 1), false, true);
  }
  return found;
}

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : path;
}

function isEdge(file: string): boolean {
  const [first = '', second = ''] = (texts.get(file) ?? '').split('\n');
  return (first.startsWith('#!') ? second : first).startsWith('/** (edge) ');
}

const shown = ({ from, to }: Import): string => `${from} → ${to}`;

describe('layers', () => {
  it('are all there are', () => {
    const known = new Set([
      ...layers.map(({ from }) => from),
      'guard.ts',
      'explain.ts',
      'check.ts',
      'matrix.ts',
      'index.ts',
    ]);
    expect(files.map(folderOf).filter((folder) => !known.has(folder))).toEqual([]);
  });

  it.each(layers)('$from imports $to only: $because', ({ from, to }) => {
    const allowed = new Set([from, ...to]);
    const wrong = imports.filter((one) => one.own && folderOf(one.from) === from && !allowed.has(folderOf(one.to)));
    expect(wrong.map(shown)).toEqual([]);
  });

  it.each(['guard.ts', 'check.ts', 'matrix.ts'])(
    '%s imports pure folders only: a function of its arguments',
    (name) => {
      const wrong = imports.filter((one) => one.from === name && (!one.own || isEdge(one.to)));
      expect(wrong.map(shown)).toEqual([]);
    },
  );
});

describe('edges', () => {
  it('alone import node:*, octokit, swagger-parser and yargs: all else can be tested with values', () => {
    const reachesOut = (name: string): boolean => name.startsWith('node:') || outside.has(name);
    const wrong = imports.filter((one) => !one.own && !isEdge(one.from) && reachesOut(one.to) && !one.isType);
    expect(wrong.map(shown)).toEqual([]);
  });

  it('are imported by edges only, but for types: a pure file that calls one is none', () => {
    const wrong = imports.filter(
      (one) => one.own && isEdge(one.to) && !one.isType && !isEdge(one.from) && one.from !== 'index.ts',
    );
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe('files', () => {
  it('import each other without cycles, types aside: what is in a cycle cannot be understood or loaded alone', () => {
    const next = new Map<string, string[]>();
    for (const one of imports) {
      if (one.own && !one.isType) next.set(one.from, [...(next.get(one.from) ?? []), one.to]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      if (done.has(file) || way.includes(file)) return;
      for (const inner of next.get(file) ?? []) visit(inner, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('import what exists, with its extension: Node runs them as they are', () => {
    const known = new Set(files);
    expect(imports.filter((one) => one.own && !known.has(one.to)).map(shown)).toEqual([]);
  });

  it('start without the command: `guard --version` loads nothing but Node itself', () => {
    const eager = imports.filter((one) => one.from === 'cli/main.ts' && !one.isLazy);
    expect(eager.map(({ to }) => to)).toEqual(['node:fs', 'node:module']);
  });
});
