/** Keywords about type, listed values, numbers and strings to formulas. */
import type { Json, Obj } from '../spec/spec-version.ts';
import type { Budget } from './budget.ts';
import { formatOf, typesOf } from './dialect.ts';
import { type Folding, sizeParts } from './folding.ts';
import { ARR, BOOL, type Formula, INT, NULL, NUM, OBJ, STR } from './formula.ts';

const TYPES: Readonly<Record<string, number>> = {
  null: NULL,
  boolean: BOOL,
  integer: INT,
  number: NUM,
  string: STR,
  array: ARR,
  object: OBJ,
};

export function scalarParts(raw: Obj, folding: Folding, budget: Budget, parts: Formula[]): void {
  const { arena, rules, malformed } = folding;
  if (raw.type !== undefined) parts.push(typePart(raw, folding));
  if (rules.has('enum') && raw.enum !== undefined) {
    if (Array.isArray(raw.enum)) budget.spend(raw.enum.length);
    parts.push(Array.isArray(raw.enum) && isJson(raw.enum) ? arena.oneOfValues(raw.enum) : malformed('enum'));
  }
  if (rules.has('const') && Object.hasOwn(raw, 'const')) {
    parts.push(isJson(raw.const) ? arena.oneOfValues([raw.const]) : malformed('const'));
  }
  for (const lower of [true, false]) {
    const [keyword, strict] = lower ? ['minimum', 'exclusiveMinimum'] : ['maximum', 'exclusiveMaximum'];
    const bound = (value: unknown, exclusive: boolean, of: string): Formula =>
      typeof value === 'number' && Number.isFinite(value)
        ? arena.atom('bound', `${lower} ${value === 0 ? 0 : value} ${exclusive}`, { lower, value, exclusive })
        : malformed(of);
    if (raw[keyword] !== undefined) {
      parts.push(bound(raw[keyword], rules.booleanExclusive && raw[strict] === true, keyword));
    }
    const strictness = raw[strict];
    if (rules.booleanExclusive) {
      if (strictness !== undefined && typeof strictness !== 'boolean') parts.push(malformed(strict));
    } else if (strictness !== undefined) parts.push(bound(strictness, true, strict));
  }
  if (raw.multipleOf !== undefined) {
    const value = raw.multipleOf;
    const fits = typeof value === 'number' && Number.isFinite(value) && value > 0;
    parts.push(fits ? arena.atom('multiple', String(value), { value }) : malformed('multipleOf'));
  }
  sizeParts(raw, folding, 'minLength', 'maxLength', STR, parts);
  if (raw.pattern !== undefined) {
    const source = raw.pattern;
    parts.push(typeof source === 'string' ? arena.atom('pattern', source, { source }) : malformed('pattern'));
  }
  const name = formatOf(raw, rules);
  if (name !== undefined) {
    parts.push(typeof name === 'string' ? arena.atom('format', name, { name }) : malformed('format'));
  }
}

function typePart(raw: Obj, { arena, rules, malformed }: Folding): Formula {
  const types = typesOf(raw, rules);
  let mask = 0;
  for (const type of types) {
    if (typeof type !== 'string' || !Object.hasOwn(TYPES, type)) return malformed('type');
    mask |= TYPES[type] as number;
  }
  return types.length === 0 ? malformed('type') : arena.type(mask);
}

/** JSON and nothing else: YAML readers may yield dates, and numbers that are not. */
function isJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (depth > 100 || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return false;
  return Object.values(value).every((member) => isJson(member, depth + 1));
}
