/** A number within bounds that is a multiple of these, not of those, and none of a few. Exact decimals throughout. */
import type { Budget } from './budget.ts';
import { decimalOf, isMultiple, lcm, numberOf, scaledTo } from './decimal.ts';
import { withinBound } from './evaluate.ts';
import { isSubFormat, type NumberRange, rangeOf } from './formats.ts';
import { type FormulaOf, FRAC, INT, type Literal } from './formula.ts';
import { found, NOTHING, type Outcome, unsure } from './outcome.ts';

interface Interval {
  readonly low: number;
  readonly high: number;
  readonly openLow: boolean;
  readonly openHigh: boolean;
}

const MAX_TRIES = 2000;
const LEAPS = [1, 1.001, 1.1, 1.5, 2, 3, 10, 1e3, 1e9];
/** Hexadecimal digits that are reckoned with for the price of one step. */
const DIGITS = 16;

export function findNumber(
  atoms: readonly Literal[],
  excluded: readonly unknown[],
  sort: number,
  budget: Budget,
): Outcome {
  const tests: { readonly formula: FormulaOf<'bound'>; readonly sign: boolean }[] = [];
  const of: number[] = [];
  const notOf: number[] = [];
  const inside: NumberRange[] = [];
  const outside: NumberRange[] = [];
  const formats = atoms.flatMap(({ formula, sign }) => (sign && formula.kind === 'format' ? [formula.name] : []));
  let mustHold: string | undefined;
  let [low, high, openLow, openHigh] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false, false];
  const raise = (value: number, open: boolean): void => {
    if (value < low || (value === low && !open)) return;
    [low, openLow] = [value, open];
  };
  const lower = (value: number, open: boolean): void => {
    if (value > high || (value === high && !open)) return;
    [high, openHigh] = [value, open];
  };
  for (const { formula, sign } of atoms) {
    if (formula.kind === 'bound') {
      tests.push({ formula, sign });
      if (formula.lower === sign) raise(formula.value, formula.exclusive === sign);
      else lower(formula.value, formula.exclusive === sign);
    } else if (formula.kind === 'multiple') (sign ? of : notOf).push(formula.value);
    else if (formula.kind === 'format') {
      const range = rangeOf(formula.name);
      if (range === undefined) {
        if (!sign && formats.some((format) => isSubFormat(format, formula.name))) return NOTHING;
        if (!sign) mustHold = `format ${formula.name}`;
        continue;
      }
      if (!sign) {
        if (sort === INT || !range.integers) outside.push(range);
        continue;
      }
      if (sort === FRAC && range.integers) return NOTHING;
      inside.push(range);
      raise(range.min, false);
      lower(range.below, true);
    }
  }
  const within = (interval: Interval): Outcome => {
    const { low, high, openLow, openHigh } = interval;
    if (low > high || (low === high && (openLow || openHigh))) return NOTHING;
    if (sort !== INT && of.length === 0) return dense(interval, fits);
    return stepped(interval, { of, notOf, sort, fits, budget, tries: MAX_TRIES + barred.size });
  };
  const barred = new Set(excluded);
  const fits = (value: number): boolean => {
    budget.spend();
    return (
      Number.isInteger(value) === (sort === INT) &&
      !barred.has(value) &&
      tests.every(({ formula, sign }) => withinBound(formula, value) === sign) &&
      inside.every(({ min, below }) => value >= min && value < below) &&
      !outside.some(({ min, below }) => value >= min && value < below) &&
      of.every((step) => isMultiple(value, step)) &&
      !notOf.some((step) => isMultiple(value, step))
    );
  };
  // what no format of numbers admits lies beyond the widest of those that must not admit it: all of them admit 0
  const beyond = outside.length === 0 ? undefined : Math.max(...outside.map(({ below }) => below));
  let outcome =
    beyond === undefined
      ? within({ low, high, openLow, openHigh })
      : within({ low: Math.max(low, beyond), high, openLow: openLow && low > beyond, openHigh });
  if (beyond !== undefined && outcome.found !== 'value') {
    const least = Math.min(...outside.map(({ min }) => min));
    const under = within({ low, high: Math.min(high, least), openLow, openHigh: high >= least || openHigh });
    if (under.found !== 'none') outcome = under;
  }
  if (outcome.found === 'value' && mustHold !== undefined) return unsure(mustHold);
  return outcome;
}

interface Grid {
  readonly of: readonly number[];
  readonly notOf: readonly number[];
  readonly sort: number;
  readonly fits: (value: number) => boolean;
  readonly budget: Budget;
  /** Values looked at in each direction. */
  readonly tries: number;
}

/** Values on a grid: the multiples of one step, tried from the end nearest to zero. */
function stepped({ low, high }: Interval, { of, notOf, sort, fits, budget, tries: most }: Grid): Outcome {
  const decimals = [...of, ...notOf, ...[low, high].filter(Number.isFinite), 1].map(decimalOf);
  const exponent = Math.min(...decimals.map((decimal) => decimal.exponent));
  const scaled = (value: number): bigint => scaledTo(decimalOf(value), exponent);
  const common = (x: bigint, y: bigint): bigint => {
    budget.spend(1 + x.toString(16).length / DIGITS);
    return lcm(x, y);
  };
  const step = of.map(scaled).reduce(common, sort === INT ? scaled(1) : scaled(of[0] as number));
  const blocked = [...notOf.map(scaled), ...(sort === FRAC ? [scaled(1)] : [])];
  if (blocked.some((other) => step % other === 0n)) return NOTHING;
  // a longer one is never walked through
  const longest = step * BigInt(most + 2);
  const period = blocked.reduce((x, y) => (x > longest ? x : common(x, y)), step) / step;

  const floor = (value: bigint): bigint => value / step - (value % step < 0n ? 1n : 0n);
  const first = low === Number.NEGATIVE_INFINITY ? undefined : -floor(-scaled(low));
  const last = high === Number.POSITIVE_INFINITY ? undefined : floor(scaled(high));
  if (first !== undefined && last !== undefined && first > last) return NOTHING;
  const from = first !== undefined && first > 0n ? first : last !== undefined && last < 0n ? last : 0n;

  // beyond 2^53 few neighbours are doubles
  const nearest = Number(`${from * step}e${exponent}`);
  if (Math.abs(nearest) > Number.MAX_SAFE_INTEGER) {
    const value = LEAPS.map((leap) => nearest * leap).find((leapt) => Number.isFinite(leapt) && fits(leapt));
    if (value !== undefined) return found(value);
  }
  let unwritable = false;
  let blockedInRow = 0n;
  let exhausted = true;
  for (const direction of [1n, -1n]) {
    blockedInRow = 0n;
    for (let index = direction === 1n ? from : from - 1n, tries = 0; ; index += direction, tries++) {
      if ((last !== undefined && index > last) || (first !== undefined && index < first)) break;
      if (tries > most) {
        exhausted = false;
        break;
      }
      const value = numberOf({ digits: index * step, exponent });
      const candidate = index * step;
      if (blocked.some((other) => candidate % other === 0n)) {
        blockedInRow++;
        if (blockedInRow >= period) return NOTHING;
        continue;
      }
      blockedInRow = 0n;
      if (value === undefined) {
        unwritable = true;
        continue;
      }
      if (fits(value)) return found(value);
    }
  }
  return exhausted && !unwritable ? NOTHING : unsure('no number found among those tried');
}

const FRACTIONS = [0.5, 0.25, 0.1, 0.75, 0.9, 0.3, 0.7, 0.01, 0.99, 0.123, 0.877, 0.3141, 0.6183, 0.0017, 0.99991];

/** Any value between two bounds: all but a thin grid of them will do. */
function dense({ low, high }: Interval, fits: (value: number) => boolean): Outcome {
  if (low === high) return fits(low) ? found(low) : NOTHING;
  const base = Number.isFinite(low) ? Math.floor(low) : Number.isFinite(high) ? Math.ceil(high) - 1 : 0;
  for (const whole of [base, base + 1, base - 1, base + 2, base - 2, base + 17, base - 17]) {
    for (const fraction of FRACTIONS) {
      const value = Number((whole + fraction).toPrecision(15));
      if (fits(value)) return found(value);
    }
  }
  if (Number.isFinite(low) && Number.isFinite(high)) {
    for (const value of [low, high, ...FRACTIONS.map((fraction) => low + (high - low) * fraction)]) {
      if (fits(value)) return found(value);
    }
  }
  return unsure('no number found among those tried');
}
