/**
 * Ajv as the judge of witnesses. Around its known faults: `multipleOf` is exact, `uniqueItems` is not quadratic, patterns
 * are matched by our automata and never by the host's RegExp, references are counted so that a schema cannot make it
 * run on, and old dialects are translated before it sees them.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, Obj } from '../spec/spec-version.ts';
import { createBudget, Unjudgeable } from './budget.ts';
import { bundle, STEP } from './bundle.ts';
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
    return instance;
  };

  const validity = (document: Obj, value: Json, formats: JudgeOptions['formats']): boolean | undefined => {
    const compiler = ajv();
    try {
      const validate = compiler.compile(document);
      asserted = formats === 'on';
      const first = validate(value) === true;
      if (formats !== 'both') return first;
      asserted = true;
      return (validate(value) === true) === first ? first : undefined;
    } finally {
      compiler.removeSchema(document);
    }
  };

  // Half of the questions come again, from changes in one message, and making a validator is nearly all of an answer.
  const known = new Map<string, boolean | undefined>();

  const remembered = (document: Obj, value: Json, formats: JudgeOptions['formats']): boolean | undefined => {
    const key = JSON.stringify([formats, value, document]);
    if (!known.has(key)) known.set(key, validity(document, value, formats));
    return known.get(key);
  };

  return (schema, value, { formats, side, direction }) => {
    budget.restart(STEPS);
    try {
      const document = bundle(schema, value, side, direction);
      return typeof document === 'boolean' ? document : remembered(document, value, formats);
    } catch (error) {
      // whatever Ajv makes of an odd schema, it has not confirmed the witness
      if (error instanceof Error) return undefined;
      throw error;
    }
  };
}
