/** Rewrites of descriptions that change no allowed value: each returns a new document, or undefined where it says nothing. */
import { mapSchema, respell30 } from './rewrite-dialect.ts';
import { type Doc, isObject } from './spec.ts';

/** What a rewrite gives: the new entry, and files beside it. */
export interface Rewritten {
  readonly entry: Doc;
  readonly files?: Readonly<Record<string, unknown>>;
}

export type Rewrite = (document: Doc) => Rewritten;

const NOT_SCHEMAS = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** Every schema of a description, rewritten from its leaves to its root. */
function mapDocument(document: Doc, change: (schema: Doc) => unknown, except?: string): Doc {
  const walk = (value: unknown, name: string): unknown => {
    if (NOT_SCHEMAS.has(name) || name.startsWith('x-')) return value;
    if (Array.isArray(value)) return value.map((one) => walk(one, ''));
    if (!isObject(value)) return value;
    if (name === 'schema' || name === 'itemSchema') return mapSchema(value, change, except);
    if (name === 'schemas' || name === 'definitions')
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapSchema(one, change, except)]));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, key)]));
  };
  return walk(document, '') as Doc;
}

const everySchema =
  (change: (schema: Doc) => unknown): Rewrite =>
  (document) => ({ entry: mapDocument(document, change) });

/** The order of members is no difference (JSON, RFC 8259, 4). */
export const reorderKeys: Rewrite = (document) => ({ entry: reversed(document) as Doc });

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, reversed(one)])
      .reverse(),
  );
}

function isRef(schema: unknown): schema is { $ref: string } {
  return isObject(schema) && typeof schema['$ref'] === 'string' && Object.keys(schema).length === 1;
}

function componentsOf(document: Doc): Doc {
  const components = document['components'];
  const schemas = isObject(components) ? components['schemas'] : document['definitions'];
  return isObject(schemas) ? schemas : {};
}

const LOCAL = /^#\/(?:components\/schemas|definitions)\/([^/]+)$/;

/** Each reference to a named schema is replaced by the schema, once. Branches that a discriminator picks keep their names. */
const inlineReferences: Rewrite = (document) => {
  const named = componentsOf(document);
  const target = (schema: unknown): unknown => {
    if (!isRef(schema)) return schema;
    const name = LOCAL.exec(schema.$ref)?.[1];
    return name !== undefined && Object.hasOwn(named, name) ? named[name] : schema;
  };
  return {
    entry: mapDocument(document, (schema) => {
      const out: Doc = { ...schema };
      for (const keyword of ['items', 'additionalProperties', 'not'])
        if (keyword in out) out[keyword] = target(out[keyword]);
      if (isObject(out['properties'])) {
        out['properties'] = Object.fromEntries(
          Object.entries(out['properties']).map(([name, one]) => [name, target(one)]),
        );
      }
      for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
        const list = out[keyword];
        if (Array.isArray(list) && !('discriminator' in out)) out[keyword] = list.map(target);
      }
      return out;
    }),
  };
};

/** Each property's schema gets a name and is referred to. Whether `not` of a reference is `not` of its target takes a proof. */
export const extractReferences: Rewrite = (document) => {
  const extracted: Doc = {};
  const entry = mapDocument(
    document,
    (schema) => {
      const { properties } = schema;
      if (!isObject(properties)) return schema;
      const moved = Object.entries(properties).map(([name, one]) => {
        if (!isObject(one) || isRef(one)) return [name, one] as const;
        const key = `Extracted${Object.keys(extracted).length}`;
        extracted[key] = one;
        return [name, { $ref: `#/${'swagger' in document ? 'definitions' : 'components/schemas'}/${key}` }] as const;
      });
      return { ...schema, properties: Object.fromEntries(moved) };
    },
    'not',
  );
  return { entry: withNamed(entry, { ...componentsOf(entry), ...extracted }) };
};

function withNamed(document: Doc, named: Doc): Doc {
  if ('swagger' in document) return { ...document, definitions: named };
  const components = isObject(document['components']) ? document['components'] : {};
  return { ...document, components: { ...components, schemas: named } };
}

/** All named schemas move to a file of their own. */
const moveToFile: Rewrite = (document) => {
  const redirect = (to: string) => (schema: Doc) => {
    const name = typeof schema['$ref'] === 'string' ? LOCAL.exec(schema['$ref'])?.[1] : undefined;
    return name === undefined ? schema : { ...schema, $ref: `${to}#/${name}` };
  };
  const named = componentsOf(document);
  const moved = Object.fromEntries(Object.entries(named).map(([name, one]) => [name, mapSchema(one, redirect(''))]));
  return { entry: withNamed(mapDocument(document, redirect('schemas.json')), {}), files: { 'schemas.json': moved } };
};

/** `allOf` of one schema takes what the schema takes. Nothing stands beside a reference in 3.0, so it is wrapped too. */
export const wrapInAllOf = everySchema((schema) => ({ allOf: [schema] }));

/** Keywords that read each other stay together. */
const TOGETHER: readonly (readonly string[])[] = [
  ['properties', 'patternProperties', 'additionalProperties'],
  ['type', 'nullable', 'x-nullable', 'enum'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
  ['if', 'then', 'else'],
  ['items', 'prefixItems', 'additionalItems'],
  ['contains', 'minContains', 'maxContains'],
  ['oneOf', 'anyOf', 'discriminator'],
  ['deprecated', 'x-sunset'],
];
const STAY = new Set(['$id', '$anchor', '$defs', 'title', 'description', 'example', 'examples', 'externalDocs', 'xml']);

/** Keywords that are independent of each other become conjuncts of their own. */
const splitIntoAllOf = everySchema((schema) => {
  if ('$ref' in schema || 'allOf' in schema || 'unevaluatedProperties' in schema || 'unevaluatedItems' in schema)
    return schema;
  const conjuncts = new Map<string, Doc>();
  const rest: Doc = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (STAY.has(keyword) || (keyword.startsWith('x-') && keyword !== 'x-nullable' && keyword !== 'x-sunset'))
      rest[keyword] = value;
    else {
      const group = TOGETHER.find((one) => one.includes(keyword))?.[0] ?? keyword;
      conjuncts.set(group, { ...conjuncts.get(group), [keyword]: value });
    }
  }
  return conjuncts.size < 2 ? schema : { ...rest, allOf: [...conjuncts.values()] };
});

/** const is an enum of one (JSON Schema 2020-12, validation 6.1.3). */
const constAsEnum = everySchema(({ const: only, ...rest }) =>
  only === undefined || 'enum' in rest
    ? { ...rest, ...(only !== undefined && { const: only }) }
    : { ...rest, enum: [only] },
);

const enumAsConst = everySchema((schema) => {
  const { enum: values, ...rest } = schema;
  return Array.isArray(values) && values.length === 1 && !('const' in rest) ? { ...rest, const: values[0] } : schema;
});

/** A list of types takes what any of them takes. `integer` beside `number` would be in both. */
const typesAsAnyOf = everySchema((schema) => {
  const { type, ...rest } = schema;
  if (!Array.isArray(type) || 'anyOf' in rest) return schema;
  return { ...rest, anyOf: type.map((one: unknown) => ({ type: one })) };
});

/** Null around a schema: as a branch of the other union, in the other place. */
const nullBranchElsewhere = everySchema((schema) => {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || !isObject(anyOf[1]) || anyOf[1]['type'] !== 'null') return schema;
  if (!isObject(anyOf[0]) || anyOf[0]['type'] !== 'object') return schema;
  return { ...rest, oneOf: [{ enum: [null] }, anyOf[0]] };
});

/** OpenAPI 3.0 in the words of 3.1. */
export const as31: Rewrite = (document) => ({
  entry: { ...mapDocument(document, respell30), openapi: '3.1.0' },
});

/** Texts for people say nothing about values. */
export const retell = everySchema((schema) => ({ ...schema, title: 'another title', description: 'another text' }));

export const rewrites: Readonly<Record<string, Rewrite>> = {
  'keys in another order': reorderKeys,
  'references inlined': inlineReferences,
  'references extracted': extractReferences,
  'schemas moved to another file': moveToFile,
  'wrapped into allOf of one': wrapInAllOf,
  'split into allOf': splitIntoAllOf,
  'const as an enum of one': constAsEnum,
  'an enum of one as const': enumAsConst,
  'a list of types as anyOf': typesAsAnyOf,
  'null as another branch': nullBranchElsewhere,
  'other texts': retell,
};
