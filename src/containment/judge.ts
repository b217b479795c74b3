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
import type { Direction } from './direction.ts';
import type { Side } from './folding.ts';
import { NUMBER_FORMATS, STRING_FORMATS, satisfiesFormat } from './formats.ts';
import { canonical } from './formula.ts';
import { createPatterns } from './pattern/language.ts';
import type { SchemaIn } from './schema-in.ts';

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
  const instances = new Map<boolean, Ajv2020>();
  const instance = (formats: boolean): Ajv2020 => {
    let ajv = instances.get(formats);
    if (ajv === undefined) {
      ajv = new Ajv2020({
        strict: false,
        meta: false,
        validateSchema: false,
        validateFormats: formats,
        ownProperties: true,
        inlineRefs: false,
        logger: false,
        code: { optimize: false, regExp },
      });
      ajv.removeKeyword('multipleOf');
      ajv.addKeyword({
        keyword: 'multipleOf',
        type: 'number',
        compile: (of: number) => (value: number) => isMultiple(value, of),
      });
      ajv.removeKeyword('uniqueItems');
      ajv.addKeyword({
        keyword: 'uniqueItems',
        type: 'array',
        compile: (wanted: boolean) => (items: Json[]) => !wanted || new Set(items.map(canonical)).size === items.length,
      });
      ajv.addKeyword({
        keyword: STEP,
        validate: (): boolean => {
          budget.spend();
          return true;
        },
      });
      for (const name of [...STRING_FORMATS, ...NUMBER_FORMATS]) {
        const validate = (value: string | number): boolean => satisfiesFormat(name, value) !== false;
        if (NUMBER_FORMATS.has(name)) ajv.addFormat(name, { type: 'number', validate });
        else ajv.addFormat(name, { type: 'string', validate });
      }
      instances.set(formats, ajv);
    }
    return ajv;
  };

  const validity = (document: Obj, value: Json, formats: boolean): boolean => {
    const ajv = instance(formats);
    try {
      return ajv.compile(document)(value) === true;
    } finally {
      ajv.removeSchema(document);
    }
  };

  return (schema, value, { formats, side, direction }) => {
    budget.restart(STEPS);
    try {
      const document = bundle(schema, value, side, direction);
      if (typeof document === 'boolean') return document;
      const first = validity(document, value, formats === 'on');
      if (formats !== 'both' || !JSON.stringify(document).includes('"format":')) return first;
      return validity(document, value, true) === first ? first : undefined;
    } catch (error) {
      // whatever Ajv makes of an odd schema, it has not confirmed the witness
      if (error instanceof Error) return undefined;
      throw error;
    }
  };
}
