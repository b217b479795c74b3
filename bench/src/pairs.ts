/** (edge) Where the real descriptions lie: `../shared/specs` of the repository, or the packages of this folder. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { scratch } from './measure.ts';

export interface Pair {
  readonly name: string;
  readonly format: 'JSON' | 'YAML';
  readonly before: string;
  readonly after: string;
  /** oasdiff may take the whole machine on it. */
  readonly explosive?: true;
  readonly oasdiffFlags?: readonly string[];
}

const bench = join(import.meta.dirname, '..');
const shared = join(bench, '../../shared/specs');
const packages = join(bench, 'node_modules');

export function findPairs(): readonly Pair[] {
  const stripe: Pair = {
    name: 'Stripe',
    format: 'JSON',
    before: join(shared, 'stripe/2019-02-19.json'),
    after: join(shared, 'stripe/2019-10-17.json'),
    explosive: true,
  };
  return [
    github(),
    ...present(stripe),
    ...present(stripe).map(inYaml),
    ...present({
      name: 'Xero',
      format: 'YAML',
      before: join(shared, 'xero/2.39.0.yaml'),
      after: join(shared, 'xero/16.1.0.yaml'),
      // Without it oasdiff refuses both files: path templates that differ in parameter names only.
      oasdiffFlags: ['--include-path-params'],
    }),
    fromPackages('Figma', 'YAML', '@figma/rest-api-spec', 'openapi/openapi.yaml'),
    fromPackages('Netlify (Swagger 2.0)', 'JSON', '@netlify/open-api', 'dist/swagger.json'),
  ];
}

function github(): Pair {
  const inPackages = fromPackages('GitHub', 'JSON', '@octokit/openapi', 'generated/api.github.com.json');
  const inShared = {
    ...inPackages,
    before: join(shared, 'github/22.0.0.json'),
    after: join(shared, 'github/23.0.2.json'),
  };
  return present(inShared)[0] ?? inPackages;
}

function fromPackages(name: string, format: Pair['format'], alias: string, file: string): Pair {
  return {
    name,
    format,
    before: join(packages, `${alias}-before`, file),
    after: join(packages, `${alias}-after`, file),
  };
}

function present(pair: Pair): readonly Pair[] {
  return existsSync(pair.before) && existsSync(pair.after) ? [pair] : [];
}

function inYaml(pair: Pair): Pair {
  return { ...pair, format: 'YAML', before: toYaml(pair.before, 'before'), after: toYaml(pair.after, 'after') };
}

function toYaml(file: string, side: string): string {
  const path = join(scratch, `${side}.yaml`);
  writeFileSync(path, dump(JSON.parse(readFileSync(file, 'utf8')), { noRefs: true }));
  return path;
}
