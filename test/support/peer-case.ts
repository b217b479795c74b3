/** Pairs of our own for the checks of oasdiff: see test/peer/README.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Dialect } from '../../src/spec/spec-version.ts';
import { completeDocument, type Doc, documentAround } from './spec.ts';

/** How the values of `after` stand to those of `before`. */
type Is = 'narrower' | 'wider' | 'other' | 'same';

type Verdict = 'breaks' | 'fits';

interface SchemaCase {
  readonly change: string;
  readonly dialect?: Dialect;
  readonly asked?: readonly string[];
  readonly named?: Doc;
  readonly before: unknown;
  readonly after: unknown;
  readonly is: Is;
  /** Where it is another one: in requests, in responses, in what is written as text. Without `text` it is put into bodies only. */
  readonly request?: Is;
  readonly response?: Is;
  readonly text?: Is;
  /** Why we say what oasdiff does not. */
  readonly because?: string;
}

interface DocumentCase {
  readonly change: string;
  readonly dialect?: Dialect;
  readonly asked?: readonly string[];
  readonly before: Doc;
  readonly after: Doc;
  readonly there: Verdict;
  readonly back: Verdict;
  readonly because?: string;
}

export interface PeerPair {
  readonly place: string;
  readonly way: 'there' | 'back';
  readonly before: Doc;
  readonly after: Doc;
  readonly says: Verdict;
}

export interface PeerCase {
  readonly change: string;
  /** Options that oasdiff is given. */
  readonly asked: readonly string[];
  readonly because?: string;
  readonly pairs: readonly PeerPair[];
}

const FOLDER = join(import.meta.dirname, '../peer');

function readYaml<T>(file: string): T {
  return load(readFileSync(join(FOLDER, file), 'utf8'), { schema: CORE_SCHEMA }) as T;
}

export function peerCases(): PeerCase[] {
  return [
    ...readYaml<SchemaCase[]>('schemas.yaml').map(schemaPairs),
    ...readYaml<DocumentCase[]>('operations.yaml').map(documentPairs),
  ];
}

const PLACES = [
  ['request body', 'request', false],
  ['request property', 'request', false],
  ['query parameter', 'request', true],
  ['parameter property', 'request', true],
  ['response body', 'response', false],
  ['response property', 'response', false],
  ['response header', 'response', true],
] as const;

function schemaPairs(one: SchemaCase): PeerCase {
  const { change, because, asked = [], dialect = '3.1' } = one;
  const pairs = PLACES.flatMap(([place, direction, isText]) => {
    if (isText && one.text === undefined) return [];
    const is = one[direction] ?? (isText ? one.text : undefined) ?? one.is;
    const sides = [one.before, one.after].map((schema) => around(schema, place, dialect, one.named)) as [Doc, Doc];
    return bothWays(place, ...sides, ...verdictsOf(is, direction === 'response'));
  });
  return { change, asked, pairs, ...(because !== undefined && { because }) };
}

/** For requests the new set has to contain the old one, for responses the old one the new. */
function verdictsOf(is: Is, isResponse: boolean): [there: Verdict, back: Verdict] {
  if (is === 'same') return ['fits', 'fits'];
  if (is === 'other') return ['breaks', 'breaks'];
  return (is === 'narrower') === isResponse ? ['fits', 'breaks'] : ['breaks', 'fits'];
}

function around(schema: unknown, place: string, dialect: Dialect, named: Doc = {}): Doc {
  const [kind, part] = place.split(' ');
  const whole = part === 'property' ? { type: 'object', properties: { p: schema } } : schema;
  const at =
    part === 'header' ? 'header' : kind === 'query' ? 'parameter' : (kind as 'request' | 'response' | 'parameter');
  return documentAround(whole, at, dialect, named);
}

function documentPairs(one: DocumentCase): PeerCase {
  const { change, because, asked = [], dialect = '3.1', before, after, there, back } = one;
  const sides = [before, after].map((side) => completeDocument(side, dialect)) as [Doc, Doc];
  const pairs = bothWays('operation', ...sides, there, back);
  return { change, asked, pairs, ...(because !== undefined && { because }) };
}

function bothWays(place: string, before: Doc, after: Doc, there: Verdict, back: Verdict): PeerPair[] {
  return [
    { place, way: 'there', before, after, says: there },
    { place, way: 'back', before: after, after: before, says: back },
  ];
}

type PeerLevel = 'error' | 'warning' | 'info';

interface Recorded {
  /** All checks there are, by id. */
  readonly checks: Readonly<Record<string, PeerLevel>>;
  /** By change and place: the checks that spoke. */
  readonly said: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<PeerPair['way'], readonly string[]>>>>>
  >;
}

export const PEER_VERSION = '1.15.0';

export interface Peer {
  readonly checks: ReadonlyMap<string, PeerLevel>;
  /** undefined: it was not asked about the pair. */
  readonly saidOf: (one: PeerCase, pair: PeerPair) => readonly string[] | undefined;
  readonly worstOf: (ids: readonly string[]) => PeerLevel | undefined;
}

export function readPeer(): Peer {
  const { checks, said } = readYaml<Recorded>(`oasdiff-${PEER_VERSION}.yaml`);
  const levels = new Map(Object.entries(checks));
  return {
    checks: levels,
    saidOf: ({ change }, { place, way }) => said[change]?.[place]?.[way],
    worstOf: (ids) =>
      (['error', 'warning', 'info'] as const).find((level) => ids.some((id) => levels.get(id) === level)),
  };
}

/** By id: why no pair can reach the check. */
export function unreachedChecks(): ReadonlyMap<string, string> {
  return new Map(Object.entries(readYaml<Record<string, string>>('unreached.yaml')));
}

/**
 * How a verdict of ours stands to theirs. `silent`: they say nothing of what breaks; `open`: they warn of it; `differ`: one
 * of us is wrong.
 */
export type Standing = 'agree' | 'silent' | 'open' | 'differ';

export function standingOf({ says }: PeerPair, worst: PeerLevel | undefined): Standing {
  if (says === 'fits') return worst === 'error' || worst === 'warning' ? 'differ' : 'agree';
  if (worst === 'error') return 'agree';
  if (worst === 'warning') return 'open';
  return worst === undefined ? 'silent' : 'differ';
}
