import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { docsText, schemaText } from '../../scripts/generate-schema.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { manifestSchema } from '../../src/manifest/schema.ts';
import { docs, example } from './example.ts';
import { mistakes } from './mistakes.ts';

type Json = Readonly<Record<string, unknown>>;

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
const schema = manifestSchema();
const validate = ajv.compile(schema);

/** As an editor sees the file: JSON. Repeated keys are the parser's business. */
const jsonOf = (text: string): unknown =>
  JSON.parse(JSON.stringify(parseYaml(text, { uniqueKeys: false, logLevel: 'silent' })));

/** Every schema in the schema that describes keys. */
function* objectsIn(node: unknown): Iterable<Json> {
  if (typeof node !== 'object' || node === null) return;
  if ('properties' in node && 'type' in node) yield node as Json;
  for (const inner of Object.values(node)) yield* objectsIn(inner);
}

const propertiesOf = (object: Json): [string, Json][] => Object.entries(object['properties'] as Record<string, Json>);

describe('the JSON Schema', () => {
  it('is committed as it is generated, and so is the reference', () => {
    const committed = readFileSync(new URL('../../schema/manifest.json', import.meta.url), 'utf8');
    expect(committed, 'run scripts/generate-schema.ts').toBe(schemaText());
    expect(docs, 'run scripts/generate-schema.ts').toBe(docsText(docs));
  });

  it('accepts the example, as the parser does', () => {
    expect(validate(jsonOf(example)), JSON.stringify(validate.errors)).toBe(true);
    expect(parseManifest(example, 'guard.yaml').ok).toBe(true);
  });

  it.each(mistakes)('$schema: $name', ({ text, schema: verdict }) => {
    expect(validate(jsonOf(text)) ? 'accepts' : 'refuses').toBe(verdict);
  });

  it('describes every key, and every example in it is valid', () => {
    for (const object of objectsIn(schema)) {
      expect(object['title']).toBeTypeOf('string');
      for (const [name, property] of propertiesOf(object)) {
        expect(property['description'], name).toBeTypeOf('string');
        const inner = ajv.compile({ ...property, $defs: schema['$defs'] });
        for (const value of [
          ...((property['examples'] as unknown[]) ?? []),
          ...('default' in property ? [property['default']] : []),
        ]) {
          expect(inner(value), `${name}: ${JSON.stringify(value)}: ${JSON.stringify(inner.errors)}`).toBe(true);
        }
      }
    }
  });

  it('has no key that the example does not show', () => {
    const shown = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        shown.add(key);
        walk(inner);
      }
    };
    walk(jsonOf(example));
    const known = [...objectsIn(schema)].flatMap((object) => propertiesOf(object).map(([name]) => name));
    expect([...new Set(known)].filter((name) => !shown.has(name))).toEqual(['$schema']);
  });

  it('refuses to print into a document without its marks', () => {
    expect(() => docsText('# Manifest\n')).toThrow('needs the lines');
  });
});
