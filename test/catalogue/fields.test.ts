import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { RULE_IDS, type RuleId, ruleOf } from '../../src/rules/catalogue.ts';

interface Coverage {
  readonly rules?: readonly string[];
  readonly contained?: string;
  readonly read?: string;
  readonly ignored?: string;
}

const text = readFileSync(join(import.meta.dirname, 'openapi-3.1.yaml'), 'utf8');
const objects = load(text, { schema: CORE_SCHEMA }) as Readonly<Record<string, Readonly<Record<string, Coverage>>>>;
const fields = Object.entries(objects).flatMap(([object, members]) =>
  Object.entries(members).map(([field, coverage]) => ({ name: `${object}: ${field}`, coverage })),
);

/** What is inside schemas is listed by keyword elsewhere: here they are one field. */
const INSIDE: ReadonlySet<string> = new Set(['schema', 'property', 'branch']);

describe('the objects and fields of OpenAPI', () => {
  it('are all of them', () => {
    // 30 objects of 3.1.1, section 4.8 (4.8.1 to 4.8.30); each has fields.
    expect(Object.keys(objects)).toHaveLength(30);
    expect(fields.length).toBeGreaterThan(150);
  });

  it.each(fields)('$name is covered, or ignored for a reason', ({ coverage }) => {
    const { rules = [], ...reasons } = coverage;
    expect(rules.length + Object.values(reasons).length).toBeGreaterThan(0);
    expect(Object.keys(reasons).filter((key) => !['contained', 'read', 'ignored'].includes(key))).toEqual([]);
    expect(rules.filter((id) => !(RULE_IDS as readonly string[]).includes(id))).toEqual([]);
  });

  it('give a place to every rule that is not about the inside of schemas', () => {
    const placed = new Set(fields.flatMap(({ coverage }) => coverage.rules ?? []));
    const lost = RULE_IDS.filter((id: RuleId) => !INSIDE.has(ruleOf(id).on) && !placed.has(id));
    expect(lost).toEqual([]);
  });
});
