/**
 * Ajv as the judge of witnesses. Around its known faults: `multipleOf` is exact, `uniqueItems` is not quadratic, patterns
 * are matched by our automata and never by the host's RegExp, references are counted so that a schema cannot make it
 * run on, and old dialects are translated before it sees them.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, Obj } from '../spec/spec-version.ts';
import { createBudget, Unjudgeable } from './budget.ts';
import { bundle, createLibrary, MEMBERS, PIECE, STEP } from './bundle.ts';
import { isMultiple } from './decimal.ts';
import type { Side } from './folding.ts';
import { satisfiesFormat } from './formats.ts';
import { canonical } from './formula.ts';
import { createPatterns } from './pattern/language.ts';
import type { Direction, SchemaIn } from './schema-in.ts';

export interface JudgeOptions {
  /** Whether `format` is an annotation, asserted, or both: then the two have to agree. */
  readonly formats: 'off' | 'on' | 'both';
  readonly side: Side;
  readonly direction: Direction | undefined;
}

/** Whether a value is valid; undefined when this judge cannot say. */
export type Judge = (schema: SchemaIn, value: Json, options: JudgeOptions) => boolean | undefined;

const STEPS = 10_000;

/** What is remembered at most, so that a long life does not need more and more memory. */
const MAX_DOCUMENTS = 5000;

export function createAjvJudge(): Judge {
  const patterns = createPatterns();
  const budget = createBudget(STEPS);
  const regExp = Object.assign(
    (source: string) => ({
      test: (text: string): boolean => {
        const truth = patterns.matches(source, text, budget);
        if (truth === undefined) throw new Unjudgeable(`pattern ${source}`);
        return truth;
      },
      // Ajv tells patterns apart by this
      toString: (): string => source,
    }),
    { code: 'unusable' },
  );
  let asserted = false;
  let instance: Ajv2020 | undefined;
  const ajv = (): Ajv2020 => {
    if (instance !== undefined) return instance;
    instance = new Ajv2020({
      strict: false,
      meta: false,
      validateSchema: false,
      ownProperties: true,
      inlineRefs: false,
      loopRequired: 1,
      loopEnum: 1,
      messages: false,
      logger: false,
      code: { optimize: false, regExp },
    });
    for (const keyword of ['multipleOf', 'uniqueItems', 'format']) instance.removeKeyword(keyword);
    instance.addKeyword({
      keyword: 'multipleOf',
      type: 'number',
      compile: (of: number) => (value: number) => isMultiple(value, of),
    });
    instance.addKeyword({
      keyword: 'uniqueItems',
      type: 'array',
      compile: (wanted: boolean) => (items: Json[]) => !wanted || new Set(items.map(canonical)).size === items.length,
    });
    // asserted or not by the question at hand, so that a schema is compiled once for both readings
    instance.addKeyword({
      keyword: 'format',
      compile: (name: string) => (value: Json) => !asserted || satisfiesFormat(name, value) !== false,
    });
    instance.addKeyword({
      keyword: STEP,
      validate: (): boolean => {
        budget.spend();
        return true;
      },
    });
    instance.addKeyword({
      keyword: MEMBERS,
      type: 'object',
      compile: (pieces: Readonly<Record<string, number>>) => {
        const entries = Object.entries(pieces);
        return (value: Readonly<Record<string, Json>>) =>
          entries.every(([name, number]) => !Object.hasOwn(value, name) || isValid(number, value[name] as Json));
      },
    });
    instance.addKeyword({
      keyword: PIECE,
      compile: (number: number) => (value: Json) => {
        budget.spend();
        return isValid(number, value);
      },
    });
    return instance;
  };

  // Making a validator is nearly all of an answer.
  let library = createLibrary();
  let compiled: ((value: Json) => boolean)[] = [];

  const isValid = (number: number, value: Json): boolean => {
    const known = compiled[number];
    if (known !== undefined) return known(value);
    const validate = compile(library.documentAt(number));
    compiled[number] = validate;
    return validate(value);
  };

  const compile = (document: Obj | boolean): ((value: Json) => boolean) => {
    if (typeof document === 'boolean') return () => document;
    const compiler = ajv();
    const wrapped = withoutErrors(document);
    const validate = compiler.compile(wrapped);
    compiler.removeSchema(wrapped);
    return (value) => validate(value) === true;
  };

  const validity = (number: number, value: Json, formats: JudgeOptions['formats']): boolean | undefined => {
    asserted = formats === 'on';
    const first = isValid(number, value);
    if (formats !== 'both') return first;
    asserted = true;
    return isValid(number, value) === first ? first : undefined;
  };

  return (schema, value, { formats, side, direction }) => {
    budget.restart(STEPS);
    if (library.size() > MAX_DOCUMENTS) {
      library = createLibrary();
      compiled = [];
    }
    try {
      const document = bundle(schema, value, side, direction, library);
      return validity(library.add(document), value, formats);
    } catch (error) {
      // whatever Ajv makes of an odd schema, it has not confirmed the witness
      if (error instanceof Error) return undefined;
      throw error;
    }
  };
}

/** Most of what Ajv writes makes errors, and nobody reads them: below `if` it makes none. */
function withoutErrors({ $defs, ...document }: Obj): Obj {
  return { if: document, else: false, ...($defs !== undefined && { $defs }) };
}
