/** Object keywords to formulas. */
import { isObj, type Obj } from '../spec/spec-version.ts';
import { type Folding, sizeParts } from './folding.ts';
import { type Formula, OBJ } from './formula.ts';

export function objectParts(raw: Obj, folding: Folding, parts: Formula[]): void {
  const { arena, rules, dropped, below, malformed } = folding;
  sizeParts(raw, folding, 'minProperties', 'maxProperties', OBJ, parts);
  const names: string[] = [];
  const patterns: string[] = [];
  if (raw.properties !== undefined && !isEmptyList(raw.properties)) {
    if (!isObj(raw.properties)) parts.push(malformed('properties'));
    else {
      for (const [name, schema] of Object.entries(raw.properties)) {
        names.push(name);
        const formula = dropped.has(name) ? arena.TRUE : below(schema);
        parts.push(arena.atom('prop', name, { name }, [formula]));
      }
    }
  }
  if (rules.has('patternProperties') && raw.patternProperties !== undefined) {
    if (!isObj(raw.patternProperties)) parts.push(malformed('patternProperties'));
    else {
      for (const [source, schema] of Object.entries(raw.patternProperties)) {
        patterns.push(source);
        parts.push(arena.atom('patterned', source, { source }, [below(schema)]));
      }
    }
  }
  if (raw.additionalProperties !== undefined) {
    names.sort();
    patterns.sort();
    const key = JSON.stringify([names, patterns]);
    parts.push(arena.atom('rest', key, { names, patterns }, [below(raw.additionalProperties)]));
  }
  const required = (list: readonly unknown[]): Formula[] =>
    list
      .filter((name) => typeof name === 'string')
      .filter((name) => dropped.get(name) !== true)
      .flatMap((name) => {
        const present = arena.atom('required', name, { name });
        return dropped.has(name) ? [present, arena.atom('absent', name, { name })] : [present];
      });
  const isNames = (value: unknown): value is unknown[] =>
    Array.isArray(value) && value.every((name) => typeof name === 'string');
  // `required: true` on a property is a leftover of draft-03 that says nothing in the dialects known here
  if (isNames(raw.required)) parts.push(...required(raw.required));
  else if (raw.required !== undefined && typeof raw.required !== 'boolean') parts.push(malformed('required'));

  if (rules.has('propertyNames') && raw.propertyNames !== undefined) {
    parts.push(arena.atom('names', '', {}, [below(raw.propertyNames)]));
  }
  for (const keyword of ['dependentRequired', 'dependentSchemas', 'dependencies']) {
    const map = raw[keyword];
    if (!rules.has(keyword) || map === undefined) continue;
    if (!isObj(map)) {
      parts.push(malformed(keyword));
      continue;
    }
    for (const [name, needs] of Object.entries(map)) {
      const absent = arena.atom('absent', name, { name });
      if (keyword !== 'dependentSchemas' && isNames(needs)) {
        // one by one: each name is declared, whether or not the others are there
        parts.push(...required(needs).map((one) => arena.or([absent, one])));
      } else if (keyword === 'dependentRequired') parts.push(malformed(keyword));
      else parts.push(arena.ifThen(absent, arena.TRUE, folding.here(needs)));
    }
  }
}

/** PHP writes an empty map as an empty list. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
