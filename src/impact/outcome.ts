/** How one part of a manifest stands: a row of a flow, a step of a workflow, an entry of the exception catalogue. */

import type { Pair } from '../diff/pair.ts';
import type { FieldMapping, Flow, Mark } from '../manifest/manifest.ts';
import type { MappingPart } from '../report/report.ts';
import type { Problem } from './problem.ts';

/** What a row belongs to: a flow, a workflow, or an exception. */
export type Subject = Pick<Flow, 'id' | 'owners' | 'levels' | 'turned'> & { readonly entity?: string };

/**
 * How a part that is no row of a flow relies on what is on its trail. `trigger`: it waits for it; `invokes`: it calls it;
 * `suppresses`: it holds back a side effect by an input; `suppressed`: the effect itself; `handles`: it catches an error
 * response as a whole; `reads`: a handler reads this field of it.
 */
export type Reliance = MappingPart;

export interface Outcome {
  readonly subject: Subject;
  readonly reliance?: Reliance;
  readonly from: string;
  readonly to: string;
  readonly mark: Mark;
  readonly field?: FieldMapping;
  readonly problems: readonly Problem[];
  readonly unjudged?: string;
  /** A handler's field of which its problems say all: the pairs at and below it, and whether nothing is below. */
  readonly read?: { readonly pairs: ReadonlySet<Pair>; readonly isPlain: boolean };
  /** The constant that is known to be sent in the input that suppresses. */
  readonly sent?: { readonly value: unknown };
  /** Pairs by the system's role: those of the message, and those of the field in it. */
  readonly trail: Readonly<Record<'source' | 'target', ReadonlySet<Pair>>>;
}

export const NO_PAIRS: ReadonlySet<Pair> = new Set();

/** An outcome with a trail in one of the two roles. */
export function outcomeOf(
  parts: Omit<Outcome, 'problems' | 'trail'>,
  side: 'source' | 'target',
  trail: ReadonlySet<Pair>,
  problems: readonly Problem[] = [],
): Outcome {
  return { ...parts, problems, trail: { source: NO_PAIRS, target: NO_PAIRS, [side]: trail } };
}
