import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { PROFILES, type Profile } from '../../src/rules/rule.ts';
import { completeDocument, type Doc, documentAround, pathsOf, specOf } from '../support/spec.ts';

type Sides<T> = { readonly before: T; readonly after: T };
type Verdict = 'breaks' | 'warns' | 'fits';

interface Promised extends Readonly<Record<Profile, Verdict>> {
  readonly sentence: string;
  readonly because: string;
  readonly in?: 'request' | 'response';
  readonly schema?: Sides<unknown>;
  readonly operation?: Sides<Doc>;
  readonly document?: Sides<Doc>;
}

const cases = load(readFileSync(join(import.meta.dirname, 'promises.yaml'), 'utf8'), {
  schema: CORE_SCHEMA,
}) as readonly Promised[];

function documentOf({ in: place, schema, operation, document }: Promised, side: 'before' | 'after'): Doc {
  if (schema !== undefined && place !== undefined) return documentAround(schema[side], place, '3.1');
  return completeDocument(operation === undefined ? (document?.[side] ?? {}) : pathsOf(operation[side]), '3.1');
}

function verdictOf(one: Promised, profile: Profile): Verdict {
  const [before, after] = [specOf(documentOf(one, 'before')), specOf(documentOf(one, 'after'))];
  const { counts } = guard({ systems: new Map([['api', { before, after }]]), profile });
  if (counts.error > 0) return 'breaks';
  return counts.warning > 0 ? 'warns' : 'fits';
}

describe.each(PROFILES)('the profile %s', (profile) => {
  it.each(cases)('$sentence', (one) => {
    expect(verdictOf(one, profile), one.because).toBe(one[profile]);
  });
});
