import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { type Pointer, pointerFrom, valueAt } from '../../src/spec/json-pointer.ts';
import { defaultLimits } from '../../src/spec/load-policy.ts';
import { parseText } from '../../src/spec/parse.ts';
import { locate } from '../../src/spec/position.ts';
import type { SourceFile } from '../../src/spec/spec-version.ts';

function file(text: string, format: 'json' | 'yaml'): SourceFile {
  return { url: `file:///spec.${format}`, name: `spec.${format}`, text, format, value: undefined };
}

function offsetAt(text: string, place: { readonly line: number; readonly column: number }): number {
  let start = 0;
  const breaks = /\r\n|\r|\n/g;
  for (let line = 1; line < place.line; line++) {
    breaks.exec(text);
    start = breaks.lastIndex;
  }
  return start + place.column - 1;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'a',
    'b',
    'x/y',
    '~',
    '',
    '200',
    '1.0',
    'null',
    '<<',
    '__proto__',
    'constructor',
    '- a',
    'a: b',
    '#c',
    "it's",
    '"q"',
    'é',
    '😀',
  ),
);
const json = fc.letrec<{ value: Json; list: Json[]; object: { [name: string]: Json } }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Json>(null, true, 0, -1.5e10, '', 'text', 'two\nlines\n', ' }]"\\', '- x', '{'),
    tie('object'),
    tie('list'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
}));

/** Prints JSON and notes where each member's key and each element begins: the oracle. */
function printed(
  value: Json,
  space: () => string,
  escaped: boolean,
): { readonly text: string; readonly offsets: Map<Pointer, number> } {
  let text = space();
  const offsets = new Map<Pointer, number>();
  const quote = (raw: string): string =>
    escaped
      ? `"${[...Array(raw.length).keys()].map((i) => `\\u${raw.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`
      : JSON.stringify(raw);
  const print = (inner: Json, tokens: readonly (string | number)[]): void => {
    if (typeof inner === 'string') text += quote(inner);
    else if (typeof inner !== 'object' || inner === null) text += JSON.stringify(inner);
    else {
      const isList = Array.isArray(inner);
      text += (isList ? '[' : '{') + space();
      for (const [index, [key, member]] of Object.entries(inner).entries()) {
        if (index > 0) text += `,${space()}`;
        offsets.set(pointerFrom([...tokens, key]), text.length);
        if (!isList) text += `${quote(key)}${space()}:${space()}`;
        print(member, [...tokens, key]);
        text += space();
      }
      text += isList ? ']' : '}';
    }
  };
  print(value, []);
  return { text: text + space(), offsets };
}

describe('locate, for any document', () => {
  it('finds each key and element of JSON in any layout', () => {
    fc.assert(
      fc.property(
        json.value,
        fc.array(fc.constantFrom('', ' ', '\n', '\r\n', '\t', '\n  '), { minLength: 1 }),
        fc.boolean(),
        (value, spaces, escaped) => {
          let next = 0;
          const { text, offsets } = printed(value, () => spaces[next++ % spaces.length] ?? '', escaped);
          expect(JSON.parse(text)).toEqual(value);
          const found = locate(file(text, 'json'), offsets.keys());
          for (const [pointer, offset] of offsets) {
            expect(offsetAt(text, found.get(pointer) ?? { line: 0, column: 0 })).toBe(offset);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds each key and element of YAML where the yaml package finds them', () => {
    const styles = [
      {},
      { flowLevel: 0 },
      { flowLevel: 2 },
      { indent: 4, seqNoIndent: true },
      { forceQuotes: true, quoteStyle: 'double' as const },
      { lineWidth: 20 },
    ];
    fc.assert(
      fc.property(json.object, fc.constantFrom(...styles), fc.boolean(), (value, style, crlf) => {
        const plain = dump(value, style);
        const text = crlf ? plain.replaceAll('\n', '\r\n') : plain;
        const offsets = yamlOffsets(text);
        const found = locate(file(text, 'yaml'), offsets.keys());
        for (const [pointer, offset] of offsets) {
          expect([pointer, offsetAt(text, found.get(pointer) ?? { line: 0, column: 0 })]).toEqual([pointer, offset]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** An independent reading: the yaml package's own ranges. */
function yamlOffsets(text: string): Map<Pointer, number> {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const offsets = new Map<Pointer, number>();
  const visit = (node: unknown, tokens: readonly (string | number)[]): void => {
    const inner = isAlias(node) ? node.resolve(document) : node;
    if (isMap(inner)) {
      for (const { key, value } of inner.items) {
        if (!isScalar(key) || key.range === null || key.range === undefined) continue;
        const path = [...tokens, String(key.value)];
        offsets.set(pointerFrom(path), key.range[0]);
        visit(value, path);
      }
    } else if (isSeq(inner)) {
      for (const [index, item] of inner.items.entries()) {
        const range = (item as Node | null)?.range;
        if (range === null || range === undefined) continue;
        // The yaml package begins a collection in block style at its first key, as we do.
        offsets.set(pointerFrom([...tokens, index]), range[0]);
        visit(item, [...tokens, index]);
      }
    }
  };
  visit(document.contents, []);
  return offsets;
}

const shared = fileURLToPath(new URL('../../../shared/specs', import.meta.url));

describe.skipIf(!existsSync(shared))('locate on the shared specs (skipped when ../shared is absent)', () => {
  const specs = existsSync(shared)
    ? readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter(
        (path) => /\.(json|yaml)$/.test(path) && statSync(join(shared, path)).size > 20_000,
      )
    : [];
  it.each(specs)('%s', async (path) => {
    const text = readFileSync(join(shared, path), 'utf8');
    const parsed = await parseText({ text: () => text }, path, defaultLimits);
    const pointers = sample(parsed.value, 2_000);
    const source: SourceFile = { ...file(text, parsed.format), value: parsed.value };
    const found = locate(source, pointers);
    const lines = text.split(/\r\n|\n/);
    for (const pointer of pointers) {
      const place = found.get(pointer) ?? { line: 0, column: 0 };
      const rest = lines[place.line - 1]?.slice(place.column - 1) ?? '';
      const parent = valueAt(parsed.value, pointer.slice(0, pointer.lastIndexOf('/')) as Pointer);
      const token = pointer
        .slice(pointer.lastIndexOf('/') + 1)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~');
      if (!Array.isArray(parent))
        expect(rest.replace(/^["']/, '').startsWith(token), `${pointer} at ${place.line}`).toBe(true);
    }
  });
});

/** Every n-th node's pointer, so that the whole document is covered. */
function sample(root: unknown, count: number): Pointer[] {
  const all: Pointer[] = [];
  const queue: { readonly value: unknown; readonly pointer: string }[] = [{ value: root, pointer: '' }];
  for (const { value, pointer } of queue) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      all.push(here as Pointer);
      queue.push({ value: inner, pointer: here });
    }
  }
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0);
}
