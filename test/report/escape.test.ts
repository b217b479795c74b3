import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeSpan,
  fenced,
  inert,
  piecesOf,
  plain,
  plainJson,
  plainLabel,
  plainMessage,
  prose,
  shorten,
} from '../../src/report/escape.ts';
import { code } from '../../src/spec/words.ts';
import { HOSTILE, invisibleIn } from './samples.ts';

describe('plain', () => {
  it.each(HOSTILE)('leaves nothing invisible in %j', (text) => {
    expect(invisibleIn(plain(text))).toEqual([]);
    expect(plain(text)).not.toContain('\n');
  });

  it('spells hidden characters as JSON does, so that the value can be read back', () => {
    expect(plain('a\n\t\u001b\u202e\u{e0041}\ud800')).toBe('a\\n\\t\\u001b\\u202e\\udb40\\udc41\\ud800');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(plain(JSON.stringify(text)))).toBe(text);
      }),
    );
  });

  it('leaves JSON the same value, and its lines lines', () => {
    const text = plainJson(HOSTILE);
    expect(invisibleIn(text)).toEqual([]);
    expect(JSON.parse(text)).toEqual(HOSTILE);
    expect(text.split('\n')).toHaveLength(HOSTILE.length + 2);
  });

  it('leaves other scripts alone', () => {
    expect(plain('名前 ärger Ελλάδα')).toBe('名前 ärger Ελλάδα');
  });
});

describe('messages', () => {
  it('split at backticks into our words and foreign strings', () => {
    expect(piecesOf(`enum value ${code('a`b')} was added`)).toEqual([
      { text: 'enum value ', foreign: false },
      { text: 'aˋb', foreign: true },
      { text: ' was added', foreign: false },
    ]);
  });

  it('stand on a terminal with and without backticks', () => {
    const message = `enum value ${code('a\nb')} was added`;
    expect(plainMessage(message)).toBe('enum value `a\\nb` was added');
    expect(plainLabel(message)).toBe('enum value a\\nb was added');
  });

  it('show start and end of what is too long', () => {
    const long = `${'a'.repeat(5000)}end`;
    expect(shorten(long)).toHaveLength(111);
    expect(shorten(long)).toMatch(/^a{80}…a{27}end$/);
    expect(plain(shorten('😀'.repeat(500)))).not.toContain('\\u');
  });
});

describe('codeSpan', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``` x', '```` ``` x ````'],
    ['', '`""`'],
    [' a ', '`\\u0020a\\u0020`'],
    ['a\nb', '`a\\nb`'],
    ['<!-- x', '`<\\u0021-- x`'],
    ['a|b', '`a|b`'],
  ])('%j', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it('escapes pipes in cells, and never after a backslash', () => {
    expect(codeSpan('a|b', 'cell')).toBe('`a\\|b`');
    expect(codeSpan('a\\|b', 'cell')).toBe('`a\\\\u007cb`');
  });
});

describe('prose', () => {
  it('leaves our own words alone', () => {
    const words = 'maximum lowered from 500 to 200 (of 1,000): it’s 3.1, not less …';
    expect(prose(words)).toBe(words);
  });

  it.each([
    '@octocat',
    '#1',
    'GH-7',
    'https://x.example',
    'www.x.example',
    'a@x.example',
    '**b**',
    '<b>',
    '[x](y)',
    '&amp;',
    '_x_',
    ':tada:',
    '$x$',
    '\\',
  ])('puts the unusual word %s into a code span', (word) => {
    expect(prose(`see ${word} now`)).toBe(`see \`${word}\` now`);
  });

  it('keeps code spans apart', () => {
    expect(prose(`@a${code('b')}`)).toBe('`@a` `b`');
  });
});

describe('fenced', () => {
  it('has a fence longer than any run of backticks in it', () => {
    expect(fenced(['```', 'a'], 'json')).toBe('````json\n```\na\n````');
  });

  it('cannot be left by a line break in a line', () => {
    expect(fenced(['a\n```\nb'], 'diff')).toBe('````diff\na\\n```\\nb\n````');
  });
});

describe('a line that the runner of GitHub reads', () => {
  it.each([
    ['::add-mask::a', '\\u003a:add-mask::a'],
    ['   ::set-output name=a::b', '   \\u003a:set-output name=a::b'],
    ['say ##[error]a', 'say #\\u0023[error]a'],
    ['a ::error::b', 'a ::error::b'],
    [': a', ': a'],
  ])('%s is no command', (line, shown) => {
    expect(inert(line)).toBe(shown);
  });
});
