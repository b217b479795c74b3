/** From a manifest, the descriptions as they are, and the report of a check over both, to the matrix. */

import { UNCAUGHT } from '../impact/exceptions.ts';
import { type Message, messageOf, type Side } from '../impact/message.ts';
import { findOperation } from '../impact/operations.ts';
import type { FieldMapping, Flow, Manifest, OperationRef } from '../manifest/manifest.ts';
import type { Finding, MappingImpact, Report } from '../report/report.ts';
import type { SpecVersion } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { cellOf } from './cell.ts';
import type { Matrix, MatrixException, MatrixFlow, MatrixWorkflow, Row, RowVerdict } from './matrix.ts';
import { howOf } from './row.ts';

export interface MatrixInput {
  readonly manifest: Manifest;
  readonly specs: ReadonlyMap<string, SpecVersion>;
  readonly sides: ReadonlyMap<string, Side>;
  /** Of a check: what is wrong now. */
  readonly report: Report;
  /** Rows whose values it could not compare in full, and why. */
  readonly unjudged: ReadonlyMap<FieldMapping, string>;
}

/** A problem of the check, at one part of the manifest. */
interface Hurt {
  readonly finding: Finding;
  readonly mapping: MappingImpact;
}

export function matrixOf({ manifest, specs, sides, report, unjudged }: MatrixInput): Matrix {
  const hurt = report.findings.flatMap((finding) =>
    finding.mappings
      .filter(({ verdict }) => verdict === 'breaks' || verdict === 'warns')
      .map((mapping): Hurt => ({ finding, mapping })),
  );
  const bySubject = Map.groupBy(hurt, ({ mapping }) => keyOf(subjectOf(mapping), mapping.flow));
  const problemsOf = (kind: SubjectKind, id: string): string[] => problemsAt(keyOf(kind, id));
  const problemsAt = (key: string): string[] =>
    distinct((bySubject.get(key) ?? []).map(({ mapping }) => mapping.because));
  const named = namesIn(manifest);
  return {
    integration: manifest.integration,
    manifest: manifest.name,
    owners: manifest.owners,
    systems: [...manifest.systems.values()].map(({ name, owners, spec }) => {
      const version = specs.get(name)?.version;
      return { name, label: specs.get(name)?.label ?? spec, ...(version !== undefined && { version }), owners };
    }),
    entities: manifest.entities.map(({ name, definitions, decisions }) => ({
      name,
      definitions: Object.entries(definitions).map(([system, text]) => ({ system, text })),
      decisions,
      flows: manifest.flows
        .filter(({ entity }) => entity === name)
        .map((flow) => flowOf(flow, sides, bySubject.get(keyOf('flow', flow.id)) ?? [], unjudged)),
    })),
    workflows: manifest.workflows.map(
      ({ name, trigger, invokes, suppresses, consistency }): MatrixWorkflow => ({
        name,
        ...(trigger && { trigger: trigger.text }),
        invokes: invokes.map(({ text }) => text),
        suppresses: suppresses.map(({ effect, by }) => ({ effect: effect.text, ...(by && { by: by.text }) })),
        ...(consistency !== undefined && { consistency }),
        problems: problemsOf('workflow', name),
      }),
    ),
    exceptions: manifest.exceptions.map(
      ({ id, on, action, to, how, reads, owners }): MatrixException => ({
        id,
        on: on.text,
        action,
        ...(to !== undefined && { to }),
        ...(how !== undefined && { how }),
        reads: reads.map(({ text }) => text),
        owners,
        problems: problemsOf('exception', id),
      }),
    ),
    uncaught: problemsOf('exception', UNCAUGHT),
    problems: [...bySubject.keys()].filter((key) => !named.has(key)).flatMap(problemsAt),
  };
}

/** A flow, a workflow and an exception may have the same name. */
type SubjectKind = 'flow' | 'workflow' | 'exception';

function subjectOf({ entity, part }: MappingImpact): SubjectKind {
  if (entity !== undefined) return 'flow';
  return part === 'handles' || part === 'reads' ? 'exception' : 'workflow';
}

function keyOf(kind: SubjectKind, id: string): string {
  return `${kind} ${id}`;
}

function namesIn({ flows, workflows, exceptions }: Manifest): ReadonlySet<string> {
  return new Set([
    keyOf('exception', UNCAUGHT),
    ...flows.map(({ id }) => keyOf('flow', id)),
    ...workflows.map(({ name }) => keyOf('workflow', name)),
    ...exceptions.map(({ id }) => keyOf('exception', id)),
  ]);
}

function flowOf(
  flow: Flow,
  sides: MatrixInput['sides'],
  hurt: readonly Hurt[],
  unjudged: MatrixInput['unjudged'],
): MatrixFlow {
  const [source, target] = [sides.get(flow.from.system), sides.get(flow.to.system)];
  const reads = source && messageIn(source, flow.from, 'reads');
  const writes = target && messageIn(target, flow.to, 'writes');
  const seen = new Set<Hurt>();
  const rows = flow.fields.map((field): Row => {
    const own = hurt.filter(({ mapping }) => mapping.line === field.mark.line && mapping.to === (field.to?.text ?? ''));
    for (const one of own) seen.add(one);
    const verdict = verdictOf(field, own);
    const open = unjudged.get(field);
    return {
      line: field.mark.line,
      sources: field.from.map((ref) => cellOf(source, reads, ref)),
      ...(field.to && { target: cellOf(target, writes, field.to) }),
      how: howOf(field),
      verdict: verdict === 'holds' && open !== undefined ? 'unjudged' : verdict,
      because: distinct([...own.map(({ mapping }) => mapping.because), ...(open === undefined ? [] : [open])]),
    };
  });
  const owners = [...new Set(flow.owners)];
  return {
    id: flow.id,
    line: flow.mark.line,
    from: flow.from.text,
    to: flow.to.text,
    ...(flow.relation !== undefined && { relation: flow.relation }),
    direction: flow.direction,
    owners,
    rows,
    notes: [
      ...(flow.when === undefined ? [] : [`runs when ${code(flow.when.text)}`]),
      ...(flow.reads.length === 0 ? [] : [`also reads ${flow.reads.map(({ text }) => code(text)).join(', ')}`]),
      ...(flow.lookup === undefined ? [] : [`finds a record with ${code(flow.lookup.operation.text)}`]),
    ],
    problems: distinct(hurt.filter((one) => !seen.has(one)).map(({ mapping }) => mapping.because)),
  };
}

function messageIn(side: Side, ref: OperationRef, role: 'reads' | 'writes'): Message | undefined {
  const operation = findOperation(side.api, ref);
  return operation && messageOf(side, operation, ref, role);
}

/** The worst that is said about it; what somebody answers for is said, and does not count. */
function verdictOf({ ignore, unchecked }: FieldMapping, own: readonly Hurt[]): RowVerdict {
  if (unchecked !== undefined) return 'unchecked';
  if (ignore !== undefined) return 'decided';
  const open = own.filter(({ finding }) => finding.accepted === undefined && finding.level !== 'info');
  if (open.some(({ finding, mapping }) => mapping.verdict === 'breaks' && finding.level === 'error')) return 'breaks';
  return open.length > 0 ? 'warns' : 'holds';
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
