/** (edge) Manifests: finding them, reading them, and reading them as they were. */
import { existsSync, globSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isAcknowledgements } from '../manifest/acknowledgement.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Parsed } from '../manifest/parse.ts';
import { decodeText } from '../spec/decode.ts';
import { InputError, type Problem } from '../spec/input-error.ts';
import type { Limits } from '../spec/load-policy.ts';
import { nearest } from '../spec/nearest.ts';
import { displayName, namesIn, readNamedFile } from '../spec/read-file.ts';

export interface ManifestFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly manifest: Manifest;
}

export const MANIFEST_NAMES = ['guard.yaml', 'guard.yml', 'guard.json'] as const;

/**
 * The files that `patterns` name, absolute, each once: a name that exists is that file, anything else is a glob, whose files come in order
 * of their names. Without patterns, the manifest of the current folder. Throws InputError.
 */
export function findManifests(patterns: readonly string[], cwd: string): readonly string[] {
  if (patterns.length === 0) return [manifestHere(cwd)];
  const found = new Set<string>();
  for (const pattern of patterns) {
    const paths = isGlob(pattern, cwd) ? matches(pattern, cwd) : [existing(pattern, cwd)];
    for (const path of paths) found.add(resolve(cwd, path));
  }
  return [...found];
}

/** Parses a manifest. The parser is loaded when there is one: it costs more to load than two descriptions to compare. */
export async function parseText(text: string, name: string): Promise<Parsed> {
  return (await manifestParser(text))(text, name);
}

/** The parser for a manifest and edits of it: with expressions, if there are any. */
export async function manifestParser(
  manifest: string,
  rules?: Iterable<string>,
): Promise<(text: string, name: string) => Parsed> {
  const { expressionReader, parseManifest } = await import('../manifest/parse.ts');
  const readExpression = await expressionReader(manifest);
  return (text, name) => parseManifest(text, name, readExpression, rules);
}

/** A manifest as it was is not held to the rules that there are now. */
async function ruleIds(manifest: string): Promise<readonly string[] | undefined> {
  if (!/\blevels\b/.test(manifest)) return undefined;
  return (await import('../guard.ts')).LEVELLED;
}

/** Throws InputError with every mistake in the manifest. */
export async function readManifest(path: string, cwd: string, limits: Limits): Promise<ManifestFile> {
  const read = await readNamedFile(path, cwd, limits);
  const text = decodeText(read.bytes, read.name);
  const parsed = (await manifestParser(text, await ruleIds(text)))(text, read.name);
  if (!parsed.ok) throw manifestError(parsed.problems, read.name);
  return { path, text, manifest: parsed.manifest };
}

/** The first manifest in each of the places where people look for it. */
function manifestHere(cwd: string): string {
  const here = MANIFEST_NAMES.filter((name) => existsSync(join(cwd, name)));
  const [only, other] = here;
  if (only === undefined) throw noManifest(cwd);
  if (other !== undefined) {
    throw new InputError({
      message: `there are several manifests here: ${here.join(', ')}`,
      hint: `say which one: --manifest ${only}`,
    });
  }
  return join(cwd, only);
}

function noManifest(cwd: string): InputError {
  for (let folder = dirname(cwd); folder !== dirname(folder); folder = dirname(folder)) {
    const name = MANIFEST_NAMES.find((candidate) => existsSync(join(folder, candidate)));
    if (name !== undefined) {
      const path = relative(cwd, join(folder, name));
      return new InputError({
        message: 'no manifest found here (guard.yaml)',
        hint: `there is ${path}: use --manifest ${path}, or run guard there`,
      });
    }
    if (existsSync(join(folder, '.git'))) break;
  }
  return new InputError({
    message: 'no manifest found here (guard.yaml)',
    hint: 'name one with --manifest FILE, propose a first one with guard init FROM TO, or compare two versions of one API with guard diff BEFORE AFTER',
  });
}

function existing(path: string, cwd: string): string {
  if (existsSync(resolve(cwd, path))) return path;
  const folder = dirname(resolve(cwd, path));
  const names = namesIn(folder);
  const near = nearest(basename(path), names) ?? MANIFEST_NAMES.find((name) => names.includes(name));
  throw new InputError({
    file: path,
    message: 'does not exist',
    hint:
      near === undefined
        ? '--manifest names a mapping manifest; guard init proposes a first one'
        : `did you mean ${displayName(join(folder, near), cwd)}?`,
  });
}

function isGlob(pattern: string, cwd: string): boolean {
  return /[*?[{]/.test(pattern) && !existsSync(resolve(cwd, pattern));
}

function matches(pattern: string, cwd: string): readonly string[] {
  const found = globSync(pattern, { cwd, exclude: (name) => name === 'node_modules' || name === '.git' })
    .filter((path) => !isAcknowledgements(path))
    .filter((path) => statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() === true)
    .sort();
  if (found.length === 0) {
    throw new InputError({
      message: `no file matches --manifest ${pattern}`,
      hint: 'globs start in this folder; * does not cross a /, ** does',
    });
  }
  return found;
}

function manifestError(problems: readonly Problem[], name: string): InputError {
  const [first, ...rest] = problems;
  return new InputError(first === undefined ? { file: name, message: 'is no manifest' } : [first, ...rest]);
}

/**
 * Findings are told apart by the name of their integration: two manifests that claim one would be read as one. Throws
 * InputError with both places of each such name.
 */
export function refuseSharedNames(files: readonly ManifestFile[]): void {
  const first = new Map<string, ManifestFile>();
  const problems: Problem[] = [];
  for (const file of files) {
    const { integration, name } = file.manifest;
    const other = first.get(integration);
    if (other === undefined) {
      first.set(integration, file);
      continue;
    }
    problems.push({
      file: name,
      ...nameMark(file),
      message: `the integration \`${integration}\` is taken: ${other.manifest.name}:${nameMark(other).line} has it first`,
      hint: 'give each manifest of a run a name of its own',
    });
  }
  const [one, ...more] = problems;
  if (one !== undefined) throw new InputError([one, ...more]);
}

/** Where a manifest says its name; in JSON the key stands in quotes. */
function nameMark({ text }: ManifestFile): { readonly line: number; readonly column: number } {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => /["']?\bintegration["']?\s*:/.test(one));
  if (line < 0) return { line: 1, column: 1 };
  return { line: line + 1, column: (lines[line] ?? '').search(/["']?\bintegration\b/) + 1 };
}
