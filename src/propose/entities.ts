/** What both systems know: an operation that reads a thing on one side, and one that writes it on the other. */

import type { Operation } from '../spec/api.ts';
import { leavesOfMessage, type Message, type Side } from './flow.ts';
import { isTelling, type Match, matchFields, type Subject } from './match.ts';
import { wordLikeness } from './words.ts';

export interface ProposedEntity {
  readonly source: Message;
  readonly target: Message;
  readonly matches: readonly Match[];
  /** From 0 to 1. */
  readonly confidence: number;
}

const MAX_ENTITIES = 20;
/** Pairs of operations whose fields are compared: the likeliest by what they are about. */
const MAX_COMPARED = 400;
/** Up to here every pair is compared: names alone do not tell that a deal becomes an order. */
const FEW = 1_500;
const LEAST_ALIKE = 0.5;
/** Fewer fields in common are no entity. */
const LEAST_MATCHES = 2;

interface Candidate {
  readonly source: Message;
  readonly target: Message;
  /** How alike what they are about is called. */
  readonly alike: number;
}

/** The likeliest first; each thing of either side once. */
export function proposeEntities(from: Side, to: Side): ProposedEntity[] {
  const sources = messagesOf(from, 'reads');
  const targets = messagesOf(to, 'writes');
  const all = sources.flatMap((source) =>
    targets.map((target): Candidate => ({ source, target, alike: nounLikeness(source.nouns, target.nouns) })),
  );
  const candidates = (all.length <= FEW ? all : all.filter(({ alike }) => alike >= LEAST_ALIKE))
    .sort((a, b) => b.alike + formOf(b) - (a.alike + formOf(a)))
    .slice(0, MAX_COMPARED);
  const judged = candidates
    .map((candidate) => ({ ...judge(candidate), rank: 0 }))
    .map((entity) => ({ ...entity, rank: entity.confidence + formOf(entity) }))
    .filter(({ matches, confidence }) => matches.length >= LEAST_MATCHES && confidence >= 0.4)
    .sort((a, b) => b.rank - a.rank);
  const things = new Set<string>();
  const written = new Set<string>();
  const chosen: ProposedEntity[] = [];
  for (const { rank: _, ...entity } of judged) {
    const [thing, other] = [nounOf(entity.source), nounOf(entity.target)];
    if (things.has(thing) || written.has(other) || chosen.length >= MAX_ENTITIES) continue;
    things.add(thing);
    written.add(other);
    chosen.push({ ...entity, matches: worthReading(matchFields(entity.source, entity.target)) });
  }
  return chosen;
}

/** Rows that a person still reads through: those that are required, and the likeliest of the others. */
const MAX_ROWS = 60;

/** What lies deep in a message has to be likelier to be worth a row. */
function worthReading(matches: readonly Match[]): Match[] {
  const rank = ({ target, confidence }: Match) =>
    (target.required ? 1 : 0) + confidence - 0.08 * (target.names.length - 1);
  const kept = new Set(
    matches
      .filter((match) => rank(match) >= (match.again ? 0.8 : 0.5))
      .sort((a, b) => rank(b) - rank(a))
      .slice(0, MAX_ROWS),
  );
  return matches.filter((match) => kept.has(match));
}

/** The thing that a message is about, in one word. */
export function nounOf({ nouns, operation }: Message): string {
  return nouns[0] ?? operation.method.toLowerCase();
}

const READS = new Set(['GET', 'QUERY']);
const WRITES = new Set(['POST', 'PUT', 'PATCH']);

function messagesOf(side: Side, role: 'reads' | 'writes'): Message[] {
  const methods = role === 'reads' ? READS : WRITES;
  const operations = side.api.operations.filter(
    ({ method, deprecation }) => methods.has(method) && deprecation === undefined,
  );
  const told = role === 'reads' ? side.api.webhooks : [];
  return [...operations, ...told].flatMap((operation) => leavesOfMessage(side, operation, role) ?? []);
}

function nounLikeness(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  const covered = (words: readonly string[], others: readonly string[]) =>
    words.reduce((sum, word) => sum + Math.max(...others.map((other) => wordLikeness(word, other))), 0) / words.length;
  const [a, b] = [left.slice(0, 3), right.slice(0, 3)];
  return (covered(a, b) + covered(b, a)) / 2;
}

/** One thing is better read than a list of them, and better created than changed. */
function formOf({ source, target }: Pick<Candidate, 'source' | 'target'>): number {
  const isOne = (operation: Operation) => operation.kind !== 'operation' || operation.path.endsWith('}');
  return (
    (isOne(source.operation) ? 0.04 : 0) + (target.operation.method === 'PATCH' || isOne(target.operation) ? 0 : 0.06)
  );
}

/** Enough to tell whether two things are one: the fields near the top come first. */
const MAX_JUDGED = 80;

function topOf({ nouns, leaves }: Message): Subject {
  return { nouns, leaves: leaves.slice(0, MAX_JUDGED) };
}

function judge({ source, target, alike }: Candidate): ProposedEntity {
  const matches = matchFields(topOf(source), topOf(target));
  const sure = matches.filter(({ confidence }) => confidence >= 0.6);
  const sum = sure.reduce((total, { confidence }) => total + confidence, 0);
  const needed = topOf(target).leaves.filter(({ required }) => required);
  const fed =
    needed.length === 0
      ? 1
      : needed.filter((leaf) => matches.some((match) => match.target === leaf)).length / needed.length;
  const told = 0.5 * alike + 0.35 * Math.min(1, sum / 6) + 0.15 * fed;
  const confidence = told < BY_SHAPE && fed === 1 && isOneShape(source, target, sure) ? BY_SHAPE : told;
  return { source, target, matches, confidence };
}

/** What two things of one shape are worth to each other, whatever they are called: a question to a person. */
const BY_SHAPE = 0.45;
const FEWEST_TELLING = 3;

/** Most of what the target takes, and half of what the source gives, are one; several of these fields not every thing has. */
function isOneShape(source: Message, target: Message, sure: readonly Match[]): boolean {
  const [given, taken] = [new Set(sure.map((match) => match.source)).size, sure.length];
  return (
    sure.filter(isTelling).length >= FEWEST_TELLING &&
    taken >= 0.75 * topOf(target).leaves.length &&
    given >= 0.5 * topOf(source).leaves.length
  );
}
