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

/**
 * The same, with the same refusals, for what is likely JSON. The bytes are used up: they are rewritten in place where `room` says that so
 * many behind them are free.
 */
export function decodeJson(bytes: Uint8Array, name: string, room = 0): Decoded {
  const escapes = bytes[0] === OPEN_OBJECT ? escapesIn(bytes) : undefined;
  if (escapes === undefined) {
    const whole = decodeText(bytes, name);
    return { text: () => whole };
  }
  if (bytes.subarray(0, 8_000).includes(0)) throw notText(name);
  const ascii = asciiOf(bytes, escapes, room);
  let text: string | undefined;
  return {
    ascii,
    text: () => {
      text ??= unescaped(ascii, escapes);
      return text;
    },
  };
}

/** A character beyond ASCII. */
interface Escape {
  /** Its first byte. */
  readonly at: number;
  readonly size: number;
  readonly character: string;
}

const OPEN_OBJECT = 0x7b;
const BACKSLASH = 0x5c;

/** Bytes that are looked at together. */
const BLOCK = 16_384;

/** Where there are more than that, the text as it is costs less. */
const MAX_ESCAPES = 20_000;

/**
 * One character beyond ASCII makes V8 keep a text in two bytes a character, and then decoding and parsing it take half as long again.
 * Descriptions of megabytes have a handful. In JSON they can be in strings only, where an escape says the same; elsewhere the escape
 * is as wrong as the character. Undefined where that does not hold: after a backslash, where there are many, and in what is no UTF-8.
 */
function escapesIn(bytes: Uint8Array): readonly Escape[] | undefined {
  const escapes: Escape[] = [];
  const buffer = bufferOf(bytes);
  let done = 0;
  for (let start = 0; start < buffer.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, buffer.length);
    if (isAscii(buffer.subarray(start, end))) continue;
    for (let at = Math.max(start, done); at < end; at++) {
      const first = buffer[at] as number;
      if (first < 0x80) continue;
      if (buffer[at - 1] === BACKSLASH || escapes.length === MAX_ESCAPES) return undefined;
      const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      const character = buffer.subarray(at, at + size);
      if (!isUtf8(character)) return undefined;
      escapes.push({ at, size, character: character.toString() });
      done = at + size;
      at = done - 1;
    }
  }
  return escapes;
}

const ESCAPE_SIZE = 6;

/** From the end to the start, so that nothing is written over before it was moved: each byte is moved once. */
function asciiOf(bytes: Uint8Array, escapes: readonly Escape[], room: number): string {
  const growth = escapes.reduce((sum, { size, character }) => sum + ESCAPE_SIZE * character.length - size, 0);
  const source = bufferOf(bytes);
  const total = source.length + growth;
  const inPlace = growth <= room;
  const target = inPlace ? Buffer.from(bytes.buffer, bytes.byteOffset, total) : Buffer.allocUnsafe(total);
  let end = source.length;
  let to = total;
  for (const { at, size, character } of escapes.toReversed()) {
    to -= end - at - size;
    source.copy(target, to, at + size, end);
    to -= ESCAPE_SIZE * character.length;
    target.write(escaped(character), to, 'latin1');
    end = at;
  }
  // Small buffers share the memory of Node's pool, so that equal memory does not say that it is the same place.
  if (!inPlace) source.copy(target, 0, 0, end);
  return target.toString('latin1');
}

function unescaped(ascii: string, escapes: readonly Escape[]): string {
  const pieces: string[] = [];
  let done = 0;
  let grown = 0;
  for (const { at, size, character } of escapes) {
    pieces.push(ascii.slice(done, at + grown), character);
    done = at + grown + ESCAPE_SIZE * character.length;
    grown += ESCAPE_SIZE * character.length - size;
  }
  pieces.push(ascii.slice(done));
  return pieces.join('');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
      hint: 'give JSON or YAML, saved as UTF-8; unpack an archive or a compressed file first',
    },
    { cause },
  );
}
