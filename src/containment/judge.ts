/**
 * Ajv as the judge of witnesses. Around its known faults: `multipleOf` is exact, `uniqueItems` is not quadratic, patterns
 * are matched by our automata and never by the host's RegExp, the schemas a value passes are counted so that none can
 * make it run on, and old dialects are translated before it sees them.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, Obj } from '../spec/spec-version.ts';
import { createBudget, Unjudgeable } from './budget.ts';
import { isMultiple } from './decimal.ts';
import { type Dropped, droppedAt } from './direction.ts';
import type { Side } from './folding.ts';
import { satisfiesFormat } from './formats.ts';
import { canonical } from './formula.ts';
import { createPatterns } from './pattern/language.ts';
import type { Direction, SchemaIn } from './schema-in.ts';
import { GIVEN, MEMBERS, PART, translate, VALUE } from './translate.ts';

export interface JudgeOptions {
  /** Whether `format` is an annotation, asserted, or both: then the two have to agree. */
  readonly formats: 'off' | 'on' | 'both';
  readonly side: Side;
  readonly direction: Direction | undefined;
}

/** Whether a value is valid; undefined when this judge cannot say. */
export type Judge = (schema: SchemaIn, value: Json, options: JudgeOptions) => boolean | undefined;

/** Schemas that a value may pass, each as often as it does. */
const STEPS = 50_000;
/** Looking up what is known already costs this much of a step, and making a validator as much as hundreds, or one for so many characters. */
const KNOWN = 1 / 16;
const MAKING = 200;
const WRITTEN = 10;

/** What is remembered at most, so that a long life does not need more and more memory; enough for what one question may pass. */
const MAX_PARTS = 100_000;

type Check = (value: Json) => boolean;

/** A schema at a place, made a validator when the first value reaches it. */
interface Part {
  readonly home: SchemaIn;
  /** Undefined: its own. */
  readonly dropped: Dropped | undefined;
  check: Check | undefined;
}

export function createAjvJudge(): Judge {
  const budget = createBudget(STEPS);
  let asserted = false;
  const isAsserted = (): boolean => asserted;
  /** What was found of a value, so that what a witness repeats is looked at once. */
  let answers = new Map<Part, Map<Json, boolean>>();
  const passes = (part: Part, value: Json): boolean => {
    const known = answers.get(part) ?? new Map<Json, boolean>();
    const before = known.get(value);
    budget.spend(before === undefined ? 1 : KNOWN);
    if (before !== undefined) return before;
    part.check ??= checkOf(part);
    const answer = part.check(value);
    answers.set(part, known.set(value, answer));
    return answer;
  };
  let validators = new Map<string, (data: unknown) => boolean>();
  let instance: Ajv2020 | undefined;

  /** Documents of one build share what Ajv makes of them. */
  const validatorOf = (document: Obj): ((data: unknown) => boolean) => {
    const key = JSON.stringify(document);
    const known = validators.get(key);
    if (known !== undefined) return known;
    budget.spend(Math.max(MAKING, key.length / WRITTEN));
    instance ??= newAjv(budget, isAsserted, passes);
    const wrapped = { properties: { [VALUE]: withoutErrors(document) } };
    let validate: ((data: unknown) => unknown) | undefined;
    const made = (data: unknown): boolean => {
      if (validate === undefined) throw new Unjudgeable('a schema that Ajv cannot compile');
      try {
        return validate(data) === true;
      } catch (error) {
        // The code of thousands of branches nests deeper than the stack goes. To find that out takes long: once is enough.
        if (error instanceof RangeError) validate = undefined;
        throw error;
      }
    };
    try {
      validate = instance.compile(wrapped);
    } catch {
      validate = undefined;
    }
    instance.removeSchema(wrapped);
    validators.set(key, made);
    return made;
  };

  // By the document they are in, by the schema object, and by how they are asked.
  let parts = new Map<SchemaIn['resolve'], Map<unknown, Map<string, Part>>>();
  let count = 0;
  let side: Side = 'values';
  let direction: Direction | undefined;

  const partOf = (home: SchemaIn, dropped: Dropped | undefined): Part => {
    const inFile = parts.get(home.resolve) ?? new Map<unknown, Map<string, Part>>();
    parts.set(home.resolve, inFile);
    const ofSchema = inFile.get(home.schema) ?? new Map<string, Part>();
    inFile.set(home.schema, ofSchema);
    const names = dropped === undefined ? '' : `\n${JSON.stringify([...dropped])}`;
    const key = `${side} ${home.dialect} ${home.direction ?? ''} ${direction ?? ''}${names}`;
    let part = ofSchema.get(key);
    if (part === undefined) {
      part = { home, dropped, check: undefined };
      ofSchema.set(key, part);
      count++;
    }
    return part;
  };

  const checkOf = ({ home, dropped: given }: Part): Check => {
    const { schema } = home;
    if (typeof schema === 'boolean') return () => schema;
    const dropped = given ?? droppedAt(home, direction);
    const translated = translate({ home, dropped, side, partAt: partOf });
    // what does not travel is not there
    const absent = given === undefined && side === 'values' ? [...dropped.keys()] : [];
    const document =
      absent.length === 0
        ? translated.document
        : { allOf: [translated.document], properties: Object.fromEntries(absent.map((name) => [name, false])) };
    const validate = validatorOf(document);
    return (value) => validate({ [VALUE]: value, [GIVEN]: translated.given });
  };

  return (schema, value, options) => {
    ({ side, direction } = options);
    budget.restart(STEPS);
    if (count > MAX_PARTS) {
      parts = new Map();
      validators = new Map();
      count = 0;
    }
    try {
      refuseOddNames(value);
      const part = partOf(schema, undefined);
      asserted = options.formats === 'on';
      answers = new Map();
      const first = passes(part, value);
      if (options.formats !== 'both') return first;
      asserted = true;
      answers = new Map();
      return passes(part, value) === first ? first : undefined;
    } catch (error) {
      // whatever Ajv makes of an odd schema, it has not confirmed the witness
      if (error instanceof Error) return undefined;
      throw error;
    }
  };
}

function newAjv(
  budget: ReturnType<typeof createBudget>,
  isAsserted: () => boolean,
  passes: (part: Part, value: Json) => boolean,
): Ajv2020 {
  const patterns = createPatterns();
  const matches = (source: string, text: string): boolean => {
    const truth = patterns.matches(source, text, budget);
    if (truth === undefined) throw new Unjudgeable(`pattern ${source}`);
    return truth;
  };
  const regExp = Object.assign(
    (source: string) => ({
      test: (text: string): boolean => matches(source, text),
      // Ajv tells patterns apart by this
      toString: (): string => source,
    }),
    { code: 'unusable' },
  );
  const ajv = new Ajv2020({
    $data: true,
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
  for (const keyword of ['multipleOf', 'uniqueItems', 'pattern', 'format']) ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    $data: true,
    errors: false,
    validate: (of: number, value: number): boolean => isMultiple(value, of),
  });
  ajv.addKeyword({ keyword: 'pattern', type: 'string', $data: true, errors: false, validate: matches });
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    compile: (wanted: boolean) => (items: Json[]) => !wanted || new Set(items.map(canonical)).size === items.length,
  });
  // asserted or not by the question at hand, so that a schema is compiled once for both readings
  ajv.addKeyword({
    keyword: 'format',
    $data: true,
    errors: false,
    validate: (name: string, value: Json): boolean => !isAsserted() || satisfiesFormat(name, value) !== false,
  });
  ajv.addKeyword({
    keyword: MEMBERS,
    type: 'object',
    $data: true,
    errors: false,
    validate: (members: ReadonlyMap<string, Part>, value: Readonly<Record<string, Json>>): boolean =>
      Object.entries(value).every(([name, member]) => {
        const part = members.get(name);
        return part === undefined || passes(part, member);
      }),
  });
  ajv.addKeyword({ keyword: PART, $data: true, errors: false, validate: passes });
  return ajv;
}

/** Most of what Ajv writes makes errors, and nobody reads them: below `if` it makes none. */
function withoutErrors(document: Obj): Obj {
  return { if: document, else: false };
}

/** Ajv's generated code takes `__proto__` for more than a name. */
function refuseOddNames(value: Json): void {
  const pending: Json[] = [value];
  while (pending.length > 0) {
    const next = pending.pop() as Json;
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next) && Object.hasOwn(next, '__proto__')) throw new Unjudgeable('a member named __proto__');
    for (const inner of new Set(Object.values(next))) pending.push(inner as Json);
  }
}
