/** Shapes of text: free text, text by a regular expression, one of a few words, and text with a grammar of its own. */

import { nearest } from '../spec/nearest.ts';
import type { Malformed } from './field-path.ts';
import type { Expression, Mark } from './manifest.ts';
import type { Reader } from './reader.ts';
import { didYouMean, type JsonSchema, shortened, type Text, type TextShape, textOf } from './shape.ts';

function textShape<T>(
  expects: string,
  schema: JsonSchema,
  readText: (text: Text, reader: Reader) => T | undefined,
): TextShape<T> {
  return {
    expects,
    readText,
    read: (node, reader) => {
      const found = textOf(node, reader, expects);
      return found === undefined ? undefined : readText(found, reader);
    },
    schema: () => schema,
  };
}

const NOT_BLANK = { type: 'string', pattern: '\\S' };

/** Any text that is not blank. */
export function text(expects = 'text'): TextShape<string> {
  return textShape(expects, NOT_BLANK, ({ value }) => value);
}

/** JSONata. Without a parser for it (it is loaded only for manifests that have expressions) it is taken as it stands. */
export const expression: TextShape<Expression> = textShape('a JSONata expression', NOT_BLANK, (found, reader) => {
  const { value } = found;
  const mark = reader.mark(found.offset);
  if (reader.readExpression === undefined) return { text: value, mark };
  const parsed = reader.readExpression(value);
  if (parsed.ok) {
    const { reads, settled = [] } = parsed;
    return { text: value, mark, reads, ...(settled.length > 0 && { settled }) };
  }
  const place = `at character ${parsed.offset + 1} of \`${shortened(value)}\``;
  reader.report(found.at(parsed.offset), `malformed JSONata expression: ${parsed.message}, ${place}`, parsed.hint);
  return undefined;
});

/** Text that matches a regular expression; `suggest` proposes a right spelling, `seen` is told of each one. */
export function pattern(options: {
  readonly expects: string;
  readonly source: string;
  readonly suggest?: (wrong: string) => string | undefined;
  readonly seen?: (text: Text, reader: Reader) => void;
}): TextShape<string> {
  const { expects, source, suggest, seen } = options;
  const regex = new RegExp(source);
  return textShape(expects, { type: 'string', pattern: source }, (found, reader) => {
    if (regex.test(found.value)) {
      seen?.(found, reader);
      return found.value;
    }
    reader.report(
      found.offset,
      `expected ${expects}, found \`${shortened(found.value)}\``,
      didYouMean(suggest?.(found.value)),
    );
    return undefined;
  });
}

/** One of a few words. */
export function word<const W extends string>(...words: readonly W[]): TextShape<W> {
  const expects = words.map((each) => `\`${each}\``).join(' or ');
  return textShape(expects, { enum: words }, ({ value, offset }, reader) => {
    const known = words.find((candidate) => candidate === value);
    if (known !== undefined) return known;
    reader.report(offset, `expected ${expects}, found \`${shortened(value)}\``, didYouMean(nearest(value, words)));
    return undefined;
  });
}

/** Text with a grammar of its own. */
export function grammar<T>(options: {
  readonly expects: string;
  readonly source: string;
  readonly parse: (text: string) => { readonly ok: true; readonly value: T } | Malformed;
  readonly seen?: (value: T, text: Text, reader: Reader) => void;
}): TextShape<T & { readonly text: string; readonly mark: Mark }> {
  const { expects, source, parse, seen } = options;
  const what = expects.replace(/^an? /, '');
  return textShape(expects, { type: 'string', pattern: source }, (found, reader) => {
    const parsed = parse(found.value);
    if (parsed.ok) {
      seen?.(parsed.value, found, reader);
      return { text: found.value, mark: reader.mark(found.offset), ...parsed.value };
    }
    const place = `at character ${parsed.offset + 1} of \`${shortened(found.value)}\``;
    reader.report(found.at(parsed.offset), `malformed ${what}: ${parsed.message}, ${place}`, parsed.hint);
    return undefined;
  });
}
