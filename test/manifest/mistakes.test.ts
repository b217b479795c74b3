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
