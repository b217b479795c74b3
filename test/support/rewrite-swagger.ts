/** Swagger 2.0 in the words of OpenAPI 3.0, as the specification's own migration notes have it. */
import { mapSchema } from './rewrite-dialect.ts';
import { type Doc, isObject } from './spec.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

export function as30(document: Doc): Doc {
  const { definitions, securityDefinitions, paths } = document;
  const schemas = entries(definitions).map(([name, schema]) => [name, schemaOf(schema)] as const);
  const schemes = entries(securityDefinitions).map(([name, one]) => [name, schemeOf(one)] as const);
  return {
    openapi: '3.0.3',
    info: document['info'],
    servers: [{ url: typeof document['basePath'] === 'string' ? document['basePath'] : '' }],
    ...('security' in document && { security: document['security'] }),
    components: { schemas: Object.fromEntries(schemas), securitySchemes: Object.fromEntries(schemes) },
    paths: Object.fromEntries(entries(paths).map(([path, item]) => [path, itemOf(document, item as Doc)])),
  };
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function itemOf(document: Doc, item: Doc): Doc {
  const shared = listOf(item['parameters']).map((one) => resolved(document, one));
  return Object.fromEntries(
    METHODS.filter((method) => isObject(item[method])).map((method) => [
      method,
      operationOf(document, item[method] as Doc, shared),
    ]),
  );
}

function operationOf(document: Doc, operation: Doc, shared: readonly Doc[]): Doc {
  const own = listOf(operation['parameters']).map((one) => resolved(document, one));
  const inherited = shared.filter(
    (one) => !own.some((other) => other['name'] === one['name'] && other['in'] === one['in']),
  );
  const all = [...inherited, ...own];
  const body = bodyOf(all, listOr(operation['consumes'] ?? document['consumes'], []));
  const produces = listOr(operation['produces'] ?? document['produces'], ['application/json']);
  return {
    ...pick(operation, ['operationId', 'deprecated', 'security', 'x-sunset']),
    parameters: all.filter((one) => one['in'] !== 'body' && one['in'] !== 'formData').map(parameterOf),
    ...(body && { requestBody: body }),
    responses: Object.fromEntries(
      entries(operation['responses']).map(([status, one]) => [status, responseOf(resolved(document, one), produces)]),
    ),
  };
}

const OF_PARAMETER = ['name', 'in', 'required', 'description', 'deprecated', 'x-sunset'];

function parameterOf(parameter: Doc): Doc {
  return {
    ...pick(parameter, [...OF_PARAMETER, 'allowEmptyValue']),
    ...listStyle(parameter),
    schema: schemaOf(without(parameter, [...OF_PARAMETER, 'collectionFormat', 'allowEmptyValue'])),
  };
}

/** The style that writes what `collectionFormat` does. */
function listStyle({ in: place, type, collectionFormat }: Doc): Doc {
  if (type !== 'array' || place !== 'query') return {};
  switch (collectionFormat) {
    case 'multi':
      return { style: 'form', explode: true };
    case 'ssv':
      return { style: 'spaceDelimited', explode: false };
    case 'pipes':
      return { style: 'pipeDelimited', explode: false };
    default:
      return { style: 'form', explode: false };
  }
}

function bodyOf(all: readonly Doc[], consumes: readonly string[]): Doc | undefined {
  const body = all.findLast((one) => one['in'] === 'body');
  const form = all.filter((one) => one['in'] === 'formData');
  if (body === undefined && form.length === 0) return undefined;
  const fallback = form.some(({ type }) => type === 'file')
    ? 'multipart/form-data'
    : 'application/x-www-form-urlencoded';
  const names = consumes.length > 0 ? consumes : [body ? 'application/json' : fallback];
  const needed = form.filter((one) => one['required'] === true).map((one) => one['name']);
  const schema = body
    ? schemaOf(body['schema'] ?? {})
    : {
        type: 'object',
        properties: Object.fromEntries(form.map((one) => [one['name'], parameterOf(one)['schema']])),
        required: needed,
      };
  const required = body ? body['required'] === true : needed.length > 0;
  return { required, content: Object.fromEntries(names.map((name) => [name, { schema }])) };
}

function responseOf(response: Doc, produces: readonly string[]): Doc {
  const headers = entries(response['headers']).map(
    ([name, one]) => [name, { schema: schemaOf(without(one as Doc, ['collectionFormat'])) }] as const,
  );
  const content = produces.map((name) => [name, { schema: schemaOf(response['schema']) }] as const);
  return {
    description: typeof response['description'] === 'string' ? response['description'] : '',
    headers: Object.fromEntries(headers),
    ...('schema' in response && { content: Object.fromEntries(content) }),
  };
}

function schemeOf(scheme: unknown): unknown {
  return isObject(scheme) && scheme['type'] === 'basic' ? { type: 'http', scheme: 'basic' } : scheme;
}

function schemaOf(schema: unknown): unknown {
  return mapSchema(schema, (one) => {
    const { 'x-nullable': nullable, $ref: ref, ...rest } = one;
    const out: Doc = { ...rest };
    if (typeof ref === 'string') out['$ref'] = ref.replace(/^#\/definitions\//, '#/components/schemas/');
    if (nullable === true) out['nullable'] = true;
    if (out['type'] === 'file') Object.assign(out, { type: 'string', format: 'binary' });
    return out;
  });
}

function resolved(document: Doc, value: unknown): Doc {
  const ref = isObject(value) ? value['$ref'] : undefined;
  if (typeof ref !== 'string') return isObject(value) ? value : {};
  const found = ref
    .slice(2)
    .split('/')
    .reduce<unknown>((here, token) => (isObject(here) ? here[token.replaceAll('~1', '/')] : undefined), document);
  return isObject(found) ? found : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function listOr(value: unknown, fallback: readonly string[]): readonly string[] {
  return Array.isArray(value) && value.length > 0 ? value : fallback;
}

function pick(from: Doc, names: readonly string[]): Doc {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

function without(from: Doc, names: readonly string[]): Doc {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
}
