/** How values become XML: names, attributes and wrappers (XML Object, OpenAPI 3.1, 4.8.26, and 3.2, 4.26). */

import type { MediaType } from '../spec/api.ts';
import { refOf, refsAlone } from '../spec/document.ts';
import { type At, child, elements, isObj, type Obj } from '../spec/spec-version.ts';
import { align } from './align.ts';
import { membersEverywhere, type Patience } from './everywhere.ts';
import type { Graph } from './graph.ts';
import { branchIdentity } from './identity.ts';
import type { Branch, Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ARRAY, NULL } from './types.ts';

/** A node that is written in another way. */
export interface XmlChange {
  /** The property, as a field path from the schema that has a name, or from the root of the body; null for the root. */
  readonly property: string | null;
  readonly from: string;
  readonly to: string;
  readonly before: At;
  readonly after: At;
}

/** One side of a place that is compared. */
interface Node {
  readonly shapes: Shapes;
  readonly schemas: readonly At[];
  readonly shape: Shape;
}

const XML = /^(?:application|text)\/xml$|\+xml$/;
const MAX_NODES = 20_000;

/** What differs in a body that is XML in both versions; each pair of schemas is looked at once. */
export function xmlChanges({ shapes }: Graph, before: MediaType, after: MediaType): readonly XmlChange[] {
  if (![before, after].every(({ name }) => XML.test((name.split(';')[0] as string).trim().toLowerCase()))) return [];
  if (before.schema === undefined || after.schema === undefined) return [];
  const changes: XmlChange[] = [];
  const old = nodeOf(shapes.before, [before.schema], before.at);
  const now = nodeOf(shapes.after, [after.schema], after.at);
  const [from, to] = rootTexts(old, now);
  if (from !== to) changes.push({ property: null, from, to, before: placeOf(old), after: placeOf(now) });
  const seen = new Set<string>();
  const told = new Map<unknown, unknown>();
  const patience: Patience = { left: MAX_NODES };
  const pending: (readonly [Node, Node])[] = [[old, now]];
  for (let next = pending.pop(); next !== undefined && seen.size < MAX_NODES; next = pending.pop()) {
    const [was, is] = next;
    const key = `${was.shape.id} ${is.shape.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const [name, pair] of [...members(was, is), ...hiddenMembers(was, is, patience)]) {
      const [a, b] = [memberText(name, pair[0]), memberText(name, pair[1])];
      const [before, after] = [placeOf(pair[0]), placeOf(pair[1])];
      if (a !== b && told.get(before.value) !== after.value)
        changes.push({ property: fieldPathOf(after, name), from: a, to: b, before, after });
      told.set(before.value, after.value);
      pending.push(pair);
    }
    pending.push(...inner(was, is));
  }
  return changes;
}

function nodeOf(shapes: Shapes, schemas: readonly At[], fallback: At): Node {
  return { shapes, schemas, shape: shapes.of(schemas, fallback) };
}

function placeOf({ schemas, shape }: Node): At {
  return schemas[0] ?? shape.at;
}

/** By where it is written, not by the way there: a shared schema is told of once. */
function fieldPathOf(at: At, name: string): string {
  let path = '';
  for (let here: At | undefined = at; here?.parent !== undefined; here = here.parent) {
    const { token, parent }: At = here;
    const below = path === '' || path.startsWith('[') ? path : `.${path}`;
    if (parent.token === 'properties') {
      path = `${token}${below}`;
      here = parent;
    } else if (token === 'items') path = `[*]${below}`;
    else if (NAMED.has(parent.token as string)) return path === '' ? name : `${token}${below}`;
    else if (token === 'schema') break;
  }
  return path === '' ? name : path;
}

/** Members of a document under which schemas have names. */
const NAMED: ReadonlySet<string> = new Set(['schemas', 'definitions', '$defs']);

function* members(before: Node, after: Node): Iterable<readonly [string, readonly [Node, Node]]> {
  for (const [name, { schemas }] of after.shape.properties) {
    const old = before.shape.properties.get(name)?.schemas;
    if (old !== undefined)
      yield [name, [nodeOf(before.shapes, old, before.shape.at), nodeOf(after.shapes, schemas, after.shape.at)]];
  }
}

/** Members that only conditions or alternatives have, where each version writes one in one way. */
function hiddenMembers(before: Node, after: Node, patience: Patience): (readonly [string, readonly [Node, Node]])[] {
  if (![before, after].some(({ shape }) => shape.conditions.size + shape.unions.length > 0)) return [];
  const [olds, nows] = [everyMember(before, patience), everyMember(after, patience)];
  return [...nows].flatMap(([name, now]) => {
    const old = olds.get(name);
    const isSeen = before.shape.properties.has(name) && after.shape.properties.has(name);
    return old === undefined || now === undefined || isSeen ? [] : [[name, [old, now]] as const];
  });
}

function everyMember({ shapes, schemas, shape }: Node, patience: Patience): ReadonlyMap<string, Node | undefined> {
  const found = new Map<string, Node | undefined>();
  for (const [name, member] of membersEverywhere(shapes.document, schemas, patience)) {
    const node = nodeOf(shapes, [member], shape.at);
    const known = found.has(name) ? found.get(name) : node;
    found.set(name, known && memberText(name, known) === memberText(name, node) ? known : undefined);
  }
  return found;
}

/** Items, and alternatives of one kind: their own names are told where they are members. */
function inner(before: Node, after: Node): (readonly [Node, Node])[] {
  const found: (readonly [Node, Node])[] = [];
  const add = (old: readonly At[] | undefined, now: readonly At[] | undefined) => {
    if (old !== undefined && now !== undefined)
      found.push([nodeOf(before.shapes, old, before.shape.at), nodeOf(after.shapes, now, after.shape.at)]);
  };
  add(before.shape.items, after.shape.items);
  if (typeof before.shape.additional !== 'string' && typeof after.shape.additional !== 'string')
    add(before.shape.additional, after.shape.additional);
  before.shape.unions.forEach(({ branches }, index) => {
    const now = after.shape.unions[index];
    if (now === undefined) return;
    for (const [a, b] of align<Branch>(branches, now.branches, branchIdentity).kept) add([a.at], [b.at]);
  });
  return found;
}

/** The XML Object that governs a place: what stands nearer counts. */
function xmlOf({ shapes: { document }, schemas }: Node): Obj {
  let found: Obj = {};
  const seen = new Set<unknown>();
  const queue = [...schemas];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { value } = next;
    if (!isObj(value) || seen.has(value)) continue;
    seen.add(value);
    const isAlone = refOf(next) !== undefined && refsAlone(document);
    if (!isAlone && isObj(value['xml'])) found = { ...value['xml'], ...found };
    const target = refOf(next) === undefined ? undefined : document.resolve(next);
    if (target !== undefined) queue.push(target);
    if (!isAlone) queue.push(...elements(child(next, 'allOf')));
  }
  return found;
}

/**
 * A root without a name of its own has that of its component since 3.2, and none that counts before; one whose name is
 * not known is compared by the rest.
 */
function rootTexts(before: Node, after: Node): readonly [string, string] {
  const sides = [before, after].map((node) => ({ node, xml: xmlOf(node) }));
  const isNamed = sides.some(({ xml }) => typeof xml['name'] === 'string');
  const counts = isNamed || sides.every(({ node }) => node.shapes.document.spec.dialect === '3.2');
  const names = sides.map(({ node, xml }) => nameOf(xml) ?? (counts ? componentOf(node) : undefined));
  const isKnown = names.every((name) => name !== undefined);
  const [from, to] = sides.map(({ xml }, index) => element((isKnown && names[index]) || 'root', xml));
  return [from as string, to as string];
}

/** The name of the component that the schema stands for; what is referred to elsewhere has none. */
function componentOf({ schemas }: Node): string | undefined {
  const ref = schemas[0] && refOf(schemas[0]);
  return /#\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(ref ?? '')?.[1];
}

function nameOf(xml: Obj): string | undefined {
  return typeof xml['name'] === 'string' ? xml['name'] : undefined;
}

/** A prefix stands for its namespace and may be any (Namespaces in XML, 4); without one it is part of the name. */
function qualified(name: string, { namespace, prefix }: Obj): string {
  if (typeof namespace === 'string' && namespace !== '') return `{${namespace}}${name}`;
  return typeof prefix === 'string' ? `${prefix}:${name}` : name;
}

function element(name: string, xml: Obj): string {
  return `<${qualified(name, xml)}>`;
}

/** What a member looks like: `<a>`, `@a`, `text()`, and for lists what is around each item. */
function memberText(property: string, node: Node): string {
  const xml = xmlOf(node);
  const name = nameOf(xml) ?? property;
  const isList = (node.shape.types & ~NULL) === ARRAY;
  const kind = kindOf(xml, isList);
  if (!isList)
    return kind === 'element' ? element(name, xml) : kind === 'attribute' ? `@${qualified(name, xml)}` : `${kind}()`;
  const items = nodeOf(node.shapes, node.shape.items ?? [], node.shape.at);
  const own = xmlOf(items);
  const item = element(nameOf(own) ?? name, own);
  return kind === 'element' ? `${element(name, xml)}${item}` : item;
}

/** `nodeType` of 3.2; `attribute` and `wrapped` say the same in other words. CDATA is text to those who read it. */
function kindOf({ nodeType, attribute, wrapped }: Obj, isList: boolean): string {
  if (typeof nodeType === 'string') return nodeType === 'cdata' ? 'text' : nodeType;
  if (isList) return wrapped === true ? 'element' : 'none';
  return attribute === true ? 'attribute' : 'element';
}
