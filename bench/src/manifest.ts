/** Manifests for two systems that are one API. */

type Json = Readonly<Record<string, unknown>>;

interface Flow {
  readonly path: string;
  readonly write: string;
  readonly fields: readonly string[];
}

const flowCount = 5;
const fieldsPerFlow = 2;

/** YAML of ten fields: what GET reads on a path, PATCH or POST writes there. They are in both versions, spread over the document. Throws where it has fewer than five such paths. */
export function manifestFor(before: unknown, after: unknown, spec: string): string {
  const kept = new Map(flowsOf(after).map((flow) => [`${flow.write} ${flow.path}`, flow.fields]));
  const flows = flowsOf(before).flatMap((flow) => {
    const fields = flow.fields.filter((field) => kept.get(`${flow.write} ${flow.path}`)?.includes(field));
    return fields.length < fieldsPerFlow ? [] : [{ ...flow, fields: fields.slice(0, fieldsPerFlow) }];
  });
  if (flows.length < flowCount) throw new Error(`only ${flows.length} paths to map`);
  const step = Math.floor(flows.length / flowCount);
  const chosen = flows.filter((_, index) => index % step === 0).slice(0, flowCount);
  const lines = chosen.flatMap((flow, index) => flowLines(flow, index, flow.path));
  return [...head(JSON.stringify(spec), JSON.stringify(spec)), ...lines, ''].join('\n');
}

/**
 * A manifest of `count` fields from one document to the other: each body that is written is fed by the answers that have most
 * names in common with it. Throws where there are fewer.
 */
export function manyFields(before: unknown, after: unknown, specs: readonly [string, string], count: number): string {
  const reads = bodiesOf(before, after, ['get'], (item) => child(item, 'get', 'responses', '200'));
  const writes = ['post', 'put', 'patch'].flatMap((method) =>
    bodiesOf(before, after, [method], (item) => child(item, method, 'requestBody')),
  );
  const lines: string[] = [];
  let left = count;
  for (let round = 0; left > 0; round++) {
    if (round > 20) throw new Error(`${left} of ${count} fields are missing`);
    for (const written of writes) {
      const source = reads
        .map((read) => ({ read, shared: written.fields.filter((name) => read.fields.includes(name)) }))
        .filter(({ shared }) => shared.length > 0)
        .sort((a, b) => b.shared.length - a.shared.length)[round];
      if (source === undefined || left <= 0) continue;
      const fields = source.shared.slice(0, left);
      left -= fields.length;
      const flow = { path: source.read.path, write: written.write, fields };
      lines.push(...flowLines(flow, lines.length, written.path));
    }
  }
  const [from, to] = specs.map((spec) => JSON.stringify(spec));
  return [...head(from ?? '', to ?? ''), ...lines, ''].join('\n');
}

/** Bodies that both versions have, with the names of their top-level fields. */
function bodiesOf(
  before: unknown,
  after: unknown,
  [method = '']: readonly string[],
  bodyOf: (item: unknown) => unknown,
): readonly Flow[] {
  return Object.entries(child(before, 'paths')).flatMap(([path, item]) => {
    const now = new Set(namesIn(after, bodyOf(child(after, 'paths', path))));
    const fields = namesIn(before, bodyOf(item)).filter((name) => now.has(name));
    return fields.length === 0 ? [] : [{ path, write: method.toUpperCase(), fields }];
  });
}

function namesIn(document: unknown, body: unknown): readonly string[] {
  const media = child(followed(document, body), 'content', 'application/json');
  return Object.keys(child(followed(document, media['schema']), 'properties')).filter((name) => /^[a-z_]+$/.test(name));
}

function head(source: string, target: string): readonly string[] {
  return [
    'version: 1',
    'integration: bench',
    'systems:',
    `  source: { spec: ${source} }`,
    `  target: { spec: ${target} }`,
    'entities:',
    '  resource:',
    '    flows:',
  ];
}

function flowLines({ path, write, fields }: Flow, index: number, to: string): readonly string[] {
  return [
    `      - id: flow-${index + 1}`,
    `        from: ${JSON.stringify(`source GET ${path}`)}`,
    `        to: ${JSON.stringify(`target ${write} ${to}`)}`,
    '        fields:',
    ...fields.map((field) => `          - { from: ${field}, to: ${field} }`),
  ];
}

function flowsOf(document: unknown): readonly Flow[] {
  const flows: Flow[] = [];
  for (const [path, item] of Object.entries(child(document, 'paths'))) {
    const read = scalars(document, child(item, 'get', 'responses', '200'));
    for (const method of ['patch', 'post']) {
      const written = scalars(document, child(item, method, 'requestBody'));
      const fields = [...read].filter(([name, type]) => written.get(name) === type).map(([name]) => name);
      if (fields.length > 0) flows.push({ path, write: method.toUpperCase(), fields });
    }
  }
  return flows;
}

/** The top-level fields of a JSON body by their one plain type. */
function scalars(document: unknown, body: unknown): ReadonlyMap<string, string> {
  const media = child(followed(document, body), 'content', 'application/json');
  const schema = followed(document, media['schema']);
  const types = new Map<string, string>();
  for (const [name, property] of Object.entries(child(schema, 'properties'))) {
    const type = child(property)['type'];
    if (/^[a-z_]+$/.test(name) && typeof type === 'string' && /^(string|integer|boolean)$/.test(type))
      types.set(name, type);
  }
  return types;
}

function followed(document: unknown, value: unknown): Json {
  const ref = child(value)['$ref'];
  return typeof ref === 'string' ? child(document, ...ref.split('/').slice(1)) : child(value);
}

/** The object down these keys; an empty one where there is none. */
function child(value: unknown, ...keys: readonly string[]): Json {
  let at: unknown = value;
  for (const key of keys) at = typeof at === 'object' && at !== null ? (at as Json)[key] : undefined;
  return typeof at === 'object' && at !== null ? (at as Json) : {};
}
