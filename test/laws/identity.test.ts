import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Finding, Place } from '../../src/report/report.ts';
import { type Pointer, tokensOf, valueAt } from '../../src/spec/json-pointer.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { readRuleFiles } from '../support/rule-example.ts';
import { type Doc, diffOf, guardSpecs, specOf } from '../support/spec.ts';

const examples = readRuleFiles().flatMap(({ rule, cases }) =>
  cases.flatMap(({ name, comparisons, schema }) =>
    comparisons.map((one) => ({
      ...one,
      rule,
      name: `${rule}: ${name} (${one.title})`,
      ofSchema: schema !== undefined,
      directed: /readOnly|writeOnly/.test(JSON.stringify(schema ?? '')),
    })),
  ),
);

function fromText(text: string): Promise<SpecVersion> {
  return loadSpec('-', { system: 'api', cwd: import.meta.dirname, stdin: async () => new TextEncoder().encode(text) });
}

function gist({ level, rule, direction, compatibility, path, message }: Finding): string {
  return `${level} ${rule} ${direction} ${compatibility} ${path} ${message}`;
}

describe('every example', () => {
  it('does not differ from itself', () => {
    const told = examples.flatMap(({ name, before, after }) =>
      [before, after].flatMap((document) => {
        const spec = specOf(document);
        return [...guardSpecs(spec, spec).findings, ...diffOf(document, document).findings].map(
          (one) => `${name}: ${gist(one)}`,
        );
      }),
    );
    expect(told).toEqual([]);
  });

  it('reads the same as JSON and as YAML', async () => {
    for (const { name, before, after } of examples) {
      const json = guardSpecs(await fromText(JSON.stringify(before)), await fromText(JSON.stringify(after)));
      const yaml = guardSpecs(await fromText(stringify(before)), await fromText(stringify(after)));
      expect(yaml.findings.map(gist), name).toEqual(json.findings.map(gist));
      const mixed = guardSpecs(await fromText(JSON.stringify(after, null, 2)), await fromText(stringify(after)));
      expect(mixed.findings, name).toEqual([]);
    }
  });

  it('gives the same report twice, and the report survives JSON', () => {
    for (const { name, before, after } of examples) {
      const report = diffOf(before, after);
      const text = JSON.stringify(report);
      expect(JSON.stringify(diffOf(before, after)), name).toBe(text);
      expect(JSON.parse(text), name).toEqual(report);
    }
  });

  it('names places that exist', () => {
    const missing = examples.flatMap(({ name, before, after }) =>
      diffOf(before, after).findings.flatMap(({ rule, at, was }) => [
        ...(at !== undefined && !exists(after, at) ? [`${name}: ${rule} at ${at.pointer}`] : []),
        ...(was !== undefined && !exists(before, was) ? [`${name}: ${rule} was ${was.pointer}`] : []),
        ...(at === undefined && was === undefined ? [`${name}: ${rule} has no place`] : []),
      ]),
    );
    expect(missing).toEqual([]);
  });

  it('tells each finding apart', () => {
    for (const { name, before, after } of examples) {
      const prints = diffOf(before, after).findings.map(({ fingerprint }) => fingerprint);
      expect(new Set(prints).size, name).toBe(prints.length);
    }
  });
});

/**
 * Policies, not the set rule: closing an object is said in requests, and opening one is no break of responses; readers of an
 * open list are ready for a value that comes, and who sent one that goes may be refused.
 */
const POLICY = new Set(['additional-properties-changed', 'extensible-value-removed']);

describe('sides swapped', () => {
  it.each(
    examples.filter(
      ({ ofSchema, directed, title, rule }) => ofSchema && !directed && title === 'request' && !POLICY.has(rule),
    ),
  )('what breaks a request breaks the response of the swapped pair: $name', ({ before, after }) => {
    const verdicts = (findings: readonly Finding[]) =>
      findings
        .filter(({ compatibility }) => compatibility !== 'compatible')
        .map(({ compatibility, path }) => `${compatibility} ${path}`)
        .sort();
    const request = verdicts(diffOf(before, after).findings);
    const response = verdicts(diffOf(asResponse(after), asResponse(before)).findings);
    expect(response).toEqual(request);
  });
});

/** The same schema in the body of a response. */
function asResponse(document: Doc): Doc {
  const copy = structuredClone(document);
  const post = valueAt(copy, '/paths/~1things/post' as Pointer) as Doc;
  if ('swagger' in copy) {
    const schema = valueAt(post, '/parameters/0/schema' as Pointer);
    delete post['parameters'];
    post['responses'] = { 200: { description: 'done', schema } };
    return copy;
  }
  const content = valueAt(post, '/requestBody/content' as Pointer);
  delete post['requestBody'];
  post['responses'] = { 200: { description: 'done', content } };
  return copy;
}

function exists(document: unknown, { pointer }: Place): boolean {
  return tokensOf(pointer) !== undefined && (pointer === '' || valueAt(document, pointer as Pointer) !== undefined);
}

describe('a schema used in requests and responses', () => {
  const inBoth = readRuleFiles().flatMap(({ rule, cases }) =>
    cases
      .filter(({ comparisons }) =>
        ['request', 'response'].every((place) => comparisons.some(({ title }) => title === place)),
      )
      .filter(({ dialect, comparisons }) => dialect.before !== '2.0' && comparisons.length > 1)
      .map(({ name, comparisons }) => ({ name: `${rule}: ${name}`, comparisons })),
  );

  it.each(inBoth)('breaks where either breaks, each change told once: $name', ({ comparisons }) => {
    const of = (place: string) => comparisons.find(({ title }) => title === place);
    const both = (side: 'before' | 'after') => merged(of('request')?.[side] ?? {}, of('response')?.[side] ?? {});
    const findings = diffOf(both('before'), both('after')).findings;
    const worst = (list: readonly { compatibility: string; rule: string; path: string }[]) =>
      [
        ...new Set(
          list.filter(({ compatibility }) => compatibility !== 'compatible').map(({ rule, path }) => `${rule} ${path}`),
        ),
      ].sort();
    const apart = ['request', 'response'].flatMap((place) => diffOf(of(place)?.before, of(place)?.after).findings);
    expect(worst(findings)).toEqual(worst(apart));
    const harmless = findings
      .filter(({ compatibility }) => compatibility === 'compatible')
      .map(({ fingerprint }) => fingerprint);
    expect(new Set(harmless).size).toBe(harmless.length);
  });
});

/** One operation that takes and gives the same named schema. */
function merged(request: Doc, response: Doc): Doc {
  const copy = structuredClone(request);
  const pointer = '/paths/~1things/post' as Pointer;
  const post = valueAt(copy, pointer) as Doc;
  const components = (copy['components'] ?? {}) as Doc;
  const content = valueAt(post, '/requestBody/content/application~1json' as Pointer) as Doc;
  const shared = { ...(components['schemas'] as Doc | undefined), Shared: content['schema'] };
  copy['components'] = { ...components, schemas: shared };
  content['schema'] = { $ref: '#/components/schemas/Shared' };
  post['responses'] = structuredClone((valueAt(response, pointer) as Doc)['responses']);
  const answer = valueAt(post, '/responses/200/content/application~1json' as Pointer) as Doc;
  answer['schema'] = { $ref: '#/components/schemas/Shared' };
  return copy;
}
