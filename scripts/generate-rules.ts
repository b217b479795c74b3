/** (edge) Writes schema/rules.json and docs/rules.md from the catalogue and the examples in test/rules. */

import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { catalogueMarkdown } from '../src/report/rule-sheet.ts';
import { RULE_IDS, type RuleId } from '../src/rules/catalogue.ts';
import { type RuleExample, type RuleSheet, sheetOf } from '../src/rules/sheet.ts';
import { type Comparison, type RuleCase, readRuleFiles } from '../test/support/rule-example.ts';
import { type Doc, diffOf } from '../test/support/spec.ts';

/** In the order of the catalogue. */
export function ruleSheets(): RuleSheet[] {
  const cases = new Map(readRuleFiles().map((file) => [file.rule, file.cases]));
  return RULE_IDS.map((id) => {
    const own = cases.get(id) ?? [];
    const found = own.flatMap(({ comparisons }) => comparisons.flatMap(({ findings }) => findings));
    const seen = new Set(found.filter(({ rule }) => rule === id).map(({ direction }) => direction));
    return sheetOf(id, exampleOf(id, own), seen);
  });
}

/** The first case of a rule's file in which the rule is found. */
function exampleOf(id: RuleId, cases: readonly RuleCase[]): RuleExample | undefined {
  const isHit = ({ findings }: Comparison) => findings.some(({ rule }) => rule === id);
  const hit = cases.find(({ comparisons }) => comparisons.some(isHit));
  const [first] = hit?.comparisons.filter(isHit) ?? [];
  if (hit === undefined || first === undefined) return undefined;
  const shown = hit.schema ?? { before: withoutHead(first.before), after: withoutHead(first.after) };
  const found = hit.comparisons.filter(isHit).flatMap(({ before, after }) => diffOf(before, after).findings);
  const findings = new Map(
    found
      .filter(({ rule }) => rule === id)
      .map(({ direction, compatibility, level, message }) => [
        `${direction} ${message}`,
        { direction, compatibility, level, message },
      ]),
  );
  const witness = hit.values.find(({ before, after }) => before !== after);
  return {
    name: hit.name,
    because: hit.because,
    before: stringify(shown.before, { lineWidth: 0 }),
    after: stringify(shown.after, { lineWidth: 0 }),
    findings: [...findings.values()],
    ...(witness !== undefined && { witness }),
  };
}

function withoutHead({ openapi: _openapi, swagger: _swagger, info: _info, ...rest }: Doc): Doc {
  return rest;
}

export function sheetsText(): string {
  return `${JSON.stringify(ruleSheets(), null, 1)}\n`;
}

export function docsText(): string {
  return catalogueMarkdown(ruleSheets());
}

if (import.meta.main) {
  writeFileSync(new URL('../schema/rules.json', import.meta.url), sheetsText());
  writeFileSync(new URL('../docs/rules.md', import.meta.url), docsText());
}
