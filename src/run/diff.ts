/** (edge) A whole comparison: reads what a request names, and hands it to the pure pipeline. */
import { dirname } from 'node:path';
import type { GuardInput, SystemVersions } from '../guard.ts';
import { type AcknowledgementFile, acknowledgementsOf } from '../manifest/acknowledgement.ts';
import type { FailOn } from '../manifest/manifest.ts';
import type { Report } from '../report/report.ts';
import { InputError } from '../spec/input-error.ts';
import { type LoadOptions, loadGitSpec, loadSpec } from '../spec/load.ts';
import { defaultLimits } from '../spec/load-policy.ts';
import { nearest } from '../spec/nearest.ts';
import type { SpecVersion } from '../spec/spec-version.ts';
import { acknowledgedDirectly, acknowledgedSince, readAcknowledgements } from './acknowledgements.ts';
import { type Base, isInRepository, needsBase, noEarlierVersions, openBase } from './base.ts';
import { type DiffRequest, NO_SYSTEM } from './diff-request.ts';
import { findManifests, type ManifestFile, parseText, readManifest, refuseSharedNames } from './manifests.ts';
import type { Talk } from './talk.ts';
import { together } from './together.ts';
import { type Earlier, trustOf } from './trust.ts';
import { systemVersions, type VersionSource } from './versions.ts';
import { keepYoungSpaceSmall } from './young-space.ts';

type Loaders = Pick<VersionSource, 'load' | 'loadAtBase'>;

/** The name of the one system there is without a manifest. */
const ONLY_SYSTEM = 'api';

export interface Comparison {
  readonly report: Report;
  /** By integration: the level from which on its policy lets a run fail. */
  readonly policies: ReadonlyMap<string, FailOn>;
}

/** Is told what goes into the pipeline. */
export type Listener = (input: GuardInput) => void;

/** Throws InputError for whatever is missing, unreadable or wrong. */
export async function compare(request: DiffRequest, talk: Talk, onInput?: Listener): Promise<Comparison> {
  refuseSecondStdin(request);
  if (request.direct !== undefined) {
    const loaders = loadersOf(request, talk);
    const { before, after } = request.direct;
    const loading = together([loaders.load(before, ONLY_SYSTEM), loaders.load(after, ONLY_SYSTEM)]);
    const [[old, now]] = await Promise.all([loading, pipeline()]);
    if (old === undefined || now === undefined) throw new TypeError('a version was not loaded');
    const acknowledged = await acknowledgedDirectly(request, limitsOf(request));
    const systems = new Map([[ONLY_SYSTEM, { before: old, after: now }]]);
    const report = await judge({ systems, ...(acknowledged && { acknowledged }) }, request, talk, onInput);
    return { report, policies: new Map() };
  }
  const each = await compareEach(request, talk, onInput);
  const { mergeReports } = await pipeline();
  const [only, ...more] = each.map(({ report }) => report);
  return {
    report: only !== undefined && more.length === 0 ? only : mergeReports(each.map(({ report }) => report)),
    policies: new Map(each.map(({ file, failOn }) => [file.manifest.integration, failOn])),
  };
}

/** A comparison for each manifest of a request. Throws InputError. */
export async function compareEach(
  request: DiffRequest,
  talk: Talk,
  onInput?: Listener,
): Promise<readonly { readonly file: ManifestFile; readonly report: Report; readonly failOn: FailOn }[]> {
  const loaders = sharedLoaders(request, talk);
  readAhead(request, loaders(request.allowHosts));
  const paths = findManifests(request.manifests, request.cwd);
  const files = await together(paths.map((path) => readBoth(path, request)));
  refuseSharedNames(files.map(({ file }) => file));
  refuseUnknownSystems(
    request,
    files.map(({ file }) => file),
  );
  const inputs = await together(files.map((pair) => inputOf(pair, request, loaders, talk)));
  return together(
    inputs.map(async ({ input, failOn }, index) => {
      const file = files[index]?.file;
      if (file === undefined) throw new TypeError('an input without its manifest');
      return { file, report: await judge(input, request, talk, onInput), failOn };
    }),
  );
}

interface Both {
  readonly file: ManifestFile;
  readonly acknowledgements: AcknowledgementFile | undefined;
}

/** A manifest and its acknowledgements: the mistakes in both are told in one run. */
export async function readBoth(path: string, request: DiffRequest): Promise<Both> {
  const limits = limitsOf(request);
  const file = readManifest(path, request.cwd, limits);
  const acknowledgements = readAcknowledgements(acknowledgementsOf(path), request.cwd, limits);
  await together<unknown>([file, acknowledgements]);
  return { file: await file, acknowledgements: await acknowledgements };
}

/** Loaded when it is used, or while the descriptions are read. */
function pipeline(): Promise<typeof import('../guard.ts')> {
  return import('../guard.ts');
}

/** Versions that are named directly are read while the manifest is; what is wrong with them is said by who asks for them. */
function readAhead({ before, after }: DiffRequest, { load }: Loaders): void {
  for (const versions of [before, after]) {
    for (const [system, ref] of versions) load(ref, system).catch(() => undefined);
  }
}

/** What text shows without a manifest: a list of so many errors, and a value only where it is short. */
const FEW_PROOFS = { errors: 50, size: 100, whole: false };

async function judge(input: GuardInput, request: DiffRequest, talk: Talk, onInput?: Listener): Promise<Report> {
  const { strict, policyFrom, today, profile, fewProofs } = request;
  const { guard, runTransforms } = await pipeline();
  talk.progress('comparing');
  const whole: GuardInput = {
    ...input,
    strict,
    policyFrom,
    today,
    limits: limitsOf(request),
    ...(profile && { profile }),
    ...(fewProofs && { proofs: FEW_PROOFS }),
    transforms: await runTransforms(input),
  };
  onInput?.(whole);
  return guard(whole);
}

async function inputOf(
  { file, acknowledgements }: Both,
  request: DiffRequest,
  loaders: (allowHosts: readonly string[]) => Loaders,
  talk: Talk,
): Promise<{ readonly input: GuardInput; readonly failOn: FailOn }> {
  const base = await baseOf(file, request);
  try {
    const earlier = await oldManifest(file, base, request, talk);
    const manifestBefore = earlier.kind === 'changed' ? earlier.manifest : undefined;
    const { failOn, allowHosts, mayFetch } = trustOf(file.manifest, earlier, request);
    const { cwd, before, after, against } = request;
    const systems: ReadonlyMap<string, SystemVersions> = await systemVersions({
      cwd,
      file,
      manifestBefore,
      before,
      after,
      base,
      against,
      mayFetch,
      ...loaders(allowHosts),
    });
    const acknowledged = await acknowledgedSince(base, file.path, acknowledgements, request, talk);
    const { manifest } = file;
    const input = { systems, manifest, ...(manifestBefore === undefined ? {} : { manifestBefore }), acknowledged };
    return { input, failOn };
  } finally {
    base?.close();
  }
}

/** Undefined when no old version has to come from git. */
async function baseOf(file: ManifestFile, request: DiffRequest): Promise<Base | undefined> {
  const { base, before, after, against, openSnapshot } = request;
  if (against === 'upstream') return undefined;
  const folder = dirname(file.path);
  if (!needsBase(file.manifest, request)) return undefined;
  if (base === undefined && !isInRepository(folder)) {
    if (before.size > 0 || after.size > 0) return undefined;
    throw noEarlierVersions(file.manifest);
  }
  return openBase(folder, base, limitsOf(request), openSnapshot);
}

/** The manifest at the base. */
async function oldManifest(
  file: ManifestFile,
  base: Base | undefined,
  request: DiffRequest,
  talk: Talk,
): Promise<Earlier> {
  if (request.beforeManifest !== undefined) {
    const { manifest } = await readManifest(request.beforeManifest, request.cwd, limitsOf(request));
    return { kind: 'changed', manifest };
  }
  const text = await base?.textOf(file.path);
  if (base === undefined || text === file.text) return { kind: 'same' };
  if (text === undefined) return { kind: 'new' };
  const name = `${base.revision}:${file.manifest.name}`;
  const parsed = await parseText(text, name);
  if (parsed.ok) return { kind: 'changed', manifest: parsed.manifest };
  talk.note(`${name} has mistakes, so every mapping counts as new (${parsed.problems[0]?.message ?? ''})`);
  return { kind: 'new' };
}

/** Manifests that allow the same hosts share what was read. */
function sharedLoaders(request: DiffRequest, talk: Talk): (allowHosts: readonly string[]) => Loaders {
  const shared = new Map<string, Loaders>();
  return (allowHosts) => {
    const key = [...new Set(allowHosts)].sort().join(' ');
    const known = shared.get(key) ?? loadersOf({ ...request, allowHosts }, talk);
    shared.set(key, known);
    return known;
  };
}

export function loadersOf(request: DiffRequest, talk: Talk): Loaders {
  const options = (system: string): LoadOptions => ({
    system,
    cwd: request.cwd,
    stdin: request.stdin,
    allowHosts: request.allowHosts,
    limits: request.limits,
    openSnapshot: request.openSnapshot,
  });
  const read = new Map<string, Promise<SpecVersion>>();
  const named = new Map<string, Promise<SpecVersion>>();
  /** Systems may share a description: it is read once, and told apart by name alone. */
  const load = async (ref: string, system: string): Promise<SpecVersion> => {
    const known = read.get(ref);
    if (known !== undefined) return { ...(await known), system };
    talk.progress(`reading ${ref}`);
    const spec = loadSpec(ref, options(system)).finally(keepYoungSpaceSmall);
    read.set(ref, spec);
    return spec;
  };
  return {
    load: (ref, system) => {
      const key = `${system}\0${ref}`;
      const spec = named.get(key) ?? load(ref, system);
      named.set(key, spec);
      return spec;
    },
    loadAtBase: (base, file, system) => {
      talk.progress(`reading ${system} at ${base.revision}`);
      return loadGitSpec(base.revision, file, options(system)).finally(keepYoungSpaceSmall);
    },
  };
}

function limitsOf(request: DiffRequest): typeof defaultLimits {
  return { ...defaultLimits, ...request.limits };
}

export function refuseSecondStdin({ direct, before, after }: DiffRequest): void {
  const refs = [...(direct === undefined ? [] : [direct.before, direct.after]), ...before.values(), ...after.values()];
  if (refs.filter((ref) => ref === '-').length < 2) return;
  throw new InputError({
    message: 'standard input (-) can be read once only',
    hint: 'give one of the versions as a file; in bash, <(command) is one',
  });
}

export function refuseUnknownSystems({ before, after }: DiffRequest, files: readonly ManifestFile[]): void {
  const known = new Set(files.flatMap(({ manifest }) => [...manifest.systems.keys()]));
  for (const [option, given] of [
    ['--before', before],
    ['--after', after],
  ] as const) {
    for (const [system, ref] of given) {
      if (known.has(system)) continue;
      if (system === NO_SYSTEM) {
        throw new InputError({
          message: `${option} ${ref} is not of the form SYSTEM=REF`,
          hint: `say of which system it is a version: ${[...known].map((name) => `${option} ${name}=${ref}`).join(' or ')}`,
        });
      }
      const near = nearest(system, known);
      throw new InputError({
        file: files.map(({ manifest }) => manifest.name).join(', '),
        message: `${files.length === 1 ? 'has' : 'have'} no system "${system}" (${option})`,
        hint: near === undefined ? `its systems are ${[...known].join(', ')}` : `did you mean ${near}?`,
      });
    }
  }
}
