/** Descriptions made of plain values: what the loader would give, without a disk. */
import { guard } from '../../src/guard.ts';
import type { Report } from '../../src/report/report.ts';
import { dialectOf } from '../../src/spec/dialect.ts';
import type { Dialect, SourceFile, SpecVersion } from '../../src/spec/spec-version.ts';

/** The day on which descriptions are compared. */
const TODAY = '2026-06-15';

export type Doc = Record<string, unknown>;

export function isObject(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fileOf(name: string, value: unknown): SourceFile {
  return { url: `file:///specs/${name}`, name, text: JSON.stringify(value, null, 1), format: 'json', value };
}

/** `rest` are further files by their path beside the entry. */
export function specOf(entry: unknown, rest: Readonly<Record<string, unknown>> = {}, name = 'api.json'): SpecVersion {
  const files = [fileOf(name, entry), ...Object.entries(rest).map(([path, value]) => fileOf(path, value))];
  const url = `file:///specs/${name}`;
  return {
    system: 'api',
    label: name,
    dialect: dialectOf(entry, name),
    entry: url,
    files: new Map(files.map((file) => [file.url, file])),
    unjudged: [],
  };
}

export function guardSpecs(before: SpecVersion, after: SpecVersion): Report {
  return guard({ systems: new Map([['api', { before, after }]]), today: TODAY });
}

/** Compares two documents; they are copied first, so that no object is in both. */
export function diffOf(before: unknown, after: unknown): Report {
  return guardSpecs(specOf(structuredClone(before)), specOf(structuredClone(after)));
}

/** Adds what every description needs. */
export function completeDocument(document: Doc, dialect: Dialect): Doc {
  const head = dialect === '2.0' ? { swagger: '2.0' } : { openapi: `${dialect}.0` };
  return { ...head, info: { title: 'example', version: '1' }, paths: {}, ...document };
}

export type SchemaPlace = 'request' | 'response' | 'parameter' | 'header' | 'webhook';

const OK = { description: 'done' };

/** An operation that has one schema, at one place. */
function operationAround(schema: unknown, place: SchemaPlace, dialect: Dialect): Doc {
  if (dialect === '2.0') {
    if (place === 'request') {
      return { parameters: [{ in: 'body', name: 'body', required: true, schema }], responses: { 204: OK } };
    }
    if (place === 'response') return { responses: { 200: { ...OK, schema } } };
    const plain = isObject(schema) ? schema : {};
    if (place === 'parameter') return { parameters: [{ in: 'query', name: 'p', ...plain }], responses: { 204: OK } };
    return { responses: { 200: { ...OK, headers: { 'X-P': plain } } } };
  }
  const content = { 'application/json': { schema } };
  switch (place) {
    case 'request':
    case 'webhook':
      return { requestBody: { required: true, content }, responses: { 204: OK } };
    case 'response':
      return { responses: { 200: { ...OK, content } } };
    case 'parameter':
      return { parameters: [{ in: 'query', name: 'p', schema }], responses: { 204: OK } };
    case 'header':
      return { responses: { 200: { ...OK, headers: { 'X-P': { schema } } } } };
  }
}

/** A description with one schema at one place, beside named schemas it may refer to. */
export function documentAround(schema: unknown, place: SchemaPlace, dialect: Dialect, named: Doc = {}): Doc {
  const operation = operationAround(schema, place, dialect);
  const holder = place === 'webhook' ? { webhooks: { thing: { post: operation } } } : pathsOf(operation);
  const components = Object.keys(named).length === 0 ? {} : schemasIn(named, dialect);
  return completeDocument({ ...holder, ...components }, dialect);
}

export function pathsOf(operation: unknown): Doc {
  return { paths: { '/things': { post: operation } } };
}

export function schemasIn(named: Doc, dialect: Dialect): Doc {
  return dialect === '2.0' ? { definitions: named } : { components: { schemas: named } };
}
