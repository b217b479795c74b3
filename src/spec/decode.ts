/** (edge) Bytes of a file to text; what may be text in which encoding is known to Node. */
import { isAscii, isUtf8 } from 'node:buffer';
import { InputError } from './input-error.ts';

/** The text of a file, made when it is asked for: a description of megabytes is parsed without it. */
export interface Decoded {
  readonly text: () => string;
  /** For text that is JSON: the same JSON with every character beyond ASCII as an escape. Lines are those of `text`, columns are not. */
  readonly ascii?: string;
}

/**
 * Bytes to text: UTF-8 with or without a byte order mark, or UTF-16 with one (RFC 8259 §8.1, YAML 1.2.2 §5.2); the mark is no part of
 * the text. Anything else is refused: a wrong guess would show up as changed names.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const encoding = encodingOf(bytes);
  // As git tells binary from text: a zero byte near the start. Further on, the parsers refuse it with its place.
  if (encoding === 'utf-8' && bytes.subarray(0, 8_000).includes(0)) throw notText(name);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notText(name, cause);
  }
}

/** The same, with the same refusals, for what is likely JSON. */
export function decodeJson(bytes: Uint8Array, name: string): Decoded {
  const ascii = bytes[0] === OPEN_OBJECT && isUtf8(bytes) ? asciiJson(bytes) : undefined;
  if (ascii === undefined) {
    const whole = decodeText(bytes, name);
    return { text: () => whole };
  }
  let text: string | undefined;
  return {
    ascii,
    text: () => {
      text ??= decodeText(bytes, name);
      return text;
    },
  };
}

const OPEN_OBJECT = 0x7b;
const BACKSLASH = 0x5c;

/** Bytes that are looked at together. */
const BLOCK = 16_384;

/** Where there are more pieces than that, the text as it is costs less. */
const MAX_PIECES = 20_000;

/**
 * One character beyond ASCII makes V8 keep a text in two bytes a character, and then decoding and parsing it take half as long again.
 * Descriptions of megabytes have a handful. In JSON they can be in strings only, where an escape says the same; elsewhere the escape
 * is as wrong as the character. Undefined where that does not hold: after a backslash, and where there are many.
 */
function asciiJson(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString('latin1');
  const pieces: string[] = [];
  let done = 0;
  for (let start = 0; start < buffer.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, buffer.length);
    if (isAscii(buffer.subarray(start, end))) continue;
    for (let at = Math.max(start, done); at < end; at++) {
      const first = buffer[at] as number;
      if (first < 0x80) continue;
      if (buffer[at - 1] === BACKSLASH || pieces.length > MAX_PIECES) return undefined;
      const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      pieces.push(buffer.toString('latin1', done, at), escaped(buffer.toString('utf8', at, at + size)));
      done = at + size;
      at = done - 1;
    }
  }
  pieces.push(buffer.toString('latin1', done));
  return pieces.join('');
}

function escaped(character: string): string {
  let text = '';
  for (let unit = 0; unit < character.length; unit++) {
    text += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }
  return text;
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function notText(name: string, cause?: unknown): InputError {
  return new InputError(
    {
      file: name,
      message: 'is not text in UTF-8 or UTF-16',
      hint: 'give an OpenAPI description in JSON or YAML, saved as UTF-8; unpack an archive or a compressed file first',
    },
    { cause },
  );
}
