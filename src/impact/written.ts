/** What stands in a URL or a header is text: a number or a boolean is the text that it is written as (OpenAPI 3.1, Parameter Object). */

import { satisfiesFormat } from '../containment/formats.ts';
import { inPlaceOf } from '../diff/members.ts';
import type { Shape } from '../diff/shape.ts';
import { BOOLEAN, NULL, NUMBER, STRING } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { isAnyText, isWord } from '../diff/wire.ts';
import { isOnly, textsOf } from '../diff/word-texts.ts';
import type { Covering } from './covering.ts';
import type { Version } from './fit.ts';
import type { Located } from './message.ts';
import { samplesOf } from './samples.ts';
import { takes } from './takes.ts';

/** Whether a target is written by a style: neither in a body nor in a media type of its own. */
export function isWritten(target: Located | undefined): boolean {
  return target?.found === true && target.parameter?.content.length === 0;
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
 * Both ends of a row into a parameter, words as texts where the other end is a text. `stated`: of the source only values
 * that its description names.
 */
export function asWritten(version: Version, covering: Covering, stated: boolean): Version {
  const { source, target, sourceShapes, targetShapes } = version;
  const types = source.types & ~NULL;
  const isScalar = types !== 0 && (types & ~(NUMBER | BOOLEAN | STRING)) === 0;
  if (isScalar && types !== STRING && isAnyText(target))
    return { ...version, source: target, sourceShapes: targetShapes };
  if (isWord(source) && isOnly(target, STRING)) {
    // Of numbers some are tried: how long they get, no schema tells.
    const texts = wordsOf(version, stated).map(String);
    if (texts.length === 0) return { ...version, source: target, sourceShapes: targetShapes };
    const at = inPlaceOf(source.at, { type: 'string', enum: texts });
    const written = { ...version, source: sourceShapes.of([at], at) };
    return isListed(source) ? written : { ...written, isByExample: true };
  }
  const texts = textsOf(target, source);
  if (texts === undefined) return version;
  const at = inPlaceOf(target.at, texts);
  const written = { ...version, target: targetShapes.of([at], at) };
  return covering.fits(written).verdict === 'contained' ? written : version;
}

/** The ends of numbers of a format. */
const ENDS = [2 ** 31 - 1, -(2 ** 31), 127, -128, 32_767, -32_768, 255];

function wordsOf({ source, sourceShapes }: Pick<Version, 'source' | 'sourceShapes'>, stated: boolean): unknown[] {
  const samples = samplesOf(sourceShapes, source);
  const format = source.format?.value;
  const isOfFormat = (value: unknown) => format === undefined || satisfiesFormat(format, value) !== false;
  const ends =
    !isListed(source) && format !== undefined
      ? ENDS.filter((end) => isOfFormat(end) && takes(sourceShapes, source, end) !== 'no')
      : [];
  const values = samples.values.filter((value) => value !== null && isOfFormat(value));
  return [...(stated ? values.filter((value) => samples.stated.has(valueKey(value))) : values), ...ends];
}

function isListed({ enum: listed, types }: Shape): boolean {
  return listed !== undefined || (types & NUMBER) === 0;
}
