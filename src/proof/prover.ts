/** Asks containment about pairs of the graph: may still everything be sent that could be, and where is it felt? */

import { createSession, DEFAULT_BUDGET } from '../containment/contains.ts';
import type { Judge } from '../containment/judge.ts';
import type { Care, Containment, Mode } from '../containment/options.ts';
import type { SchemaIn } from '../containment/schema-in.ts';
import { directionAbove } from '../diff/direction.ts';
import type { Graph } from '../diff/graph.ts';
import type { Direction, Pair } from '../diff/pair.ts';
import type { At, Json } from '../spec/spec-version.ts';
import { type Limit, type Planter, passageOf, sameValue, withinBoth } from './passage.ts';
import { isBare, isSpacious } from './room.ts';
import { ANYTHING, combined, createSchemas } from './schemas.ts';

export interface Question {
  readonly pair: Pair;
  readonly direction: Direction;
  /** The messages that it is about, where it is turned round: in these readOnly or writeOnly members do not count. */
  readonly travels?: Direction;
  /** Asks about these values only. */
  readonly limit?: Limit;
  readonly mode?: Mode;
  /** What has to hold of the harmless value that a witness is brought near to: see `near` of containment. */
  readonly near?: Limit;
  /** Puts what is refused into such a value: see `plant` of containment. */
  readonly plant?: Planter;
  /** Asks about the values of one alternative of the side that chooses, whatever else it allows and asks for. */
  readonly branch?: At;
  /** Looks for what a format refuses, not for what is refused whatever formats mean. */
  readonly byFormat?: boolean;
  /** Nothing but what is listed as harmless hangs on the answer: it may be given up sooner. */
  readonly isMinor?: boolean;
}

/** A value that one side allows and the other refuses. */
export type Witness = Extract<Containment, { readonly verdict: 'not-contained' }>;

/** Whether a break reaches a message: no union around it takes the values all the same. */
export type Felt =
  /** Where there are unions around it, `message` is one that it reaches: not all do. */
  { readonly kind: 'yes'; readonly message?: Pair } | { readonly kind: 'no' | 'unproven' };

export interface Prover {
  /**
   * Whether the side that must cope covers the side that chooses: in a request the new schema all that the old one
   * allows, in a response the old one all that the new one allows. A witness is one by our own reckoning, and as it was
   * found: nobody is to see it.
   */
  ask(question: Question): Containment;
  /** Whether only undeclared names could fill what is asked about: there are such values, and none in mode `declared`. */
  isVacuous(question: Question): boolean;
  felt(question: Question): Felt;
  /** The schema that chooses, and the one that must cope. */
  schemasOf(question: Question): readonly [SchemaIn, SchemaIn] | undefined;
  /**
   * The smallest witness near a candidate, or near the one that was found; with care `judged` a validator has confirmed
   * it, unless it has more than `size` characters as JSON. Undefined where there is none, or the validator does not agree.
   */
  witnessOf(question: Question, care: Exclude<Care, 'found'>, size: number, candidate?: Json): Witness | undefined;
  /** Too much was asked: no more is answered. */
  isSpent(): boolean;
}

/** A stranger's description may hold any number of hard questions. A real comparison with 4,400 errors takes nearly all of this, others a fifth at most. */
const MAX_STEPS = 8_000_000;
/** A question by itself takes about as long as so many steps. */
const QUESTION = 40;
const VISIT = 4;
/** What a question may use about a pair that was too hard under another limit: what made it hard is there again. */
const SECOND_TRY = DEFAULT_BUDGET / 5;
const MINOR = DEFAULT_BUDGET / 2;
export const IMPATIENT = { verdict: 'unproven', reason: 'too much was asked in this run' } as const;

const NOTHING: SchemaIn = { ...ANYTHING, schema: false };

function optionsOf({ direction, travels = direction, limit = true, mode = 'declared', byFormat = false }: Question) {
  const formats = byFormat ? 'asserted' : 'registry';
  return { direction: travels, mode, formats, ...(limit !== true && { limit }) } as const;
}

/** Ways upwards that are looked at; past this a break counts as felt. */
const MAX_VISITS = 400;

/** A place on the way up from a break. */
interface Visit {
  readonly pair: Pair;
  readonly direction: Direction;
  readonly limit: Limit;
  /** A witness here, where one is known. */
  readonly candidate: Json | undefined;
  /** A discriminator picked an alternative below: what the letter says of the whole does not count. */
  readonly isPicked?: boolean;
  /** Whether a union on the way takes the values all the same was too hard to tell. */
  readonly isUnproven?: boolean;
}

function stateOf({ id }: Pair, direction: Direction): string {
  return `${id} ${direction}`;
}

export function createProver(graph: Graph, judge: Judge): Prover {
  const session = createSession(judge);
  let asked = 0;
  let visited = 0;
  const isSpent = (): boolean => session.spent() + QUESTION * asked++ + VISIT * visited > MAX_STEPS;
  const before = createSchemas(graph.before.document);
  const after = createSchemas(graph.after.document, { standIn: unchanged });
  const known = new Map<string, Containment>();
  /** Minor questions that might be answered if they were not. */
  const givenUp = new Map<string, Containment>();
  const hard = new Set<string>();
  /** Limits are told apart by identity: a deep one could not be written out. */
  const limits = new Map<Limit | At, number>([[true, 0]]);

  function numberOf(limit: Limit | At): number {
    const number = limits.get(limit) ?? limits.size;
    limits.set(limit, number);
    return number;
  }

  function keyOf({ pair, direction, travels = direction, limit = true, mode = 'declared', branch }: Question): string {
    return `${pair.id} ${direction} ${travels} ${mode} ${numberOf(limit)} ${branch ? numberOf(branch) : ''}`;
  }

  /** In the entry files, which correspond; what other files there are may have moved. */
  function unchanged(target: At, ref: string): SchemaIn | undefined {
    const { root } = graph.before.document;
    if (graph.before.document.identified || graph.after.document.identified) return undefined;
    if (!graph.sameFamily || target.file !== graph.after.document.root.file || !ref.startsWith('#')) return undefined;
    const counterpart = graph.before.document.peek(root, ref);
    return counterpart && graph.cleanliness.isClean(counterpart, target) ? before.at(counterpart) : undefined;
  }

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
  function inOrder({ pair, direction, branch }: Question): readonly [SchemaIn, SchemaIn] | undefined {
    const sides = sidesOf(pair);
    if (sides === undefined) return undefined;
    return direction === 'request'
      ? [branch ? before.at(branch) : sides.before, sides.after]
      : [branch ? after.at(branch) : sides.after, sides.before];
  }

  function ask(question: Question, candidate?: Json): Containment {
    const key = keyOf(question);
    const answered = known.get(key) ?? (question.isMinor ? givenUp.get(key) : undefined);
    if (answered !== undefined) return answered;
    const [sent, taken] = inOrder(question) ?? [];
    if (sent === undefined || taken === undefined) return { verdict: 'unproven', reason: 'it has no counterpart' };
    if (isSpent()) return IMPATIENT;
    const state = stateOf(question.pair, question.direction);
    const answer = session.contains(sent, taken, {
      ...optionsOf(question),
      care: 'found',
      budget: hard.has(state) ? SECOND_TRY : question.isMinor ? MINOR : DEFAULT_BUDGET,
      ...(candidate !== undefined && { candidate }),
    });
    const isUnproven = answer.verdict === 'unproven';
    if (isUnproven && !question.isMinor && question.branch === undefined) hard.add(state);
    (isUnproven && question.isMinor ? givenUp : known).set(key, answer);
    return answer;
  }

  function isVacuous(question: Question): boolean {
    const sent = inOrder(question)?.[0];
    if (sent === undefined || isSpent()) return false;
    return session.contains(sent, NOTHING, { ...optionsOf(question), care: 'found' }).verdict === 'contained';
  }

  function felt(question: Question): Felt {
    const { pair, direction, limit = true, mode } = question;
    const found = known.get(keyOf(question));
    const candidate = found?.verdict === 'not-contained' ? found.witness : undefined;
    const ways: Visit[] = [{ pair, direction, limit, candidate }];
    // asked about only where no way up is plain
    const doubtful: Visit[] = [];
    const seen = new Set<string>();
    let hasForks = false;
    let isUnproven = false;
    for (let count = 0; ways.length > 0 || doubtful.length > 0; count++) {
      const visit = ways.pop() ?? passed(doubtful.shift() as Visit, seen, mode);
      if (visit === undefined) continue;
      visited++;
      if (count > MAX_VISITS || VISIT * visited > MAX_STEPS) return { kind: 'yes' };
      if (isMessage(visit.pair)) {
        if (visit.isUnproven !== true) return { kind: 'yes', ...(hasForks && { message: visit.pair }) };
        isUnproven = true;
      }
      const plain: Visit[] = [];
      for (const edge of visit.pair.parents) {
        const above = directionAbove(edge, visit.direction);
        if (above === undefined || seen.has(stateOf(edge.parent, above))) continue;
        const { kind, around, picks } = passageOf(edge);
        const picked = picks && withinBoth(visit.limit, picks);
        if (picked !== undefined && isRefusedAs(picked, visit, edge.parent, mode)) {
          seen.add(stateOf(edge.parent, above));
          plain.push({
            ...visit,
            pair: edge.parent,
            direction: above,
            limit: picked,
            candidate: undefined,
            isPicked: true,
          });
          continue;
        }
        const next: Visit = {
          ...visit,
          pair: edge.parent,
          direction: above,
          limit: around(visit.limit),
          candidate: around === sameValue ? visit.candidate : undefined,
        };
        const isPlain = kind === 'plain' || (next.isPicked === true && edge.isOnlyObject === true);
        if (isPlain && (isSpacious(edge.parent, above) || (next.isPicked === true && canBeSent(next)))) {
          seen.add(stateOf(edge.parent, above));
          plain.push(next);
        } else {
          hasForks = true;
          doubtful.push(next);
        }
      }
      // the first one next: a message of one of the first operations is to be named
      for (const next of plain.reverse()) ways.push(next);
    }
    return { kind: isUnproven ? 'unproven' : 'no' };
  }

  /** Whether an alternative refuses values that pick it, and that the schema with the alternatives lets it have. */
  function isRefusedAs(limit: Limit, { pair, direction, isPicked }: Visit, parent: Pair, mode?: Mode): boolean {
    if (isPicked === true) return canBeSent({ pair: parent, direction, limit });
    const isRefused = ask({ pair, direction, limit, ...(mode && { mode }) }).verdict === 'not-contained';
    return isRefused && (isBare(parent, direction) || canBeSent({ pair: parent, direction, limit }, pair));
  }

  /**
   * Whether the side that chooses allows such a value that the alternative refuses. It follows its discriminators: by the letter, of open
   * alternatives none is the only one.
   */
  function canBeSent(question: Question, alternative?: Pair): boolean {
    const sent = isBare(question.pair, question.direction) ? ANYTHING : inOrder(question)?.[0];
    if (sent === undefined || isSpent()) return true;
    const [allowed, taken] = (alternative && inOrder({ ...question, pair: alternative })) ?? [ANYTHING, NOTHING];
    const harmless = combined([sent, taken], ([whole, one]) => ({ anyOf: [{ not: whole }, one] }));
    const options = { ...optionsOf({ ...question, mode: 'strict' }), care: 'found' } as const;
    return session.contains(allowed, harmless, options).verdict !== 'contained';
  }

  /** Undefined where what is refused below is not refused here, or this was answered before. */
  function passed(visit: Visit, seen: Set<string>, mode: Mode | undefined): Visit | undefined {
    const { pair, direction, limit, candidate } = visit;
    const state = stateOf(pair, direction);
    if (seen.has(state)) return undefined;
    const answer = ask({ pair, direction, limit, ...(mode && { mode }) }, candidate);
    if (answer.verdict === 'contained') return undefined;
    seen.add(state);
    return answer.verdict === 'not-contained'
      ? { ...visit, candidate: answer.witness }
      : { ...visit, candidate: undefined, isUnproven: true };
  }

  function witnessOf(question: Question, care: Exclude<Care, 'found'>, size: number, candidate?: Json) {
    const [sent, taken] = inOrder(question) ?? [];
    if (sent === undefined || taken === undefined || isSpent()) return undefined;
    const { near, plant } = question;
    const found = known.get(keyOf(question));
    const start = candidate ?? (found?.verdict === 'not-contained' ? found.witness : undefined);
    const answer = session.contains(sent, taken, {
      ...optionsOf(question),
      care,
      size,
      ...(near !== undefined && { near: near === true ? {} : near }),
      ...(plant !== undefined && { plant }),
      ...(start !== undefined && { candidate: start }),
    });
    return answer.verdict === 'not-contained' ? answer : undefined;
  }

  return { ask, isVacuous, felt, schemasOf: inOrder, witnessOf, isSpent };
}

/** A part of a message that holds one value: what is refused there is refused. */
export function isMessage(pair: Pair): boolean {
  return pair.kind === 'mediaType' || pair.kind === 'parameter' || pair.kind === 'header';
}
