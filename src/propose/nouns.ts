/** What an operation is about, in words: `POST /v1/credit_notes` is about a credit note. */

import type { Operation } from '../spec/api.ts';
import type { Frame } from './leaves.ts';
import { wordsOf } from './words.ts';

/** Words that URLs and schemas hold besides the thing itself. */
const FRAMES = new Set([
  'api',
  'rest',
  'public',
  'v',
  '1',
  '2',
  '3',
  '4',
  'response',
  'request',
  'result',
  'page',
  'paged',
  'collection',
  'search',
  'all',
  'create',
  'update',
  'upsert',
  'input',
  'output',
  'new',
  'get',
  'list',
  'dto',
  'model',
  'json',
  'base',
  'body',
  'payload',
  'event',
  'schema',
  'patch',
  'read',
  'change',
  'changed',
  'created',
  'updated',
  'deleted',
  'status',
  'id',
  'number',
  'name',
  'state',
  'won',
  'paid',
  'closed',
  'by',
  'write',
]);

export function nounsOf(operation: Operation, frame: Frame): readonly string[] {
  const listed = frame.steps.findLast((step) => step.kind === 'name');
  const found = [
    ...pathWords(operation),
    ...(listed?.kind === 'name' ? wordsOf(listed.name) : []),
    ...wordsOf(schemaName(frame)),
  ];
  return [...new Set(found)].filter((word) => !FRAMES.has(word)).slice(0, 6);
}

/** Of the last part of a path that is no parameter; of the name of a webhook or callback. */
export function pathWords({ path, kind, callback }: Operation): readonly string[] {
  return wordsOf(kind === 'callback' ? (callback ?? '') : kind === 'webhook' ? path : lastSegment(path));
}

function lastSegment(path: string): string {
  return path.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{')) ?? '';
}

/** The name under which the description keeps the schema; empty for one written in place. */
function schemaName({ shape: { at } }: Frame): string {
  const above = at.parent?.token;
  return above === 'schemas' || above === 'definitions' ? String(at.token) : '';
}
