import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payloadLines } from '../../src/report/payload.ts';

describe('payload lines', () => {
  it('read back as the value they show', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
        const shown = payloadLines(value, { indent, max: Number.POSITIVE_INFINITY });
        expect('lines' in shown && JSON.parse(shown.lines.join(''))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('tell a long text by its start and its length in code points, when they are to be brief', () => {
    const shown = payloadLines({ id: 'short', name: '😀'.repeat(101) }, { indent: 0, max: 400, brief: true });
    expect(shown).toEqual({ lines: [`{ "id": "short", "name": "${'😀'.repeat(24)}… (101 characters)" }`] });
  });

  it('are brief where the whole has no room', () => {
    const shown = payloadLines('a'.repeat(2_000), { indent: 2, max: 400 });
    expect(shown).toEqual({ lines: [`"${'a'.repeat(24)}… (2000 characters)"`] });
  });

  it('say why nothing is shown of what is too long or too deep', () => {
    const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`);
    expect(payloadLines(deep, { indent: 0, max: 1_000 })).toEqual({
      left: 'the payload is nested more than 100 levels deep',
    });
    expect(payloadLines(new Array(200).fill(''), { indent: 0, max: 400 })).toEqual({
      left: 'the payload has 802 characters; the JSON report holds it',
    });
  });
});
