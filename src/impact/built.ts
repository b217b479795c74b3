/** The body that a flow builds: its rows may each arrive, and the object that they make be refused for which members it has. */

import { type Graph, schemaPairsOf } from '../diff/graph.ts';
import { inPlaceOf } from '../diff/members.ts';
import type { Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { listed } from '../report/phrases.ts';
import { code } from '../spec/words.ts';
import type { Ends, MappingState } from './mapping.ts';
import type { Message, Side } from './message.ts';
import { mayBeAbsent } from './presence.ts';
import type { Problem } from './problem.ts';
import { isCopy } from './sent.ts';

/** Bodies of any values that were taken, and of which none is now. */
export function bodyRefused(rows: readonly MappingState[], then: Ends, now: Ends, graph: Graph): Problem | undefined {
  const [old, fresh] = [then.writes, now.writes];
  if (old?.body === undefined || fresh?.body === undefined || !spansMembers(fresh.body)) return undefined;
  const causes = new Set<Pair>(schemaPairsOf(graph, old.body, fresh.body));
  const built = causes.size === 0 ? undefined : builtBy(rows);
  if (built === undefined) return undefined;
  if (takesAny(now.target, fresh, built) !== 'no' || takesAny(then.target, old, built) !== 'yes') return undefined;
  const names = Object.keys(built.properties).map(code);
  return {
    kind: 'target-body-refused',
    aspect: 'shape',
    side: 'target',
    key: 'body',
    verdict: 'breaks',
    causes,
    because: `the target takes none of the bodies any more that the rows may build of ${listed(names)}`,
  };
}

/** Whether more is said of an object than what each member is, and which it needs in any case. */
function spansMembers({ conditions, unions, minProperties, maxProperties }: Shape): boolean {
  return conditions.size > 0 || unions.length > 0 || minProperties !== undefined || maxProperties !== undefined;
}

/** What rows write, and nothing else; undefined where a row writes names that nobody knows. */
function builtBy(rows: readonly MappingState[]) {
  const properties: Record<string, object> = {};
  const required = new Set<string>();
  for (const row of rows) {
    const { to } = row.field;
    if (to?.place !== 'body') continue;
    const [first] = to.steps;
    if (first?.kind !== 'name') return undefined;
    properties[first.name] = {};
    if (to.steps.every(({ kind }) => kind === 'name') && isAlwaysSent(row)) required.add(first.name);
  }
  if (Object.keys(properties).length === 0) return undefined;
  return { type: 'object', properties, required: [...required], additionalProperties: false };
}

function isAlwaysSent(row: MappingState): boolean {
  if (row.field.constant !== undefined) return row.field.constant.value !== null;
  const [source] = row.sources;
  const isPlain = isCopy(row) && row.sources.length === 1 && row.field.ignore === undefined;
  return isPlain && source?.at !== undefined && !mayBeAbsent(row.ends.source.shapes, source.at);
}

function takesAny({ shapes, covering }: Side, { body }: Message, built: object): 'yes' | 'no' | 'unknown' {
  if (body === undefined) return 'unknown';
  const at = inPlaceOf(body.at, built);
  return covering.meets({ source: shapes.of([at], at), sourceShapes: shapes, target: body, targetShapes: shapes });
}
