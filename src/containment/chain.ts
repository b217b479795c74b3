/** Reading what a chain of layers holds. */
import type { Json } from '../spec/spec-version.ts';
import { type Literal, sortsOfAtom } from './formula.ts';
import type { Layer } from './layer.ts';

export function* chainOf(layer: Layer): Generator<Layer, void> {
  for (let here: Layer | undefined = layer; here !== undefined; here = here.parent) yield here;
}

export function atomsOf(layer: Layer, sort: number): Literal[] {
  const atoms: Literal[] = [];
  for (const { atoms: own } of chainOf(layer)) {
    for (const literal of own) if ((sortsOfAtom(literal.formula) & sort) !== 0) atoms.push(literal);
  }
  return atoms;
}

/** Values that an enum under negation rules out. */
export function barredValues(layer: Layer): Json[] {
  const values: Json[] = [];
  for (const { enums } of chainOf(layer)) {
    for (const { formula, sign } of enums) if (formula.kind === 'enum' && !sign) values.push(...formula.values);
  }
  return values;
}

/** The values of an enum that must hold, if there is one. */
export function listedValues(layer: Layer): readonly Json[] | undefined {
  for (const { enums } of chainOf(layer)) {
    for (const { formula, sign } of enums) if (sign && formula.kind === 'enum') return formula.values;
  }
  return undefined;
}

export function withoutEnums(layer: Layer): Layer {
  const { parent } = layer;
  return { ...layer, parent: parent === undefined ? undefined : withoutEnums(parent), enums: [] };
}
