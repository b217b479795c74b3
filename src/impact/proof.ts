/** The proof that a person sees: a whole message that was covered and is not any more, checked by a validator. */

import type { Edge, HeaderSide, Pair, ParameterSide } from '../diff/pair.ts';
import type { Site } from '../diff/site.ts';
import { around, type Limit, passageOf, planterOf, reaching, withinBoth } from '../proof/passage.ts';
import { IMPATIENT, isMessage, type Prover, type Question, type Witness } from '../proof/prover.ts';
import type { ProblemKind } from '../report/problem-words.ts';
import { type Proof, RESTS_ON_FORMAT } from '../report/report.ts';
import type { Json } from '../spec/spec-version.ts';
import type { Evidence } from './evidence.ts';
import type { Problem } from './problem.ts';

/** What proofs may cost. A value that is left out was found all the same. */
export interface Thrift {
  /** Characters of a value as JSON; longer ones are not checked, and not shown. */
  readonly size: number;
  /** Shows the value as part of a whole message. */
  readonly whole: boolean;
}

export const EVERYTHING: Thrift = { size: 100_000, whole: true };
export const NOTHING: Thrift = { size: 0, whole: false };

/**
 * `site`: one place where the change is felt; the message is one of its operation. `told`: values that the finding speaks of, of so
 * many characters at most, to be shown where one is a witness.
 */
export function proofOf(
  evidence: Evidence | undefined,
  site: Site | undefined,
  thrift: Thrift,
  told: (size: number) => readonly Json[] = () => [],
): Proof {
  if (evidence === undefined) return { kind: 'none' };
  switch (evidence.kind) {
    case 'contained':
      return { kind: 'containment' };
    case 'unproven':
      return { kind: 'none', reason: evidence.reason };
    case 'broken':
      return witnessOf(evidence, site, thrift, told);
  }
}

function witnessOf(
  { question: asked, prover }: Extract<Evidence, { readonly kind: 'broken' }>,
  site: Site | undefined,
  { size, whole: isWhole }: Thrift,
  told: (size: number) => readonly Json[],
): Proof {
  if (size === 0) return LEFT_OUT;
  const message = site && messageOf(asked, site.trail);
  const question = asPicked({ ...asked, near: true }, message, size, prover);
  const limit = message && writtenIn(message.pair);
  const limits = [...told(size).map((value) => ({ const: value })), ...(limit === undefined ? [] : [limit])];
  const part =
    firstOf(limits, (one) => prover.witnessOf(both(question, one), 'shrunk', size)) ??
    prover.witnessOf(question, 'shrunk', size);
  if (part !== undefined && isLonger(part, size)) return LEFT_OUT;
  const whole = part && isWhole && message ? inMessage(question, message, part, size, prover) : undefined;
  if (whole?.isLong) return LEFT_OUT;
  if (whole !== undefined) return { kind: 'witness', value: whole.witness, ...restingOn(whole) };
  const judged = prover.witnessOf(question, 'judged', size, part?.witness);
  if (judged === undefined)
    return {
      kind: 'none',
      reason: prover.isSpent() ? IMPATIENT.reason : 'the validator does not agree with the value found',
    };
  if (judged.isLong) return LEFT_OUT;
  return { kind: 'witness', value: judged.witness, ...restingOn(judged, 'a part of the message') };
}

/** About values by which a discriminator picks the alternative, where there are such. */
function asPicked(question: Question, message: Message | undefined, size: number, prover: Prover): Question {
  const last = message?.trail.at(-1);
  const { picks } = last === undefined ? {} : passageOf(last);
  const picked = picks && both(question, picks);
  return picked !== undefined && prover.witnessOf(picked, 'shrunk', size) !== undefined ? picked : question;
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of a mapping: a value that the source may send and that does not arrive. */
export function proofOfProblem({ witness, verdict, kind }: Problem, { size }: Thrift): Proof {
  if (witness === undefined) {
    const depends = verdict === 'warns' && ON_THE_CODE.has(kind);
    return { kind: 'none', ...(depends && { reason: 'it depends on how the integration is written' }) };
  }
  if (size === 0) return LEFT_OUT;
  const confirmed = witness.confirm(size);
  if (confirmed === undefined) return { kind: 'none', reason: 'the validator does not agree with the value found' };
  if (confirmed.isLong || JSON.stringify(confirmed.value).length > size) return LEFT_OUT;
  return {
    kind: 'witness',
    value: confirmed.value,
    reason: `${witness.why}${confirmed.restsOnFormat ? `; ${RESTS_ON_FORMAT}` : ''}`,
  };
}

/** Whether these do harm the descriptions cannot tell. */
const ON_THE_CODE: ReadonlySet<ProblemKind> = new Set([
  'source-gone',
  'source-may-be-missing',
  'source-may-be-null',
  'value-unmapped',
  'value-refused',
  'type-refused',
  'format-refused',
  'limit-refused',
  'transform-fails',
  'effect-undeclared',
  'status-uncaught',
]);

const LEFT_OUT: Proof = { kind: 'containment', reason: 'a value shows it that is not printed here' };

function isLonger({ witness }: Witness, size: number): boolean {
  return JSON.stringify(witness).length > size;
}

function restingOn({ restsOnFormat }: Witness, part?: string): Pick<Proof, 'reason'> {
  const reasons = [part, restsOnFormat && RESTS_ON_FORMAT].filter((one) => one !== undefined);
  return reasons.length === 0 ? {} : { reason: reasons.join('; ') };
}

interface Message {
  readonly pair: Pair;
  /** From there to what is asked about. */
  readonly trail: readonly Edge[];
}

function messageOf({ pair }: Question, trail: readonly Edge[]): Message | undefined {
  const end = trail.findIndex(({ child }) => child === pair);
  const start = trail.slice(0, end + 1).findLastIndex(({ child }) => isMessage(child));
  const message = trail[start]?.child;
  return message && { pair: message, trail: trail.slice(start + 1, end + 1) };
}

/** A whole message with the value in its place. */
function inMessage(
  question: Question,
  { pair, trail }: Message,
  { witness, restsOnFormat }: Witness,
  size: number,
  prover: Prover,
): Witness | undefined {
  const at = (place: Pair, way: readonly Edge[], value: Json, care: 'shrunk' | 'judged') => {
    const plant = planterOf(way, value);
    const near = { near: reaching(way), ...(plant && { plant }) };
    return prover.witnessOf(
      { ...question, pair: place, limit: around(way, value), byFormat: restsOnFormat === true, ...near },
      care,
      size,
    );
  };
  const held = inAlternative(trail, witness, (place, way, value) => at(place, way, value, 'shrunk')?.witness);
  const whole = held && at(pair, held.trail, held.value, 'judged');
  return whole ?? at(pair, trail, witness, 'judged');
}

/** The value as the outermost alternative on the way holds it: of a union as a whole, another one might. Undefined without any. */
function inAlternative(
  trail: readonly Edge[],
  witness: Json,
  at: (place: Pair, way: readonly Edge[], value: Json) => Json | undefined,
): { readonly trail: readonly Edge[]; readonly value: Json } | undefined {
  let held: { readonly trail: readonly Edge[]; readonly value: Json } | undefined;
  for (let end = trail.length; end > 0; end--) {
    const edge = trail[end - 1] as Edge;
    if (passageOf(edge).kind !== 'fork') continue;
    const way = (held?.trail ?? trail).slice(end);
    const inner = held?.value ?? witness;
    const value = way.length === 0 ? inner : at(edge.child, way, inner);
    if (value === undefined) return undefined;
    held = { trail: trail.slice(0, end), value };
  }
  return held;
}

/**
 * Values of which something is written: an empty list or object is as good as none (RFC 6570, 2.3), and a query may have an
 * empty text only where that is said. Others are witnesses too, for want of these.
 */
function writtenIn({ before, after, kind }: Pair): Limit | undefined {
  const sides = [before, after].filter((side) => side !== undefined);
  if (kind !== 'parameter' && kind !== 'header') return undefined;
  const written = sides.filter((side): side is ParameterSide | HeaderSide => 'serialization' in side);
  if (written.length === 0 || written.some(({ content }) => content.length > 0)) return undefined;
  const isFilled = written.every(
    ({ in: place, serialization }) => place !== 'header' && !serialization.allowEmptyValue,
  );
  const one = { not: { enum: [[], {}, ...(isFilled ? [''] : [])] } };
  return { ...one, items: one, additionalProperties: one };
}

function both(question: Question, limit: Limit): Question {
  return { ...question, limit: withinBoth(question.limit ?? true, limit) };
}
