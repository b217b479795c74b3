/** What stands in a URL or a header is text: a number or a boolean is the text that it is written as (OpenAPI 3.1, Parameter Object). */

import { satisfiesFormat } from '../containment/formats.ts';
import { inPlaceOf } from '../diff/members.ts';
import { BOOLEAN, NULL, NUMBER, STRING } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { isAnyText } from '../diff/wire.ts';
import { numbersOf, textsOf } from '../diff/word-texts.ts';
import type { Covering } from './covering.ts';
import { heldTypes } from './facets.ts';
import type { Version } from './fit.ts';
import { integerTexts } from './integer-texts.ts';
import type { Located } from './message.ts';
import { samplesOf } from './samples.ts';
import { takes } from './takes.ts';

const WORD = NUMBER | BOOLEAN;

const DIGITS = { type: 'string', pattern: '^-?[0-9]+$' };

/** Whether a field is written by a style: neither in a body nor in a media type of its own. */
export function isWritten(field: Located | undefined): boolean {
  return field?.found === true && (field.parameter ?? field.header)?.content.length === 0;
}

/** A value, and what else it may be read as where it is written. */
export function spellingsOf(value: unknown): unknown[] {
  const text = String(value);
  const others = [text, Number(text), true, false].filter((one) => one !== value && String(one) === text);
  return [value, ...others];
}

export function spelled(target: Located | undefined, value: unknown): readonly unknown[] {
  return isWritten(target) ? spellingsOf(value) : [value];
}

/**
 * Both ends of a row into or from what is written, where one end has words and the other takes texts. `stated`: of the source only
 * values that its description names.
 */
export function asWritten(version: Version, covering: Covering, stated: boolean): Version {
  const { source, target, sourceShapes, targetShapes } = version;
  const [sends, asks] = [heldTypes(sourceShapes, source) & ~NULL, heldTypes(targetShapes, target) & ~NULL];
  const isScalar = ((sends | asks) & ~(WORD | STRING)) === 0 && sends !== 0 && asks !== 0;
  const isOfOneKind = ((sends | asks) & WORD) === 0 || ((sends | asks) & STRING) === 0;
  if (!isScalar || isOfOneKind) return version;
  if (sends !== STRING || (asks & STRING) !== 0) return byExample(version, stated);
  const bounded = integerTexts(target);
  const texts = bounded?.texts ?? textsOf(target, source);
  if (texts === undefined) return version;
  const as = (schema: object): Version => {
    const at = inPlaceOf(target.at, schema);
    return { ...version, target: targetShapes.of([at], at) };
  };
  const written = as(texts);
  // Of texts that are no numbers the type says it all.
  const isHeld = [written, as(DIGITS)].some((one) => covering.fits(one).verdict === 'contained');
  if (!isHeld) return version;
  const words = bounded?.words ?? ('pattern' in texts ? numbersOf(String(texts.pattern)) : undefined);
  return words === undefined ? written : { ...written, takes: words };
}

/** What no pattern tells, like how long numbers get, some values do: the source as those that the target refuses however they are read. */
function byExample(version: Version, stated: boolean): Version {
  const { source, target, sourceShapes, targetShapes } = version;
  const samples = samplesOf(sourceShapes, source);
  const values = isAnyText(target) ? [] : [...samples.values, ...endsOf(version)];
  const refused = values.filter(
    (value) =>
      value !== null &&
      (!stated || samples.stated.has(valueKey(value)) || !samples.values.includes(value)) &&
      spellingsOf(value).every((one) => takes(targetShapes, target, one) === 'no'),
  );
  if (refused.length === 0) return { ...version, source: target, sourceShapes: targetShapes };
  const at = inPlaceOf(source.at, { enum: refused });
  const written = { ...version, source: sourceShapes.of([at], at) };
  return samples.complete ? written : { ...written, isByExample: true };
}

/** The ends of numbers of a format. */
const ENDS = [2 ** 31 - 1, -(2 ** 31), 127, -128, 32_767, -32_768, 255];

function endsOf({ source, sourceShapes }: Version): unknown[] {
  const format = source.format?.value;
  if (source.enum !== undefined || (source.types & NUMBER) === 0 || format === undefined) return [];
  return ENDS.filter((end) => satisfiesFormat(format, end) === true && takes(sourceShapes, source, end) !== 'no');
}
