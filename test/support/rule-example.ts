/** The example files of the rules: `test/rules/<rule-id>.yaml`. Their notation is explained in test/rules/README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Dialect } from '../../src/spec/spec-version.ts';
import { completeDocument, type Doc, documentAround, isObject, pathsOf, type SchemaPlace, schemasIn } from './spec.ts';

export interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

export interface ExpectedFinding {
  readonly rule: string;
  readonly is: 'breaking' | 'compatible' | 'unknown';
  readonly level: 'error' | 'warning' | 'info';
  readonly direction: 'request' | 'response';
  readonly path: string;
  readonly says?: string;
}

export interface ExampleValue {
  readonly value: unknown;
  readonly before: 'accepted' | 'refused';
  readonly after: 'accepted' | 'refused';
}

/** One pair of documents and all that is to be found in it. */
export interface Comparison {
  readonly title: string;
  readonly before: Doc;
  readonly after: Doc;
  /** Who fills the place; undefined for a whole document. */
  readonly direction?: ExpectedFinding['direction'];
  readonly findings: readonly ExpectedFinding[];
}

export interface RuleCase {
  readonly name: string;
  readonly because: string;
  readonly comparisons: readonly Comparison[];
  readonly values: readonly ExampleValue[];
  /** Why no example value can show the break: the reason stands in place of the values. */
  readonly noWitness?: string;
  /** The schemas that Ajv judges; absent where a document is compared. */
  readonly schema?: Sides<unknown>;
  readonly named: Sides<Doc>;
  readonly dialect: Sides<Dialect>;
}

export interface RuleFile {
  readonly rule: string;
  readonly cases: readonly RuleCase[];
}

const PLACES: readonly SchemaPlace[] = ['request', 'response', 'parameter', 'header', 'webhook'];
const DIRECTIONS: Readonly<Record<SchemaPlace, ExpectedFinding['direction']>> = {
  request: 'request',
  parameter: 'request',
  response: 'response',
  header: 'response',
  webhook: 'response',
};

const folder = join(import.meta.dirname, '../rules');

export function ruleFileNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

function readRuleFile(rule: string): RuleFile {
  const raw = load(readFileSync(join(folder, `${rule}.yaml`), 'utf8'), { schema: CORE_SCHEMA });
  if (!Array.isArray(raw)) throw new Error(`${rule}.yaml: a list of cases is expected`);
  return { rule, cases: raw.map((one: unknown, index) => caseOf(one, `${rule}.yaml, case ${index + 1}`)) };
}

export function readRuleFiles(): RuleFile[] {
  return ruleFileNames().map(readRuleFile);
}

const KNOWN = new Set(['name', 'because', 'dialect', 'schema', 'named', 'operation', 'document', 'findings', 'values']);

function caseOf(raw: unknown, where: string): RuleCase {
  if (!isObject(raw)) throw new Error(`${where}: not a mapping`);
  const { name, because } = raw;
  if (typeof name !== 'string' || typeof because !== 'string') throw new Error(`${where}: needs a name and a because`);
  for (const key of Object.keys(raw)) {
    if (!KNOWN.has(key) && key !== 'noWitness' && !(PLACES as readonly string[]).includes(key))
      throw new Error(`${where}: unknown key ${key}`);
  }
  const dialect = sidesOf(raw['dialect'] ?? '3.1') as Sides<Dialect>;
  const named = sidesOf(raw['named'] ?? {}) as Sides<Doc>;
  return {
    name,
    because,
    dialect,
    named,
    values: (raw['values'] ?? []) as ExampleValue[],
    ...(typeof raw['noWitness'] === 'string' && { noWitness: raw['noWitness'] }),
    ...('schema' in raw && { schema: sidesOf(raw['schema']) }),
    comparisons: comparisonsOf(raw, dialect, named, where),
  };
}

/** `{before, after}`, or one value for both. */
function sidesOf(value: unknown): Sides<unknown> {
  if (isObject(value) && 'before' in value && 'after' in value)
    return { before: value['before'], after: value['after'] };
  return { before: value, after: value };
}

function comparisonsOf(raw: Doc, dialect: Sides<Dialect>, named: Sides<Doc>, where: string): Comparison[] {
  if ('schema' in raw) {
    const schema = sidesOf(raw['schema']);
    const around = (side: 'before' | 'after', place: SchemaPlace) =>
      documentAround(schema[side], place, dialect[side], named[side]);
    const used = PLACES.filter((place) => place in raw);
    if (used.length === 0) throw new Error(`${where}: says of no place what is to be found there`);
    return used.map((place) => ({
      title: place,
      direction: DIRECTIONS[place],
      before: around('before', place),
      after: around('after', place),
      findings: expected(raw[place], DIRECTIONS[place], where),
    }));
  }
  const whole = 'document' in raw ? sidesOf(raw['document']) : undefined;
  const operation = 'operation' in raw ? sidesOf(raw['operation']) : undefined;
  const side = (which: 'before' | 'after'): Doc => {
    const schemas = Object.keys(named[which]).length === 0 ? {} : schemasIn(named[which], dialect[which]);
    const own = whole === undefined ? pathsOf(operation?.[which]) : (whole[which] as Doc);
    return completeDocument({ ...own, ...schemas }, dialect[which]);
  };
  if (whole === undefined && operation === undefined) throw new Error(`${where}: has nothing to compare`);
  return [
    {
      title: 'document',
      before: side('before'),
      after: side('after'),
      findings: expected(raw['findings'], undefined, where),
    },
  ];
}

function expected(raw: unknown, fixed: ExpectedFinding['direction'] | undefined, where: string): ExpectedFinding[] {
  if (!Array.isArray(raw)) throw new Error(`${where}: the findings are a list, which may be empty`);
  return raw.map((one: unknown) => {
    if (!isObject(one)) throw new Error(`${where}: a finding is a mapping`);
    const { rule, is, level, path = '', says } = one;
    const direction = one['direction'] ?? fixed;
    if (
      typeof rule !== 'string' ||
      typeof is !== 'string' ||
      typeof level !== 'string' ||
      typeof direction !== 'string'
    )
      throw new Error(`${where}: a finding needs rule, is, level${fixed === undefined ? ', direction' : ''}`);
    return { rule, is, level, direction, path, ...(says !== undefined && { says }) } as ExpectedFinding;
  });
}
