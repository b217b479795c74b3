import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/spec/load-policy.ts';
import { parseText } from '../../src/spec/parse.ts';

async function repeatedIn(text: string): Promise<readonly string[]> {
  const parsed = await parseText({ text: () => text }, 'a.json', { ...defaultLimits, depth: 1_000 });
  return parsed.repeated ?? [];
}

/** Names and texts in which the scan could lose its way. */
const odd = fc.oneof(
  fc.constantFrom('', '"', '\\', '\\"', '": ', ':', '{"a":1}', '/', '~', '__proto__', 'constructor', 'é'),
  fc.string(),
);
const { tree: value } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    odd,
    fc.integer(),
    fc.constantFrom(null, true),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(odd, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const spaces = fc.constantFrom(undefined, 1, '\t', '\n');

describe('names that come twice', () => {
  it.each([
    ['at the top', '{"a": 1, "b": 2, "a": 3}', ['/a']],
    ['in an element of a list', '{"l": [1, {"a": [","]}, {"a": 1, "a" : 2}]}', ['/l/2/a']],
    ['written in two ways', '{"a": 1, "\\u0061": 2}', ['/a']],
    ['three times', '{"a": 1, "a": 2, "a": 3}', ['/a']],
    ['with signs that a pointer escapes', '{"/x~": 1, "/x~": 2}', ['/~1x~0']],
    ['in the value of one that is dropped', '{"a": {"b": 1, "b": 2}, "a": 3}', ['/a/b', '/a']],
    ['__proto__', '{"__proto__": 1, "__proto__": 2}', ['/__proto__']],
    ['in two objects', '{"a": {"a": 1}, "b": {"a": 1}}', []],
    ['once, in a text that looks like one', '{"a": ": \\"a\\": 1, \\"a\\": 2"}', []],
  ])('%s', async (_, text, pointers) => {
    expect(await repeatedIn(text)).toEqual(pointers);
  });

  it('are none in what JSON.stringify writes, and the one that is put in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(odd, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        spaces,
        async (object, space) => {
          const text = JSON.stringify({ inner: [object] }, undefined, space);
          expect(await repeatedIn(text)).toEqual([]);
          const name = Object.keys(object)[0] as string;
          const again = text.replace(/\[(\s*)\{/, (all) => `${all}${JSON.stringify(name)} : ": ",`);
          expect(await repeatedIn(again)).toEqual([`/inner/0/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`]);
        },
      ),
    );
  });

  it('are a hundred at the most: nobody reads more', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `"n${index}": 1`);
    expect(await repeatedIn(`{${[...names, ...names].join()}}`)).toHaveLength(100);
  });

  it('are looked for in what a person may have written, not in megabytes', async () => {
    const long = JSON.stringify('x'.repeat(4_000_000));
    expect(await repeatedIn(`{"a": 1, "a": 2, "b": ${long}}`)).toEqual([]);
  });
});
