import { describe, expect, it } from 'vitest';
import type { Pointer } from '../../src/spec/json-pointer.ts';
import { locate } from '../../src/spec/position.ts';
import type { SourceFile } from '../../src/spec/spec-version.ts';

function file(text: string, format: 'json' | 'yaml'): SourceFile {
  return { url: `file:///spec.${format}`, name: `spec.${format}`, text, format, value: undefined };
}

/** `line:column` of each pointer. */
function places(text: string, format: 'json' | 'yaml', ...pointers: string[]): string[] {
  const found = locate(file(text, format), pointers as Pointer[]);
  return pointers.map((pointer) => {
    const place = found.get(pointer as Pointer);
    return `${place?.line}:${place?.column}`;
  });
}

describe('locate in JSON', () => {
  it('gives a member the place of its key, an element its own, the root 1:1', () => {
    const text = '{\n  "a": {\n    "b": [1, {"c": null}, "x"]\n  }\n}\n';
    expect(places(text, 'json', '', '/a', '/a/b', '/a/b/0', '/a/b/1', '/a/b/1/c', '/a/b/2')).toEqual([
      '1:1',
      '2:3',
      '3:5',
      '3:11',
      '3:14',
      '3:15',
      '3:27',
    ]);
  });

  it('gives a pointer to nothing the place of its nearest ancestor', () => {
    const text = '{\n "a": {"b": 1}\n}';
    expect(places(text, 'json', '/a/x/y', '/z', '/a/b/0')).toEqual(['2:2', '1:1', '2:8']);
  });

  it('reads escapes in keys, and pointers with ~0 and ~1', () => {
    const text = '{"a\\"b": 1,\n"\\u002Fp\\\\": 2,\n"x/~y": 3, "é": 4}';
    expect(places(text, 'json', '/a"b', '/~1p\\', '/x~1~0y', '/é')).toEqual(['1:2', '2:1', '3:1', '3:12']);
  });

  it('takes the last of repeated keys, with everything below it, as JSON.parse does', () => {
    const text = '{"a": {"b": 1, "c": 1},\n "a": {"c": 2},\n "d": 0}';
    expect(places(text, 'json', '/a', '/a/c', '/a/b')).toEqual(['2:2', '2:8', '2:2']);
  });

  it('is not misled by brackets, quotes and backslashes in strings', () => {
    const text = '{"skip": {"s": "]}\\\\\\"}{[", "t": "\\\\"}, "list": ["}", "\\"", {"k": "{"}],\n"z": 1}';
    expect(places(text, 'json', '/z', '/list/2/k')).toEqual(['2:1', `1:${text.indexOf('"k"') + 1}`]);
  });

  it('counts lines with CRLF as one break', () => {
    expect(places('{\r\n"a": 1,\r\n  "b": 2\r\n}', 'json', '/a', '/b')).toEqual(['2:1', '3:3']);
  });

  it('reads names that objects inherit as data', () => {
    const text = '{"constructor": {"__proto__": 1},\n"toString": 2}';
    expect(places(text, 'json', '/constructor/__proto__', '/toString', '/hasOwnProperty')).toEqual([
      '1:18',
      '2:1',
      '1:1',
    ]);
  });
});

describe('locate in YAML', () => {
  it('follows block style, comments, quoted keys and sequences', () => {
    const text = `# a comment: {"a": 1}
openapi: 3.0.0
'quoted key':
  "in\\tside": 1   # comment
paths:
  /a/{id}:
  - name: x   # element in line with its key
    list:
      - 1
      -   two
`;
    expect(
      places(
        text,
        'yaml',
        '/openapi',
        '/quoted key/in\tside',
        '/paths/~1a~1{id}',
        '/paths/~1a~1{id}/0',
        '/paths/~1a~1{id}/0/list/1',
      ),
    ).toEqual(['2:1', '4:3', '6:3', '7:5', '10:11']);
  });

  it('follows flow style and JSON in YAML', () => {
    const text = 'a: {b: [1, {c: 2}], "d": 3}\ne: {"x":\n  {"y": []}}\n';
    expect(places(text, 'yaml', '/a/b', '/a/b/1/c', '/a/d', '/e/x/y')).toEqual(['1:5', '1:13', '1:21', '3:4']);
  });

  it('is not misled by keys inside multi-line strings', () => {
    const text =
      'a: |\n  b: 1\n  c:\n    d: 2\nq: "x\n  b: 1"\nplain: one\n  two\nb: 3\nlist:\n  - |+ # text\n    x: 1\n  - >-\n    y\n';
    expect(places(text, 'yaml', '/b', '/a/b', '/list/0', '/list/1')).toEqual(['9:1', '1:1', '11:5', '13:5']);
  });

  it('finds what an alias or a merge key brings in at the anchor', () => {
    const text = `base: &base
  x: 1
  y: {z: 2}
other: &other {w: 1, x: 5}
one: *base
two:
  <<: *base
  x: 9
three:
  <<: [*other, *base]
`;
    expect(places(text, 'yaml', '/one/x', '/one/y/z', '/two/x', '/two/y/z', '/three/x', '/three/y')).toEqual([
      '2:3',
      '3:7',
      '8:3',
      '3:7',
      '4:22',
      '3:3',
    ]);
  });

  it('takes the anchor as it was when the alias was read', () => {
    const text = 'a: &x {k: 1}\nb: *x\nc: &x\n  k: 2\nd: *x\n';
    expect(places(text, 'yaml', '/b/k', '/d/k')).toEqual(['1:8', '4:3']);
  });

  it('knows keys that are no strings by the names they get', () => {
    const text = 'responses:\n  200: {}\n  1.50: {}\n  0x10: {}\n  null: {}\n  true: {}\n';
    expect(
      places(text, 'yaml', '/responses/200', '/responses/1.5', '/responses/16', '/responses/null', '/responses/true'),
    ).toEqual(['2:3', '3:3', '4:3', '5:3', '6:3']);
  });

  it('places a key without text where the one before it stands', () => {
    expect(places('a:\n  b: 1\n  : 2\n', 'yaml', '/a/null')).toEqual(['2:3']);
    expect(places('a:\n  : 2\n', 'yaml', '/a/null')).toEqual(['2:3']);
  });

  it('reads explicit keys, CRLF, a document marker and null elements', () => {
    const text = '---\r\n? key\r\n: value\r\nlist:\r\n  - a\r\n  -\r\n  - b\r\n';
    expect(places(text, 'yaml', '/key', '/list', '/list/2')).toEqual(['2:3', '4:1', '7:5']);
  });
});
