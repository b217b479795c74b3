import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/report/report.ts';
import { as31, type Rewrite, rewrites } from '../support/rewrite-schema.ts';
import { readRuleFiles } from '../support/rule-example.ts';
import { type Doc, guardSpecs, specOf } from '../support/spec.ts';

interface Example {
  readonly name: string;
  readonly before: Doc;
  readonly after: Doc;
}

const examples: readonly Example[] = readRuleFiles().flatMap(({ rule, cases }) =>
  cases.flatMap(({ name, comparisons }) =>
    comparisons.map(({ title, before, after }) => ({ name: `${rule}: ${name} (${title})`, before, after })),
  ),
);

function dialectOf(document: Doc): string {
  return String(document['swagger'] ?? document['openapi']).slice(0, 3);
}

function rewrittenSpec(rewrite: Rewrite, document: Doc) {
  const { entry, files } = rewrite(structuredClone(document));
  return specOf(entry, files);
}

/** What a finding says, without its place. */
function gist({ rule, direction, compatibility, level, path }: Finding): string {
  return `${level} ${direction} ${compatibility} ${rule} ${path}`;
}

describe.each(Object.entries(rewrites))('%s', (_name, rewrite) => {
  const documents = examples.flatMap(({ name, before, after }) => [
    { name: `${name}, before`, document: before },
    { name: `${name}, after`, document: after },
  ]);

  it('changes nothing', () => {
    const told = documents.flatMap(({ name, document }) => {
      const { findings } = guardSpecs(specOf(structuredClone(document)), rewrittenSpec(rewrite, document));
      return findings.map((finding) => `${name}: ${gist(finding)} ${finding.message}`);
    });
    expect(told).toEqual([]);
  });

  it('changes nothing, the other way round', () => {
    const told = documents.flatMap(({ name, document }) => {
      const { findings } = guardSpecs(rewrittenSpec(rewrite, document), specOf(structuredClone(document)));
      return findings.map((finding) => `${name}: ${gist(finding)} ${finding.message}`);
    });
    expect(told).toEqual([]);
  });

  it('hides no change', () => {
    const differing = examples.flatMap(({ name, before, after }) => {
      const plain = guardSpecs(specOf(structuredClone(before)), specOf(structuredClone(after)))
        .findings.map(gist)
        .sort();
      const mixed = guardSpecs(specOf(structuredClone(before)), rewrittenSpec(rewrite, after))
        .findings.map(gist)
        .sort();
      return plain.join('\n') === mixed.join('\n') ? [] : [{ name, plain, mixed }];
    });
    expect(differing).toEqual([]);
  });
});

describe('3.0 respelled as 3.1', () => {
  it('changes nothing', () => {
    const told = examples
      .flatMap(({ name, before, after }) => [before, after].map((document) => ({ name, document })))
      .filter(({ document }) => dialectOf(document) === '3.0')
      .flatMap(({ name, document }) => {
        const { findings } = guardSpecs(specOf(structuredClone(document)), rewrittenSpec(as31, document));
        return findings.map((finding) => `${name}: ${gist(finding)}`);
      });
    expect(told).toEqual([]);
  });
});
