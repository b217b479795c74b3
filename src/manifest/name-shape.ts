/** Shapes of what a manifest names: ids, systems, operations, fields, look-ups. */

import { isMap } from 'yaml';
import { type Entry, record } from './collection-shape.ts';
import { FIELD_PATTERN, parseField } from './field-ref.ts';
import type { FieldRef, Lookup, OperationRef } from './manifest.ts';
import {
  EXCEPTION_PATTERN,
  LOCAL_OPERATION_PATTERN,
  NAME,
  OPERATION_PATTERN,
  parseLocalOperation,
  parseOperation,
  parseOperationPattern,
} from './operation-ref.ts';
import type { NameKind, Reader } from './reader.ts';
import { keyOf, mismatch, type Shape, type Text, type TextShape } from './shape.ts';
import { grammar, pattern } from './text-shape.ts';
import { rangeStart } from './yaml-tree.ts';

const ID = '^[a-z0-9][a-z0-9._-]{0,63}$';

/** What a wrong id would be as an id: `CRM to ERP` gives `crm-to-erp`. */
function slug(wrong: string): string | undefined {
  const proposed = wrong
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 65)
    .replace(/^[._-]+/, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  return new RegExp(ID).test(proposed) ? proposed : undefined;
}

/** A stable name that reports, fingerprints and comments carry; unique among its kind. */
export function id(kind?: NameKind): TextShape<string> {
  return pattern({
    expects: 'an id (a-z, 0-9, `.`, `_` and `-`, at most 64 characters, starting with a letter or digit)',
    source: ID,
    suggest: slug,
    ...(kind === undefined
      ? {}
      : { seen: ({ value, offset }: Text, reader: Reader) => reader.declare(kind, value, offset) }),
  });
}

const A_NAME = 'a name (letters, digits, `.`, `_` and `-`, at most 64 characters, starting with a letter or digit)';

/** The name of an entity or a workflow: a key of the user's choice. */
export const anyName: TextShape<string> = pattern({ expects: A_NAME, source: `^${NAME}$` });

/** A name that is declared here. */
export function declaredName(kind: NameKind): TextShape<string> {
  return pattern({
    expects: A_NAME,
    source: `^${NAME}$`,
    seen: ({ value, offset }, reader) => reader.declare(kind, value, offset),
  });
}

/** A name that is declared elsewhere in the file. */
export function usedName(kind: NameKind): TextShape<string> {
  return pattern({
    expects: `the name of a ${kind}`,
    source: `^${NAME}$`,
    seen: ({ value, offset }, reader) => reader.use(kind, value, offset),
  });
}

export const operation: TextShape<OperationRef> = grammar({
  expects: 'an operation',
  source: OPERATION_PATTERN,
  parse: parseOperation,
  seen: ({ system }, found, reader) => reader.use('system', system, found.at(0)),
});

export const exceptionPattern = grammar({
  expects: 'an operation pattern',
  source: EXCEPTION_PATTERN,
  parse: parseOperationPattern,
  seen: ({ system }, found, reader) => {
    if (system !== undefined) reader.use('system', system, found.at(0));
  },
});

export const field: TextShape<FieldRef> = grammar({
  expects: 'a field path',
  source: FIELD_PATTERN,
  parse: (text) => {
    const parsed = parseField(text);
    return parsed.ok ? { ok: true, value: parsed.place } : parsed;
  },
});

function localOperation(system: string) {
  return grammar({
    expects: 'an operation',
    source: LOCAL_OPERATION_PATTERN,
    parse: (text) => parseLocalOperation(system, text),
  });
}

const lookupKeys = record(field, field, { expects: 'a map from parameters to the members they search', min: 1 });
const systemName = usedName('system');

/** `{ erp: GET /contacts, by: { $request.query.where: ContactNumber } }`: one key is the system's name. */
export const lookup: Shape<Lookup> = {
  expects: 'a look-up: a map with a system and its operation, and `by`',
  read: (node, reader) => {
    if (!isMap(node)) return mismatch(node, reader, lookup.expects, false);
    const operations: OperationRef[] = [];
    let by: readonly Entry<FieldRef, FieldRef>[] | undefined;
    const seen = new Map<string, Text>();
    for (const pair of node.items) {
      const key = keyOf(pair.key, reader, seen);
      const value = reader.follow(pair.value);
      if (key === undefined) continue;
      if (value === undefined) reader.report(key.offset, 'expected a value, found nothing');
      else if (key.value === 'by') by = lookupKeys.read(value, reader);
      else {
        const system = systemName.readText(key, reader);
        const found = localOperation(system ?? key.value).read(value, reader);
        if (found !== undefined) operations.push({ ...found, text: `${key.value} ${found.text}` });
      }
    }
    const offset = rangeStart(node);
    if (!seen.has('by'))
      reader.report(offset, 'a look-up needs the key `by`', 'by: { $request.query.where: ContactNumber }');
    const systems = [...seen.keys()].filter((key) => key !== 'by').length;
    if (systems !== 1) {
      reader.report(offset, `a look-up needs one system and its operation, found ${systems}`, 'erp: GET /contacts');
    }
    const [only] = operations;
    if (only === undefined || by === undefined || systems !== 1) return undefined;
    const pairs = by.map(({ key, value, mark }) => ({ parameter: key, member: value, mark }));
    return { mark: reader.mark(offset), operation: only, by: pairs };
  },
  schema: (definitions) => ({
    title: 'Look-up',
    description: 'A record that is found by key instead of copied.',
    type: 'object',
    properties: {
      by: {
        ...lookupKeys.schema(definitions),
        description: 'Each parameter of the operation, and the member of its answer that it searches.',
        examples: [{ '$request.query.where': 'ContactNumber' }],
      },
    },
    required: ['by'],
    propertyNames: { pattern: `^${NAME}$` },
    additionalProperties: {
      type: 'string',
      pattern: LOCAL_OPERATION_PATTERN,
      description: "The key is a system's name: its operation.",
    },
    minProperties: 2,
    maxProperties: 2,
  }),
};
