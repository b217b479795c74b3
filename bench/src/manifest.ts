/** A manifest of ten fields for two systems that are one API: what GET reads on a path, PATCH or POST writes there. */

type Json = Readonly<Record<string, unknown>>;

interface Flow {
  readonly path: string;
  readonly write: string;
  readonly fields: readonly string[];
}

const flowCount = 5;
const fieldsPerFlow = 2;

/** YAML. The fields are in both versions, spread over the document. Throws where it has fewer than five such paths. */
export function manifestFor(before: unknown, after: unknown, spec: string): string {
  const kept = new Map(flowsOf(after).map((flow) => [`${flow.write} ${flow.path}`, flow.fields]));
  const flows = flowsOf(before).flatMap((flow) => {
    const fields = flow.fields.filter((field) => kept.get(`${flow.write} ${flow.path}`)?.includes(field));
    return fields.length < fieldsPerFlow ? [] : [{ ...flow, fields: fields.slice(0, fieldsPerFlow) }];
  });
  if (flows.length < flowCount) throw new Error(`only ${flows.length} paths to map`);
  const step = Math.floor(flows.length / flowCount);
  const chosen = flows.filter((_, index) => index % step === 0).slice(0, flowCount);
  return [
    'version: 1',
    'integration: bench',
    'systems:',
    `  source: { spec: ${JSON.stringify(spec)} }`,
    `  target: { spec: ${JSON.stringify(spec)} }`,
    'entities:',
    '  resource:',
    '    flows:',
    ...chosen.flatMap(flowLines),
    '',
  ].join('\n');
}

function flowLines({ path, write, fields }: Flow, index: number): readonly string[] {
  return [
    `      - id: flow-${index + 1}`,
    `        from: ${JSON.stringify(`source GET ${path}`)}`,
    `        to: ${JSON.stringify(`target ${write} ${path}`)}`,
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
