import { describe, expect, it } from 'vitest';
import {
  EXCEPTION_PATTERN,
  LOCAL_OPERATION_PATTERN,
  OPERATION_PATTERN,
  type OperationForm,
  type PatternForm,
  parseLocalOperation,
  parseOperation,
  parseOperationPattern,
} from '../../src/manifest/operation-ref.ts';

const path = (method: string, template: string): OperationForm['target'] => ({ kind: 'path', method, path: template });
const id = (operationId: string): OperationForm['target'] => ({ kind: 'operationId', operationId });
const webhook = (name: string): OperationForm['target'] => ({ kind: 'webhook', name });

describe('operations', () => {
  it.each<[string, Omit<OperationForm, 'system'>]>([
    ['erp POST /customers', { target: path('POST', '/customers') }],
    ['erp post /customers', { target: path('POST', '/customers') }],
    ['erp   POST\t/customers', { target: path('POST', '/customers') }],
    ['erp GET /accounts/{accountId}:close', { target: path('GET', '/accounts/{accountId}:close') }],
    ['erp QUERY /search', { target: path('QUERY', '/search') }],
    ['erp Copy /files', { target: path('Copy', '/files') }],
    ['erp POST /customers 201', { target: path('POST', '/customers'), status: '201' }],
    ['erp POST /customers 4xx', { target: path('POST', '/customers'), status: '4XX' }],
    ['erp POST /customers default', { target: path('POST', '/customers'), status: 'default' }],
    ['erp createCustomer', { target: id('createCustomer') }],
    ['erp customers/create 201', { target: id('customers/create'), status: '201' }],
    ['erp "create a customer"', { target: id('create a customer') }],
    [String.raw`erp "say \"hi\"" 200`, { target: id('say "hi"'), status: '200' }],
    ["erp 'webhook'", { target: id('webhook') }],
    ['erp "GET"', { target: id('GET') }],
    ['erp getter', { target: id('getter') }],
    ['erp webhook dealWon', { target: webhook('dealWon') }],
    ['erp webhook "deal won" 200', { target: webhook('deal won'), status: '200' }],
    ['erp webhook callback', { target: webhook('callback') }],
    ['erp POST /orders callback creditCheck', { target: path('POST', '/orders'), callback: 'creditCheck' }],
    [
      'erp createOrder callback "credit check" 200',
      { target: id('createOrder'), callback: 'credit check', status: '200' },
    ],
    ['erp webhook w callback c', { target: webhook('w'), callback: 'c' }],
    ['erp 409', { target: id('409') }],
  ])('%s', (text, operation) => {
    expect(parseOperation(text)).toEqual({ ok: true, value: { system: 'erp', ...operation } });
    expect(new RegExp(OPERATION_PATTERN, 'u').test(text)).toBe(true);
    const local = text.replace(/^erp\s+/, '');
    expect(parseLocalOperation('x', local)).toEqual({ ok: true, value: { system: 'x', ...operation } });
    expect(new RegExp(LOCAL_OPERATION_PATTERN, 'u').test(local)).toBe(true);
  });

  it.each<[string, number, string, string?]>([
    ['', 0, 'expected SYSTEM METHOD /path'],
    ['erp', 3, 'expected SYSTEM METHOD /path'],
    ['POST /customers', 0, 'the name of a system first', 'write it like `crm POST /customers`'],
    ['/customers', 0, 'the name of a system first'],
    ['* POST /a', 0, '`*` is for exceptions only'],
    ['erp *', 4, '`*` is for exceptions only'],
    ['erp * /a', 4, '`*` is for exceptions only'],
    ['erp /customers', 4, 'a method before the path', 'write it like `GET /customers`'],
    ['erp GET', 7, 'expected a path', 'an operationId of this name stands in quotes: "GET"'],
    ['erp GET customers', 8, 'starts with `/`', 'did you mean `/customers`?'],
    ['erp webhook', 11, 'expected the name of the webhook', 'an operationId of this name stands in quotes: "webhook"'],
    ['erp callback', 12, 'expected the name of the callback'],
    ['erp callback x', 4, 'the operation that the callback belongs to'],
    ['erp createOrder callback', 24, 'expected the name of the callback'],
    ['erp createOrder calback x', 16, 'expected a status (or `callback`', 'did you mean `callback`?'],
    ['erp create an order', 11, 'expected a status', 'an operationId or webhook name with a space stands in quotes'],
    ['erp POST /a 600', 12, 'expected a status'],
    ['erp POST /a 201 x', 16, 'expected the end after the status'],
    ['erp POST /a callback c x', 23, 'expected a status (a status'],
    ['erp POST /a callback c 200 x', 27, 'expected the end after the status'],
    ['erp "create', 4, 'expected the name of an operation', 'a name in quotes ends with the same quote'],
  ])('%s is malformed', (text, offset, message, hint) => {
    expect(parseOperation(text)).toMatchObject({
      ok: false,
      offset,
      message: expect.stringContaining(message),
      ...(hint === undefined ? {} : { hint }),
    });
    expect(new RegExp(OPERATION_PATTERN, 'u').test(text)).toBe(false);
  });

  it('reads an operation of a system that is known', () => {
    expect(parseLocalOperation('erp', '')).toMatchObject({
      ok: false,
      offset: 0,
      message: expect.stringContaining('METHOD /path'),
    });
    expect(parseLocalOperation('erp', '/a')).toMatchObject({ ok: false, offset: 0 });
    expect(parseLocalOperation('erp', 'PUT a')).toMatchObject({ ok: false, offset: 4 });
  });
});

describe('what an exception catches', () => {
  it.each<[string, PatternForm]>([
    ['* * 429', { status: '429' }],
    ['* * *', { status: '*' }],
    ['erp * 5xx', { system: 'erp', status: '5XX' }],
    ['erp * default', { system: 'erp', status: 'default' }],
    [
      'erp POST /customers 409',
      { system: 'erp', operation: { system: 'erp', target: path('POST', '/customers') }, status: '409' },
    ],
    [
      'erp POST /customers *',
      { system: 'erp', operation: { system: 'erp', target: path('POST', '/customers') }, status: '*' },
    ],
    [
      'erp createCustomer 4XX',
      { system: 'erp', operation: { system: 'erp', target: id('createCustomer') }, status: '4XX' },
    ],
    [
      'erp POST /orders callback check 404',
      {
        system: 'erp',
        operation: { system: 'erp', target: path('POST', '/orders'), callback: 'check' },
        status: '404',
      },
    ],
    ['erp webhook w 410', { system: 'erp', operation: { system: 'erp', target: webhook('w') }, status: '410' }],
  ])('%s', (text, pattern) => {
    expect(parseOperationPattern(text)).toEqual({ ok: true, value: pattern });
    expect(new RegExp(EXCEPTION_PATTERN, 'u').test(text)).toBe(true);
  });

  it.each<[string, number, string]>([
    ['', 0, 'expected an operation or `*`, and a status'],
    ['erp POST /customers', 19, 'expected an operation or `*`, and a status'],
    ['erp 409', 7, 'expected an operation or `*`, and a status'],
    ['* POST /a 409', 2, 'an operation belongs to a system'],
    ['erp * /a 409', 6, 'expected the status after `*`'],
    ['erp POST a 409', 9, 'starts with `/`'],
    ['erp /a 409', 4, 'a method before the path'],
    ['erp POST /a 201 409', 15, 'expected the end'],
  ])('%s is malformed', (text, offset, message) => {
    expect(parseOperationPattern(text)).toMatchObject({ ok: false, offset, message: expect.stringContaining(message) });
    expect(new RegExp(EXCEPTION_PATTERN, 'u').test(text)).toBe(false);
  });
});
