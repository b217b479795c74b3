/** A field of a mapping as its system describes it, in words. */

import type { Shape } from '../diff/shape.ts';
import { NULL, typeNames } from '../diff/types.ts';
import { locateField, type Message, type Side } from '../impact/message.ts';
import type { FieldRef } from '../manifest/manifest.ts';
import { code } from '../spec/words.ts';
import type { Cell } from './matrix.ts';

const SHOWN_VALUES = 12;
const LONGEST_PATTERN = 60;

export function cellOf(side: Side | undefined, message: Message | undefined, ref: FieldRef): Cell {
  const located = side && message && locateField(side, message, ref);
  const [way] = located?.ways ?? [];
  if (located === undefined || !located.found || way === undefined) {
    return {
      path: ref.text,
      type: '',
      nullable: false,
      required: false,
      values: [],
      moreValues: 0,
      limits: '',
      found: false,
    };
  }
  const { shape, passed, free } = way;
  const values = [...(shape.enum?.values.values() ?? [])]
    .map(({ value }) => JSON.stringify(value))
    .filter((one) => one !== 'null');
  const must = located.parameter?.required ?? located.header?.required;
  return {
    path: ref.text,
    type: free ? 'not described' : typeText(shape),
    nullable: !free && (shape.types & NULL) !== 0,
    required: must ?? (located.ways.length === 1 && passed.every(({ required }) => required)),
    values: values.slice(0, SHOWN_VALUES),
    moreValues: Math.max(0, values.length - SHOWN_VALUES),
    limits: limitsText(shape),
    found: true,
  };
}

function typeText({ types, format }: Shape): string {
  const names = typeNames(types & ~NULL);
  const words = names.length > 4 ? 'any' : names.join(' or ').replace('string', 'text');
  return format === undefined ? words : `${words} ${format.value}`;
}

function limitsText(shape: Shape): string {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, multipleOf, patterns } = shape;
  return [
    between(minLength?.value, maxLength?.value, 'character'),
    between(minItems?.value, maxItems?.value, 'item'),
    ...(minimum === undefined ? [] : [`${minimum.exclusive ? 'more than' : 'at least'} ${minimum.value}`]),
    ...(maximum === undefined ? [] : [`${maximum.exclusive ? 'less than' : 'at most'} ${maximum.value}`]),
    ...(multipleOf === undefined ? [] : [`a multiple of ${multipleOf.value}`]),
    ...patterns.map(({ value }) => (value.length > LONGEST_PATTERN ? 'a pattern' : `matches ${code(value)}`)),
  ]
    .filter((text) => text !== '')
    .join(', ');
}

function between(least: number | undefined, most: number | undefined, what: string): string {
  const many = (count: number) => `${count} ${count === 1 ? what : `${what}s`}`;
  const isBound = least !== undefined && least > 0;
  if (isBound && least === most) return `exactly ${many(most)}`;
  if (isBound && most !== undefined) return `${least} to ${many(most)}`;
  if (most !== undefined) return `at most ${many(most)}`;
  return isBound ? `at least ${many(least)}` : '';
}
