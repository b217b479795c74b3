import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSteps, printSteps, STEPS_PATTERN } from '../../src/manifest/field-path.ts';
import { FIELD_PATTERN, parseField, printField, sameField } from '../../src/manifest/field-ref.ts';
import type { FieldPlace, PathStep } from '../../src/manifest/manifest.ts';

const name = (text: string): PathStep => ({ kind: 'name', name: text });
const items: PathStep = { kind: 'items' };
const values: PathStep = { kind: 'values' };
const index = (number: number): PathStep => ({ kind: 'index', index: number });
const match = (member: string, value: string | number | boolean | null): PathStep => ({
  kind: 'match',
  name: member,
  value,
});

function stepsOf(text: string): readonly PathStep[] {
  const parsed = parseSteps(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.steps;
}

function placeOf(text: string): FieldPlace {
  const parsed = parseField(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.place;
}

describe('field paths', () => {
  it.each<[string, PathStep[], string]>([
    ['name', [name('name')], 'name'],
    ['$.name', [name('name')], 'name'],
    ['$', [], '$'],
    ['address.city', [name('address'), name('city')], 'address.city'],
    ['straße.größe', [name('straße'), name('größe')], 'straße.größe'],
    ["['odd.name']", [name('odd.name')], "['odd.name']"],
    ['$["odd.name"].x', [name('odd.name'), name('x')], "['odd.name'].x"],
    ["a['b']", [name('a'), name('b')], 'a.b'],
    [String.raw`['it\'s']`, [name("it's")], String.raw`['it\'s']`],
    [String.raw`["\"\\\/\b\f\n\r\t"]`, [name('"\\/\b\f\n\r\t')], String.raw`['"\\/\u0008\u000c\u000a\u000d\u0009']`],
    [String.raw`['\u00e9\uD83D\uDE00']`, [name('é😀')], 'é😀'],
    ["['']", [name('')], "['']"],
    ['contacts[*].email', [name('contacts'), items, name('email')], 'contacts[*].email'],
    ['[*].email', [items, name('email')], '[*].email'],
    ['$[ * ][ 0 ]', [items, index(0)], '[*][0]'],
    ['lines[12]', [name('lines'), index(12)], 'lines[12]'],
    ['prices.*.amount', [name('prices'), values, name('amount')], 'prices.*.amount'],
    ['*', [values], '*'],
    [
      "fields[?@.name == 'PO'].value",
      [name('fields'), match('name', 'PO'), name('value')],
      "fields[?@.name == 'PO'].value",
    ],
    ["fields[?(@['a b']=='PO')]", [name('fields'), match('a b', 'PO')], "fields[?@['a b'] == 'PO']"],
    ['f[?@.n==-1.5e3]', [name('f'), match('n', -1500)], 'f[?@.n == -1500]'],
    ['f[?@.n == -0]', [name('f'), match('n', 0)], 'f[?@.n == 0]'],
    [
      'f[?@.n == true][?@.n == false][?@.n == null]',
      [name('f'), match('n', true), match('n', false), match('n', null)],
      'f[?@.n == true][?@.n == false][?@.n == null]',
    ],
  ])('%s', (text, steps, printed) => {
    expect(parseSteps(text)).toEqual({ ok: true, steps });
    expect(printSteps(steps)).toBe(printed);
  });

  it.each<[string, number, string]>([
    ['', 0, 'expected a name'],
    ['.name', 0, '`..`'],
    ['a.', 2, 'expected a name or `*`'],
    ['a..b', 2, '`..` is not supported'],
    ['a.1', 2, 'starts with a letter'],
    ['a.-b', 2, 'starts with a letter or `_`'],

    ['a b', 1, 'expected `.`, `[`'],
    ['a]', 1, 'expected `.`, `[`'],
    ['$a', 1, 'expected `.` or `[`'],
    ['a[0]b', 4, 'expected `.` or `[`'],
    ['a[', 2, 'expected an index'],
    ['a[]', 2, 'expected an index'],
    ['a[b]', 2, 'expected an index'],
    ['a[-1]', 2, 'negative'],
    ['a[1:2]', 2, 'slices'],
    ['a[:2]', 2, 'slices'],
    ['a[0,1]', 2, 'expected one index'],
    ['a[01]', 2, 'expected one index'],
    ['a[1234567890]', 2, 'expected one index'],
    ["a['b'", 5, 'expected `]`'],
    ["a['b\\x']", 2, 'expected one index, one name'],
    ["a[?@.b > 'c']", 2, 'expected a filter'],
    ["a[?@.b.c == 'd']", 2, 'expected a filter'],
    ["a[?(@.b == 'd']", 2, 'expected a filter'],
  ])('%s is malformed', (text, offset, message) => {
    expect(parseSteps(text)).toMatchObject({ ok: false, offset, message: expect.stringContaining(message) });
  });

  it.each([
    ['/a/b', 'a path is no JSON Pointer: a.b'],
    ['/a/b-c', "a name with other signs is written ['/a/b-c']"],
  ])('says how %s is written', (text, hint) => {
    expect(parseSteps(text)).toMatchObject({ ok: false, offset: 0, hint });
  });

  it('proposes the brackets that a name needs', () => {
    expect(parseSteps('address.legal-name')).toMatchObject({
      offset: 13,
      hint: "a name with other signs is written ['legal-name']",
    });
    expect(parseSteps('a.0')).toMatchObject({ hint: "an array's item is written [0]" });
    expect(parseSteps('a[b]')).toMatchObject({ hint: "a name is written ['b']" });
  });

  it('takes at most 100 steps', () => {
    expect(parseSteps('a'.repeat(100).split('').join('.')).ok).toBe(true);
    expect(parseSteps('a'.repeat(101).split('').join('.'))).toMatchObject({ ok: false, offset: 199 });
  });

  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('__proto__', "it's", '\\', '\u0000', '\u2028', '\ud800'),
  );
  const anyStep: fc.Arbitrary<PathStep> = fc.oneof(
    anyName.map(name),
    fc.constantFrom(items, values),
    fc.nat(999_999_999).map(index),
    fc
      .tuple(
        anyName,
        fc.oneof(anyName, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
      )
      .map(([member, value]) => match(member, typeof value === 'number' ? value + 0 : value)),
  );

  it('reads what it prints, and so does the pattern of the JSON Schema', () => {
    const pattern = new RegExp(`^(?:${STEPS_PATTERN})$`, 'u');
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 6 }), (steps) => {
        const text = printSteps(steps);
        expect(stepsOf(text)).toEqual(steps);
        expect(pattern.test(text)).toBe(true);
        if (!text.startsWith('[') && text !== '$') expect(stepsOf(`$.${text}`)).toEqual(steps);
      }),
    );
  });

  it('takes exactly what the pattern of the JSON Schema takes', () => {
    const pattern = new RegExp(FIELD_PATTERN, 'u');
    const pieces = [
      '$',
      '.',
      '..',
      '*',
      '[',
      ']',
      "'",
      '"',
      '\\',
      '?',
      '@',
      '(',
      ')',
      ' == ',
      'a',
      'é',
      '-',
      ' ',
      '0',
      '01',
      '1',
      'true',
    ];
    const words = [
      '$request',
      '$response',
      '.query.',
      '.header.',
      '.body',
      '#/',
      '~',
      '~0',
      '~1',
      '/',
      "['a']",
      '[*]',
      "[?@.a == 'b']",
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...words), { minLength: 1, maxLength: 7 }), (parts) => {
        const text = parts.join('');
        expect([text, pattern.test(text)]).toEqual([text, parseField(text).ok]);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('runtime expressions', () => {
  it.each<[string, FieldPlace]>([
    ['$request.query.limit', { place: 'request-parameter', in: 'query', name: 'limit' }],
    ['$request.query.filter[name].x', { place: 'request-parameter', in: 'query', name: 'filter[name].x' }],
    ['$request.path.customer-id', { place: 'request-parameter', in: 'path', name: 'customer-id' }],
    ['$request.cookie.session', { place: 'request-parameter', in: 'cookie', name: 'session' }],
    ['$request.header.Idempotency-Key', { place: 'request-parameter', in: 'header', name: 'Idempotency-Key' }],
    ['$response.header.Retry-After', { place: 'response-header', name: 'Retry-After' }],
    ['$response.body', { place: 'body', steps: [], message: 'response' }],
    ['$response.body#', { place: 'body', steps: [], message: 'response' }],
    [
      '$request.body#/a~1b/m~0n/0/',
      { place: 'body', steps: [name('a/b'), name('m~n'), index(0), name('')], message: 'request' },
    ],
  ])('%s', (text, place) => {
    expect(placeOf(text)).toEqual(place);
    expect(placeOf(printField(place))).toEqual(place);
  });

  it.each<[string, number, string, string?]>([
    ['$requst.query.a', 0, 'expected `$.` and a field path', 'did you mean `$request`?'],
    ['$ref', 0, 'expected `$.` and a field path', "a field of this name is written ['$ref']"],
    ['$request', 8, 'expected `.` and one of `query`'],
    ['$request.', 9, 'expected `.` and one of `query`'],
    ['$request.headers.X', 9, 'expected one of', 'did you mean `header`?'],
    ['$response.query.a', 10, 'expected one of `header`, `body`'],
    ['$request.query', 14, 'expected `.` and the name of a query parameter'],
    ['$request.query.', 15, 'expected the name of a query parameter'],
    ['$request.query#a', 14, 'expected `.`'],
    ['$request.query.\n', 15, 'on one line'],
    ['$request.header', 15, 'the name of a header'],
    ['$response.header.Retry After', 22, 'expected a header name'],
    ['$response.body.error', 14, 'JSON Pointer', 'a body field can be written as a plain field path'],
    ['$response.body#error', 14, 'JSON Pointer'],
    ['$response.body#/~2', 14, 'JSON Pointer'],
  ])('%s is malformed', (text, offset, message, hint) => {
    expect(parseField(text)).toMatchObject({
      ok: false,
      offset,
      message: expect.stringContaining(message),
      ...(hint === undefined ? {} : { hint }),
    });
  });

  it('knows two spellings of one field', () => {
    expect(sameField(placeOf('$response.header.ETag'), placeOf('$response.header.etag'))).toBe(true);
    expect(sameField(placeOf('$request.header.X'), placeOf('$request.header.x'))).toBe(true);
    expect(sameField(placeOf('$request.header.X'), placeOf('$response.header.X'))).toBe(false);
    expect(sameField(placeOf('$request.query.X'), placeOf('$request.query.x'))).toBe(false);
    expect(sameField(placeOf('$response.body#/error/code'), placeOf("$['error'].code"))).toBe(true);
    expect(sameField(placeOf('error.code'), placeOf('error.Code'))).toBe(false);
  });

  it('prints a body field that no JSON Pointer can say as a path', () => {
    expect(printField({ place: 'body', steps: [name('a'), items], message: 'response' })).toBe('a[*]');
    expect(printField({ place: 'body', steps: [], message: 'request' })).toBe('$request.body');
  });
});
