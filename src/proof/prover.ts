/** Asks containment about pairs of the graph: may still everything be sent that could be, and where is it felt? */

import { type Care, type Containment, createSession, type Mode } from '../containment/contains.ts';
import type { Judge } from '../containment/judge.ts';
import type { SchemaIn } from '../containment/schema-in.ts';
import { directionAbove } from '../diff/direction.ts';
import type { Graph } from '../diff/graph.ts';
import type { Direction, Edge, Pair } from '../diff/pair.ts';
import type { Json } from '../spec/spec-version.ts';
import { type Limit, passageOf } from './passage.ts';
import { ANYTHING, createSchemas, limitedTo } from './schemas.ts';

export interface Question {
  readonly pair: Pair;
  readonly direction: Direction;
  /** Asks about these values only. */
  readonly limit?: Limit;
  readonly mode?: Mode;
}

/** The values that hold, at the end of a trail, this one. */
export function around(trail: readonly Edge[], value: Json): Limit {
  return trail.reduceRight<Limit>((below, edge) => passageOf(edge).around(below), { const: value });
}

/** A value that one side allows and the other refuses. */
export type Witness = Extract<Containment, { readonly verdict: 'not-contained' }>;

export interface Prover {
  /**
   * Whether the side that must cope covers the side that chooses: in a request the new schema all that the old one
   * allows, in a response the old one all that the new one allows. A witness is one by our own reckoning, and as it was
   * found: nobody is to see it.
   */
  ask(question: Question): Containment;
  /** Whether only undeclared names could fill what is asked about: there are such values, and none in mode `declared`. */
  isVacuous(question: Question): boolean;
  /** Whether a break at the pair reaches a message: no union around it takes the values all the same. */
  isFelt(question: Question): boolean;
  /**
   * The smallest witness near the one that was found; with care `judged` a validator has confirmed it. Undefined where
   * there is none, or the validator does not agree; `long` where it has more characters than `size`, as JSON.
   */
  witnessOf(question: Question, care: Exclude<Care, 'found'>, size: number): Witness | 'long' | undefined;
}

const NOTHING: SchemaIn = { ...ANYTHING, schema: false };

/** Ways upwards that are looked at; past this a break counts as felt. */
const MAX_VISITS = 400;

export function createProver(graph: Graph, judge: Judge): Prover {
  const session = createSession(judge);
  const before = createSchemas(graph.before.document);
  const after = createSchemas(graph.after.document);
  const known = new Map<string, Containment>();

  function sidesOf(pair: Pair): { readonly before: SchemaIn; readonly after: SchemaIn } | undefined {
    if (pair.status !== 'kept') return undefined;
    switch (pair.kind) {
      case 'schema':
        return { before: before.of(pair.before), after: after.of(pair.after) };
      case 'property':
        return { before: before.of(pair.before.shape), after: after.of(pair.after.shape) };
      case 'mediaType':
      case 'parameter':
      case 'header':
        return { before: before.at(pair.before.schema), after: after.at(pair.after.schema) };
      default:
        return undefined;
    }
  }

  /** First the side that chooses, then the side that must cope. */
  function inOrder({ pair, direction }: Question): readonly [SchemaIn, SchemaIn] | undefined {
    const sides = sidesOf(pair);
    if (sides === undefined) return undefined;
    return direction === 'request' ? [sides.before, sides.after] : [sides.after, sides.before];
  }

  function ask(question: Question): Containment {
    const { pair, direction, limit = true, mode = 'declared' } = question;
    const key = limit === true ? `${pair.id} ${direction} ${mode}` : undefined;
    const answered = key === undefined ? undefined : known.get(key);
    if (answered !== undefined) return answered;
    const sides = inOrder(question);
    if (sides === undefined) return { verdict: 'unproven', reason: 'it has no counterpart' };
    const [sent, taken] = sides;
    const limited = limitedTo(sent, limit);
    const answer = session.contains(limited, taken, { mode, direction, formats: 'registry', care: 'found' });
    if (key !== undefined) known.set(key, answer);
    return answer;
  }

  function isVacuous(question: Question): boolean {
    const { direction, limit = true } = question;
    const sent = inOrder(question)?.[0];
    if (sent === undefined) return false;
    const answer = session.contains(limitedTo(sent, limit), NOTHING, { direction, formats: 'registry', care: 'found' });
    return answer.verdict === 'contained';
  }

  function isFelt(question: Question): boolean {
    const { mode } = question;
    interface Visit {
      readonly pair: Pair;
      readonly direction: Direction;
      readonly limit: Limit;
    }
    const start: Visit = { pair: question.pair, direction: question.direction, limit: question.limit ?? true };
    const queue: Visit[] = [start];
    const seen = new Set<string>();
    for (let next = 0; next < queue.length; next++) {
      const { pair, direction, limit } = queue[next] as Visit;
      if (isMessage(pair) || next > MAX_VISITS) return true;
      for (const edge of pair.parents) {
        const above = directionAbove(edge, direction);
        const state = `${edge.parent.id} ${above}`;
        if (above === undefined || seen.has(state)) continue;
        const { kind, around } = passageOf(edge);
        const visit: Visit = { pair: edge.parent, direction: above, limit: around(limit) };
        if (
          (kind === 'plain' && isSpacious(edge.parent, above)) ||
          ask({ ...visit, ...(mode && { mode }) }).verdict !== 'contained'
        ) {
          seen.add(state);
          queue.push(visit);
        }
      }
    }
    return false;
  }

  function witnessOf(question: Question, care: Exclude<Care, 'found'>, size: number): Witness | 'long' | undefined {
    const { direction, limit = true, mode = 'declared' } = question;
    const sides = inOrder(question);
    if (sides === undefined) return undefined;
    const [sent, taken] = sides;
    const limited = limitedTo(sent, limit);
    const options = { mode, direction, formats: 'registry' } as const;
    const found = session.contains(limited, taken, { ...options, care: 'shrunk' });
    if (found.verdict !== 'not-contained') return undefined;
    if (JSON.stringify(found.witness).length > size) return 'long';
    if (care === 'shrunk') return found;
    const judged = session.contains(limited, taken, { ...options, care });
    return judged.verdict === 'not-contained' ? judged : undefined;
  }

  return { ask, isVacuous, isFelt, witnessOf };
}

/** Nothing about the schema that chooses keeps it from holding what one of its parts may be. */
function isSpacious(pair: Pair, direction: Direction): boolean {
  const shape = pair.kind === 'schema' ? (direction === 'request' ? pair.before : pair.after) : undefined;
  if (shape === undefined) return true;
  const { maxItems, maxProperties, minItems, minProperties, uniqueItems, conditions, patternProperties } = shape;
  const limits = [maxItems, maxProperties, minItems, minProperties, uniqueItems, shape.enum, shape.prefixItems];
  return limits.every((one) => one === undefined) && conditions.size === 0 && patternProperties.size === 0;
}

/** A part of a message that holds one value: what is refused there is refused. */
export function isMessage(pair: Pair): boolean {
  return pair.kind === 'mediaType' || pair.kind === 'parameter' || pair.kind === 'header';
}
