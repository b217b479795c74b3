/** Ajv, set up as a plain JSON Schema 2020-12 validator: a judge that knows nothing of this product. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { mapSchema } from './rewrite-dialect.ts';
import { isObject } from './spec.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INT32 = 2 ** 31;

const ajv = new Ajv2020({
  strict: false,
  logger: false,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addFormat('date', DATE);
ajv.addFormat('date-time', DATE_TIME);
ajv.addFormat('uuid', UUID);
ajv.addFormat('int32', { type: 'number', validate: (n: number) => Number.isInteger(n) && n >= -INT32 && n < INT32 });
ajv.addFormat('int64', { type: 'number', validate: (n: number) => Number.isInteger(n) });

export type Judgement = (value: unknown) => boolean;

/** A validator of one schema; `named` are what `#/components/schemas/…` leads to. */
export function judgeOf(schema: unknown, named: Readonly<Record<string, unknown>> = {}): Judgement {
  const root = { allOf: [schema], components: { schemas: named } };
  const validate = ajv.compile(root);
  ajv.removeSchema(root);
  return (value) => validate(value) === true;
}

/**
 * A validator that takes, of what the schema takes, the values whose objects hold no undeclared name: the reading of
 * the standard profile. Names are declared by `properties`, `patternProperties` and a schema for additional ones.
 */
export function declaredJudgeOf(schema: unknown): Judgement {
  const closed = (inner: unknown) => (isObject(inner) ? { allOf: [inner], unevaluatedProperties: false } : inner);
  const everywhere = mapSchema(
    schema,
    (one) => {
      const { additionalProperties: additional, ...rest } = one;
      const out: Record<string, unknown> = saysNothing(additional)
        ? rest
        : { ...rest, additionalProperties: closed(additional) };
      if ('items' in out) out['items'] = closed(out['items']);
      if (Array.isArray(out['prefixItems'])) out['prefixItems'] = out['prefixItems'].map(closed);
      for (const keyword of ['properties', 'patternProperties']) {
        const map = out[keyword];
        if (isObject(map))
          out[keyword] = Object.fromEntries(Object.entries(map).map(([name, one]) => [name, closed(one)]));
      }
      return out;
    },
    'not',
  );
  return judgeOf(closed(everywhere));
}

function saysNothing(schema: unknown): boolean {
  if (schema === undefined || schema === true) return true;
  if (!isObject(schema)) return false;
  return Object.entries(schema).every(
    ([keyword, list]) =>
      /^(?:all|any|one)Of$/.test(keyword) && Array.isArray(list) && list.length === 1 && saysNothing(list[0]),
  );
}
