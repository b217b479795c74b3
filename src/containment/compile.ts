/** Schemas to formulas: what each keyword asserts, dialect by dialect. References stay lazy; trees are folded at once. */
import { isObj, type Obj } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import type { Budget } from './budget.ts';
import { arrayParts } from './compile-array.ts';
import { objectParts } from './compile-object.ts';
import { scalarParts } from './compile-scalar.ts';
import { DIALECTS, type DialectRules } from './dialect.ts';
import { type Dropped, droppedAt, droppedUnder } from './direction.ts';
import { type Folding, identityOf, type Side, text } from './folding.ts';
import type { Formula } from './formula.ts';
import type { Direction, SchemaIn } from './schema-in.ts';
import { expandUnevaluated } from './unevaluated.ts';

export interface Compiler {
  /** `values`: the side whose values are asked about (`a`), or the side that judges them (`b`). */
  readonly compile: (schema: SchemaIn, side: Side) => Formula;
}

/** One way a schema object was folded; there is more than one only when two documents or directions share it. */
interface Fold {
  readonly schema: SchemaIn;
  readonly side: Side;
  readonly dropped: Dropped;
  readonly formula: Formula;
  readonly next: Fold | undefined;
}

/** Folding a schema object takes as long as this many steps of the search. */
const COST = 4;
const MAX_DEPTH = 300;

/** Tells things apart by identity; one for all compilers of an arena, whose references are known by these numbers. */
export function createNumbers(): (thing: unknown) => number {
  const numbers = new Map<unknown, number>();
  return (thing) => {
    let number = numbers.get(thing);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(thing, number);
    }
    return number;
  };
}

export interface CompilerParts {
  readonly arena: Arena;
  readonly direction: Direction | undefined;
  readonly budget: Budget;
  readonly numberOf: (thing: unknown) => number;
}

export function createCompiler({ arena, direction, budget, numberOf }: CompilerParts): Compiler {
  const known = new Map<unknown, Fold>();
  const leaves = new Map<string, Formula>();
  const drops = new Map<unknown, readonly { readonly at: SchemaIn; readonly dropped: Dropped }[]>();

  /** A place is come by again and again, and all that governs it may be thousands of schemas. */
  const droppedOf = (schema: SchemaIn): Dropped => {
    const { schema: raw, resolve, dialect } = schema;
    const known = drops.get(raw) ?? [];
    const same = known.find(
      (one) => one.at.resolve === resolve && one.at.dialect === dialect && one.at.direction === schema.direction,
    );
    if (same !== undefined) return same.dropped;
    const dropped = droppedAt(schema, direction);
    drops.set(raw, [...known, { at: schema, dropped }]);
    return dropped;
  };

  /** The schema of a fresh place: what does not count in this direction is found by looking at all that governs it. */
  const place = (schema: SchemaIn, side: Side, depth: number): Formula => {
    const dropped = droppedOf(schema);
    const formula = fold(schema, side, dropped, depth);
    if (dropped.size === 0 || side === 'judge') return formula;
    return arena.and([formula, ...[...dropped.keys()].map((name) => arena.atom('absent', name, { name }))]);
  };

  const fold = (schema: SchemaIn, side: Side, dropped: Dropped, depth: number): Formula => {
    const raw = schema.schema;
    if (raw === true) return arena.TRUE;
    if (raw === false) return arena.FALSE;
    if (!isObj(raw)) return arena.unknown(`not a schema: ${text(raw)}`, identityOf(raw));
    const before = known.get(raw);
    const remember = (formula: Formula): Formula => {
      known.set(raw, { schema, side, dropped, formula, next: before });
      return formula;
    };
    for (let fold = before; fold !== undefined; fold = fold.next) {
      const { resolve, dialect } = fold.schema;
      const same =
        resolve === schema.resolve &&
        dialect === schema.dialect &&
        fold.schema.direction === schema.direction &&
        fold.side === side;
      if (same && isEqual(fold.dropped, dropped)) return fold.formula;
    }
    // Only now: of a list of thousands of values the text takes its time, and it is asked for again and again.
    const content = contentOf(raw, DIALECTS[schema.dialect]);
    const leaf = content === undefined ? undefined : leaves.get(`${schema.dialect} ${content}`);
    if (leaf !== undefined) return remember(leaf);
    if (depth > MAX_DEPTH) return arena.unknown(`nested too deeply (${numberOf(raw)})`);
    budget.spend(COST);
    const formula = foldObject(schema, raw, side, dropped, depth);
    if (content !== undefined) leaves.set(`${schema.dialect} ${content}`, formula);
    return remember(formula);
  };

  const foldObject = (schema: SchemaIn, raw: Obj, side: Side, dropped: Dropped, depth: number): Formula => {
    const rules = DIALECTS[schema.dialect];
    const within = (inner: unknown): SchemaIn => ({ ...schema, schema: inner });
    const folding: Folding = {
      arena,
      rules,
      dropped,
      here: (inner) => fold(within(inner), side, dropped, depth + 1),
      under: (keyword, inner) => fold(within(inner), side, droppedUnder(keyword, dropped), depth + 1),
      below: (inner) => place(within(inner), side, depth + 1),
      malformed: (keyword) =>
        arena.unknown(`${keyword}: ${text(raw[keyword])}`, `${keyword}: ${identityOf(raw[keyword])}`),
    };
    const parts: Formula[] = [];
    if (Object.hasOwn(raw, '$ref')) {
      const ref = raw.$ref;
      if (typeof ref !== 'string') return folding.malformed('$ref');
      parts.push(reference(ref, raw, schema, side, dropped));
      if (rules.refAlone) return parts[0] as Formula;
    }
    if (rules.has('$dynamicRef') && Object.hasOwn(raw, '$dynamicRef')) {
      parts.push(dynamicReference(raw, schema, side, dropped));
    }
    scalarParts(raw, folding, budget, parts);
    arrayParts(raw, folding, parts);
    objectParts(raw, folding, parts);
    composedParts(raw, folding, side === 'judge' && schema.discriminates === true, parts);
    const base = arena.and(parts);
    if (raw.unevaluatedProperties === undefined && raw.unevaluatedItems === undefined) return base;
    return arena.and([base, ...unevaluatedParts(raw, folding, base)]);
  };

  const reference = (ref: string, raw: Obj, schema: SchemaIn, side: Side, dropped: Dropped): Formula => {
    return referenceTo(schema.resolve(ref, raw), ref, schema, side, dropped);
  };

  const dynamicReference = (raw: Obj, schema: SchemaIn, side: Side, dropped: Dropped): Formula => {
    const { $dynamicRef: ref } = raw;
    if (typeof ref !== 'string' || schema.resolveDynamic === undefined)
      return arena.unknown(`$dynamicRef: ${text(ref)} (${numberOf(schema.resolve)})`);
    return referenceTo(schema.resolveDynamic(ref, raw), ref, schema, side, dropped);
  };

  const referenceTo = (
    target: SchemaIn | undefined,
    ref: string,
    schema: SchemaIn,
    side: Side,
    dropped: Dropped,
  ): Formula => {
    if (target === undefined) return arena.unknown(`$ref ${ref} leads nowhere (${numberOf(schema.resolve)})`);
    const manner = `${target.dialect} ${dropped.size === 0 ? '' : `${side} ${[...dropped].join('\n')}`}`;
    const identity = `${numberOf(target.schema)} ${numberOf(target.resolve)} ${side} ${target.direction ?? direction ?? ''} ${manner}`;
    const spelled = `${ref}\n${manner}`;
    return arena.ref(identity, spelled, () => fold(target, side, dropped, 0));
  };

  return { compile: (schema, side) => place(schema, side, 0) };
}

/**
 * All that counts in a schema that holds no other and refers to none, which most schemas of a description are: equal text
 * for equal meaning. Undefined for others, and for conditions, whose branches are no keywords of their own.
 */
function contentOf(raw: Obj, rules: DialectRules): string | undefined {
  let content = '';
  for (const keyword in raw) {
    if (keyword === '$ref' || keyword === '$dynamicRef' || keyword === 'if') return undefined;
    if (!rules.has(keyword) && keyword !== rules.nullable) continue;
    const value = raw[keyword];
    const isPlain = keyword === 'enum' ? Array.isArray(value) && value.every(isScalar) : isScalar(value);
    if (!isPlain) return undefined;
    content += ` ${keyword} ${JSON.stringify(value)}`;
  }
  return content;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value);
}

/** `picks`: a discriminator names the one branch that judges a value, whatever the others would say of it. */
function composedParts(raw: Obj, folding: Folding, picks: boolean, parts: Formula[]): void {
  const { arena, rules, here, under, malformed } = folding;
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = raw[keyword];
    if (!rules.has(keyword) || list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0) parts.push(malformed(keyword));
    else if (keyword === 'allOf') parts.push(arena.and(list.map(here)));
    else if (keyword === 'anyOf' || (picks && isObj(raw.discriminator))) parts.push(arena.or(list.map(here)));
    else parts.push(arena.one(list.map(here)));
  }
  if (rules.has('not') && raw.not !== undefined) parts.push(arena.not(under('not', raw.not)));
  if (rules.has('if') && raw.if !== undefined) {
    const branch = (schema: unknown): Formula => (schema === undefined ? arena.TRUE : here(schema));
    parts.push(arena.ifThen(under('if', raw.if), branch(raw.then), branch(raw.else)));
  }
}

function unevaluatedParts(raw: Obj, { arena, rules, below }: Folding, base: Formula): Formula[] {
  const parts: Formula[] = [];
  for (const sort of ['object', 'array'] as const) {
    const keyword = sort === 'object' ? 'unevaluatedProperties' : 'unevaluatedItems';
    if (!rules.has(keyword) || raw[keyword] === undefined) continue;
    const rest = below(raw[keyword]);
    let forced: Formula | undefined;
    const force = (): Formula => {
      forced ??= expandUnevaluated(arena, sort, base, rest);
      return forced;
    };
    parts.push(arena.atom('unevaluated', sort, { of: sort, force }, [base, rest]));
  }
  return parts;
}

function isEqual(x: Dropped, y: Dropped): boolean {
  return x === y || (x.size === y.size && [...x].every(([name, holds]) => y.get(name) === holds));
}
