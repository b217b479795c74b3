/** A text within lengths that matches these patterns, not those, of these formats, and none of a few. */
import type { Budget } from './budget.ts';
import {
  areDisjointFormats,
  innerPatternOf,
  isSubFormat,
  outerPatternOf,
  samplesOf,
  satisfiesFormat,
} from './formats.ts';
import type { Literal } from './formula.ts';
import { found, NOTHING, type Outcome, unsure } from './outcome.ts';
import { type Patterns, texts } from './pattern/language.ts';
import { exactly, type Program } from './pattern/program.ts';

const MAX_LENGTH = 20_000;
/** Without a pattern a text costs nothing: as long as the largest columns of databases that descriptions speak of. */
const MAX_PLAIN = 70_000;
const MAX_TEXTS = 200;

export function findText(
  atoms: readonly Literal[],
  excluded: readonly string[],
  patterns: Patterns,
  budget: Budget,
): Outcome {
  const match: Program[] = [];
  const avoid: Program[] = [];
  const formats: string[] = [];
  const notFormats: string[] = [];
  let [minLength, maxLength] = [0, Number.POSITIVE_INFINITY];
  let unreadable: string | undefined;
  for (const { formula, sign } of atoms) {
    if (formula.kind === 'size') {
      if (formula.lower === sign) minLength = Math.max(minLength, sign ? formula.value : formula.value + 1);
      else maxLength = Math.min(maxLength, sign ? formula.value : formula.value - 1);
    } else if (formula.kind === 'pattern') {
      const program = patterns.program(formula.source);
      if (program === undefined) unreadable ??= `pattern ${formula.source}`;
      else (sign ? match : avoid).push(program);
    } else if (formula.kind === 'format') (sign ? formats : notFormats).push(formula.name);
  }
  if (minLength > maxLength) return NOTHING;
  for (const format of formats) {
    if (notFormats.some((other) => isSubFormat(format, other))) return NOTHING;
    if (formats.some((other) => areDisjointFormats(format, other))) return NOTHING;
  }
  addPrograms(formats.map(outerPatternOf), match, patterns);
  addPrograms(notFormats.map(innerPatternOf), avoid, patterns);
  if (match.length === 0 && avoid.length === 0 && formats.length === 0 && notFormats.length === 0) {
    const text = plainText(minLength, maxLength, new Set(excluded));
    return text.found === 'value' && unreadable !== undefined ? unsure(unreadable) : text;
  }
  if (minLength > MAX_LENGTH) return unsure('only very long texts fit');
  const barred = excluded.length === 0 ? undefined : exactly(excluded);
  if (barred !== undefined) avoid.push(barred);
  // too many for an automaton: texts longer than all of them first
  const unwanted = new Set(barred === undefined ? excluded : []);

  const fitsFormats = (text: string): boolean =>
    formats.every((format) => satisfiesFormat(format, text) !== false) &&
    notFormats.every((format) => satisfiesFormat(format, text) === false);
  // what people would write comes before what an automaton finds
  for (const sample of formats.flatMap(samplesOf)) {
    if (fitsFormats(sample) && fitsAll(sample, atoms, patterns, budget) && !excluded.includes(sample)) {
      return found(sample);
    }
  }
  let some = false;
  let tried = 0;
  for (const least of unwanted.size === 0 ? [minLength] : [longerThan(unwanted, minLength), minLength]) {
    for (const text of texts({ match, avoid, minLength: least, maxLength }, budget)) {
      some = true;
      if (unwanted.has(text)) continue;
      if (fitsFormats(text)) return unreadable === undefined ? found(text) : unsure(unreadable);
      if (++tried >= MAX_TEXTS) break;
    }
  }
  if (!some) return NOTHING;
  if (unreadable !== undefined) return unsure(unreadable);
  const names = [...formats, ...notFormats];
  return unsure(names.length === 0 ? 'too many excluded texts' : `format ${names.join(', ')}`);
}

function longerThan(texts: ReadonlySet<string>, length: number): number {
  let longest = length;
  for (const text of texts) longest = Math.max(longest, text.length + 1);
  return longest;
}

function addPrograms(sources: readonly (string | undefined)[], into: Program[], patterns: Patterns): void {
  for (const source of sources) {
    const program = source === undefined ? undefined : patterns.program(source);
    if (program !== undefined) into.push(program);
  }
}

function fitsAll(text: string, atoms: readonly Literal[], patterns: Patterns, budget: Budget): boolean {
  const length = [...text].length;
  return atoms.every(({ formula, sign }) => {
    if (formula.kind === 'pattern') return patterns.matches(formula.source, text, budget) === sign;
    if (formula.kind !== 'size') return true;
    return (formula.lower ? length >= formula.value : length <= formula.value) === sign;
  });
}

/** No pattern: any text of a fitting length that is not excluded. */
function plainText(minLength: number, maxLength: number, excluded: ReadonlySet<string>): Outcome {
  if (minLength > MAX_PLAIN) return unsure('only very long texts fit');
  const base = 'a'.repeat(minLength);
  if (!excluded.has(base)) return found(base);
  if (maxLength === 0) return NOTHING;
  const stem = minLength === 0 ? '' : base.slice(1);
  for (let code = 0x61; code <= 0xd7ff; code++) {
    const text = stem + String.fromCodePoint(code);
    if (!excluded.has(text)) return found(text);
  }
  return unsure('too many excluded texts');
}
