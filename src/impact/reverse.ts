/** The way back of a flow with `direction: both`: its rows turned round, and the operations that read and write there. */

import { anonymous } from '../diff/address.ts';
import { valueKey } from '../diff/value-key.ts';
import type { FieldMapping, Flow, Mark, OperationRef, ValueTable } from '../manifest/manifest.ts';
import type { Api, Operation } from '../spec/api.ts';
import { findOperation, responseOf } from './operations.ts';

/** A row that goes one way only, and why. */
export interface OneWay {
  readonly field: FieldMapping;
  readonly because: string;
  /** Nobody would expect it back: a constant, a header, a decision. */
  readonly expected: boolean;
}

export interface Reversed {
  /** Undefined when the way back has no operations. */
  readonly flow: Flow | undefined;
  readonly oneWay: readonly OneWay[];
  /** Why there is no way back. */
  readonly because?: string;
}

/** `source` and `target` are the descriptions of the flow's two systems, by which the way back is found. */
export function reversed(flow: Flow, source: Api, target: Api): Reversed {
  const from = flow.back?.from ?? readerOf(target, flow.to);
  const to = flow.back?.to ?? writerOf(source, flow.from);
  const turned = flow.fields.map((field) => ({ field, back: turnedRow(field) }));
  const oneWay = turned.flatMap(({ field, back }) => ('because' in back ? [{ field, ...back }] : []));
  if (from === undefined) return { flow: undefined, oneWay, because: `no operation reads what ${flow.to.text} writes` };
  if (to === undefined) return { flow: undefined, oneWay, because: `no operation writes what ${flow.from.text} reads` };
  const fields = turned.flatMap(({ back }) => ('because' in back ? [] : [back]));
  const { lookup: _, when: __, ...rest } = flow;
  return { flow: { ...rest, from, to, fields, reads: [], direction: 'forward', turned: true }, oneWay };
}

function turnedRow(field: FieldMapping): FieldMapping | Omit<OneWay, 'field'> {
  const { from, to, values, mark, unchecked } = field;
  const [source, ...others] = from;
  if (to === undefined) return { because: 'it is not sent', expected: true };
  if (field.constant !== undefined) return { because: 'a constant comes from nowhere', expected: true };
  if (to.place !== 'body' || source?.place === 'response-header')
    return { because: 'a header or parameter is no part of the record', expected: true };
  if (field.lookup !== undefined) return { because: 'what was found by key does not lead back to it', expected: false };
  if (field.transform !== undefined) return { because: 'a transform cannot be turned round', expected: false };
  if (source === undefined || others.length > 0)
    return { because: 'several sources cannot be told apart again', expected: false };
  const table = values && turnedTable(values);
  if (values !== undefined && table === undefined)
    return { because: 'two values of its table become the same one', expected: false };
  return {
    mark,
    from: [to],
    take: 'all',
    to: source,
    turned: true,
    ...(table && { values: table }),
    unmapped: field.unmapped.mode === 'default' ? { mode: 'fail' } : field.unmapped,
    ...(unchecked !== undefined && { unchecked }),
  };
}

/** Undefined where a value would have two. What is deliberately not sent does not come back. */
function turnedTable({ rows, ...table }: ValueTable): ValueTable | undefined {
  const back = rows.filter(({ from, to }) => from !== null && to !== null);
  if (new Set(back.map(({ to }) => valueKey(to))).size < back.length) return undefined;
  return { ...table, rows: back.map(({ from, to, mark }) => ({ from: to, to: from, mark })) };
}

/** Where a record that an operation writes can be read: by GET at its URL, or from the answer, or one step below. */
function readerOf(api: Api, ref: OperationRef): OperationRef | undefined {
  const written = findOperation(api, ref);
  if (written?.kind !== 'operation') return undefined;
  const answers = (responseOf(written, undefined)?.content.length ?? 0) > 0;
  const own = answers ? ref : undefined;
  const get = (path: string) => operationAt(api, 'GET', (one) => anonymous(one.path) === path);
  const here = anonymous(written.path);
  const found = written.method === 'POST' ? (own ?? get(`${here}/{}`)) : (get(here) ?? own);
  return found && referenceTo(found, ref);
}

/** Where a record that an operation reads can be written: the operation itself, or PATCH, PUT or POST at its URL. */
function writerOf(api: Api, ref: OperationRef): OperationRef | undefined {
  const read = findOperation(api, ref);
  if (read?.kind !== 'operation') return undefined;
  if (read.parts().requestBody !== undefined) return ref;
  const here = anonymous(read.path);
  const found = ['PATCH', 'PUT', 'POST']
    .map((method) =>
      operationAt(api, method, (one) => anonymous(one.path) === here && one.parts().requestBody !== undefined),
    )
    .find((one) => one !== undefined);
  return found && referenceTo(found, ref);
}

function operationAt(api: Api, method: string, fits: (operation: Operation) => boolean): Operation | undefined {
  return api.operations.find((operation) => operation.method === method && fits(operation));
}

function referenceTo(
  found: Operation | OperationRef,
  { system, mark }: { readonly system: string; readonly mark: Mark },
): OperationRef {
  if ('text' in found) return found;
  const { method, path } = found;
  return { text: `${system} ${method} ${path}`, mark, system, target: { kind: 'path', method, path } };
}
