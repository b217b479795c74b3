/** Whether requests are what GitHub's official OpenAPI description allows: a checked-in extract of it (bench/src/github-facts.mjs). */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import type { Recorded } from './github.ts';

interface Fact {
  readonly route: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly body?: object;
}

const facts: readonly Fact[] = JSON.parse(readFileSync(new URL('github-facts.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: true });
const ajvBody = new Ajv({ strict: false, allErrors: true, validateFormats: false });

const compiled = facts.map((fact) => {
  const [method = '', template = ''] = fact.route.split(' ');
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  // A path in a repository has slashes in it; nothing else may.
  const pattern = template.replace(/\{(\w+)\}/g, (_, name) => (name === 'path' ? '(.+)' : '([^/]+)'));
  const schemaOf = (place: 'path' | 'query'): object => {
    const own = fact.parameters.filter((one) => one.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
      required: own.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    };
  };
  return {
    route: fact.route,
    method,
    names,
    pattern: new RegExp(`^${pattern}$`),
    path: ajv.compile(schemaOf('path')),
    query: ajv.compile(schemaOf('query')),
    body: fact.body === undefined ? undefined : ajvBody.compile(fact.body),
  };
});

export function expectValidRequests(requests: readonly Recorded[]): void {
  for (const { method, path, query, headers, body } of requests) {
    // GitHub refuses requests without a user agent, and wants JSON called JSON (docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api).
    expect(headers['user-agent'], path).toMatch(/^contract-guard\/\d/);
    expect(headers.authorization, path).toMatch(/^(?:token|bearer) \S+$/i);
    expect(headers.accept, path).toMatch(/^application\/vnd\.github\.(?:v3|raw)\+?json$|^application\/json$/);
    if (body !== undefined) expect(headers['content-type'], path).toMatch(/^application\/json(?:; charset=utf-8)?$/);
    if (path === '/graphql') continue;
    const fact = compiled.find((one) => one.method === method && one.pattern.test(path));
    expect(fact?.route, `${method} ${path} is no operation of GitHub's API`).toBeDefined();
    if (fact === undefined) continue;
    const values = fact.pattern.exec(path)?.slice(1).map(decodeURIComponent) ?? [];
    const inPath = Object.fromEntries(fact.names.map((name, index) => [name, values[index]]));
    const shown = `${method} ${path}?${query.toString()}`;
    expect(fact.path(inPath), `${shown}: ${JSON.stringify(fact.path.errors)}`).toBe(true);
    expect(fact.query(Object.fromEntries(query)), `${shown}: ${JSON.stringify(fact.query.errors)}`).toBe(true);
    if (fact.body === undefined) expect(body, shown).toBeUndefined();
    else expect(fact.body(body), `${shown}: ${JSON.stringify(fact.body.errors)}`).toBe(true);
  }
}
