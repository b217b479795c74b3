import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docsText, ruleSheets, sheetsText } from '../../scripts/generate-rules.ts';
import { sheetText } from '../../src/report/rule-sheet.ts';

const committed = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the catalogue as data and as a page', () => {
  it('is committed as it is generated', () => {
    expect(committed('schema/rules.json'), 'run npm run generate').toBe(sheetsText());
    expect(committed('docs/rules.md'), 'run npm run generate').toBe(docsText());
  });

  it('has an example with its findings for every rule', () => {
    const without = ruleSheets().filter(({ example }) => (example?.findings.length ?? 0) === 0);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it('tells the example and its witness', () => {
    const sheet = ruleSheets().find(({ id }) => id === 'enum-value-removed');
    const text = sheet === undefined ? '' : sheetText(sheet);
    expect(text).toContain('In a request:  breaking');
    expect(text).toContain('In a response: compatible');
    expect(text).toMatch(/ {2}before\n {4}/);
    expect(text).toMatch(/witness: .*accepted before and refused after/);
  });
});
