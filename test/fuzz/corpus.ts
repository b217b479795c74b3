/** What the fuzzers start from: the fixtures of this repository and, where they are, slices of the real descriptions beside it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Random } from '../containment/random-schema.ts';
import { loadReal, realPairs } from '../support/shared-specs.ts';
import { type Doc, isObject } from '../support/spec.ts';

export interface Corpus {
  /** Pairs of descriptions as texts. */
  readonly pairs: readonly (readonly [before: string, after: string])[];
  /** Manifests with the two systems they are about. */
  readonly integrations: readonly { readonly manifest: string; readonly systems: Readonly<Record<string, string>> }[];
  /** Whole real documents, to take slices of. */
  readonly real: readonly (readonly [before: Doc, after: Doc])[];
}

const fixtures = join(import.meta.dirname, '../../fixtures');

/** Real descriptions of these pairs are small enough to be read in a second or two. */
const REAL: ReadonlySet<string> = new Set(['adyen', 'intercom', 'killbill', 'paypal-invoicing', 'square', 'xero']);

export async function readCorpus(withReal: boolean): Promise<Corpus> {
  const folders = globSync('scenarios/*/guard.yaml', { cwd: fixtures }).sort();
  const pairs: [string, string][] = [];
  const integrations: { manifest: string; systems: Record<string, string> }[] = [];
  for (const path of folders) {
    const folder = join(fixtures, path, '..');
    const manifest = readFileSync(join(folder, 'guard.yaml'), 'utf8');
    const systems: Record<string, string> = {};
    for (const file of globSync('after/*.yaml', { cwd: folder }).sort()) {
      const after = readFileSync(join(folder, file), 'utf8');
      const before = readFileSync(join(folder, file.replace('after', 'before')), 'utf8');
      pairs.push([before, after]);
      systems[file.replace(/^after\/|\.yaml$/g, '')] = after;
    }
    integrations.push({ manifest, systems });
  }
  const real = withReal
    ? await Promise.all(
        realPairs()
          .filter(({ name }) => REAL.has(name))
          .map(async ({ before, after }) => [await entry(before), await entry(after)] as const),
      )
    : [];
  return { pairs, integrations, real };
}

async function entry(path: string): Promise<Doc> {
  const spec = await loadReal(path);
  return spec.files.get(spec.entry)?.value as Doc;
}

export function parsed(text: string): Doc {
  return load(text) as Doc;
}

/** A few paths of both versions, with all that they refer to. */
export function slice([before, after]: Corpus['real'][number], random: Random): readonly [Doc, Doc] {
  const names = Object.keys(before['paths'] as Doc);
  const kept = new Set(Array.from({ length: 1 + random.below(2) }, () => random.pick(names)));
  return [cut(before, kept), cut(after, kept)];
}

function cut(doc: Doc, kept: ReadonlySet<string>): Doc {
  const { components, definitions, ...rest } = doc;
  const paths = Object.fromEntries(Object.entries(doc['paths'] as Doc).filter(([name]) => kept.has(name)));
  const small: Doc = { ...rest, paths };
  delete small['tags'];
  const queue: unknown[] = [paths, doc['parameters'], doc['responses']];
  const known = { ...(components !== undefined && { components }), ...(definitions !== undefined && { definitions }) };
  let room = 60;
  for (let value = queue.pop(); queue.length > 0 || value !== undefined; value = queue.pop()) {
    if (Array.isArray(value)) queue.push(...value);
    if (!isObject(value)) continue;
    const ref = value['$ref'];
    if (typeof ref === 'string' && ref.startsWith('#/') && room > 0) {
      const tokens = ref.slice(2).split('/');
      let from: unknown = known;
      for (const token of tokens) from = isObject(from) ? from[token] : undefined;
      let into = small;
      for (const token of tokens.slice(0, -1)) {
        into[token] ??= {};
        into = into[token] as Doc;
      }
      const last = tokens.at(-1) ?? '';
      if (from !== undefined && !Object.hasOwn(into, last)) {
        into[last] = from;
        queue.push(from);
        room--;
      }
    }
    queue.push(...Object.values(value));
  }
  return structuredClone(small);
}
