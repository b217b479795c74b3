/** The manifest as the parser hands it on: checked for form, not yet resolved against any description. */

/** A place in the manifest file; line and column count from 1. */
export interface Mark {
  readonly line: number;
  readonly column: number;
}

/** `SYSTEM METHOD /path [STATUS]`, `SYSTEM operationId [STATUS]`, `SYSTEM webhook NAME`, `… callback NAME`. */
export interface OperationRef {
  readonly text: string;
  readonly mark: Mark;
  readonly system: string;
  readonly target:
    | { readonly kind: 'path'; readonly method: string; readonly path: string }
    | { readonly kind: 'operationId'; readonly operationId: string }
    | { readonly kind: 'webhook'; readonly name: string };
  /** Names a callback of `target`; the payload meant is then the callback's request. */
  readonly callback?: string;
  /** `201`, `4XX` or `default`, when the reference names a response. */
  readonly status?: string;
}

/** One step of a field path (a subset of RFC 9535). */
export type PathStep =
  | { readonly kind: 'name'; readonly name: string } // .name or ['odd.name']
  | { readonly kind: 'items' } // [*] every item of an array
  | { readonly kind: 'index'; readonly index: number } // [0]
  | { readonly kind: 'values' } // .* every value of a map
  | { readonly kind: 'match'; readonly name: string; readonly value: string | number | boolean | null }; // [?@.name == 'PO']

/** Where in a message a field lies: the body (JSONPath), or an OpenAPI runtime expression for the other places. */
export type FieldPlace =
  | {
      readonly place: 'body';
      readonly steps: readonly PathStep[];
      /** Set when the reference says which body it means (`$request.body#/…`); otherwise the operation's use decides. */
      readonly message?: 'request' | 'response';
      /** From an expression: where a list lies on the way, a name is asked of every item. */
      readonly throughLists?: true;
    }
  | { readonly place: 'request-parameter'; readonly in: 'query' | 'path' | 'header' | 'cookie'; readonly name: string }
  | { readonly place: 'response-header'; readonly name: string };

export type FieldRef = { readonly text: string; readonly mark: Mark } & FieldPlace;

/** Names from the input of an expression down; empty: the input as a whole. */
export type ReadPath = readonly string[];

/** A part of the input that has one of these values where a condition is met; or none of them. */
export interface Settled {
  readonly path: ReadPath;
  readonly values: readonly Scalar[];
  readonly isNone?: true;
}

/** JSONata. */
export interface Expression {
  readonly text: string;
  readonly mark: Mark;
  /** The parts of its input that it looks at; absent when nobody has parsed it. */
  readonly reads?: readonly ReadPath[];
  readonly settled?: readonly Settled[];
}

/** A record that is found by key instead of copied: the operation, its parameters and the members searched are all uses. */
export interface Lookup {
  readonly mark: Mark;
  readonly operation: OperationRef;
  /** Each parameter of the operation, and the member of its answer that it searches. */
  readonly by: readonly { readonly parameter: FieldRef; readonly member: FieldRef; readonly mark: Mark }[];
}

export type Scalar = string | number | boolean | null;

/** A value table: what each source value becomes. A null target means: deliberately not sent. */
export interface ValueTable {
  readonly mark: Mark;
  /** Name under the manifest's `values:`, when the table is shared. */
  readonly name?: string;
  readonly rows: readonly { readonly from: Scalar; readonly to: Scalar; readonly mark: Mark }[];
}

/** What the integration does with a value that has no row (the mode is that of FHIR's ConceptMap `unmapped`). */
export type UnmappedMode =
  | { readonly mode: 'fail' | 'pass' | 'ignore' }
  | { readonly mode: 'default'; readonly value: Scalar };

export interface FieldMapping {
  readonly mark: Mark;
  /** Empty for a constant. Several sources: all feed the target, unless `take` is `first` (a fallback chain). */
  readonly from: readonly FieldRef[];
  readonly take: 'all' | 'first';
  /** Absent for a field that is deliberately ignored, or only read. */
  readonly to?: FieldRef;
  readonly values?: ValueTable;
  readonly unmapped: UnmappedMode;
  /** A constant; `undefined` when there is none (null is a constant too). */
  readonly constant?: { readonly value: unknown };
  /** Used when the source is missing or null. */
  readonly default?: { readonly value: unknown };
  /** JSONata over the source value(s); without `from` over the whole source. */
  readonly transform?: Expression;
  /** The source fields that the transform looks at, where that is less than all of `from`. */
  readonly reads?: readonly FieldRef[];
  /** The source value is a key: the target gets what is found under it. */
  readonly lookup?: Lookup;
  /** The row of the manifest turned round: its table is read from right to left. */
  readonly turned?: true;
  /** Why the source field is not sent. */
  readonly ignore?: string;
  /** Why this field is in no description (free-form metadata, tenants' custom fields). */
  readonly unchecked?: string;
}

export interface Flow {
  readonly id: string;
  readonly mark: Mark;
  readonly entity: string;
  readonly from: OperationRef;
  readonly to: OperationRef;
  readonly fields: readonly FieldMapping[];
  /** Source fields that are read but copied nowhere: conditions (those of `when` too), filters. */
  readonly reads: readonly FieldRef[];
  /** The condition under which the flow runs; the fields in it are among `reads`. */
  readonly when?: Expression;
  /** A record of the target found by key before anything is written. */
  readonly lookup?: Lookup;
  readonly owners: readonly string[];
  readonly direction: 'forward' | 'both';
  /** The operations of the way back, where they are not those at the same URLs. */
  readonly back?: { readonly from: OperationRef; readonly to: OperationRef };
  /** The flow of the manifest turned round: its way back. */
  readonly turned?: true;
  readonly relation?: 'exact' | 'close' | 'broad' | 'narrow';
  /** Per rule, and before the policy's own levels. */
  readonly levels: Readonly<Record<string, Level | 'off'>>;
}

export interface System {
  readonly name: string;
  readonly mark: Mark;
  /** Path relative to the manifest, or a URL. */
  readonly spec: string;
  readonly upstream?: string;
  /** OpenAPI Overlay that closes what the description leaves open; path relative to the manifest, or a URL. */
  readonly overlay?: string;
  readonly owners: readonly string[];
}

export interface Entity {
  readonly name: string;
  readonly mark: Mark;
  readonly definitions: Readonly<Record<string, string>>;
  readonly decisions: readonly string[];
}

/** The workflow trace: what starts the work, what it calls, and which side effects it holds back. */
export interface Workflow {
  readonly name: string;
  readonly mark: Mark;
  readonly trigger?: OperationRef;
  readonly invokes: readonly OperationRef[];
  readonly suppresses: readonly { readonly effect: OperationRef; readonly by?: FieldRef; readonly mark: Mark }[];
  readonly consistency?: string;
}

/** Operations by pattern: `*` matches any system or any operation. */
export interface OperationPattern {
  readonly text: string;
  readonly mark: Mark;
  /** Absent for `*`. */
  readonly system?: string;
  /** Absent for `*`. */
  readonly operation?: OperationRef;
  /** `409`, `4XX`, `default`, or `*` for every status. */
  readonly status: string;
}

/** One entry of the exception catalogue. */
export interface ExceptionEntry {
  readonly id: string;
  readonly mark: Mark;
  readonly on: OperationPattern;
  readonly action: 'handle' | 'escalate' | 'log';
  readonly reads: readonly FieldRef[];
  /** To whom it is escalated. */
  readonly to?: string;
  readonly how?: string;
  readonly owners: readonly string[];
}

export type Level = 'error' | 'warning' | 'info';

/** From which level on a run fails. */
export type FailOn = Level | 'never';

export interface Policy {
  /** Per rule: what a finding of it means here, whatever the verdict says. */
  readonly levels: Readonly<Record<string, Level | 'off'>>;
  /** What a breaking change means that touches a used operation, but no mapped part of it. */
  readonly adjacent: Level;
  /** What a breaking change means elsewhere. */
  readonly unmapped: Level;
  /** Used where the one who runs the comparison says nothing else. */
  readonly failOn?: FailOn;
  /** Hosts (`name` or `name:port`) that a `$ref` of a description may lead to. */
  readonly allowHosts?: readonly string[];
  readonly sunset?: {
    /** What is used and deprecated has to work for so many days yet. */
    readonly minDays: number;
  };
}

export interface Manifest {
  /** How a person names the file. */
  readonly name: string;
  /** The file as it is, for changes that are suggested to it. */
  readonly text: string;
  readonly integration: string;
  readonly owners: readonly string[];
  readonly systems: ReadonlyMap<string, System>;
  /** The value tables of `values:`, by name. */
  readonly tables: ReadonlyMap<string, ValueTable>;
  readonly entities: readonly Entity[];
  readonly flows: readonly Flow[];
  readonly workflows: readonly Workflow[];
  readonly exceptions: readonly ExceptionEntry[];
  readonly policy: Policy;
}
