/**
 * The form of the report, said once: the order of the keys in JSON, and the JSON Schema that is shipped. The compiler
 * holds it against the types: a field that is missing here, or optional on one side only, does not compile.
 */

import { DATE, FINGERPRINT, KINDS } from '../manifest/acknowledgement.ts';
import type {
  Acceptance,
  Compared,
  ComparedVersion,
  Counts,
  Coverage,
  Finding,
  FlowRow,
  FlowSummary,
  IntegrationSummary,
  ManifestPatch,
  MappingImpact,
  Notice,
  Place,
  Proof,
  Report,
  ResolvedFinding,
  Share,
  Suggestion,
  UnjudgedEntry,
} from './report.ts';

/** What a field may hold: a plain schema, a list, or one of the objects below. */
export type Form =
  | { readonly kind: 'plain'; readonly schema: Readonly<Record<string, unknown>> }
  | { readonly kind: 'list'; readonly of: Form }
  | { readonly kind: 'object'; readonly name: ObjectName };

interface Field<Optional extends boolean> {
  readonly about: string;
  readonly form: Form;
  readonly optional: Optional;
}

type Fields<T> = { readonly [K in keyof T]-?: Field<Record<never, never> extends Pick<T, K> ? true : false> };

interface Objects {
  readonly report: Fields<Report>;
  readonly counts: Fields<Counts>;
  readonly compared: Fields<Compared>;
  readonly version: Fields<ComparedVersion>;
  readonly integration: Fields<IntegrationSummary>;
  readonly mappingTotals: Fields<IntegrationSummary['mappings']>;
  readonly coverage: Fields<Coverage>;
  readonly share: Fields<Share>;
  readonly flow: Fields<FlowSummary>;
  readonly row: Fields<FlowRow>;
  readonly finding: Fields<Finding>;
  readonly acceptance: Fields<Acceptance>;
  readonly resolved: Fields<ResolvedFinding>;
  readonly notice: Fields<Notice>;
  readonly proof: Fields<Proof>;
  readonly operations: Fields<Finding['operations']>;
  readonly place: Fields<Place>;
  readonly mapping: Fields<MappingImpact>;
  readonly suggestion: Fields<Suggestion>;
  readonly patch: Fields<ManifestPatch>;
  readonly unjudged: Fields<UnjudgedEntry>;
}

export type ObjectName = keyof Objects;

const text: Form = { kind: 'plain', schema: { type: 'string' } };
const count: Form = { kind: 'plain', schema: { type: 'integer', minimum: 0 } };
const lineNumber: Form = { kind: 'plain', schema: { type: 'integer', minimum: 1 } };
const anything: Form = { kind: 'plain', schema: {} };
const texts: Form = { kind: 'list', of: text };
const oneOf = (...values: readonly string[]): Form => ({ kind: 'plain', schema: { enum: values } });
const object = (name: ObjectName): Form => ({ kind: 'object', name });
const list = (name: ObjectName): Form => ({ kind: 'list', of: object(name) });
const is = (form: Form, about: string): Field<false> => ({ form, about, optional: false });
const may = (form: Form, about: string): Field<true> => ({ form, about, optional: true });

const verdict = is(oneOf('breaking', 'warnings', 'clean'), 'Whether there are errors, warnings only, or neither.');
const integration = may(text, 'Name of the integration (manifest) this belongs to; absent without a manifest.');
const fingerprint: Form = { kind: 'plain', schema: { type: 'string', pattern: FINGERPRINT } };
const date: Form = { kind: 'plain', schema: { type: 'string', pattern: DATE } };
/** A name may have a line break in it, which `.` is not. */
const pointer: Form = { kind: 'plain', schema: { type: 'string', pattern: '^(?:/|$)' } };

export const objects: Objects = {
  report: {
    version: is({ kind: 'plain', schema: { const: 1 } }, 'Version of this format; a change of meaning raises it.'),
    kind: may(
      oneOf('check'),
      '`guard check`: what is wrong with one version of each system. Absent: two were compared.',
    ),
    verdict,
    counts: is(object('counts'), 'Findings, counted.'),
    compared: is(list('compared'), 'What was compared.'),
    integrations: is(list('integration'), 'One entry per manifest of the run; empty without a manifest.'),
    findings: is(list('finding'), 'All findings, worst and closest to the integration first.'),
    resolved: is(
      list('resolved'),
      'Findings that there would be if the manifest had stayed as it was: this change repairs them.',
    ),
    notices: is(list('notice'), 'About acknowledgements, and about what this change itself lets through.'),
    unjudged: is(list('unjudged'), 'What could not be judged; with any entry the report is a lower bound.'),
  },
  counts: {
    error: is(count, 'Findings of level error.'),
    warning: is(count, 'Findings of level warning.'),
    info: is(count, 'Findings of level info.'),
    breaking: is(count, 'Findings that break compatibility, whatever their level.'),
    mapped: is(count, 'Findings on a mapped part; without a manifest, all of them.'),
    adjacent: is(count, 'Findings in a used operation, on a part that is not mapped.'),
    unmapped: is(count, 'Findings elsewhere.'),
    accepted: is(count, 'Acknowledged findings, which are in none of the other numbers.'),
  },
  compared: {
    integration,
    system: is(text, 'Name of the system.'),
    before: is(object('version'), 'The old version.'),
    after: is(object('version'), 'The new version.'),
  },
  version: {
    label: is(text, 'The reference as the user gave it.'),
    dialect: is(text, 'Version of OpenAPI: 2.0, 3.0, 3.1 or 3.2.'),
    version: may(text, '`info.version` of the description.'),
  },
  integration: {
    name: is(text, 'Name of the integration.'),
    manifest: is(text, 'The manifest file.'),
    owners: is(texts, 'Owners of the integration.'),
    verdict,
    counts: is(object('counts'), 'Findings of this integration, counted.'),
    mappings: is(object('mappingTotals'), 'Field mappings; ignored ones are left out.'),
    flows: is(list('flow'), 'The flows and their rows, in the order of the manifest.'),
    coverage: may(object('coverage'), '`guard check`: how much the manifest decides about.'),
  },
  coverage: {
    inputs: is(object('share'), 'Inputs that the targets of the flows require.'),
    statuses: is(object('share'), 'Error statuses that the used operations list.'),
    values: is(object('share'), 'Values that the mapped sources list.'),
    unchecked: is(count, 'Fields that are in no description.'),
  },
  share: {
    decided: is(count, 'Those that the manifest decides about.'),
    total: is(count, 'All of them.'),
  },
  mappingTotals: {
    total: is(count, 'All of them.'),
    breaking: is(count, 'Those that break.'),
    unjudged: is(count, 'Those that could not be analysed.'),
  },
  flow: {
    id: is(text, 'Id of the flow.'),
    entity: is(text, 'The entity the flow belongs to.'),
    from: is(text, 'The operation that is read, as written in the manifest.'),
    to: is(text, 'The operation that is written, as written in the manifest.'),
    rows: is(list('row'), 'Its field mappings; ignored ones are left out.'),
  },
  row: {
    from: is(text, 'Source field(s) as written in the manifest; `(constant)`.'),
    to: is(text, 'Target field as written in the manifest.'),
    line: is(lineNumber, 'Line in the manifest.'),
  },
  finding: {
    fingerprint: is(fingerprint, 'Identity of the finding; survives unrelated edits of the description.'),
    rule: is(text, 'What changed: the id of the rule (`guard explain RULE`).'),
    level: is(oneOf('error', 'warning', 'info'), 'What it means for this integration.'),
    touch: is(oneOf('mapped', 'adjacent', 'unmapped'), 'How the change touches the integration.'),
    direction: is(
      oneOf('request', 'response'),
      'Who chooses the value: the consumer (request) or the provider (response).',
    ),
    compatibility: is(
      oneOf('breaking', 'compatible', 'unknown'),
      'Whether the change as such is compatible; unknown when it could not be judged.',
    ),
    proof: is(object('proof'), 'How the verdict is known.'),
    integration,
    system: is(text, 'The system that changed.'),
    operation: may(text, 'The operation, as `GET /accounts/{id}`; the first of `operations.examples`.'),
    operations: is(object('operations'), 'Every operation that the change reaches.'),
    part: may(text, 'Part of the operation: `request body`, `response 200`, `query parameter limit`, …'),
    path: is(text, 'Field path inside the part; empty for the part itself.'),
    at: may(object('place'), 'Place in the new version; for something removed, its nearest surviving parent.'),
    was: may(object('place'), 'Place in the old version; absent for something added.'),
    mappings: is(list('mapping'), 'The mappings that the change touches.'),
    owners: is(texts, 'Owners of the flows and of the system.'),
    message: is(text, 'What changed, in one sentence; text from a description stands in backticks.'),
    suggestion: may(object('suggestion'), 'What to do.'),
    accepted: may(object('acceptance'), 'Somebody answers for it: it is listed, and does not count.'),
  },
  acceptance: {
    kind: is(oneOf(...KINDS), 'Why it does not count.'),
    reason: is(text, 'The reason that was given.'),
    by: may(text, 'Who answers for it.'),
    until: is(date, 'The last day it holds (UTC).'),
    file: is(text, 'The file of acknowledgements.'),
    line: is(lineNumber, 'Line in it.'),
  },
  resolved: {
    fingerprint: is(fingerprint, 'Identity of the finding.'),
    rule: is(text, 'What would have been found: the id of the rule.'),
    integration,
    system: is(text, 'The system that changed.'),
    message: is(text, 'What changed, in one sentence.'),
    mappings: is(list('mapping'), 'The mappings that it would have hurt, as they were.'),
  },
  notice: {
    kind: is(
      oneOf('loosened', 'expired', 'unused'),
      'The change itself acknowledges a finding or lowers a level; an acknowledgement holds no longer; or it matches no finding of this run.',
    ),
    integration,
    message: is(text, 'What it says, in one sentence; text from a file stands in backticks.'),
    at: is(object('place'), 'Where.'),
  },
  proof: {
    kind: is(oneOf('witness', 'containment', 'none'), 'A checked example value, a proof of containment, or none.'),
    value: may(anything, 'The example: valid under the side that allows it, refused by the other.'),
    reason: may(text, 'What the proof shows, or why there is none.'),
  },
  operations: {
    count: is(count, 'How many.'),
    examples: is(texts, 'The first few, in document order.'),
  },
  place: {
    file: is(text, 'The file, as a person names it.'),
    pointer: is(pointer, 'JSON Pointer (RFC 6901) into the file.'),
    line: is(lineNumber, 'Line, from 1.'),
    column: is(lineNumber, 'Column, from 1.'),
  },
  mapping: {
    flow: is(text, 'Id of the flow or the exception, or name of the workflow; `exceptions` for what none catches.'),
    part: may(
      oneOf('trigger', 'invokes', 'suppresses', 'suppressed', 'handles', 'reads'),
      'What it does, where it is no row of a flow but a part of a workflow or an exception.',
    ),
    entity: may(text, 'The entity the flow belongs to.'),
    from: is(text, 'Source field(s) as written in the manifest; `(constant)`; empty when nothing feeds the target.'),
    to: is(
      text,
      'Target field as written in the manifest; empty for a field that is only read. In workflows and exceptions: the operation, effect or pattern.',
    ),
    manifest: is(text, 'The manifest file.'),
    line: is(lineNumber, 'Line in the manifest.'),
    verdict: is(oneOf('breaks', 'warns', 'holds', 'unjudged'), 'What becomes of the mapping, end to end.'),
    because: is(text, 'Why, in one sentence.'),
  },
  suggestion: {
    text: is(text, 'What to do, in one sentence.'),
    manifest: may(list('patch'), 'Rows of the manifest to change.'),
  },
  patch: {
    line: is(lineNumber, 'Line in the manifest where the rows start.'),
    remove: is(texts, 'Rows to remove, as YAML lines.'),
    add: is(texts, 'Rows to put there, as YAML lines.'),
  },
  unjudged: {
    integration,
    system: is(text, 'The system.'),
    message: is(text, 'What could not be judged, and why.'),
    at: may(object('place'), 'Where.'),
  },
};

function schemaOfForm(form: Form): Record<string, unknown> {
  if (form.kind === 'plain') return { ...form.schema };
  if (form.kind === 'list') return { type: 'array', items: schemaOfForm(form.of) };
  return { $ref: `#/$defs/${form.name}` };
}

function schemaOfObject(name: ObjectName): Record<string, unknown> {
  const fields: [string, Field<boolean>][] = Object.entries(objects[name]);
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(([key, { about, form }]) => [key, { description: about, ...schemaOfForm(form) }]),
    ),
    required: fields.filter(([, { optional }]) => !optional).map(([key]) => key),
    additionalProperties: false,
  };
}

/** JSON Schema 2020-12 of the report. */
export function reportSchema(): Record<string, unknown> {
  const names = (Object.keys(objects) as ObjectName[]).filter((name) => name !== 'report');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'contract-guard report',
    description: 'What a change of API descriptions does to an integration. Written by `guard diff --format json`.',
    ...schemaOfObject('report'),
    $defs: Object.fromEntries(names.map((name) => [name, schemaOfObject(name)])),
  };
}
