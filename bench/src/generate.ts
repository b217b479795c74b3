/** Generated descriptions in two versions, as JSON text. */

export type Side = 'before' | 'after';

const groupSize = 8;

/**
 * Operations, shared schemas and changes all grow with `scale` (1: 200 operations, 160 schemas, about 100 changes). Schemas refer to each
 * other in cycles: within `groups` of eight, or all of them in one `ring`, so that every operation reaches every schema.
 */
export function scaled(scale: number, links: 'groups' | 'ring', side: Side): string {
  const count = 160 * scale;
  const schemas = Object.fromEntries(
    range(count).map((index) => {
      const next = links === 'ring' || index % groupSize < groupSize - 1 ? index + 1 : index + 1 - groupSize;
      return [`Schema${index}`, resource(index, `Schema${next % count}`, side)];
    }),
  );
  const paths = range(100 * scale).map((index) => [
    `/resources${index}/{id}`,
    pathItem(`Schema${(index * groupSize) % count}`, index % 5 === 0 ? side : 'before'),
  ]);
  return document(Object.fromEntries(paths), schemas);
}

/**
 * `operations` paths (two operations each) that all reach one schema with `parts` schemas in it. `reworded`: every part has a new
 * description, which is work to compare and nothing to report; `changed`: three tenths of them change.
 */
export function sharedSchema(operations: number, parts: number, edit: 'reworded' | 'changed', side: Side): string {
  const description = edit === 'reworded' ? side : undefined;
  const schemas = Object.fromEntries(
    range(parts).map((index) => [
      `Part${index}`,
      { description, ...resource(index, undefined, edit === 'changed' ? side : 'before') },
    ]),
  );
  const properties = Object.fromEntries(range(parts).map((index) => [`part${index}`, reference(`Part${index}`)]));
  const paths = range(operations).map((index) => [`/resources${index}/{id}`, pathItem('Whole', 'before')]);
  return document(Object.fromEntries(paths), { ...schemas, Whole: { type: 'object', properties } });
}

export function document(paths: object, schemas: object): string {
  return JSON.stringify({ openapi: '3.0.3', info: { title: 'Bench', version: '1' }, paths, components: { schemas } });
}

export function pathItem(schema: string, side: Side): object {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const query = { name: 'filter', in: 'query', required: side === 'after', schema: { type: 'string', maxLength: 40 } };
  const content = { 'application/json': { schema: reference(schema) } };
  const responses = { 200: { description: 'OK', content }, 404: { description: 'Not found' } };
  return {
    get: { parameters: [id, query], responses },
    put: { parameters: [id], requestBody: { required: true, content }, responses },
  };
}

/** Ten kinds of property; every tenth schema loses one, every tenth gains an enum value, every tenth tightens a bound. */
export function resource(index: number, next: string | undefined, side: Side): object {
  const changes = side === 'after' ? index % 10 : -1;
  return {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string', maxLength: changes === 0 ? 80 : 100 },
      ...(changes !== 3 && { note: { type: 'string', nullable: true } }),
      state: { type: 'string', enum: ['open', 'closed', `state${index}`, ...(changes === 6 ? ['paused'] : [])] },
      amount: { type: 'integer', minimum: 0, maximum: 1000 + index },
      tags: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } },
      created: { type: 'string', format: 'date-time', readOnly: true },
      address: {
        type: 'object',
        properties: { street: { type: 'string' }, country: { type: 'string', minLength: 2 } },
      },
      ...(next !== undefined && { next: reference(next), all: { type: 'array', items: reference(next) } }),
    },
  };
}

export function reference(schema: string): object {
  return { $ref: `#/components/schemas/${schema}` };
}

export function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
