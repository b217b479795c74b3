/** A row of a flow in words: what is done with the value on its way. */

import type { FieldMapping, UnmappedMode, ValueTable } from '../manifest/manifest.ts';
import { code } from '../spec/words.ts';

export function howOf(field: FieldMapping): string[] {
  const { from, take, values, unmapped, constant, transform, lookup, ignore, unchecked } = field;
  return [
    ...(from.length > 1 ? [take === 'first' ? 'the first source that has a value' : 'all sources together'] : []),
    ...(constant === undefined ? [] : [`always ${code(JSON.stringify(constant.value))}`]),
    ...(transform === undefined ? [] : [`transform ${code(transform.text)}`]),
    ...(values === undefined ? [] : [tableText(values), unmappedText(unmapped)]),
    ...(lookup === undefined ? [] : [`looked up with ${code(lookup.operation.text)}`]),
    ...(field.default === undefined ? [] : [`${code(JSON.stringify(field.default.value))} when it is missing`]),
    ...(ignore === undefined ? [] : [`not sent: ${code(ignore)}`]),
    ...(unchecked === undefined ? [] : [`in no description: ${code(unchecked)}`]),
  ];
}

const SHOWN_ROWS = 30;

function tableText({ rows, name }: ValueTable): string {
  const shown = rows
    .slice(0, SHOWN_ROWS)
    .map(({ from, to }) =>
      to === null ? `${code(String(from))} not sent` : `${code(String(from))} → ${code(String(to))}`,
    );
  const more = rows.length > SHOWN_ROWS ? `, and ${rows.length - SHOWN_ROWS} more` : '';
  return `${name === undefined ? 'values' : `table ${code(name)}`}: ${shown.join(', ')}${more}`;
}

function unmappedText(unmapped: UnmappedMode): string {
  switch (unmapped.mode) {
    case 'fail':
      return 'any other value fails';
    case 'pass':
      return 'any other value is passed on';
    case 'ignore':
      return 'any other value is left out';
    case 'default':
      return `any other value becomes ${code(String(unmapped.value))}`;
  }
}
