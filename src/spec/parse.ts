import type { Event } from 'js-yaml';
import type { Decoded } from './decode.ts';
import { InputError } from './input-error.ts';
import { findJsonFault, JSON_HINT } from './json-error.ts';
import type { Pointer } from './json-pointer.ts';
import { positionAt } from './line-column.ts';
import { type Limits, overLimit } from './load-policy.ts';
import { repeatedNames } from './repeated-names.ts';
import { type Oddity, survey } from './value-limits.ts';

interface Parsed {
  readonly format: 'json' | 'yaml';
  readonly value: unknown;
  readonly events?: readonly Event[];
  /** Whether the value may refer to other files: false only if it surely does not. */
  readonly refersOut: boolean;
  /** JSON only: members of a name that their object has more than once. */
  readonly repeated?: readonly Pointer[];
}

/**
 * JSON or YAML text to a value. The content decides which (a leading `{` or `[` is tried as JSON), the name only helps where both fail.
 * YAML is read by the 1.2 core schema with merge keys: dates and `yes` stay text, a repeated key is an error.
 * Throws InputError with line and column.
 */
export async function parseText(decoded: Decoded, name: string, limits: Limits): Promise<Parsed> {
  const first = /\S/.exec(decoded.ascii ?? decoded.text())?.[0];
  if (first === undefined) {
    throw new InputError({ file: name, message: 'is empty', hint: 'give an OpenAPI description in JSON or YAML' });
  }
  if (first === '{' || first === '[') {
    const json = parseJson(decoded.ascii ?? decoded.text());
    if (json !== undefined) {
      const { oddity, refersOut, names } = survey(json.value, limits, false);
      refuseOdd(oddity, decoded.text, name, limits);
      const repeated = repeatedNames(decoded.ascii ?? decoded.text(), names);
      return { format: 'json', value: json.value, refersOut, repeated };
    }
    if (!/\.ya?ml$/i.test(name)) throw jsonError(decoded.text(), name);
  }
  return { format: 'yaml', ...(await parseYaml(decoded.text(), name, limits)) };
}

/** Characters of text of which the events stay in memory: they take ten times as much. */
const KEPT = 4_000_000;

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function jsonError(text: string, name: string): InputError {
  const fault = findJsonFault(text) ?? { offset: 0, message: 'invalid JSON' };
  return new InputError({
    file: name,
    ...positionAt(text, fault.offset),
    message: fault.message,
    hint: JSON_HINT,
  });
}

async function parseYaml(text: string, name: string, limits: Limits): Promise<Omit<Parsed, 'format'>> {
  const yaml = await import('js-yaml');
  // A mapping's key is a node of its own one level further in, hence the two levels of slack; the exact check follows on the value.
  const parse = (): Omit<Parsed, 'format'> => {
    const events: Event[] = yaml.parseEvents(text, { maxDepth: limits.depth + 2 });
    const documents = yaml.constructFromEvents(events, {
      source: text,
      schema: yaml.CORE_SCHEMA.withTags(yaml.mergeTag),
      maxAliases: limits.aliases,
    });
    if (documents.length > 1) {
      throw new InputError({
        file: name,
        message: `holds ${documents.length} YAML documents`,
        hint: 'split them at the "---" lines: a description is one document',
      });
    }
    const aliased = events.some((event) => event.type === yaml.EVENT_ID.ALIAS);
    const { oddity, refersOut } = survey(documents[0], limits, aliased);
    refuseOdd(oddity, () => text, name, limits);
    return { value: documents[0], refersOut, ...(text.length <= KEPT && { events }) };
  };
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof yaml.YAMLException)) throw error;
    throw yamlError(error.reason, error.mark?.position, text, name, limits, error);
  }
}

function yamlError(
  reason: string,
  offset: number | undefined,
  text: string,
  name: string,
  limits: Limits,
  cause: unknown,
): InputError {
  const place = { file: name, ...(offset === undefined ? {} : positionAt(text, offset)) };
  if (reason.includes('maxDepth')) return overLimit(limits, 'depth', place);
  if (reason.includes('maxAliases')) return overLimit(limits, 'aliases', place);
  return new InputError({ ...place, message: `invalid YAML: ${reason}`, hint: yamlHint(reason) }, { cause });
}

function yamlHint(reason: string): string {
  if (reason.includes('duplicated'))
    return 'the key is there twice in the same mapping: rename or remove one of the two';
  if (reason.includes('tab characters')) return 'indent with spaces';
  return 'look at the indentation and the quotes here and in the lines above';
}

function refuseOdd(oddity: Oddity | undefined, textOf: () => string, name: string, limits: Limits): void {
  if (oddity === undefined) return;
  if (oddity === 'depth' || oddity === 'nodes') throw overLimit(limits, oddity, { file: name });
  if (oddity === 'cycle') {
    throw new InputError({
      file: name,
      message: 'a YAML anchor contains an alias to itself',
      hint: 'use a $ref for a schema that contains itself',
    });
  }
  const text = textOf();
  const offset = text.search(/[-+]?\.(?:inf|nan)\b|\d[eE]\+?\d{3}|\d{309}/i);
  throw new InputError({
    file: name,
    ...(offset < 0 ? {} : positionAt(text, offset)),
    message: 'a number is not finite',
    hint: 'JSON has no infinity and no NaN: leave the keyword out, or put the text in quotes',
  });
}
