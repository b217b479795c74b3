/** Interning: the only place where formulas are made. One arena per session; formulas of two arenas never meet. */
import type { Json } from '../spec/spec-version.ts';
import { ANY, ARR, canonical, type Formula, type FormulaOf, type Kind, OBJ, sortOf } from './formula.ts';

type Data<K extends Kind> = Omit<FormulaOf<K>, 'id' | 'skeleton' | 'hasRef' | 'notes' | 'declares' | 'kids' | 'kind'>;

/** What is unknown may evaluate members, too. */
const NOTED: ReadonlySet<Kind> = new Set(
  'ref unevaluated prop patterned rest item items count unknown'.split(' ') as Kind[],
);

export interface Arena {
  readonly TRUE: Formula;
  readonly FALSE: Formula;
  /** `identity` tells it from other things that nobody knows, where the words for people do not. */
  readonly unknown: (reason: string, identity?: string) => Formula;
  readonly atom: <K extends Kind>(kind: K, key: string, data: Data<K>, kids?: readonly Formula[]) => Formula;
  readonly and: (parts: readonly Formula[]) => Formula;
  readonly or: (parts: readonly Formula[]) => Formula;
  readonly one: (parts: readonly Formula[]) => Formula;
  readonly not: (formula: Formula) => Formula;
  readonly ifThen: (test: Formula, then: Formula, otherwise: Formula) => Formula;
  readonly type: (mask: number) => Formula;
  readonly oneOfValues: (values: readonly Json[]) => Formula;
  /** A reference: `key` names its target exactly, `text` is how it is written. */
  readonly ref: (key: string, text: string, target: () => Formula) => Formula;
}

export function createArena(): Arena {
  const byKey = new Map<string, Formula>();
  const skeletons = new Map<string, number>();
  let nextId = 0;

  const skeletonOf = (key: string): number => {
    let skeleton = skeletons.get(key);
    if (skeleton === undefined) {
      skeleton = skeletons.size;
      skeletons.set(key, skeleton);
    }
    return skeleton;
  };

  const make = (kind: Kind, key: string, data: object, kids: readonly Formula[], refText?: string): Formula => {
    let ids = '';
    let hasRef = refText !== undefined;
    for (const kid of kids) {
      ids += ` ${kid.id}`;
      hasRef ||= kid.hasRef;
    }
    const full = `${kind}${ids}|${key}`;
    const known = byKey.get(full);
    if (known !== undefined) return known;
    const skeleton = hasRef
      ? skeletonOf(
          refText !== undefined ? `ref|${refText}` : `${kind} ${kids.map((kid) => kid.skeleton).join(' ')}|${key}`,
        )
      : -1 - byKey.size;
    const notes = NOTED.has(kind) || (kind !== 'not' && kids.some((kid) => kid.notes));
    const { mask = 0 } = data as { readonly mask?: number };
    const declares =
      notes ||
      kind === 'required' ||
      (kind === 'enum' && (mask & (ARR | OBJ)) !== 0) ||
      (kind !== 'not' && kids.some((kid) => kid.declares));
    const node = { kind, id: nextId++, skeleton, hasRef, notes, declares, kids, ...data } as Formula;
    byKey.set(full, node);
    return node;
  };

  const TRUE = make('true', '', {}, []);
  const FALSE = make('false', '', {}, []);
  const type = (mask: number): Formula =>
    mask === ANY ? TRUE : mask === 0 ? FALSE : make('type', String(mask), { mask }, []);

  const oneOfValues = (values: readonly Json[]): Formula => {
    const byText = new Map<string, Json>();
    for (const value of values) byText.set(canonical(value), value);
    if (byText.size === 0) return FALSE;
    const texts = [...byText.keys()].sort();
    const distinct = texts.map((text) => byText.get(text) as Json);
    let mask = 0;
    for (const value of distinct) mask |= sortOf(value);
    return make('enum', texts.join(','), { values: distinct, mask }, []);
  };

  /** Without nesting and repetition, in an order that does not depend on how it was written. */
  const flatten = (kind: 'and' | 'or', parts: readonly Formula[]): Formula[] => {
    const flat: Formula[] = [];
    for (const part of parts) {
      if (part.kind === kind) flat.push(...part.kids);
      else flat.push(part);
    }
    if (flat.length < 2) return flat;
    flat.sort((x, y) => x.skeleton - y.skeleton || x.id - y.id);
    return flat.filter((part, index) => part !== flat[index - 1]);
  };

  const and = (parts: readonly Formula[]): Formula => {
    if (parts.length < 2) return parts[0] ?? TRUE;
    let mask = ANY;
    let values: FormulaOf<'enum'> | undefined;
    const rest: Formula[] = [];
    const take = (part: Formula): void => {
      if (part.kind === 'and') part.kids.forEach(take);
      else if (part.kind === 'type') mask &= part.mask;
      else if (part.kind === 'false') mask = 0;
      else if (part.kind !== 'true') {
        if (part.kind === 'enum') values ??= part;
        rest.push(part);
      }
    };
    parts.forEach(take);
    if (mask === 0) return FALSE;
    if (mask !== ANY && values !== undefined) {
      const kept = oneOfValues(values.values.filter((value) => (sortOf(value) & mask) !== 0));
      return and(rest.map((part) => (part === values ? kept : part)));
    }
    const kids = flatten('and', mask === ANY ? rest : [...rest, type(mask)]);
    if (kids.length < 2) return kids[0] ?? TRUE;
    return make('and', '', {}, kids);
  };

  const or = (parts: readonly Formula[]): Formula => {
    let mask = 0;
    const rest: Formula[] = [];
    const values: Json[] = [];
    const flat = flatten('or', parts);
    if (flat.includes(TRUE) && !flat.some((part) => part.declares)) return TRUE;
    for (const part of flat) {
      if (part.kind === 'type') mask |= part.mask;
      else if (part.kind === 'enum') values.push(...part.values);
      else if (part.kind !== 'false') rest.push(part);
    }
    if (mask === ANY && !rest.some((part) => part.declares)) return TRUE;
    if (mask !== 0) rest.push(type(mask));
    if (values.length > 0) rest.push(oneOfValues(values));
    const kids = flatten('or', rest);
    if (kids.length < 2) return kids[0] ?? FALSE;
    return make('or', '', {}, kids);
  };

  const not = (formula: Formula): Formula => {
    if (formula.kind === 'true') return FALSE;
    if (formula.kind === 'false') return TRUE;
    const inner = formula.kids[0];
    if (formula.kind === 'not' && inner?.declares === false) return inner;
    if (formula.kind === 'type') return type(ANY & ~formula.mask);
    return make('not', '', {}, [formula]);
  };

  return {
    TRUE,
    FALSE,
    type,
    oneOfValues,
    and,
    or,
    not,
    unknown: (reason, identity = reason) => make('unknown', identity, { reason }, []),
    atom: (kind, key, data, kids = []) => make(kind, key, data, kids),
    one: (parts) => {
      const kids = parts.filter((part) => part.kind !== 'false').sort((x, y) => x.skeleton - y.skeleton || x.id - y.id);
      if (kids.length === 0) return FALSE;
      return kids.length === 1 ? (kids[0] as Formula) : make('one', '', {}, kids);
    },
    ifThen: (test, then, otherwise) => {
      if (test.kind === 'true' || (then === otherwise && !test.declares)) return then;
      if (test.kind === 'false') return otherwise;
      return make('if', '', {}, [test, then, otherwise]);
    },
    ref: (key, text, target) => {
      let known: Formula | undefined;
      const force = (): Formula => {
        known ??= target();
        return known;
      };
      return make('ref', key, { target: force }, [], text);
    },
  };
}
