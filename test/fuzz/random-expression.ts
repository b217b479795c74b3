/** Random JSONata, all from the seed. */
import type { Random } from '../containment/random-schema.ts';
import { HOSTILE } from '../report/samples.ts';
import type { Corpus } from './corpus.ts';
import { damaged } from './mutate.ts';

const WORDS = [
  'a',
  'b.c',
  '$',
  '$$',
  '%',
  '*',
  '**',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ':',
  ';',
  ',',
  '.',
  '?',
  ':=',
  '~>',
  '^(',
  '@$i',
  '#$i',

  'function($x){',
  '$f(',
  '$x',
  'λ',
  '&',
  '+',
  '-',
  '/',
  '=',
  '!=',
  '<',
  '>=',
  ' and ',
  ' or ',
  ' in ',
  '"s"',
  '1e9',
  '0',
  '-1',

  '$map(',
  '$reduce(',
  '$filter(',
  '$each(',
  '$sift(',
  '$string(',
  '$number(',
  '$replace(',
  '$match(',
  '$split(',
  '$join(',

  '$pad("a",1e9)',
  '[1..1e7]',
  '[1..9]',
  '/(a+)+$/',
  '/[/',
  '/a/i',
  '$eval("1")',
  '$now()',
  '$random()',
  '$formatNumber(',
  '|$|{}|',

  '$f := function($n){$f($n)};',
  '$substring(',
  '$toMillis("x")',
  '$fromMillis(1e99)',
  '$sort(',
  '$spread(',
  '$merge(',
  '$lookup(',

  '$type(',
  '$keys(',
  '$formatInteger(',
  '$parseInteger(',
  '$base64decode("%")',
  '$decodeUrl("%")',
  '$zip(',
  '`x`',
  "'\\u'",
];

/** An expression that the parser takes, mostly. */
function grammatical(random: Random, depth: number): string {
  const inner = (): string => grammatical(random, depth - 1);
  if (depth === 0)
    return random.pick([
      'a',
      'b',
      'ab',
      '$',
      '$x',
      '"s"',
      '""',
      '0',
      '-1',
      '1e300',
      'true',
      'null',
      '[]',
      '{}',
      '*',
      '`__proto__`',
      '"\\ud83d"',
    ]);
  const kind = random.below(16);
  if (kind === 0) return `${inner()}.${inner()}`;
  if (kind === 1) return `${inner()}[${inner()}]`;
  if (kind < 4)
    return `(${inner()} ${random.pick(['+', '-', '*', '/', '%', '&', '=', '<', 'and', 'in', '~>', '??', '?:'])} ${inner()})`;
  if (kind === 4) return `(${inner()} ? ${inner()} : ${inner()})`;
  if (kind === 5) return `[${inner()}, ${inner()}]`;
  if (kind === 6) return `{${random.pick(['"a"', '"__proto__"', '$string($)'])}: ${inner()}}`;
  if (kind === 7) return `($x := ${inner()}; ${inner()})`;
  if (kind === 8) return `[${random.pick(['1', '-5', '0'])}..${random.pick(['3', '999', '1e7', '$count($)'])}]`;
  if (kind === 9)
    return `$${random.pick(['map', 'filter', 'each', 'sift', 'sort', 'single'])}(${inner()}, function($v, $i){${inner()}})`;
  if (kind === 10)
    return `$reduce(${inner()}, function($a, $v){${random.pick(['$a & $a', '$append($a, $a)', '[$a, $v]'])}}, ${inner()})`;
  if (kind === 11)
    return `($f := function($n){${random.pick(['$f($n)', '$f($n & "x")', '[$f($n), $f($n)]', '$n > 0 ? $f($n - 1)'])}}; $f(${inner()}))`;
  if (kind === 12)
    return `$${random.pick(['replace', 'match', 'contains', 'split'])}(${inner()}, ${random.pick(['/a+/', '/(a+)+$/', '/(?:a|a)*b/i', '/^$/', '"a"'])}${random.pick(['', ', "x"', ', 1e9'])})`;
  if (kind === 13) return `$${random.pick(FUNCTIONS)}(${inner()})`;
  if (kind === 14) return `$${random.pick(FUNCTIONS)}(${inner()}, ${inner()})`;
  return `(${inner()})^(${random.pick(['', '>', '<'])}${inner()})`;
}

const FUNCTIONS = (
  'string number length substring uppercase pad join split sum max average round power sqrt formatNumber' +
  ' formatBase formatInteger parseInteger boolean not count append reverse distinct zip keys lookup spread merge' +
  ' type toMillis fromMillis encodeUrl decodeUrlComponent base64encode base64decode shuffle random now millis' +
  ' eval error assert trim exists clone toString constructor'
).split(' ');

function fromWords(random: Random): string {
  let text = '';
  for (let words = 1 + random.below(14); words > 0; words--) text += random.pick(random.chance(0.03) ? HOSTILE : WORDS);
  return text;
}

/** Mostly JSONata; some of it damaged, nested too deeply, or words in a row. */
export function expressionFrom(random: Random, { integrations }: Corpus): string {
  const kind = random.below(50);
  if (kind === 0) return random.pick(['(', '[', '{"a":', '-', 'a.', '$f(', '(a)', 'a[0]', '1+', '"x"&']).repeat(1_500);
  if (kind < 6) return Buffer.from(damaged(random.pick(integrations).manifest.slice(0, 200), random)).toString();
  if (kind < 14) return fromWords(random);
  const text = grammatical(random, 1 + random.below(5));
  return kind < 20 ? Buffer.from(damaged(text, random)).toString() : text;
}
