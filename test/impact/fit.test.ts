import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShapes } from '../../src/diff/shapes.ts';
import { accepts } from '../../src/impact/accept.ts';
import { createCovering } from '../../src/impact/covering.ts';
import { misfits, newWork, type Version } from '../../src/impact/fit.ts';
import { openDocument } from '../../src/spec/document.ts';
import { child, type SourceFile } from '../../src/spec/spec-version.ts';

type Schema = Readonly<Record<string, unknown>>;

const ajv = new Ajv2020({ strict: false, allErrors: false });

/** Shapes of some schemas of one document, by their names. */
function shapesOf(schemas: Readonly<Record<string, Schema>>) {
  const value = { openapi: '3.1.0', schemas };
  const file: SourceFile = {
    url: 'file:///t.json',
    name: 't.json',
    text: JSON.stringify(value),
    format: 'json',
    value,
  };
  const document = openDocument({
    system: 's',
    label: 't',
    dialect: '3.1',
    entry: file.url,
    files: new Map([[file.url, file]]),
    unjudged: [],
  });
  const shapes = createShapes(document);
  return (name: string) => {
    const all = child(document.root, 'schemas');
    const at = all && child(all, name);
    if (at === undefined) throw new Error(`no schema ${name}`);
    return { shapes, shape: shapes.of([at], at) };
  };
}

interface Four {
  readonly sourceBefore: Schema;
  readonly targetBefore: Schema;
  readonly sourceAfter: Schema;
  readonly targetAfter: Schema;
}

function problemsOf({ sourceBefore, targetBefore, sourceAfter, targetAfter }: Four) {
  const source = shapesOf({ before: sourceBefore, after: sourceAfter });
  const target = shapesOf({ before: targetBefore, after: targetAfter });
  const version = (which: 'before' | 'after'): Version => ({
    source: source(which).shape,
    target: target(which).shape,
    sourceShapes: source(which).shapes,
    targetShapes: target(which).shapes,
  });
  return misfits(newWork(createCovering()), version('after'), version('before'));
}

// Every text up to 7 letters, whole numbers and halves between -3 and 9: the limits below lie well inside.
const VALUES: readonly unknown[] = [
  ...Array.from({ length: 8 }, (_, length) => 'a'.repeat(length)),
  ...['b', 'c'].flatMap((letter) => [1, 2, 3, 4, 5, 6].map((length) => letter.repeat(length))),
  ...Array.from({ length: 26 }, (_, index) => index / 2 - 3),
  true,
  false,
];

/** Limits that some value is within. */
const limits = fc
  .record({ low: fc.option(fc.integer({ min: 0, max: 4 })), span: fc.option(fc.integer({ min: 1, max: 4 })) })
  .map(({ low, span }) => ({ low, high: span === null ? null : (low ?? 0) + span }));

const schema: fc.Arbitrary<Schema> = fc.oneof(
  limits.map(({ low, high }) => ({
    type: 'string',
    ...(low !== null && { minLength: low }),
    ...(high !== null && { maxLength: high }),
  })),
  fc
    .record({ type: fc.constantFrom('integer', 'number'), within: limits, exclusive: fc.boolean() })
    .map(({ type, within: { low, high }, exclusive }) => ({
      type,
      ...(low !== null && { [exclusive ? 'exclusiveMinimum' : 'minimum']: low }),
      ...(high !== null && { maximum: high }),
    })),
  fc.subarray(['a', 'b', 'aaa', 1, 2, true] as unknown[], { minLength: 1 }).map((values) => ({ enum: values })),
  fc.constantFrom<Schema>({ type: 'boolean' }, { type: ['string', 'integer'] }, {}),
);

const four: fc.Arbitrary<Four> = fc.record({
  sourceBefore: schema,
  targetBefore: schema,
  sourceAfter: schema,
  targetAfter: schema,
});

/** Values of (S′ ∖ T′) ∖ (S ∖ T), by an independent judge. */
function newlyFailing({ sourceBefore, targetBefore, sourceAfter, targetAfter }: Four): unknown[] {
  const [s, t, s2, t2] = [sourceBefore, targetBefore, sourceAfter, targetAfter].map((one) => ajv.compile(one));
  return VALUES.filter((value) => s2?.(value) && !t2?.(value) && !(s?.(value) && !t?.(value)));
}

/** Types of which the source sent values before, and none arrived: more of them failing is nothing new. */
function deadTypes({ sourceBefore, targetBefore }: Four): Set<string> {
  const [s, t] = [ajv.compile(sourceBefore), ajv.compile(targetBefore)];
  const sent = VALUES.filter((value) => s(value));
  const arriving = new Set(sent.filter((value) => t(value)).map((value) => typeof value));
  return new Set(sent.map((value) => typeof value).filter((type) => !arriving.has(type)));
}

describe('misfits', () => {
  it('misses no value that newly fails', () => {
    fc.assert(
      fc.property(four, (schemas) => {
        // An open source before a listed target could always send what is refused: reaching further is not told.
        fc.pre(!('enum' in schemas.targetBefore) || 'enum' in schemas.sourceBefore);
        const dead = deadTypes(schemas);
        const failing = newlyFailing(schemas).filter((value) => !dead.has(typeof value));
        if (failing.length > 0)
          expect(problemsOf(schemas), `newly failing: ${JSON.stringify(failing)}`).not.toEqual([]);
      }),
      { seed: 20261123, numRuns: 1500 },
    );
  });

  it('says nothing when no value newly fails', () => {
    fc.assert(
      fc.property(four, (schemas) => {
        // The sample holds a witness of every difference these schemas can have, but for numbers and texts without end.
        const bounded = Object.values(schemas).every(
          (one) => 'maximum' in one || 'maxLength' in one || 'enum' in one || one['type'] === 'boolean',
        );
        const mixed = 'enum' in schemas.targetBefore && !('enum' in schemas.sourceBefore);
        if (bounded && !mixed && deadTypes(schemas).size === 0 && newlyFailing(schemas).length === 0)
          expect(problemsOf(schemas)).toEqual([]);
      }),
      { seed: 20261123, numRuns: 1500 },
    );
  });

  it('is silent when nothing changed, however little fits', () => {
    fc.assert(
      fc.property(schema, schema, (source, target) => {
        const same = { sourceBefore: source, sourceAfter: source, targetBefore: target, targetAfter: target };
        expect(problemsOf(same)).toEqual([]);
      }),
      { seed: 20261123, numRuns: 1000 },
    );
  });

  it('asks each alternative of a union by itself', () => {
    const text: Schema = { anyOf: [{ type: 'string', maxLength: 3 }, { type: 'boolean' }] };
    const more: Schema = { anyOf: [{ type: 'string', maxLength: 3 }, { type: 'boolean' }, { type: 'object' }] };
    const ask = (sourceAfter: Schema, targetAfter: Schema) =>
      problemsOf({ sourceBefore: text, targetBefore: text, sourceAfter, targetAfter }).map(({ kind }) => kind);
    expect(ask(text, more)).toEqual([]); // the target takes more
    expect(ask(more, more)).toEqual([]); // both grow alike
    expect(ask(more, text)).toEqual(['type-refused']); // objects come, and are refused
    expect(ask(text, { type: 'boolean' })).toEqual(['type-refused']); // texts are refused now
  });

  it('follows recursive schemas to an end', () => {
    const node: Schema = {
      type: 'object',
      required: ['next'],
      properties: { next: { $ref: '#/schemas/after' }, size: { type: 'string', maxLength: 9 } },
    };
    const short: Schema = {
      type: 'object',
      properties: { next: { $ref: '#/schemas/after' }, size: { type: 'string', maxLength: 5 } },
    };
    const problems = problemsOf({ sourceBefore: node, sourceAfter: node, targetBefore: node, targetAfter: short });
    expect(problems.map(({ kind }) => kind)).toEqual(['limit-refused']);
  });
});

describe('accepts', () => {
  it('agrees with Ajv wherever it is sure', () => {
    fc.assert(
      fc.property(schema, fc.constantFrom(...VALUES, null, 'x'.repeat(9), [], {}), (one, value) => {
        const { shapes, shape } = shapesOf({ one })('one');
        const answer = accepts(shapes, shape, value);
        if (answer !== 'unknown') expect(answer).toBe(ajv.validate(one, value) ? 'yes' : 'no');
      }),
      { seed: 20261123, numRuns: 1500 },
    );
  });
});
