/** The body that a flow builds: its rows may each arrive, and the object that they make be refused for which members it has. */

import { type Graph, schemaPairsOf } from '../diff/graph.ts';
import { inPlaceOf } from '../diff/members.ts';
import type { Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { printSteps } from '../manifest/field-path.ts';
import type { PathStep } from '../manifest/manifest.ts';
import { listed } from '../report/phrases.ts';
import { code } from '../spec/words.ts';
import { followPath } from './field.ts';
import type { Ends, MappingState } from './mapping.ts';
import type { Side } from './message.ts';
import { mayBeAbsent } from './presence.ts';
import type { Problem } from './problem.ts';
import { isCopy } from './sent.ts';

/** Bodies of any values that were taken, and of which none is now. */
export function bodyRefused(rows: readonly MappingState[], then: Ends, now: Ends, graph: Graph): Problem | undefined {
  const [old, fresh] = [then.writes?.body, now.writes?.body];
  const built = old === undefined ? undefined : builtBy(rows);
  if (old === undefined || fresh === undefined || built === undefined) return undefined;
  const causes = new Set<Pair>();
  for (const steps of built.objects)
    for (const is of spanning(now.target, fresh, steps))
      for (const was of shapesAt(then.target, old, steps))
        for (const pair of schemaPairsOf(graph, was, is)) causes.add(pair);
  if (causes.size === 0) return undefined;
  if (takesAny(now.target, fresh, built) !== 'no' || takesAny(then.target, old, built) !== 'yes') return undefined;
  return { ...refusal(built, 'none of the bodies any more'), causes };
}

/** Bodies of any values, of which none is taken as things are. */
export function bodyBarred(rows: readonly MappingState[], { target, writes }: Ends): Problem | undefined {
  const body = writes?.body;
  const built = body === undefined ? undefined : builtBy(rows);
  if (body === undefined || built === undefined) return undefined;
  if (built.objects.every((steps) => spanning(target, body, steps).length === 0)) return undefined;
  return takesAny(target, body, built) === 'no' ? refusal(built, 'none of the bodies') : undefined;
}

function refusal({ names }: Built, what: string): Problem {
  return {
    kind: 'target-body-refused',
    aspect: 'shape',
    side: 'target',
    key: 'body',
    verdict: 'breaks',
    because: `the target takes ${what} that the rows may build of ${listed(names.map(code))}`,
  };
}

function shapesAt({ shapes }: Side, body: Shape, steps: readonly PathStep[]): Shape[] {
  const field = followPath(shapes, body, steps);
  return field.found ? field.ways.map(({ shape }) => shape) : [];
}

/** Where more is said of an object than what each member is, and which it needs in any case. */
function spanning(side: Side, body: Shape, steps: readonly PathStep[]): Shape[] {
  return shapesAt(side, body, steps).filter(
    ({ conditions, unions, minProperties, maxProperties }) =>
      conditions.size > 0 || unions.length > 0 || minProperties !== undefined || maxProperties !== undefined,
  );
}

interface Built {
  readonly schema: object;
  /** The objects that the rows put together, the body first. */
  readonly objects: readonly (readonly PathStep[])[];
  readonly names: readonly string[];
}

/** What a row writes below an object, and whether that is always there. */
interface Piece {
  readonly steps: readonly PathStep[];
  readonly isSure: boolean;
}

/** What rows write, and nothing else; undefined where a row writes names that nobody knows. */
function builtBy(rows: readonly MappingState[]): Built | undefined {
  const written = rows.flatMap((row) => {
    const { to } = row.field;
    return to?.place === 'body' ? [{ steps: to.steps, isSure: isAlwaysSent(row) }] : [];
  });
  if (written.length === 0 || written.some(({ steps: [first] }) => first?.kind !== 'name')) return undefined;
  const objects: (readonly PathStep[])[] = [];
  const schema = objectOf(written, [], objects);
  const names = new Set(written.map(({ steps }) => printSteps(steps)));
  return { schema, objects, names: [...names] };
}

/** Of a list, of a map, and of what a row writes as a whole, anything may be in it. */
function objectOf(pieces: readonly Piece[], above: readonly PathStep[], objects: (readonly PathStep[])[]): object {
  objects.push(above);
  const properties: (readonly [string, object])[] = [];
  const required: string[] = [];
  const named = Map.groupBy(pieces, ({ steps: [first] }) => (first?.kind === 'name' ? first.name : undefined));
  for (const [name, own] of named) {
    if (name === undefined) continue;
    const inner = own.map(({ steps, ...rest }) => ({ ...rest, steps: steps.slice(1) }));
    const isObject = inner.every(({ steps: [first] }) => first?.kind === 'name');
    properties.push([name, isObject ? objectOf(inner, [...above, { kind: 'name', name }], objects) : {}]);
    if (own.some(({ steps, isSure }) => isSure && steps.every(({ kind }) => kind === 'name'))) required.push(name);
  }
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

function isAlwaysSent(row: MappingState): boolean {
  if (row.field.constant !== undefined) return row.field.constant.value !== null;
  const [source] = row.sources;
  const isPlain = isCopy(row) && row.sources.length === 1 && row.field.ignore === undefined;
  return isPlain && source?.at !== undefined && !mayBeAbsent(row.ends.source.shapes, source.at);
}

function takesAny({ shapes, covering }: Side, body: Shape, { schema }: Built): 'yes' | 'no' | 'unknown' {
  const at = inPlaceOf(body.at, schema);
  return covering.meets({ source: shapes.of([at], at), sourceShapes: shapes, target: body, targetShapes: shapes });
}
