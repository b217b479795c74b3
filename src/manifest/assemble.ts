/** From what stands in the file to the manifest's types: defaults are filled in, names of value tables followed. */

import type { Entry } from './collection-shape.ts';
import type { RawFlow, RawMapping } from './entity-schema.ts';
import { printSteps } from './field-path.ts';
import type {
  ExceptionEntry,
  Expression,
  FieldMapping,
  FieldRef,
  Flow,
  Manifest,
  OperationPattern,
  PathStep,
  UnmappedMode,
  ValueTable,
  Workflow,
} from './manifest.ts';
import type { RawManifest } from './schema.ts';

type Tables = ReadonlyMap<string, ValueTable>;

/** `raw` has no problems left: every name in it is declared. */
export function assemble(raw: RawManifest, { name, text }: Pick<Manifest, 'name' | 'text'>): Manifest {
  const tables: Tables = new Map((raw.values ?? []).map(({ key, value }) => [key, { ...value, name: key }]));
  const entities = raw.entities ?? [];
  return {
    name,
    text,
    integration: raw.integration,
    owners: raw.owners ?? [],
    systems: new Map(
      raw.systems.map(({ key, value: { owners = [], ...system }, mark }) => [
        key,
        { ...system, name: key, mark, owners },
      ]),
    ),
    tables,
    entities: entities.map(({ key, value, mark }) => ({
      name: key,
      mark,
      definitions: Object.fromEntries((value.definitions ?? []).map(({ key: system, value: text }) => [system, text])),
      decisions: value.decisions ?? [],
    })),
    flows: entities.flatMap(({ key, value }) => (value.flows ?? []).map((flow) => flowOf(flow, key, tables))),
    workflows: (raw.workflows ?? []).map(workflowOf),
    exceptions: (raw.exceptions ?? []).map(exceptionOf),
    policy: {
      levels: levelsOf(raw.policy?.levels),
      adjacent: raw.policy?.adjacent ?? 'warning',
      unmapped: raw.policy?.unmapped ?? 'info',
      ...(raw.policy?.['fail-on'] !== undefined && { failOn: raw.policy['fail-on'] }),
      ...(raw.policy?.['allow-hosts'] !== undefined && { allowHosts: raw.policy['allow-hosts'] }),
      ...(raw.policy?.sunset !== undefined && { sunset: { minDays: raw.policy.sunset.minDays } }),
    },
  };
}

function levelsOf<L>(entries: readonly Entry<string, L>[] | undefined): Readonly<Record<string, L>> {
  return Object.fromEntries((entries ?? []).map(({ key, value }) => [key, value]));
}

function flowOf(raw: RawFlow, entity: string, tables: Tables): Flow {
  const { fields = [], reads = [], owners = [], direction = 'forward', levels, ...rest } = raw;
  return {
    ...rest,
    entity,
    fields: fields.map((field) => mappingOf(field, tables)),
    reads: [...reads, ...(raw.when === undefined ? [] : partsOf(raw.when))],
    owners,
    direction,
    levels: levelsOf(levels),
  };
}

function mappingOf(raw: RawMapping, tables: Tables): FieldMapping {
  const { from, take = 'all', values, unmapped, value, ...rest } = raw;
  const table = typeof values === 'string' ? tables.get(values) : values;
  const sources = from === undefined ? [] : 'text' in from ? [from] : from;
  const reads = raw.transform === undefined ? [] : partsOf(raw.transform, sources);
  return {
    ...rest,
    from: sources,
    ...(reads.length > 0 && { reads }),
    take,
    ...(table === undefined ? {} : { values: table }),
    unmapped: unmappedOf(unmapped),
    ...(value === undefined ? {} : { constant: value }),
  };
}

/** The fields that an expression reads of its one source, or of the whole body; none where it takes its input as it is. */
function partsOf({ reads = [], mark }: Expression, sources: readonly FieldRef[] = []): FieldRef[] {
  const [source, ...others] = sources;
  if (others.length > 0 || (source !== undefined && source.place !== 'body')) return [];
  const above = source?.steps ?? [];
  if (source !== undefined && reads.some((path) => path.length === 0)) return [];
  return reads.map((path) => {
    const steps: PathStep[] = [...above, ...path.map((name): PathStep => ({ kind: 'name', name }))];
    return { place: 'body', steps, throughLists: true, text: printSteps(steps), mark: source?.mark ?? mark };
  });
}

function unmappedOf(raw: RawMapping['unmapped']): UnmappedMode {
  if (raw === undefined) return { mode: 'fail' };
  return typeof raw === 'string' ? { mode: raw } : { mode: 'default', value: raw.default };
}

function workflowOf({ key, value, mark }: NonNullable<RawManifest['workflows']>[number]): Workflow {
  return { ...value, name: key, mark, invokes: value.invokes ?? [], suppresses: value.suppresses ?? [] };
}

function exceptionOf(raw: NonNullable<RawManifest['exceptions']>[number]): ExceptionEntry {
  const { on, reads = [], owners = [], ...rest } = raw;
  const { operation, ...pattern } = on;
  const { text, mark } = on;
  const whole: OperationPattern = {
    ...pattern,
    ...(operation === undefined ? {} : { operation: { ...operation, text, mark } }),
  };
  return { ...rest, on: whole, reads, owners };
}
