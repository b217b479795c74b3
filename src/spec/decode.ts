import { InputError } from './input-error.ts';

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
