import * as fc from 'fast-check';
import jsonSchemaDiff from 'json-schema-diff';
import { describe, expect, it } from 'vitest';
import { contains } from '../../src/containment/index.ts';
import { type RuleId, ruleOf } from '../../src/rules/catalogue.ts';
import { declaredJudgeOf, judgeOf } from '../support/judge.ts';
import { type SchemaPair, schemaPairs } from '../support/random-pair.ts';
import { readRuleFiles } from '../support/rule-example.ts';
import { diffOf, documentAround, isObject } from '../support/spec.ts';

/** Printed when a pair fails; with another seed the law must hold as well. */
const SEED = Number(process.env['LAW_SEED'] ?? 20261123);
const { diffSchemas } = jsonSchemaDiff;
const ORACLE_RUNS = Number(process.env['LAW_RUNS'] ?? 300);
const RUNS = Number(process.env['LAW_RUNS'] ?? 1200);

function told(pair: Pick<SchemaPair, 'before' | 'after'>, place: 'request' | 'response') {
  const before = documentAround(pair.before, place, '3.1');
  const after = documentAround(pair.after, place, '3.1');
  return diffOf(before, after).findings;
}

/** A value that shows a break in one direction; undefined where none of those tried does. */
function witnessOf(
  { before, after, values }: SchemaPair,
  place: 'request' | 'response',
): { value: unknown } | undefined {
  const [from, to] = place === 'request' ? [before, after] : [after, before];
  const [isFrom, isTo] = [declaredJudgeOf(from), judgeOf(to)];
  const found = values.findIndex((one) => !isTo(one) && isFrom(one));
  return found < 0 ? undefined : { value: values[found] };
}

describe(`soundness, seed ${SEED}`, () => {
  it.each(['request', 'response'] as const)(
    'a value that only one side takes forces a %s finding',
    (place) => {
      let witnesses = 0;
      const law = fc.property(schemaPairs({ plain: false }), (pair) => {
        const witness = witnessOf(pair, place);
        if (witness === undefined) return;
        witnesses++;
        const findings = told(pair, place);
        const shown = `${JSON.stringify(pair.before)} → ${JSON.stringify(pair.after)}: ${JSON.stringify(witness.value)}`;
        if (findings.every(({ compatibility }) => compatibility === 'compatible'))
          throw new Error(`${shown}\nfound: ${findings.map(({ message }) => message).join('; ') || 'nothing'}`);
      });
      fc.assert(law, { seed: SEED, numRuns: RUNS });
      expect(witnesses).toBeGreaterThan(RUNS / 8);
    },
    120_000,
  );
});

/**
 * Undeclared names do not count, and closing an object is a break of requests all the same: a policy. json-schema-diff
 * reads objects to the letter: there, opening one is a break of responses.
 */
const POLICY = 'additional-properties-changed';

describe(`json-schema-diff as an oracle, seed ${SEED}`, () => {
  it.each(['request', 'response'] as const)(
    'what it finds removed is told in a %s',
    async (place) => {
      let removals = 0;
      const law = fc.asyncProperty(schemaPairs({ plain: true }), async (pair) => {
        const [from, to] = place === 'request' ? [pair.before, pair.after] : [pair.after, pair.before];
        const { removalsFound } = await diffSchemas({ sourceSchema: from, destinationSchema: to });
        if (!removalsFound) return;
        removals++;
        const findings = told(pair, place);
        if (findings.some(({ compatibility, rule }) => compatibility !== 'compatible' || rule === POLICY)) return;
        throw new Error(
          `${JSON.stringify(pair.before)} → ${JSON.stringify(pair.after)}: nothing that breaks was found`,
        );
      });
      await fc.assert(law, { seed: SEED, numRuns: ORACLE_RUNS });
      expect(removals).toBeGreaterThan(ORACLE_RUNS / 8);
    },
    120_000,
  );
});

/** Agreement of two verdicts made in different ways: from keywords, pair by pair, and from the two schemas as a whole. */
describe(`the whole, seed ${SEED}`, () => {
  it.each(['request', 'response'] as const)(
    'a %s breaks where containment has a witness, and only where there is one',
    (place) => {
      let broken = 0;
      const law = fc.property(schemaPairs({ plain: false }), ({ before, after }) => {
        const [from, to] = place === 'request' ? [before, after] : [after, before];
        const all = told({ before, after }, place);
        const findings = all.filter(({ rule }) => rule !== POLICY);
        const shown = `${JSON.stringify(before)} → ${JSON.stringify(after)}`;
        const isError = findings.some(({ level }) => level === 'error');
        const { verdict } = contains(from, to, { formats: 'registry' });
        if (verdict === 'not-contained') broken++;
        // What closes an object is told by a rule of its own.
        const isClosed = all.some(({ rule, level }) => rule === POLICY && level === 'error');
        if (verdict === 'not-contained' && !isError && !isClosed && findings.length > 0)
          throw new Error(`missed: ${shown}`);
        // Nothing can be sent at all, or only names that nobody declares: what breaks then is told all the same.
        const isFilled = contains(from, false).verdict === 'not-contained';
        const isReachable = isFilled && isSatisfiable(from);
        if (
          isError &&
          isReachable &&
          contains(from, to, { mode: 'strict', formats: 'registry' }).verdict === 'contained'
        )
          throw new Error(`false alarm: ${shown}`);
      });
      fc.assert(law, { seed: SEED, numRuns: RUNS });
      expect(broken).toBeGreaterThan(RUNS / 8);
    },
    120_000,
  );
});

/** Every schema in it takes some value: where one takes none, what is inside it never travels. */
function isSatisfiable(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isSatisfiable);
  if (!isObject(schema)) return true;
  if (contains(schema, false, { mode: 'strict' }).verdict !== 'not-contained') return false;
  return Object.entries(schema).every(([keyword, inner]) => {
    if (keyword === 'enum' || keyword === 'const' || keyword === 'not') return true;
    return keyword === 'properties' || keyword === 'patternProperties'
      ? Object.values(inner as object).every(isSatisfiable)
      : isSatisfiable(inner);
  });
}

describe('containment', () => {
  const examples = readRuleFiles().flatMap(({ rule, cases }) =>
    cases.flatMap((one) =>
      one.comparisons
        .filter(({ direction, title }) => direction !== undefined && (title === 'request' || title === 'response'))
        .filter(
          () =>
            Object.keys(one.named.before).length === 0 && one.dialect.before === '3.1' && one.dialect.after === '3.1',
        )
        .filter(() => !/readOnly|writeOnly|format/.test(JSON.stringify(one.schema)))
        .map(({ direction, before, after, title }) => ({
          name: `${rule}: ${one.name} (${title})`,
          before,
          after,
          direction,
          schema: one.schema,
        })),
    ),
  );

  it.each(examples)('nothing breaks where it is proven: $name', ({ schema, before, after, direction }) => {
    const [from, to] = direction === 'request' ? [schema?.before, schema?.after] : [schema?.after, schema?.before];
    const { verdict } = contains(from, to);
    const broken = diffOf(before, after).findings.some(
      ({ compatibility, rule, direction: own }) =>
        compatibility === 'breaking' && own === direction && rule !== POLICY && !ruleOf(rule as RuleId).beyondValues,
    );
    if (broken) expect(verdict).not.toBe('contained');
  });
});
