/** The form of a file of acknowledgements: the one source of truth for its parser, its JSON Schema and the reference. */

import type { Problem } from '../spec/input-error.ts';
import { type AcknowledgementFile, DATE, dateProblem, FINGERPRINT, KINDS } from './acknowledgement.ts';
import { list } from './collection-shape.ts';
import type { Malformed } from './field-path.ts';
import { object, optional, required } from './object-shape.ts';
import { readerOf } from './reader.ts';
import { type Definitions, didYouMean, type JsonSchema, named } from './shape.ts';
import { grammar, pattern, text, word } from './text-shape.ts';
import { MAX_LENGTH, readYamlTree } from './yaml-tree.ts';

const fingerprint = pattern({
  expects: 'a fingerprint (16 hexadecimal digits, as `guard diff` prints it)',
  source: FINGERPRINT,
  suggest: (wrong) => {
    const lower = wrong.trim().toLowerCase();
    return new RegExp(FINGERPRINT).test(lower) ? lower : undefined;
  },
  seen: ({ value, offset }, reader) => reader.declare('finding', value, offset),
});

const date = grammar({
  expects: 'a date',
  source: DATE,
  parse: (text): { readonly ok: true; readonly value: { readonly text: string } } | Malformed => {
    const problem = dateProblem(text);
    if (problem === undefined) return { ok: true, value: { text } };
    const { message, instead } = problem;
    return { ok: false, offset: 0, message, hint: didYouMean(instead) ?? 'until: 2027-03-31' };
  },
});

const acknowledgement = named(
  'acknowledgement',
  object({
    expects: 'an acknowledgement',
    title: 'Acknowledgement',
    description: 'A finding that somebody answers for: it is listed, and does not count, until a day.',
    keys: {
      finding: required(fingerprint, {
        description: 'The fingerprint, as reports print it; never the text of a message.',
        examples: ['5d0c1e7a9b3f2c11'],
      }),
      kind: optional(word(...KINDS), {
        description:
          'Why it does not count: the break is `accepted`, the description is wrong (`spec-correction`), the integration has `migrated`, or the finding is a `false-positive`.',
        default: 'accepted',
        examples: ['spec-correction'],
      }),
      reason: required(text('a reason'), {
        description: 'Why, for the next reader.',
        examples: ['Vendor confirmed in ticket 4711 that it is never sent.'],
      }),
      by: optional(text('who answers for it'), {
        description: 'Who answers for it.',
        examples: ['@acme/integrations'],
      }),
      until: required(date, {
        description: 'The last day it holds (UTC); from the next day on the finding counts again.',
        examples: ['2027-03-31'],
      }),
    },
  }),
);

const acknowledgements = list(acknowledgement, { expects: 'a list of acknowledgements' });

export type ParsedAcknowledgements =
  | { readonly ok: true; readonly file: AcknowledgementFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a file of acknowledgements and checks all of it in one run, as `parseManifest` does. A file of nothing but comments has no
 * entries. `name` is the file as a person names it.
 */
export function parseAcknowledgements(text: string, name: string): ParsedAcknowledgements {
  if (isBlank(text)) return { ok: true, file: { name, text, entries: [] } };
  const excess = tooLong(text, name);
  if (excess !== undefined) return { ok: false, problems: [excess] };
  const yaml = readYamlTree(text, name);
  if (!yaml.ok) return yaml;
  const reader = readerOf(yaml.tree, name);
  const raw = acknowledgements.read(yaml.tree.root, reader);
  const problems = reader.problems();
  if (raw === undefined || problems.length > 0) return { ok: false, problems };
  const entries = raw.map(({ kind = 'accepted', until, ...rest }) => ({ ...rest, kind, until: until.text }));
  return { ok: true, file: { name, text, entries } };
}

/** The refusal of a file that has more entries than it may. */
export function tooLong(text: string, name: string): Problem | undefined {
  if (text.length <= MAX_LENGTH) return undefined;
  const message = `has more than ${MAX_LENGTH} characters`;
  return { file: name, message, hint: 'take out entries that hold no longer or match nothing; guard diff names them' };
}

/** Comments and empty lines only. */
export function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*)?$/s.test(line));
}

/** The JSON Schema (2020-12) of a file of acknowledgements. */
export function acknowledgementSchema(): JsonSchema {
  const definitions: Definitions = new Map();
  const rest = acknowledgements.schema(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Acknowledgements of contract-guard',
    description: 'Findings that somebody answers for, until a day. Written by `guard accept`.',
    ...rest,
    $defs: Object.fromEntries(definitions),
  };
}
