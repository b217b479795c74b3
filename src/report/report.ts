/** The report: what every format prints. Plain data, already ordered; it survives JSON without loss. */

import type { AcknowledgementKind } from '../manifest/acknowledgement.ts';
import type { Level } from '../manifest/manifest.ts';

export type { Level } from '../manifest/manifest.ts';

/** Who chooses the value: the consumer (`request`) or the provider (`response`). */
export type Direction = 'request' | 'response';

/** `unknown`: the change could not be judged; it is never called breaking for that. */
export type Compatibility = 'breaking' | 'compatible' | 'unknown';

/** How a change touches the integration. Without a manifest everything counts as used: `mapped`. */
export type Touch = 'mapped' | 'adjacent' | 'unmapped';

/** A place in a file. Line and column count from 1; `pointer` is a JSON Pointer (RFC 6901). */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

/** How a verdict is known: by a checked example value, by a containment proof, or not by proof. */
export interface Proof {
  readonly kind: 'witness' | 'containment' | 'none';
  /** With `witness`: a value valid under the side that allows it and refused by the other. */
  readonly value?: unknown;
  readonly reason?: string;
}

/** In the reason of a proof: the value is refused by its format, which is a note to some validators. */
export const RESTS_ON_FORMAT = 'it rests on `format`';

/** Parts of workflows and exceptions: what each does with the operation, effect or field that it names. */
export type MappingPart = 'trigger' | 'invokes' | 'suppresses' | 'suppressed' | 'handles' | 'reads';

/** One part of a manifest that a finding touches: a row of a flow, a step of a workflow, an exception. */
export interface MappingImpact {
  /** Id of the flow or the exception, name of the workflow; `exceptions` for what no exception catches. */
  readonly flow: string;
  /** What the part does, where it is no row of a flow. */
  readonly part?: MappingPart;
  /** The entity the flow belongs to. */
  readonly entity?: string;
  /** As written in the manifest; several sources are joined with `, `; a constant is `(constant)`; empty when nothing feeds the target. */
  readonly from: string;
  /** Empty for a field that is read but copied nowhere. In workflows and exceptions: the operation, effect or pattern. */
  readonly to: string;
  /** The manifest's file and line. */
  readonly manifest: string;
  readonly line: number;
  readonly verdict: 'breaks' | 'warns' | 'holds' | 'unjudged';
  /** Why, in one sentence without a full stop: "the value table has no row for `paused`". */
  readonly because: string;
}

export interface Finding {
  /** 16 hexadecimal digits; survives unrelated edits of the description. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly level: Level;
  readonly touch: Touch;
  readonly direction: Direction;
  readonly compatibility: Compatibility;
  readonly proof: Proof;
  /** The integration (manifest) this finding is about; absent without a manifest. */
  readonly integration?: string;
  readonly system: string;
  /** `GET /accounts/{id}`; absent for a change that belongs to no operation. The first of `operations.examples`. */
  readonly operation?: string;
  /** Every operation the change reaches: how many, and the first few in document order. */
  readonly operations: { readonly count: number; readonly examples: readonly string[] };
  /** Which part of the operation: `request body`, `response 200`, `query parameter limit`, … */
  readonly part?: string;
  /** Field path inside that part (`contact.email`, `lines[*].sku`); empty for the part itself. */
  readonly path: string;
  /** Place in the new version; for a removed thing its nearest surviving parent. */
  readonly at?: Place;
  /** Place in the old version; absent for an added thing. */
  readonly was?: Place;
  readonly mappings: readonly MappingImpact[];
  readonly owners: readonly string[];
  /** What changed, in one sentence without a full stop: "enum value `paused` was added". Code is in backticks. */
  readonly message: string;
  readonly suggestion?: Suggestion;
  /** Somebody answers for it: it is listed, and counts for nothing but `Counts.accepted`. */
  readonly accepted?: Acceptance;
}

/** The entry of a file of acknowledgements that holds for a finding. */
export interface Acceptance {
  readonly kind: AcknowledgementKind;
  readonly reason: string;
  readonly by?: string;
  /** The last day it holds: `2027-03-31`. */
  readonly until: string;
  readonly file: string;
  readonly line: number;
}

export interface Suggestion {
  /** What to do, in one sentence. */
  readonly text: string;
  /** Rows of the manifest to change, as YAML lines. */
  readonly manifest?: readonly ManifestPatch[];
}

/** Lines of the manifest to replace, from `line` on. */
export interface ManifestPatch {
  readonly line: number;
  readonly remove: readonly string[];
  readonly add: readonly string[];
}

export interface ComparedVersion {
  readonly label: string;
  readonly dialect: string;
  /** `info.version`. */
  readonly version?: string;
}

/** One system's two versions, as compared. */
export interface Compared {
  readonly integration?: string;
  readonly system: string;
  readonly before: ComparedVersion;
  readonly after: ComparedVersion;
}

/** Something that could not be judged: with any of these, the report is a lower bound. */
export interface UnjudgedEntry {
  readonly integration?: string;
  readonly system: string;
  readonly message: string;
  readonly at?: Place;
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly breaking: number;
  readonly mapped: number;
  readonly adjacent: number;
  readonly unmapped: number;
  /** Acknowledged findings, which are in none of the other numbers. */
  readonly accepted: number;
}

/** What a run has to say besides findings: about acknowledgements, and about what its own change lets through. */
export interface Notice {
  /**
   * `loosened`: the change itself acknowledges a finding or lowers a level. `expired`: an acknowledgement holds no longer.
   * `unused`: an acknowledgement matches no finding of the run.
   */
  readonly kind: 'loosened' | 'expired' | 'unused';
  readonly integration?: string;
  /** One sentence without a full stop. Code is in backticks. */
  readonly message: string;
  readonly at: Place;
}

/** A finding that there would be if the manifest had stayed as it was. */
export interface ResolvedFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly integration?: string;
  readonly system: string;
  readonly message: string;
  /** The mappings it would have hurt, as they were. */
  readonly mappings: readonly MappingImpact[];
}

/** One row of a flow, as written in the manifest. What becomes of it is in the findings that name it. */
export interface FlowRow {
  readonly from: string;
  readonly to: string;
  /** Line of the manifest. */
  readonly line: number;
}

/** A flow with all its rows (ignored ones left out): what the picture of the integration is drawn from. */
export interface FlowSummary {
  readonly id: string;
  readonly entity: string;
  /** The operation that is read, and the one that is written, as in the manifest: `crm GET /accounts/{id}`. */
  readonly from: string;
  readonly to: string;
  readonly rows: readonly FlowRow[];
}

/** How many of a kind the manifest decides about. */
export interface Share {
  readonly decided: number;
  readonly total: number;
}

/** What `guard check` counts. */
export interface Coverage {
  /** Inputs that the targets of the flows require. */
  readonly inputs: Share;
  /** Error statuses that the used operations list. */
  readonly statuses: Share;
  /** Values that the mapped sources list. */
  readonly values: Share;
  /** Fields that are in no description, and never checked. */
  readonly unchecked: number;
}

/** One manifest of the run. */
export interface IntegrationSummary {
  readonly name: string;
  readonly manifest: string;
  readonly owners: readonly string[];
  readonly verdict: Verdict;
  readonly counts: Counts;
  /** Field mappings (ignored ones left out): all, those that break, and those that could not be analysed. */
  readonly mappings: { readonly total: number; readonly breaking: number; readonly unjudged: number };
  readonly flows: readonly FlowSummary[];
  /** `guard check` only. */
  readonly coverage?: Coverage;
}

export type Verdict = 'breaking' | 'warnings' | 'clean';

export interface Report {
  /** Version of this format; a change of meaning raises it. */
  readonly version: 1;
  /** `check`: one version of each system, and what is wrong with it. Absent: two versions were compared. */
  readonly kind?: 'check';
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly compared: readonly Compared[];
  /** Empty without a manifest. */
  readonly integrations: readonly IntegrationSummary[];
  readonly findings: readonly Finding[];
  /** What this change of the manifest repairs. */
  readonly resolved: readonly ResolvedFinding[];
  readonly notices: readonly Notice[];
  readonly unjudged: readonly UnjudgedEntry[];
}
