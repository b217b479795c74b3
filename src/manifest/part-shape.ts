/** Parts that occur all over a manifest. */

import { list, record, valueTable } from './collection-shape.ts';
import { field, lookup, operation } from './name-shape.ts';
import { named } from './shape.ts';
import { pattern, text, word } from './text-shape.ts';

export const operationShape = named('operation', operation, {
  title: 'Operation',
  description:
    'SYSTEM METHOD /path, SYSTEM operationId or SYSTEM webhook NAME; then perhaps `callback NAME`, and a status.',
});
export const fieldShape = named('field', field, {
  title: 'Field path',
  description: 'RFC 9535 JSONPath without the leading `$.`, or a runtime expression of OpenAPI ($request.query.limit).',
});
export const fieldList = list(fieldShape, { expects: 'a list of field paths' });
export const owners = named('owners', list(text('the name of an owner'), { expects: 'a list of owners' }), {
  title: 'Owners',
  description: 'Teams, people or addresses: plain text.',
});
export const tableShape = named('valueTable', valueTable, {
  title: 'Value table',
  description: 'Source value to target value; null: deliberately not sent.',
});
export const lookupShape = named('lookup', lookup);

export const LEVELS = ['error', 'warning', 'info'] as const;
const ruleId = pattern({
  expects: 'the id of a rule (like `enum-value-added`)',
  source: '^[a-z][a-z0-9-]*$',
  seen: ({ value, offset }, reader) => reader.use('rule', value, offset),
});
export const levels = named(
  'levels',
  record(ruleId, word(...LEVELS, 'off'), { expects: 'a map from rules to levels' }),
  {
    title: 'Levels',
    description: 'Per rule: the level of its findings, or off.',
  },
);

export const OWNERS_EXAMPLE = [['@acme/integrations']];
