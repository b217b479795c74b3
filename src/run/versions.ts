/** (edge) The two versions of each system of a manifest. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SystemVersions } from '../guard.ts';
import type { Manifest, System } from '../manifest/manifest.ts';
import { InputError } from '../spec/input-error.ts';
import type { AtRevision } from '../spec/load.ts';
import { nearest } from '../spec/nearest.ts';
import { displayName, namesIn } from '../spec/read-file.ts';
import type { SpecVersion } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import type { Base } from './base.ts';
import type { ManifestFile } from './manifests.ts';
import { together } from './together.ts';

export interface VersionSource {
  readonly cwd: string;
  readonly file: ManifestFile;
  readonly manifestBefore: Manifest | undefined;
  /** By system: a REF that is used instead of the version at the base, or in the working tree. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Undefined: systems without an old version of their own are compared with the working tree. */
  readonly base: Base | undefined;
  readonly against?: 'base' | 'upstream' | undefined;
  /** Whether the address of a description may be asked. */
  readonly mayFetch?: (url: string) => boolean;
  /** The same REF of the same system is the same object, however often it is asked for. */
  readonly load: (ref: string, system: string) => Promise<SpecVersion>;
  readonly loadAtBase: (base: Base, file: string, system: string) => Promise<AtRevision>;
}

/** By system. Throws InputError with the problems of all of them. */
export async function systemVersions(source: VersionSource): Promise<ReadonlyMap<string, SystemVersions>> {
  const systems = [...source.file.manifest.systems.values()];
  return new Map(
    await together(
      systems.map(async (system) => [system.name, overlaid(system, await versionsOf(system, source))] as const),
    ),
  );
}

/** Nothing applies overlays yet: a report without them must not pass for one with them. */
function overlaid({ overlay }: System, versions: SystemVersions): SystemVersions {
  if (overlay === undefined) return versions;
  const { before, after } = versions;
  const message = `the overlay ${code(overlay)} is not applied yet: the description is taken as it is`;
  const noted = { ...after, unjudged: [...after.unjudged, { system: after.system, message }] };
  return { before: before === after ? noted : before, after: noted };
}

async function versionsOf(system: System, source: VersionSource): Promise<SystemVersions> {
  const { base } = source;
  const load = async (ref: string, name: string): Promise<SpecVersion> => {
    if (ref === refOf(system.spec, source)) refuseMissing(system, source);
    return source.load(ref, name);
  };
  refuseHost(system, source);
  if (source.against === 'upstream') {
    const here = load(refOf(system.spec, source), system.name);
    return pair(here, system.upstream === undefined ? here : load(system.upstream, system.name));
  }
  const here = refOf(system.spec, source);
  const refBefore = source.before.get(system.name) ?? (base === undefined ? here : undefined);
  const refAfter = source.after.get(system.name) ?? here;
  if (refBefore !== undefined) return pair(load(refBefore, system.name), load(refAfter, system.name));

  const specBefore = source.manifestBefore?.systems.get(system.name)?.spec ?? system.spec;
  if (base === undefined || isUrl(specBefore)) {
    const versions = await pair(load(refOf(specBefore, source), system.name), load(refAfter, system.name));
    return versions.before === versions.after
      ? unjudged(versions.after, `${specBefore} is a URL: git has no earlier version to compare it with`)
      : versions;
  }
  return sinceBase(base, resolve(dirname(source.file.path), specBefore), refAfter, system, { ...source, load });
}

function refuseHost({ name, mark, spec }: System, { mayFetch, file }: VersionSource): void {
  if (!isUrl(spec) || mayFetch?.(spec) !== false) return;
  const host = URL.parse(spec)?.host ?? spec;
  throw new InputError({
    file: file.manifest.name,
    ...mark,
    message: `the description of ${name} is on ${host}, a host that the manifest at the base neither names nor allows`,
    hint: 'what a change under review asks for is not fetched: allow the host on the base first (policy.allow-hosts), or in the workflow (allow-hosts)',
  });
}

/** `path`: the description as the base names it. */
async function sinceBase(
  base: Base,
  path: string,
  refAfter: string,
  system: System,
  source: VersionSource,
): Promise<SystemVersions> {
  const name = displayName(path, source.cwd);
  const isHere = refAfter === asFile(name);
  const [textBefore, after] = await together<string | undefined | SpecVersion>([
    base.textOf(path),
    isHere && !existsSync(path) ? deleted(base, path, name, system, source) : source.load(refAfter, system.name),
  ]);
  if (typeof after !== 'object') throw new TypeError('a version was not loaded');
  if (isHere && textBefore !== undefined && (await isUnchanged(after, base))) return { before: after, after };
  const before = await source.loadAtBase(base, path, system.name);
  if (before.kind === 'loaded') return { before: before.spec, after };
  return unjudged(after, `${name} is new since ${base.revision}: there is no earlier version to compare it with`);
}

async function pair(before: Promise<SpecVersion>, after: Promise<SpecVersion>): Promise<SystemVersions> {
  const [old, now] = await together([before, after]);
  if (old === undefined || now === undefined) throw new TypeError('a version was not loaded');
  return { before: old, after: now };
}

/** Nothing to compare with is no finding, but the report has to say so. */
function unjudged(spec: SpecVersion, message: string): SystemVersions {
  const version = { ...spec, unjudged: [...spec.unjudged, { system: spec.system, message }] };
  return { before: version, after: version };
}

/** Whether every file of a description has the same text at the base. A file that could not be read may have been there. */
async function isUnchanged(spec: SpecVersion, base: Base): Promise<boolean> {
  if (spec.unjudged.length > 0) return false;
  for (const file of spec.files.values()) {
    if (!file.url.startsWith('file:') || (await base.textOf(fileURLToPath(file.url))) !== file.text) return false;
  }
  return true;
}

async function deleted(base: Base, path: string, name: string, system: System, source: VersionSource): Promise<never> {
  if ((await base.textOf(path)) === undefined) throw missing(system, source);
  throw new InputError({
    file: source.file.manifest.name,
    ...system.mark,
    message: `${name}, the description of ${system.name}, was deleted: it is there at ${base.revision}`,
    hint: `bring it back (git checkout ${base.revision} -- ${name}), or take the system out of the manifest`,
  });
}

/** A description that only the manifest names is told at its line: nobody has typed it in the command. */
function refuseMissing(system: System, source: VersionSource): void {
  if (isUrl(system.spec)) return;
  const found = statSync(pathOf(system, source), { throwIfNoEntry: false });
  if (found === undefined) throw missing(system, source);
  if (!found.isDirectory()) return;
  throw new InputError({
    file: source.file.manifest.name,
    ...system.mark,
    message: `${system.spec}, the description of ${system.name}, is a folder`,
    hint: 'name the file in it that starts with "openapi: 3…" or "swagger: 2.0"',
  });
}

function missing(system: System, source: VersionSource): InputError {
  const { name, spec, mark } = system;
  const path = pathOf(system, source);
  const near = nearest(basename(path), namesIn(dirname(path)));
  return new InputError({
    file: source.file.manifest.name,
    ...mark,
    message: `${displayName(path, source.cwd)}, the description of ${name}, does not exist`,
    hint:
      near === undefined
        ? 'check the spelling of spec, which starts in the folder of the manifest'
        : `did you mean ${spec.slice(0, spec.length - basename(spec).length)}${near}?`,
  });
}

function pathOf({ spec }: System, source: VersionSource): string {
  return resolve(dirname(source.file.path), spec);
}

/** A manifest's `spec` as a REF: paths there start in the manifest's folder. */
function refOf(spec: string, source: VersionSource): string {
  return isUrl(spec) ? spec : asFile(displayName(resolve(dirname(source.file.path), spec), source.cwd));
}

/** A file of this name, never standard input. */
function asFile(name: string): string {
  return name === '-' ? './-' : name;
}

function isUrl(spec: string): boolean {
  return /^https?:\/\//i.test(spec);
}
