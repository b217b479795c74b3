/** Builds the pair graph of two versions: operations and their parts here, schemas in `walk-schema.ts`. */

import type { Api, Operation, Parameter, RequestBody, Response, Security } from '../spec/api.ts';
import { defaultLimits, type Limits } from '../spec/load-policy.ts';
import { type At, child } from '../spec/spec-version.ts';
import { anonymous } from './address.ts';
import { align, type KeyOf } from './align.ts';
import { coverResponses } from './cover.ts';
import { addPair, type Graph, link, newGraph, standFor } from './graph.ts';
import { callbackIdentity, operationIdentity, parameterIdentity, webhookIdentity } from './identity.ts';
import { type Asked, asCredentials } from './keys.ts';
import { linkChanges } from './links.ts';
import { withListed } from './listed-paths.ts';
import {
  type Direction,
  type Kept,
  type OperationSide,
  PART,
  type Pair,
  type ParameterSide,
  type PathSide,
} from './pair.ts';
import { sameJson } from './same.ts';
import { withServed } from './served-paths.ts';
import { listedLike } from './spread.ts';
import { comparableValues } from './value-view.ts';
import { opposite } from './variance.ts';
import { isSame, readsAlike, walkContent, walkHeaders, walkWritten } from './walk-content.ts';
import { walkHidden } from './walk-hidden.ts';
import { walkReadOnly } from './walk-read-only.ts';
import { walkSchemas } from './walk-schema.ts';
import { writtenShapes } from './wire.ts';

export function buildGraph(before: Api, after: Api, limits: Limits = defaultLimits): Graph {
  const graph = newGraph(before, after, limits);
  if (before === after) return graph;
  const { shapes } = graph;
  const olds = withServed(before.operations, after.operations, shapes.after);
  const nows = withServed(after.operations, before.operations, shapes.before);
  walkOperations(
    graph,
    withListed(olds, nows, shapes.before),
    withListed(nows, olds, shapes.after),
    operationIdentity,
    'request',
  );
  knowWritten(graph, [...before.operations, ...after.operations]);
  walkOperations(graph, before.webhooks, after.webhooks, webhookIdentity, 'response');
  walkSchemas(graph);
  walkHidden(graph);
  walkSchemas(graph);
  walkReadOnly(graph);
  return graph;
}

/** An operation that was compared path by path is known by the first of these. */
function knowWritten({ operationPairs }: Graph, operations: readonly Operation[]): void {
  const rest = operations.filter((operation) => !operationPairs.has(operation));
  if (rest.length === 0) return;
  const byPlace = new Map([...operationPairs].reverse().map(([{ at }, pair]) => [at, pair]));
  for (const operation of rest) {
    const pair = byPlace.get(operation.at);
    if (pair !== undefined) operationPairs.set(operation, pair);
  }
}

function walkOperations(
  graph: Graph,
  before: readonly Operation[],
  after: readonly Operation[],
  identity: readonly KeyOf<Operation>[],
  requests: Direction,
): void {
  const { kept, removed, added } = align(before, after, identity);
  for (const [old, now] of kept) {
    const pair = addPair(graph, 'operation', { before: old, after: now }) as Kept<'operation'>;
    graph.operationPairs.set(old, pair);
    graph.operationPairs.set(now, pair);
    if (!isUnchanged(graph, pair)) walkOperation(graph, pair, requests);
  }
  oneSided(graph, 'before', removed, [...kept.map(([old]) => old), ...after]);
  oneSided(graph, 'after', added, [...kept.map(([, now]) => now), ...before]);
}

/** Reads the same, with what it takes from its path item and from the document as a whole. */
function isUnchanged(graph: Graph, { before, after }: Kept<'operation'>): boolean {
  const { cleanliness } = graph;
  return (
    graph.sameSurroundings &&
    before.path === after.path &&
    cleanliness.isClean(before.at, after.at) &&
    inheritsSame(graph, { before, after })
  );
}

/** Takes the same parameters from its path items. */
function inheritsSame(graph: Graph, { before, after }: Pick<Kept<'operation'>, 'before' | 'after'>): boolean {
  return (
    before.pathItems.length === after.pathItems.length &&
    before.pathItems.every((item, index) => isCleanMember(graph, item, after.pathItems[index] as At, 'parameters'))
  );
}

/** Members of an operation whose own members are names. */
const MAPS: ReadonlySet<string> = new Set(['responses', 'callbacks']);

function isCleanMember(graph: Graph, before: At, after: At, name: string): boolean {
  const [old, now] = [child(before, name), child(after, name)];
  if (old === undefined || now === undefined) return old === now;
  return MAPS.has(name) ? graph.cleanliness.areClean(old, now) : graph.cleanliness.isClean(old, now);
}

/** A path that went (or came) with all of its operations is one pair; else each operation is. `others` hold a path in place. */
function oneSided(
  graph: Graph,
  side: 'before' | 'after',
  operations: readonly Operation[],
  others: readonly Operation[],
): void {
  const keptPaths = new Set(others.map(pathKey));
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(pathKey(operation));
    if (group === undefined) groups.set(pathKey(operation), [operation]);
    else group.push(operation);
  }
  for (const [key, group] of groups) {
    const first = group[0] as Operation;
    if (first.kind === 'operation' && !keptPaths.has(key)) {
      const whole: PathSide = { at: first.pathItem, path: first.path, operations: group };
      const pair = addPair(graph, 'path', { [side]: whole });
      for (const operation of group) graph.operationPairs.set(operation, pair);
    } else {
      const isOneMethod = group.length > 1 || keptPaths.has(key);
      for (const operation of group) {
        const one: OperationSide = { ...operation, ...(isOneMethod && { isOneMethod }) };
        graph.operationPairs.set(operation, addPair(graph, 'operation', { [side]: one }));
      }
    }
  }
}

/** What stands between braces is a name in a path, and in a callback where it is sent. */
function pathKey({ kind, callback = '', path }: Operation): string {
  return `${kind} ${callback} ${kind === 'operation' ? anonymous(path) : path}`;
}

/**
 * `requests`: the consumer calls an operation, the provider a webhook or callback, so requests and responses change roles;
 * and again for what is called back below these.
 */
function walkOperation(graph: Graph, pair: Kept<'operation'>, requests: Direction): void {
  const responses = opposite(requests);
  const before = pair.before.parts();
  const after = pair.after.parts();
  // A part that reads the same is not even read.
  const isSameMember = (name: string): boolean =>
    readsAlike(graph) && isCleanMember(graph, pair.before.at, pair.after.at, name);
  const takesSame = pair.before.path === pair.after.path && isSameMember('parameters') && inheritsSame(graph, pair);
  const [was, is] = takesSame ? [before, after] : askedAlike(graph, before, after);
  const asksSame = graph.sameSurroundings && sameJson(before.security.at.value, after.security.at.value);
  if (!asksSame || was !== before || is !== after) {
    const security = addPair(graph, 'security', {
      before: onLevelOf(is.security, was.security, pair.before, graph.before),
      after: onLevelOf(was.security, is.security, pair.after, graph.after),
    });
    link(pair, security, PART, { begins: requests });
  }
  if (!takesSame) walkParameters(graph, pair, requests, was.parameters, is.parameters);
  if (!ignoresBody(graph, pair.after) && !isSameMember('requestBody'))
    walkBody(graph, pair, before.requestBody, after.requestBody, requests);
  if (!isSameMember('responses')) walkResponses(graph, pair, before.responses, after.responses, responses);
  if (!isSameMember('callbacks')) walkOperations(graph, before.callbacks, after.callbacks, callbackIdentity, responses);
}

function askedAlike(graph: Graph, before: Asked, after: Asked): readonly [Asked, Asked] {
  return [asCredentials(before, after, graph.shapes.before), asCredentials(after, before, graph.shapes.after)];
}

/** Where the other version asks something of all operations, that nothing is asked is said of all of them too: once. */
function onLevelOf(other: Security, security: Security, operation: Operation, { document: { root } }: Api): Security {
  const isUnsaid = security.at === operation.at;
  return isUnsaid && other.at.parent?.parent === undefined ? { ...security, at: root } : security;
}

function walkParameters(
  graph: Graph,
  pair: Kept<'operation'>,
  requests: Direction,
  before: readonly Parameter[],
  after: readonly Parameter[],
): void {
  const described = [
    parametersOf(graph, 'before', pair.before, before),
    parametersOf(graph, 'after', pair.after, after),
  ] as const;
  const olds = listedLike(described[0], described[1], graph.shapes.before);
  const nows = listedLike(described[1], described[0], graph.shapes.after);
  const isOld = new Set(olds);
  const { kept, removed, added } = align(
    olds,
    nows,
    parameterIdentity((parameter) => (isOld.has(parameter) ? pair.before.path : pair.after.path)),
  );
  for (const [old, now] of kept) {
    if (isSame(graph, old, now)) continue;
    const [was, is] = comparableValues(old, now, graph.shapes, requests === 'request');
    const parameter = addPair(graph, 'parameter', { before: was, after: is });
    link(pair, parameter, PART, { begins: requests });
    walkWritten(graph, parameter, was, is);
    if (was.schema !== old.schema || is.schema !== now.schema) standFor(graph, parameter, old.shape, now.shape);
  }
  for (const old of removed) link(pair, addPair(graph, 'parameter', { before: old }), PART, { begins: requests });
  for (const now of added) link(pair, addPair(graph, 'parameter', { after: now }), PART, { begins: requests });
}

/** Path parameters that the template does not name are in no URL. */
function parametersOf(
  graph: Graph,
  side: 'before' | 'after',
  { path }: Operation,
  parameters: readonly Parameter[],
): ParameterSide[] {
  return parameters
    .filter(({ in: place, name }) => place !== 'path' || path.includes(`{${name}}`))
    .map((parameter) => ({ ...parameter, ...writtenShapes(graph.shapes[side], parameter) }));
}

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'TRACE']);

/**
 * In 3.0 the body of a method without defined semantics for one shall be ignored (3.0.3, 4.7.10): where one version
 * ignores it, nobody relies on it. That of DELETE is not passed over: it is in use.
 */
function ignoresBody({ before, after }: Graph, { method }: Operation): boolean {
  return BODILESS.has(method) && [before, after].some(({ document }) => document.spec.dialect === '3.0');
}

function walkBody(
  graph: Graph,
  parent: Pair,
  before: RequestBody | undefined,
  after: RequestBody | undefined,
  requests: Direction,
): void {
  if (before === undefined && after === undefined) return;
  if (before !== undefined && after !== undefined && isSame(graph, before, after)) return;
  const body = addPair(graph, 'requestBody', { before, after });
  link(parent, body, PART, { begins: requests });
  if (body.status === 'kept') walkContent(graph, body, false, body.before.content, body.after.content);
}

/** Whatever a description says of it: such a response ends with its headers (RFC 9110, 6.4.1). */
function hasNoContent(method: string, status: string): boolean {
  return method === 'HEAD' || /^1..$/.test(status) || status === '204' || status === '205' || status === '304';
}

function walkResponses(
  graph: Graph,
  parent: Kept<'operation'>,
  before: readonly Response[],
  after: readonly Response[],
  responses: Direction,
): void {
  const { method } = parent.after;
  const { kept, removed, added } = coverResponses(before, after);
  // Who answers a webhook or callback is not asked for a media type.
  const negotiated = responses === 'response';
  for (const [old, now] of kept) {
    if (isSame(graph, old, now)) continue;
    const response = addPair(graph, 'response', {
      before: old,
      after: { ...now, linkChanges: linkChanges(graph, old, now) },
    });
    link(parent, response, PART, { begins: responses });
    // An error that is listed beside the others, without its body, is described in less detail: it is not another one.
    const isListed = old.status === 'default' && now.status !== 'default' && now.content.length === 0;
    const isEmpty = [old, now].every(({ status }) => hasNoContent(method, status));
    if (!isListed && !isEmpty) walkContent(graph, response, negotiated, old.content, now.content);
    walkHeaders(graph, response, old.headers, now.headers);
  }
  for (const old of removed) link(parent, addPair(graph, 'response', { before: old }), PART, { begins: responses });
  for (const now of added) link(parent, addPair(graph, 'response', { after: now }), PART, { begins: responses });
}
