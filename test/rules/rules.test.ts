import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/report/report.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import { judgeOf } from '../support/judge.ts';
import { as2020, namedAs2020 } from '../support/rewrite-dialect.ts';
import {
  type Comparison,
  type ExpectedFinding,
  type RuleCase,
  readRuleFiles,
  ruleFileNames,
} from '../support/rule-example.ts';
import { diffOf } from '../support/spec.ts';

const files = readRuleFiles();

describe('rule examples', () => {
  it('has one file for each rule, and none beside', () => {
    expect(ruleFileNames()).toEqual([...RULE_IDS].sort());
  });

  it.each(files)('$rule has a hit and a near miss', ({ rule, cases }) => {
    const hits = cases.filter((one) => finds(one, rule));
    expect(hits.length, 'cases in which the rule is found').toBeGreaterThan(0);
    expect(cases.length - hits.length, 'cases that look alike').toBeGreaterThan(0);
    expect(new Set(cases.map(({ name }) => name)).size, 'names differ').toBe(cases.length);
  });
});

describe.each(files)('$rule', ({ cases }) => {
  it.each(cases)('$name', (example) => {
    for (const comparison of example.comparisons) {
      const { findings } = diffOf(comparison.before, comparison.after);
      expect(seen(findings, comparison), comparison.title).toEqual(wanted(comparison.findings));
    }
  });

  it.each(cases.filter(({ schema }) => schema !== undefined))('$name: Ajv agrees', (example) => {
    const { before, after } = judged(example);
    for (const { value, ...said } of example.values) {
      expect({ value, before: before(value), after: after(value) }).toEqual({ value, ...said });
    }
  });

  it.each(cases.filter(({ schema }) => schema !== undefined))('$name: a break has its witness', (example) => {
    const lost = example.values.some((one) => one.before === 'accepted' && one.after === 'refused');
    const won = example.values.some((one) => one.before === 'refused' && one.after === 'accepted');
    for (const { findings, direction } of example.comparisons) {
      if (direction === undefined || example.noWitness !== undefined) continue;
      const shown = direction === 'request' ? lost : won;
      const worst = findings.some((one) => one.is === 'breaking');
      const told = findings.some((one) => one.is !== 'compatible');
      if (worst) expect(shown, `a value that shows the ${direction} break`).toBe(true);
      if (shown) expect(told, `a ${direction} finding for the value that shows the break`).toBe(true);
    }
  });
});

function finds(example: RuleCase, rule: string): boolean {
  return example.comparisons.some(({ findings }) => findings.some((one) => one.rule === rule));
}

function judged({ schema, named, dialect }: RuleCase) {
  const side = (which: 'before' | 'after') => {
    const accepts = judgeOf(as2020(schema?.[which], dialect[which]), namedAs2020(named[which], dialect[which]));
    return (value: unknown) => (accepts(value) ? 'accepted' : 'refused');
  };
  return { before: side('before'), after: side('after') };
}

function wanted(findings: readonly ExpectedFinding[]): string[] {
  return findings.map(lineOf).sort();
}

/** The message is compared where the example states it. */
function seen(findings: readonly Finding[], comparison: Comparison): string[] {
  return findings
    .map(({ rule, direction, compatibility: is, level, path, message }) => {
      const plain = { rule, direction, is, level, path };
      const stated = comparison.findings.some((one) => one.says !== undefined && sameBut(one, plain));
      return lineOf(stated ? { ...plain, says: message } : plain);
    })
    .sort();
}

function sameBut(one: ExpectedFinding, other: ExpectedFinding): boolean {
  return one.rule === other.rule && one.direction === other.direction && one.is === other.is && one.path === other.path;
}

function lineOf({ level, direction, is, rule, path, says }: ExpectedFinding): string {
  return [level, direction, is, rule, path === '' ? '(whole)' : path, says ?? ''].join(' · ');
}
