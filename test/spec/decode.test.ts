import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../src/spec/decode.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What JSON.parse makes of a text; undefined when it is no JSON (`undefined` is never a JSON value). */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts of objects, some of them spoilt by a character somewhere. */
const texts = fc
  .tuple(
    fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.jsonValue({ stringUnit: 'grapheme' })),
    fc.option(fc.tuple(fc.nat(), fc.constantFrom('é', '\u00a0', '\\', '"', '\\é', '😀', '\u2028', '\ufeff'))),
    fc.constantFrom(0, 2),
  )
  .map(([value, spoilt, indent]) => {
    const text = JSON.stringify(value, null, indent);
    if (spoilt === null) return text;
    const at = 1 + (spoilt[0] % text.length);
    return (text.slice(0, at) + spoilt[1] + text.slice(at)).toWellFormed();
  });

describe('JSON as ASCII', () => {
  it('is JSON when the text is, and says the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { ascii, text: whole } = decodeJson(bytesOf(text), 'a.json');
        expect(whole()).toBe(text);
        if (ascii === undefined) return;
        expect(parsed(ascii)).toEqual(parsed(text));
        expect(ascii.split('\n').length).toBe(text.split('\n').length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has every character beyond ASCII as an escape, across the blocks that are looked at', () => {
    for (const before of [16_370, 16_374, 16_375, 16_376, 16_377, 16_378, 40_000]) {
      const text = `{"a": "${'x'.repeat(before)}é€😀", "ü": 1}`;
      const { ascii } = decodeJson(bytesOf(text), 'a.json');
      expect(ascii).toBe(`{"a": "${'x'.repeat(before)}\\u00e9\\u20ac\\ud83d\\ude00", "\\u00fc": 1}`);
    }
  });

  it('is made in place where there is room, and the text as it was written from it', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 400 }), (text, room) => {
        const bytes = bytesOf(text);
        const buffer = new Uint8Array(bytes.length + room + 1);
        buffer.set(bytes);
        buffer[bytes.length + room] = 0x2a;
        const decoded = decodeJson(buffer.subarray(0, bytes.length), 'a.json', room);
        expect(decoded.ascii).toBe(decodeJson(bytes, 'a.json').ascii);
        expect(decoded.text()).toBe(text);
        expect(buffer[bytes.length + room]).toBe(0x2a);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is right for bytes in memory that Node shares between small buffers', () => {
    const text = '{"openapi": "3.1.0", "info": {"title": "größer"}}';
    const bytes = Buffer.from(text);
    const before = bytes.toString();
    for (let i = 0; i < 50; i++) expect(decodeJson(Buffer.from(text), 'a.json').text()).toBe(text);
    expect(decodeJson(bytes, 'a.json').ascii).toBe(text.replace('ö', '\\u00f6').replace('ß', '\\u00df'));
    expect(bytes.toString()).toBe(before);
  });

  it('is not made where an escape would say something else, nor from what is no UTF-8', () => {
    expect(decodeJson(bytesOf('{"a": "\\é"}'), 'a.json').ascii).toBeUndefined();
    expect(() => decodeJson(Uint8Array.of(0x7b, 0xff, 0x7d), 'a.json')).toThrow(/not text in UTF-8/);
  });
});
