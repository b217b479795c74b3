/** The semantic reconciliation matrix, the workflow map and the exception catalogue: what a team agreed, beside what both systems say today. Plain data. */

/** One end of a row, as its system describes it. */
export interface Cell {
  /** As the manifest writes it. */
  readonly path: string;
  /** `text date-time`; empty where the description has no such field. */
  readonly type: string;
  readonly nullable: boolean;
  /** Always there (source), or must be sent (target). */
  readonly required: boolean;
  /** The values the description lists; the first few. */
  readonly values: readonly string[];
  readonly moreValues: number;
  /** `at most 40 characters`. A message. */
  readonly limits: string;
  readonly found: boolean;
}

/**
 * `unjudged`: nothing is known to be wrong, and not every value was compared. `decided`: a field that is deliberately not sent.
 * `unchecked`: in no description, and so never judged.
 */
export type RowVerdict = 'holds' | 'unjudged' | 'warns' | 'breaks' | 'decided' | 'unchecked';

export interface Row {
  readonly line: number;
  readonly sources: readonly Cell[];
  readonly target?: Cell;
  /** What is done with the value: messages, foreign text in backticks. */
  readonly how: readonly string[];
  readonly verdict: RowVerdict;
  /** Why it does not hold, or is not known to. Messages. */
  readonly because: readonly string[];
}

export interface MatrixFlow {
  readonly id: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly relation?: string;
  readonly direction: 'forward' | 'both';
  readonly owners: readonly string[];
  readonly rows: readonly Row[];
  /** What the flow as a whole does, and what is wrong with it besides its rows. Messages. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

export interface MatrixEntity {
  readonly name: string;
  readonly definitions: readonly { readonly system: string; readonly text: string }[];
  readonly decisions: readonly string[];
  readonly flows: readonly MatrixFlow[];
}

export interface MatrixWorkflow {
  readonly name: string;
  readonly trigger?: string;
  readonly invokes: readonly string[];
  readonly suppresses: readonly { readonly effect: string; readonly by?: string }[];
  readonly consistency?: string;
  readonly problems: readonly string[];
}

export interface MatrixException {
  readonly id: string;
  readonly on: string;
  readonly action: 'handle' | 'escalate' | 'log';
  readonly to?: string;
  readonly how?: string;
  readonly reads: readonly string[];
  readonly owners: readonly string[];
  readonly problems: readonly string[];
}

export interface Matrix {
  readonly integration: string;
  readonly manifest: string;
  readonly owners: readonly string[];
  readonly systems: readonly {
    readonly name: string;
    readonly label: string;
    readonly version?: string;
    readonly owners: readonly string[];
  }[];
  readonly entities: readonly MatrixEntity[];
  readonly workflows: readonly MatrixWorkflow[];
  readonly exceptions: readonly MatrixException[];
  /** What no exception catches, and what is wrong with the integration as a whole. Messages. */
  readonly uncaught: readonly string[];
  readonly problems: readonly string[];
}
