/** The pairs of whole descriptions in test/pairs: see its README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Level } from '../../src/manifest/manifest.ts';
import type { Finding } from '../../src/report/report.ts';
import type { Dialect } from '../../src/spec/spec-version.ts';
import { completeDocument, type Doc, guardSpecs, specOf } from './spec.ts';

/** Written by hand from the specifications. */
export interface PairCase {
  readonly name: string;
  readonly because: string;
  readonly dialect?: Dialect | { readonly before: Dialect; readonly after: Dialect };
  readonly before: Doc;
  readonly after: Doc;
  /** Further files, by their path beside the description. */
  readonly beside?: { readonly before?: Doc; readonly after?: Doc };
  /** Nothing changes, in either direction. */
  readonly same?: true;
  /** Rules that warn of a rewrite all the same, in either direction. */
  readonly warns?: readonly string[];
  /** All that was relied on still works; the other way round may break. */
  readonly fits?: true;
  /** Rules of all findings of level error; `true` where only the verdict was reasoned. */
  readonly breaks?: readonly string[] | true;
}

const FOLDER = join(import.meta.dirname, '../pairs');

export const pairFiles = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

export function pairCasesOf(file: string): PairCase[] {
  return load(readFileSync(join(FOLDER, file), 'utf8'), { schema: CORE_SCHEMA }) as PairCase[];
}

export type Side = [document: Doc, beside: Doc];

export function sideOf({ dialect = '3.1', beside = {}, ...sides }: PairCase, which: 'before' | 'after'): Side {
  const own = typeof dialect === 'string' ? dialect : dialect[which];
  return [completeDocument(sides[which], own), beside[which] ?? {}];
}

/** Sides are copied, each by itself: YAML lets them share objects, and two versions have none in common. */
export function errorsOf(before: Side, after: Side): Finding[] {
  return findingsOf(before, after, 'error');
}

export function warningsOf(before: Side, after: Side): Finding[] {
  return findingsOf(before, after, 'warning');
}

function findingsOf(before: Side, after: Side, wanted: Level): Finding[] {
  const [was, is] = [structuredClone(before), structuredClone(after)];
  return guardSpecs(specOf(...was), specOf(...is)).findings.filter(({ level }) => level === wanted);
}

export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, message, path }) => `${rule} ${path}: ${message}`);
}
