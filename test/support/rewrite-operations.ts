/** Rewrites of what surrounds schemas that change no message: each changes a copy of a description in place. */
import { type Doc, isObject } from './spec.ts';

type Change = (document: Doc) => void;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

function members(value: unknown): [string, Doc][] {
  if (!isObject(value)) return [];
  return Object.entries(value).filter(
    (entry): entry is [string, Doc] => isObject(entry[1]) && !entry[0].startsWith('x-'),
  );
}

function pathItems(document: Doc): [string, Doc][] {
  return members(document['paths']).filter(([, item]) => item['$ref'] === undefined);
}

function operationsOf(item: Doc): Doc[] {
  return METHODS.flatMap((method) => (isObject(item[method]) ? [item[method]] : []));
}

function listOf(value: unknown): Doc[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function operationsIn(document: Doc): Doc[] {
  return pathItems(document).flatMap(([, item]) => operationsOf(item));
}

/** Everything that may have parameters. */
function holdersIn(document: Doc): Doc[] {
  return pathItems(document).flatMap(([, item]) => [item, ...operationsOf(item)]);
}

function parametersIn(document: Doc): Doc[] {
  return holdersIn(document).flatMap((holder) => listOf(holder['parameters']));
}

function isReference(value: unknown): boolean {
  return isObject(value) && value['$ref'] !== undefined;
}

/** A component in place of what is written. */
function extracted(document: Doc, kind: string, value: unknown): unknown {
  if (!isObject(value) || isReference(value)) return value;
  const components = isObject(document['components']) ? document['components'] : {};
  const named = isObject(components[kind]) ? components[kind] : {};
  const name = `Extracted${Object.keys(named).length}`;
  document['components'] = { ...components, [kind]: { ...named, [name]: value } };
  return { $ref: `#/components/${kind}/${name}` };
}

const extractParameters: Change = (document) => {
  for (const holder of holdersIn(document)) {
    if (Array.isArray(holder['parameters']))
      holder['parameters'] = holder['parameters'].map((one: unknown) => extracted(document, 'parameters', one));
  }
};

const extractBodies: Change = (document) => {
  for (const operation of operationsIn(document)) {
    if (operation['requestBody'] !== undefined)
      operation['requestBody'] = extracted(document, 'requestBodies', operation['requestBody']);
    for (const [status, response] of members(operation['responses']))
      (operation['responses'] as Doc)[status] = extracted(document, 'responses', response);
  }
};

function keyOf(parameter: Doc): string {
  const name = String(parameter['name']);
  return `${String(parameter['in'])} ${parameter['in'] === 'header' ? name.toLowerCase() : name}`;
}

/** Parameters of the path item at each operation that does not override them. */
const parametersToOperations: Change = (document) => {
  for (const [, item] of pathItems(document)) {
    const shared = listOf(item['parameters']);
    const all = [shared, ...operationsOf(item).map((one) => listOf(one['parameters']))].flat();
    if (shared.length === 0 || all.some(isReference) || isObject(item['additionalOperations'])) continue;
    for (const operation of operationsOf(item)) {
      const own = listOf(operation['parameters']);
      const keys = new Set(own.map(keyOf));
      operation['parameters'] = [...own, ...structuredClone(shared.filter((one) => !keys.has(keyOf(one))))];
    }
    delete item['parameters'];
  }
};

/** Those of the only operation at its path item. */
const parametersToPathItem: Change = (document) => {
  for (const [, item] of pathItems(document)) {
    const [operation, ...others] = operationsOf(item);
    if (operation === undefined || others.length > 0 || isObject(item['additionalOperations'])) continue;
    const [own, shared] = [listOf(operation['parameters']), listOf(item['parameters'])];
    if ([...own, ...shared].some(isReference)) continue;
    const keys = new Set(own.map(keyOf));
    item['parameters'] = [...own, ...shared.filter((one) => !keys.has(keyOf(one)))].reverse();
    delete operation['parameters'];
  }
};

const STYLES = new Map([
  ['query', 'form'],
  ['cookie', 'form'],
  ['path', 'simple'],
  ['header', 'simple'],
]);

/** OpenAPI 3.1, 4.8.12.2. */
const defaultsWritten: Change = (document) => {
  for (const parameter of parametersIn(document)) {
    const style = STYLES.get(String(parameter['in']));
    if (isReference(parameter) || parameter['schema'] === undefined || style === undefined) continue;
    parameter['required'] ??= false;
    parameter['style'] ??= style;
    parameter['explode'] ??= parameter['style'] === 'form' || parameter['style'] === 'cookie';
  }
};

/** What the document, or the path item, says at each operation. */
const inheritedWritten: Change = (document) => {
  const items = members(document['paths']).map(([, item]) => item);
  if (items.some((item) => isReference(item) || isObject(item['additionalOperations']))) return;
  for (const [, item] of pathItems(document)) {
    for (const operation of operationsOf(item)) {
      for (const [word, said] of [
        ['security', document['security']],
        ['servers', item['servers'] ?? document['servers']],
      ] as const)
        if (said !== undefined) operation[word] ??= structuredClone(said);
    }
  }
};

/** Names of header fields and media types are in any letters (RFC 9110, 5.1 and 8.3.1). */
const otherLetters: Change = (document) => {
  for (const parameter of parametersIn(document))
    if (parameter['in'] === 'header') parameter['name'] = String(parameter['name']).toUpperCase();
  for (const operation of operationsIn(document)) {
    for (const [, message] of [['', operation['requestBody']], ...members(operation['responses'])] as [
      string,
      unknown,
    ][]) {
      if (!isObject(message) || !isObject(message['content'])) continue;
      const content = Object.entries(message['content']);
      message['content'] = Object.fromEntries(
        content.map(([type, one]) => [type.includes(';') ? type : type.toUpperCase(), one]),
      );
    }
  }
};

/** Parameters of these names shall be ignored (OpenAPI 3.1, 4.8.12.2.1). */
const ignoredParameters: Change = (document) => {
  for (const operation of operationsIn(document))
    operation['parameters'] = [
      ...listOf(operation['parameters']).filter((one) => keyOf(one) !== 'header accept'),
      { name: 'Accept', in: 'header', required: true, schema: { type: 'string' } },
    ];
};

/** Names of a template are in no URL; style matrix writes them all the same, and links name them. */
const otherVariables: Change = (document) => {
  const text = JSON.stringify(document);
  if (/"matrix"|"links"|"in":"path"[^{}]*"\$ref"|#\/paths\//.test(text)) return;
  const renamed = Object.entries(isObject(document['paths']) ? document['paths'] : {}).map(([path, item]) => {
    const holders = isObject(item) ? [item, ...operationsOf(item)] : [];
    const parameters = holders.flatMap((holder) => listOf(holder['parameters']));
    if (
      isReference(item) ||
      parameters.some(isReference) ||
      (isObject(item) && item['additionalOperations'] !== undefined)
    )
      return [path, item] as const;
    for (const one of parameters) {
      const name = String(one['name']);
      if (one['in'] === 'path' && path.includes(`{${name}}`)) one['name'] = `${name}Renamed`;
    }
    return [path.replaceAll(/\{([^{}]*)\}/g, '{$1Renamed}'), item] as const;
  });
  if (isObject(document['paths'])) document['paths'] = Object.fromEntries(renamed);
};

export const operationRewrites: readonly Change[] = [
  extractParameters,
  extractBodies,
  parametersToOperations,
  parametersToPathItem,
  defaultsWritten,
  inheritedWritten,
  otherLetters,
  ignoredParameters,
  otherVariables,
];
