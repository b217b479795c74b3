/** (edge) `guard init`: reads two descriptions and plans a first manifest for them. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { plain } from '../report/escape.ts';
import { InputError } from '../spec/input-error.ts';
import { loadSpec } from '../spec/load.ts';
import type { Limits } from '../spec/load-policy.ts';
import { displayName } from '../spec/read-file.ts';
import type { SpecVersion } from '../spec/spec-version.ts';
import type { PlannedFile } from './planned-file.ts';
import type { Talk } from './talk.ts';
import { together } from './together.ts';

export interface InitRequest {
  readonly cwd: string;
  /** REF or NAME=REF: the system that is read, and the one that is written. */
  readonly from: string;
  readonly to: string;
  /** Where the manifest is to be. */
  readonly file: string;
  /** It is not to be written: then it may be there already. */
  readonly isDry: boolean;
  readonly allowHosts: readonly string[];
  readonly limits: Partial<Limits>;
  readonly stdin: () => Promise<Uint8Array>;
}

export interface Init {
  readonly file: PlannedFile;
  readonly entities: number;
  readonly rows: number;
}

/** Nothing is written yet. Throws InputError: also when there is such a file already that would be written. */
export async function planManifest(request: InitRequest, talk: Talk): Promise<Init> {
  const { cwd } = request;
  const path = resolve(cwd, request.file);
  const name = displayName(path, cwd);
  if (existsSync(path)) {
    const hint = 'write to another file with --output FILE, or delete this one first';
    if (!request.isDry)
      throw new InputError({ file: name, message: 'is there already, and guard init never overwrites', hint });
    talk.note(`${plain(name)} is there already: ${hint}`);
  }
  const [left, right] = [request.from, request.to].map((word) => namedRef(word, cwd));
  if (left === undefined || right === undefined) throw new TypeError('two references');
  talk.progress('reading');
  const [from, to] = await together([load(left.ref, request), load(right.ref, request)]);
  if (from === undefined || to === undefined) throw new TypeError('a version was not loaded');
  const fromName = left.name ?? nameOf(from, left.ref);
  const toName = right.name ?? nameOf(to, right.ref);
  if (fromName === toName) {
    throw new InputError({
      message: `both systems would be called ${fromName}`,
      hint: 'name them: guard init crm=specs/crm.yaml erp=specs/erp.yaml',
    });
  }
  talk.progress('comparing');
  const { propose } = await import('../propose/index.ts');
  const spec = (ref: string) => specText(ref, path, cwd);
  const { entities, manifest } = propose(
    { name: fromName, spec: spec(left.ref), version: from },
    { name: toName, spec: spec(right.ref), version: to },
  );
  const { parseManifest } = await import('../manifest/parse.ts');
  const parsed = parseManifest(manifest, name);
  if (!parsed.ok) throw new TypeError(`the proposal would not be readable: ${parsed.problems[0]?.message ?? ''}`);
  return {
    file: { path, name, before: undefined, after: manifest },
    entities: entities.length,
    rows: entities.reduce((sum, { matches }) => sum + matches.length, 0),
  };
}

function load(ref: string, { cwd, stdin, allowHosts, limits }: InitRequest): Promise<SpecVersion> {
  return loadSpec(ref, { system: 'api', cwd, stdin, allowHosts, limits });
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function namedRef(word: string, cwd: string): { readonly name?: string; readonly ref: string } {
  const [, name, ref = ''] = /^([^=/\\:]+)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || existsSync(resolve(cwd, word))) return { ref: word };
  if (NAME.test(name)) return { name, ref };
  throw new InputError({
    message: `${JSON.stringify(name)} is no name for a system`,
    hint: 'a name has letters, digits, `.`, `-` and `_`, and starts with a letter or a digit',
  });
}

/** The first word of the title that says something, or else the name of the file. */
function nameOf({ files, entry }: SpecVersion, ref: string): string {
  const value = files.get(entry)?.value;
  const info: unknown = typeof value === 'object' && value !== null && 'info' in value ? value.info : undefined;
  const title = typeof info === 'object' && info !== null && 'title' in info ? String(info.title) : '';
  const words =
    `${title} ${ref.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')}`.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? [];
  return (
    words.find(
      (word) => word.length > 1 && !/^(?:the|api|rest|web|openapi|swagger|public|spec|service|v\d+)$/.test(word),
    ) ?? 'system'
  );
}

/** As the manifest names it: from its own folder. A git revision or standard input has no name that lasts. */
function specText(ref: string, manifest: string, cwd: string): string {
  if (/^https?:\/\//i.test(ref)) return ref;
  if (ref === '-') return 'TODO';
  const file = existsSync(resolve(cwd, ref)) ? ref : ref.replace(/^[^:]*:/, '');
  return relative(dirname(manifest), resolve(cwd, file)).replaceAll('\\', '/');
}
