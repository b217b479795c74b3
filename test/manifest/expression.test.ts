import { describe, expect, it } from 'vitest';
import { readExpression } from '../../src/manifest/expression.ts';
import { expressionReader, parseManifest } from '../../src/manifest/parse.ts';
import { runExpression } from '../../src/manifest/run-expression.ts';
import { cpuTime } from '../support/cpu-time.ts';

// Reasoned from https://docs.jsonata.org: what a name is looked up in, and what each function does with its arguments.
describe('what an expression reads', () => {
  it.each([
    ['$', ['']],
    ['$uppercase($)', ['']],
    ["$[0] & ', ' & $[1]", ['']],
    ['a.b', ['a.b']],
    ['$.a + $$.b', ['a', 'b']],
    ['a ?? b', ['a', 'b']],
    ["a = 'x' ? b : 'no'", ['a', 'b']],
    ['a[b > 1].c', ['a.b', 'a.c']],
    ['a.(b * c)', ['a.b', 'a.c']],
    ['a^(>b).c', ['a.b', 'a.c']],
    ['a.*', ['a']],
    ['$sum(a.b)', ['a.b']],
    ['a.b ~> $sum()', ['a.b']],
    ['$map(a, function($v) { $v.b })', ['a.b']],
    ['$filter(a, function($v) { $v.b = 1 }).c', ['a.b', 'a.c']],
    ['$reduce(a, function($sum, $v) { $sum + $v.b }, 0)', ['a.b']],
    ['($x := a.b; $x.c)', ['a.b.c']],
    ['a@$v.($v.b)', ['a.b']],
    ['{ "k": a, "v": [b.c] }', ['a', 'b.c']],
    ['`odd name`.b', ['odd name.b']],
    ['a.$string()', ['a']],
    ["'text' & 1", []],
  ] as const)('%s', (text, reads) => {
    const read = readExpression(text);
    expect(read.ok && read.reads.map((path) => path.join('.'))).toEqual(reads);
  });
});

describe('running an expression', () => {
  it.each([
    ['$uppercase($)', 'ab', { kind: 'value', value: 'AB' }],
    ['$ / 100', 250, { kind: 'value', value: 2.5 }],
    ['missing', {}, { kind: 'nothing' }],
    ['$now()', 0, { kind: 'value', value: '2026-01-01T00:00:00.000Z' }],
    ['$now("[Y0001]")', 0, { kind: 'value', value: '2026' }],
    ['$millis() = $millis()', 0, { kind: 'value', value: true }],
    ['$random()', 0, { kind: 'value', value: 0.5 }],
    ['$pad("a", 3, "-")', 0, { kind: 'value', value: 'a--' }],
    ['$pad("a", -3)', 0, { kind: 'value', value: '  a' }],
    ['$join(["a", "b"], "-")', 0, { kind: 'value', value: 'a-b' }],
    ['$replace($, /[^0-9]/, "")', 'a1b2', { kind: 'value', value: '12' }],
    ['$match($, /(a)(b)/).groups', 'ab', { kind: 'value', value: ['a', 'b'] }],
  ] as const)('%s gives its value', async (text, input, result) => {
    expect(await runExpression(text, input)).toEqual(result);
  });

  it.each([
    ['throws', '$uppercase($)', 1],
    ['throws', '$error("no")', 1],
    ['throws', '$fetch("https://example.com")', 1],
    ['stopped', '($f := function($n) { $f($n + 1) }; $f(0))', 1],
    ['stopped', '($f := function($n) { 1 + $f($n + 1) }; $f(0))', 1],
    ['stopped', '[1..10000000]', 1],
    ['stopped', '$pad("x", 1000000000)', 1],
    ['stopped', '($f := function($s) { $f($s & $s) }; $f("ab"))', 1],
    ['stopped', '($f := function($s) { $f([[$s, $s]]) }; $f("ab"))', 1],
    ['stopped', '$join([1..1000].($pad("x", 1000)))', 1],
    ['refused', '$match($, /(a+)+b/)', 'a'.repeat(40)],
    ['refused', '$match($, /(a|aa)*b/)', 'a'.repeat(40)],
    ['refused', '$eval("1 + 1")', 1],
  ] as const)('%s: %s', async (kind, text, input) => {
    const start = cpuTime();
    expect((await runExpression(text, input)).kind).toBe(kind);
    expect(cpuTime() - start).toBeLessThan(2000);
  });

  it('leaves its input and the surroundings as they are', async () => {
    const input = { a: { b: 1 } };
    await runExpression('$ ~> |a|{"b": 2}|', input);
    await runExpression('{"__proto__": {"polluted": true}}', input);
    expect(input).toEqual({ a: { b: 1 } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a manifest with expressions', () => {
  const manifest = (transform: string) => `version: 1
integration: a
systems: { crm: { spec: a }, erp: { spec: b } }
entities:
  e:
    flows:
      - id: f
        from: crm GET /a
        to: erp POST /b
        when: "x = 'a' and"
        fields:
          - { from: a, to: b, transform: "${transform}" }
`;

  it('is refused for each mistake in them, at its line and column', async () => {
    const text = manifest('$upper(');
    const parsed = parseManifest(text, 'guard.yaml', await expressionReader(text));
    expect(parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => [line, column, message])).toEqual([
      [10, 26, expect.stringContaining('malformed JSONata expression')],
      [12, 49, expect.stringContaining('malformed JSONata expression')],
    ]);
  });

  it.each([
    ['$upper($)', '43 there is no function `$upper`, at character 1', 'did you mean `$uppercase`?'],
    ['$.$uppercas()', '45 there is no function `$uppercas`, at character 3', 'did you mean `$uppercase`?'],
    ['$uppercas(?)', '43 there is no function `$uppercas`, at character 1', 'did you mean `$uppercase`?'],
    ['$ ~> $uppercas', '48 there is no function `$uppercas`, at character 6', 'did you mean `$uppercase`?'],
    ["a == 'x'", 'The symbol "=" cannot be used', 'JSONata compares with one `=`'],
    ['a && b', 'The symbol "&" cannot be used', 'JSONata says `and`'],
    ['a || b', '', 'JSONata says `or`'],
    ['$round($', 'Expected ")"', 'in `{ … }`, text with a comma in it stands in quotes'],
    ["$ & '", 'String literal must be terminated', 'in `{ … }`, text with a comma in it stands in quotes'],
    ['$ &', 'Unexpected end of expression', undefined],
  ])('says what was meant by %s', async (transform, words, hint) => {
    const text = manifest(transform).replace(' and"', '"');
    const parsed = parseManifest(text, 'guard.yaml', await expressionReader(text));
    const [problem, ...others] = parsed.ok ? [] : parsed.problems;
    expect(others).toEqual([]);
    expect(`${problem?.column} ${problem?.message.replace('malformed JSONata expression: ', '')}`).toContain(words);
    expect(problem?.hint).toBe(hint);
  });

  it.each([
    '($f := function($x) { $x & $y }; $f($))',
    '$map($, function($v, $i) { $v($i) })',
    '$ ~> $uppercase ~> $trim',
    '$fromMillis($, "[Y]")',
    '$now() & $millis()',
    '$substring(?, 0, 2)',
    '[$sum]@$f.$f([1, 2])',
  ])('knows what %s calls', (transform) => {
    expect(readExpression(transform).ok).toBe(true);
  });

  it('loads no parser for them where there are none', async () => {
    expect(await expressionReader('version: 1\nintegration: a\n')).toBeUndefined();
  });
});
