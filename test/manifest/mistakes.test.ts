import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/manifest/parse.ts';
import { mistakes } from './mistakes.ts';

function problemsOf(text: string): string[] {
  const parsed = parseManifest(text, 'guard.yaml');
  if (parsed.ok) return [];
  return parsed.problems.map(({ file, line, column, message, hint }) => {
    expect(file).toBe('guard.yaml');
    return `${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
  });
}

describe('mistakes in a manifest', () => {
  it.each(mistakes)('$name', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});

describe('mistakes in a manifest in JSON', () => {
  it.each([
    [
      'a comment',
      '{\n  // first\n  "version": 1\n}',
      2,
      3,
      /^invalid JSON: expected a name in double quotes, but found "\/"$/,
    ],
    ['a trailing comma', '{ "version": 1, }', 1, 17, /but found "}"$/],
    ['a missing comma', '{ "version": 1\n  "integration": "x" }', 2, 3, /^invalid JSON: expected "," or "}"/],
  ])('%s is told in words of JSON, once', (_, text, line, column, message) => {
    const parsed = parseManifest(text, 'guard.json');
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems).toMatchObject([{ file: 'guard.json', line, column }]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.hint).toMatch(/^JSON knows no comments/);
  });

  it('is the same for JSON with a byte order mark', () => {
    const parsed = parseManifest('\ufeff{ "version": 2 }', 'guard.json');
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toContain(
      'expected the number 1, found the number 2',
    );
  });
});
