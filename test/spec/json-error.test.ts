import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/spec/input-error.ts';
import { findJsonFault } from '../../src/spec/json-error.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonFault', () => {
  it('finds a fault exactly where JSON.parse fails', () => {
    const noise = fc.constantFrom(
      '',
      ',',
      '"',
      '}',
      '{',
      '[',
      ']',
      ':',
      ' ',
      '\\',
      '\n',
      '0',
      '-',
      '.',
      'e',
      'true',
      'u',
      '\u0000',
      '\uFEFF',
    );
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(2), noise, (json, at, cut, extra) => {
        const start = at % (json.length + 1);
        const text = json.slice(0, start) + extra + json.slice(start + cut);
        const fault = findJsonFault(text);
        expect(fault === undefined).toBe(isJson(text));
        expect(fault?.offset ?? 0).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the position V8 gives, where it gives one', () => {
    for (const text of ['{"a":1,}', '[1 2]', '{"a" 1}', '{a:1}', '[1,]', '{"a":1}}']) {
      const position = /at position (\d+)/.exec(messageOf(text))?.[1];
      expect(position && findJsonFault(text)?.offset, text).toBe(position === undefined ? undefined : Number(position));
    }
  });

  it('takes 100,000 levels and long strings', () => {
    const deep = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`;
    expect(findJsonFault(deep)).toBeUndefined();
    expect(findJsonFault(deep.slice(0, -1))?.offset).toBe(deep.length - 1);
    expect(findJsonFault(JSON.stringify('x\\"'.repeat(1_000_000)))).toBeUndefined();
  });
});

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('InputError', () => {
  it('prints every problem with its place and hint', () => {
    const error = new InputError([
      { file: 'a.yaml', line: 3, column: 7, message: 'is odd', hint: 'make it even' },
      { message: 'no place' },
    ]);
    expect(error.message).toBe('a.yaml:3:7: is odd\n  hint: make it even\nno place');
    expect(error.problems).toHaveLength(2);
  });
});
