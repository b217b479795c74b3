/**
 * Writes test/action/github-facts.json: what GitHub's official OpenAPI description says about the requests that the action sends (their
 * parameters and bodies), and nothing else. The description is a dependency of the bench only: `npm ci` there first.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ROUTES = [
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'POST /repos/{owner}/{repo}/check-runs',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/contents/{path}',
];

const require = createRequire(import.meta.url);
const { paths } = JSON.parse(
  readFileSync(require.resolve('@octokit/openapi-after/generated/api.github.com.deref.json'), 'utf8'),
);

/** Facts only: no descriptions, no examples. */
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  const left = ['description', 'example', 'examples', 'title', 'deprecated', 'externalDocs', 'x-github'];
  const entries = Object.entries(schema).filter(
    ([key, value]) => !left.includes(key) || (key === 'title' && typeof value === 'object'),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'properties'
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner)]))
        : bare(value),
    ]),
  );
}

const facts = ROUTES.map((route) => {
  const [method, path] = route.split(' ');
  const operation = paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${route} is not in the description`);
  const body = operation.requestBody?.content?.['application/json']?.schema;
  return {
    route,
    parameters: (operation.parameters ?? [])
      .filter(({ in: place }) => place === 'path' || place === 'query')
      .map(({ name, in: place, required = false, schema }) => ({ name, in: place, required, schema: bare(schema) })),
    ...(body !== undefined && { body: bare(body) }),
  };
});
writeFileSync(
  new URL('../../test/action/github-facts.json', import.meta.url),
  `${JSON.stringify(facts, undefined, 1)}\n`,
);
