const PRIME_LOW = 0x1b3;
const PRIME_SHIFT = 8; // 2^40 + 0x1b3: the high word gains the low one shifted by 40 - 32 bits

/** FNV-1a, 64 bits, over UTF-16 units, as 16 hexadecimal digits. Not for secrets: for telling things apart. */
export function digestOf(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    const product = low * PRIME_LOW;
    const carry = Math.floor(product / 2 ** 32);
    high = (Math.imul(high, PRIME_LOW) + carry + (low << PRIME_SHIFT)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
