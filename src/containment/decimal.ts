/** Exact decimals: a JSON number is the decimal it is written as, so 0.3 *is* a multiple of 0.1. */

export interface Decimal {
  readonly digits: bigint;
  /** The value is `digits` × 10^`exponent`. */
  readonly exponent: number;
}

export function decimalOf(value: number): Decimal {
  const [mantissa = '0', power = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** The digits of a decimal written with a smaller or equal exponent. */
export function scaledTo(decimal: Decimal, exponent: number): bigint {
  return decimal.digits * 10n ** BigInt(decimal.exponent - exponent);
}

/** The double that is written exactly as this decimal, or undefined when there is none. */
export function numberOf(decimal: Decimal): number | undefined {
  const value = Number(`${decimal.digits}e${decimal.exponent}`);
  if (!Number.isFinite(value)) return undefined;
  const back = decimalOf(value);
  const exponent = Math.min(back.exponent, decimal.exponent);
  return scaledTo(back, exponent) === scaledTo(decimal, exponent) ? value : undefined;
}

export function isMultiple(value: number, of: number): boolean {
  if (of === 0) return false;
  const x = decimalOf(value);
  const y = decimalOf(of);
  const exponent = Math.min(x.exponent, y.exponent);
  return scaledTo(x, exponent) % scaledTo(y, exponent) === 0n;
}

function gcd(x: bigint, y: bigint): bigint {
  let [a, b] = [x < 0n ? -x : x, y < 0n ? -y : y];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

export function lcm(x: bigint, y: bigint): bigint {
  return (x / gcd(x, y)) * y;
}
