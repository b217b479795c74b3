/** Asks containment whether a target takes what a source may hold: (response of the one) ⊆ (request of the other). */

import { createSession } from '../containment/contains.ts';
import { createAjvJudge } from '../containment/judge.ts';
import type { Containment, Session } from '../containment/options.ts';
import { type SchemaIn, standalone } from '../containment/schema-in.ts';
import type { Shape } from '../diff/shape.ts';
import { combined, createSchemas, type Schemas } from '../proof/schemas.ts';
import type { Document } from '../spec/document.ts';
import type { Json, Obj } from '../spec/spec-version.ts';
import type { Sending, Version } from './fit.ts';

export interface Covering {
  /** Whether the target takes each value but null that the source may hold. */
  fits(version: Version): Containment;
  /** The same for values that did not fail before: those that the source did not hold then, or the target took. */
  fitsAsBefore(now: Version, then: Version): Containment;
  /** Whether something but null fits. */
  meets(version: Version): 'yes' | 'no' | 'unknown';
  /**
   * A value that the source may hold and the target refuses, shrunk and judged; with `then`, one that did not fail before.
   * `candidate` is tried first, `among` keeps to some values, and one of more than `size` characters as JSON is not judged.
   */
  shown(version: Version, then: Version | undefined, options: ShownOptions): Containment;
  /** Whether the source may hold a value, null too, that is none of a schema. */
  strays(version: Sending, schema: Obj): 'yes' | 'no' | 'unknown';
  /** Some value but null that the source may hold. */
  example(version: Sending, among?: Obj): { readonly value: unknown } | undefined;
  /** Whether the judge finds that the source may hold one value. */
  isSent(version: Sending, value: unknown): boolean;
  /** Whether the judge finds that none of the targets takes one value. */
  isRefused(
    targets: readonly Pick<Version, 'target' | 'targetShapes'>[],
    value: unknown,
  ): { readonly is: boolean; readonly restsOnFormat?: true };
  /** Whether a value could be sent then, and was refused. */
  hasFailed(then: Version, value: unknown): boolean;
  /** Whether the target takes one value. */
  takes(version: Pick<Version, 'target' | 'targetShapes'>, value: unknown): 'yes' | 'no' | 'unknown';
}

export interface ShownOptions {
  readonly candidate?: Json;
  readonly size: number;
  readonly among?: Obj;
}

const UNCLEAR: Containment = { verdict: 'unproven', reason: 'what fails may have failed before' };

/** Null is asked about by itself: an integration may leave it out. */
const NULL: SchemaIn = standalone({ type: 'null' }, 'draft2020-12');

const NOTHING: SchemaIn = standalone(false, 'draft2020-12');

/** `found`: nobody sees a witness before it is judged; formats count as sets of values, as for the facets. */
const OPTIONS = { care: 'found', formats: 'registry' } as const;

/** Remembers schemas and answers: one for all mappings of a run. */
export function createCovering(): Covering {
  const judge = createAjvJudge();
  const session = createSession(judge);
  const contains: Session['contains'] = (a, b, options) => session.contains(a, b, { ...OPTIONS, ...options });
  const schemas = { request: new Map<Document, Schemas>(), response: new Map<Document, Schemas>() };
  const answers = new Map<Shape, Map<Shape, Containment>>();

  function schemasOf(document: Document, direction: 'request' | 'response'): Schemas {
    const known = schemas[direction].get(document) ?? createSchemas(document, { direction });
    schemas[direction].set(document, known);
    return known;
  }

  const sent = ({ sourceShapes, source }: Sending) => schemasOf(sourceShapes.document, 'response').of(source);
  const taken = ({ targetShapes, target }: Pick<Version, 'target' | 'targetShapes'>) =>
    schemasOf(targetShapes.document, 'request').of(target);

  function fits(version: Version): Containment {
    const known = answers.get(version.source) ?? new Map<Shape, Containment>();
    answers.set(version.source, known);
    const answer = known.get(version.target) ?? contains(withoutNull(sent(version)), taken(version));
    known.set(version.target, answer);
    return answer;
  }

  /** All but what was held then and not taken. */
  function exceptFailed(then: Version): SchemaIn {
    return combined([sent(then), taken(then)], ([held, took]) => ({ not: { allOf: [held, { not: took }] } }));
  }

  function fitsAsBefore(now: Version, then: Version): Containment {
    return contains(withoutNull(sent(now)), taken(now), { among: exceptFailed(then) });
  }

  function shown(now: Version, then: Version | undefined, { among: limit, ...options }: ShownOptions): Containment {
    const asked = { ...options, care: 'judged', ...(limit && { limit }) } as const;
    const found = contains(withoutNull(sent(now)), taken(now), asked);
    if (then === undefined || found.verdict !== 'not-contained' || !hasFailed(then, found.witness)) return found;
    const fresh = contains(withoutNull(sent(now)), taken(now), { ...asked, among: exceptFailed(then) });
    return fresh.verdict === 'not-contained' && hasFailed(then, fresh.witness) ? UNCLEAR : fresh;
  }

  function hasFailed(then: Version, value: unknown): boolean {
    return holds(then, value) !== 'no' && takes(then, value) === 'no';
  }

  function strays(version: Sending, schema: Obj): 'yes' | 'no' | 'unknown' {
    return opposite(contains(sent(version), standalone(schema, 'draft2020-12')));
  }

  function example(version: Sending, among: Obj = {}) {
    const found = contains(withoutNull(sent(version)), NOTHING, { among: standalone(among, 'draft2020-12') });
    return found.verdict === 'not-contained' ? { value: found.witness } : undefined;
  }

  function isSent(version: Sending, value: unknown): boolean {
    return judge(sent(version), value as Json, { formats: 'on', side: 'values', direction: undefined }) === true;
  }

  function isRefused(targets: readonly Pick<Version, 'target' | 'targetShapes'>[], value: unknown) {
    const by = (formats: 'on' | 'off') =>
      targets.length > 0 &&
      targets.every(
        (one) => judge(taken(one), value as Json, { formats, side: 'judge', direction: undefined }) === false,
      );
    if (by('off')) return { is: true };
    return by('on') ? { is: true, restsOnFormat: true as const } : { is: false };
  }

  function meets(version: Version): 'yes' | 'no' | 'unknown' {
    const refused = combined([taken(version)], ([target]) => ({ not: target }));
    return opposite(contains(withoutNull(sent(version)), refused));
  }

  /** Without names that the source does not declare. */
  function holds(version: Version, value: unknown): 'yes' | 'no' | 'unknown' {
    return opposite(contains(sent(version), NOTHING, { among: only(value) }));
  }

  function takes(version: Pick<Version, 'target' | 'targetShapes'>, value: unknown): 'yes' | 'no' | 'unknown' {
    const { verdict } = contains(only(value), taken(version), { mode: 'strict' });
    return verdict === 'unproven' ? 'unknown' : verdict === 'contained' ? 'yes' : 'no';
  }

  return { fits, fitsAsBefore, meets, hasFailed, takes, shown, strays, example, isSent, isRefused };
}

function only(value: unknown): SchemaIn {
  return standalone({ const: value }, 'draft2020-12');
}

function withoutNull(schema: SchemaIn): SchemaIn {
  return combined([schema, NULL], ([one, none]) => ({ allOf: [one, { not: none }] }));
}

function opposite({ verdict }: Containment): 'yes' | 'no' | 'unknown' {
  return verdict === 'unproven' ? 'unknown' : verdict === 'contained' ? 'no' : 'yes';
}
