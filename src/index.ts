/** The library: load two versions of each system, judge them against a manifest, print what was found. */
export { type CheckInput, check } from './check.ts';
export { type GuardInput, guard, mergeReports, runTransforms, type SystemVersions } from './guard.ts';
export type * from './manifest/manifest.ts';
export { expressionReader, type Parsed, parseManifest } from './manifest/parse.ts';
export { type Format, formatNames, formats, type Renderer, type RenderOptions } from './report/formats.ts';
export type * from './report/report.ts';
export { InputError, type Problem } from './spec/input-error.ts';
export { type AtRevision, type LoadOptions, loadGitSpec, loadSpec } from './spec/load.ts';
export type { Limits } from './spec/load-policy.ts';
export type { Dialect, Location, SourceFile, SpecVersion, Unjudged } from './spec/spec-version.ts';
