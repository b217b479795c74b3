/**
 * Members of forms and object parameters that alternatives or conditions speak of: `f=5` is the number and the text there
 * too. A name is rewritten at all its places at once, so that what they say of each other stays as it is.
 */

import { type Document, refsAlone } from '../spec/document.ts';
import { redirected } from '../spec/redirect.ts';
import { type At, child, isObj, type Obj } from '../spec/spec-version.ts';
import { inPlaceOf, membersOf } from './members.ts';
import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ARRAY, NULL, STRING } from './types.ts';
import { unknownTo } from './unknown-keywords.ts';
import { isWord } from './wire.ts';
import { isOnly, listLike } from './word-texts.ts';

interface Side {
  readonly shapes: Shapes;
  readonly schema: At | undefined;
}

/** What a word is written as, where these texts are what it is compared with. */
type Writing = (word: Shape, texts: readonly Shape[]) => object | undefined;

interface Occurrence {
  readonly at: At;
  /** Of the value, or of each element of a list. */
  readonly shape: Shape;
  readonly list?: Shape;
}

interface Occurrences {
  readonly byName: ReadonlyMap<string, readonly Occurrence[]>;
  /** Names that are not, or not only, among the `properties` of all values. */
  readonly hidden: ReadonlySet<string>;
  /** A text that is a word as well could satisfy two alternatives of `oneOf`, or what is under `not` or `if`. */
  readonly isDelicate: boolean;
}

export interface AsTexts {
  readonly before: At | undefined;
  readonly after: At | undefined;
  /** Names with places below alternatives or conditions: these are not rewritten at one place only. */
  readonly hidden: ReadonlySet<string>;
}

/** Both schemas with those names as texts that are words in one version and texts in the other. `isPlain`: written as text. */
export function hiddenAsTexts(
  before: Side,
  after: Side,
  isPlain: (name: string) => boolean,
  writing: Writing,
): AsTexts {
  const [was, is] = [occurrencesIn(before), occurrencesIn(after)];
  const hidden = new Set([...(was?.hidden ?? []), ...(is?.hidden ?? [])]);
  const unchanged = { before: before.schema, after: after.schema, hidden };
  if (was === undefined || is === undefined) return unchanged;
  const texts = new Map<unknown, object>();
  for (const name of hidden) {
    const [olds, nows] = [was.byName.get(name) ?? [], is.byName.get(name) ?? []];
    if (olds.length > 0 && nows.length > 0 && isPlain(name))
      for (const [at, text] of textsFor(olds, nows, [was, is], writing)) texts.set(at, text);
  }
  if (texts.size === 0) return unchanged;
  return { before: rewritten(before, texts), after: rewritten(after, texts), hidden };
}

/** What stands at the places of a name that are words; nothing where some place is neither words nor texts. */
function textsFor(
  olds: readonly Occurrence[],
  nows: readonly Occurrence[],
  sides: readonly Occurrences[],
  writing: Writing,
): ReadonlyMap<unknown, object> {
  const none = new Map<unknown, object>();
  const all = [olds, nows];
  const isMixed = all.some((own, index) => sides[index]?.isDelicate && some(own, isWord) && some(own, isText));
  const speaking = all.flat().filter(({ shape }) => shape.parts.length > 0);
  if (isMixed || !speaking.every(({ shape }) => isWord(shape) || isText(shape))) return none;
  if (speaking.some(({ list }) => list !== undefined) && !speaking.every(({ list }) => list !== undefined)) return none;
  const others = speaking.flatMap(({ shape }) => (isText(shape) ? [shape] : []));
  if (others.length === 0) return none;
  const texts = new Map<unknown, object>();
  for (const { at, shape, list } of speaking) {
    if (!isWord(shape)) continue;
    const text = writing(shape, others);
    if (text === undefined) return none;
    texts.set(at.value, list === undefined ? text : listLike(list, text));
  }
  return texts;
}

function some(occurrences: readonly Occurrence[], is: (shape: Shape) => boolean): boolean {
  return occurrences.some(({ shape }) => is(shape));
}

function isText(shape: Shape): boolean {
  return isOnly(shape, STRING);
}

/** Keywords that speak of the same object, with a list of schemas, with one, or by name. */
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLE = ['if', 'then', 'else', 'not'];
const NAMED = 'dependentSchemas';

const MAX_DEPTH = 20;
const MAX_VISITS = 1000;

/** Undefined where a discriminator picks what is listed nowhere, or there is too much. */
function occurrencesIn({ shapes, schema }: Side): Occurrences | undefined {
  const byName = new Map<string, Occurrence[]>();
  const hidden = new Set<string>();
  let isDelicate = false;
  let left = MAX_VISITS;
  /** `whole`: what its conjuncts make up. */
  const visit = (given: At, whole: At, isHidden: boolean, depth: number): boolean => {
    const at = targetOf(shapes.document, given);
    if (at === undefined || left-- <= 0 || depth > MAX_DEPTH) return false;
    if (!isObj(at.value)) return true;
    if (at.value['discriminator'] !== undefined && shapes.of([whole], whole).discriminator?.kinds !== undefined)
      return false;
    for (const { token, member } of membersOf(child(at, 'properties'))) {
      const name = String(token);
      byName.set(name, [...(byName.get(name) ?? []), occurrenceAt(shapes, member)]);
      if (isHidden) hidden.add(name);
    }
    return besideIn(shapes.document, at).every(({ keyword, inner }) => {
      if (keyword === 'not' || keyword === 'if' || (keyword === 'oneOf' && !isToldApart(shapes, at))) isDelicate = true;
      const isConjunct = keyword === 'allOf';
      return visit(inner, isConjunct ? whole : inner, isHidden || !isConjunct, depth + 1);
    });
  };
  const isRead = schema !== undefined && visit(schema, schema, false, 0);
  return isRead ? { byName, hidden, isDelicate } : undefined;
}

function occurrenceAt(shapes: Shapes, at: At): Occurrence {
  const shape = shapes.of([at], at);
  const { types, items, prefixItems, unions, conditions } = shape;
  const isList = (types & ~NULL) === ARRAY && prefixItems === undefined && unions.length + conditions.size === 0;
  return isList && items !== undefined ? { at, shape: shapes.of(items, at), list: shape } : { at, shape };
}

/** Where a reference leads; undefined where something is said beside it that counts. */
function targetOf(document: Document, at: At): At | undefined {
  const { value } = at;
  if (!isObj(value) || value['$ref'] === undefined) return at;
  return refsAlone(document) ||
    Object.keys(value).every((key) => key === '$ref' || key === 'description' || key === 'summary')
    ? document.resolve(at)
    : undefined;
}

function besideIn(document: Document, at: At): { readonly keyword: string; readonly inner: At }[] {
  const unknown = unknownTo(document.spec.dialect);
  const found = (keyword: string): At | undefined => (unknown.has(keyword) ? undefined : child(at, keyword));
  return [
    ...[...LISTS, NAMED].flatMap((keyword) =>
      membersOf(found(keyword)).map(({ member }) => ({ keyword, inner: member })),
    ),
    ...SINGLE.flatMap((keyword) => {
      const inner = found(keyword);
      return inner === undefined ? [] : [{ keyword, inner }];
    }),
  ];
}

/** Some member that all alternatives ask for lists other values in each. */
function isToldApart(shapes: Shapes, at: At): boolean {
  const branches = membersOf(child(at, 'oneOf')).map(({ member }) => shapes.of([member], member));
  const names = [...(branches[0]?.required.keys() ?? [])];
  return names.some((name) => {
    const listed = branches.map((branch) => valuesOf(shapes, branch, name));
    const values = listed.flatMap((own) => own ?? []);
    return listed.every((own) => own !== undefined) && new Set(values).size === values.length;
  });
}

/** By their texts: `1` and `"1"` are written alike. */
function valuesOf(shapes: Shapes, branch: Shape, name: string): string[] | undefined {
  const member = branch.properties.get(name);
  if (member === undefined || !branch.required.has(name)) return undefined;
  const listed = shapes.of(member.schemas, branch.at).enum;
  return listed && [...listed.values.values()].map(({ value }) => String(value));
}

/** The schema with these members at the places of those; what refers to a changed one stays a reference: a discriminator picks by it. */
function rewritten({ shapes: { document }, schema }: Side, texts: ReadonlyMap<unknown, object>): At | undefined {
  return schema && visit(schema);

  function visit(given: At): At {
    const at = targetOf(document, given);
    if (at === undefined || !isObj(at.value)) return given;
    const changed = new Map<string, At>();
    const properties = child(at, 'properties');
    if (properties !== undefined)
      note(
        changed,
        'properties',
        changedIn(properties, (member) => asText(member)),
      );
    for (const keyword of new Set(besideIn(document, at).map((one) => one.keyword))) {
      const inner = child(at, keyword);
      if (inner === undefined) continue;
      note(changed, keyword, SINGLE.includes(keyword) ? differing(inner, visit(inner)) : changedIn(inner, visit));
    }
    if (changed.size === 0) return given;
    const now = withChanged(at, changed);
    return at === given ? now : redirected(given as At<Obj>, now);
  }

  function asText(member: At): At {
    const text = texts.get(member.value);
    return text === undefined ? member : inPlaceOf(member, text);
  }
}

function note(changed: Map<string, At>, keyword: string, now: At | undefined): void {
  if (now !== undefined) changed.set(keyword, now);
}

function differing(before: At, after: At): At | undefined {
  return before === after ? undefined : after;
}

/** A list or an object of schemas, each as `change` has it; undefined where none differs. */
function changedIn(whole: At, change: (member: At) => At): At | undefined {
  const changed = new Map<string | number, At>();
  for (const { token, member } of membersOf(whole)) {
    const now = change(member);
    if (now !== member) changed.set(token, now);
  }
  return changed.size === 0 ? undefined : withChanged(whole, changed);
}

function withChanged(at: At, changed: ReadonlyMap<string | number, At>): At {
  const value: unknown = Array.isArray(at.value)
    ? at.value.map((member: unknown, index) => (changed.has(index) ? changed.get(index)?.value : member))
    : { ...(at.value as Obj), ...Object.fromEntries([...changed].map(([token, { value: own }]) => [token, own])) };
  return { ...at, value, places: new Map([...(at.places ?? []), ...changed]) };
}
