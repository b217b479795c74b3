/** Builds shapes: one for each distinct conjunction of schemas, made when it is first asked for. */

import type { Document } from '../spec/document.ts';
import { type At, isObj } from '../spec/spec-version.ts';
import { type Flattened, flatten } from './flatten.ts';
import { shapeFrom } from './merge.ts';
import type { Part, Shape } from './shape.ts';

export interface Shapes {
  readonly document: Document;
  /** The shape of schemas that all hold at one position; of none: anything, placed at `fallback`. */
  of(schemas: readonly At[], fallback: At): Shape;
}

export function createShapes(document: Document): Shapes {
  const ofValue = new Map<unknown, Shape>();
  const ofParts = new Map<string, Shape>();
  /** By the holder of the place and the name in it. */
  const ofAnything = new Map<unknown, Map<At['token'], Shape>>();
  const partIds = new Map<unknown, number>();
  const building = new Set<unknown>();
  let count = 0;

  function of(schemas: readonly At[], fallback: At): Shape {
    if (schemas.every(({ value }) => value === true)) return anythingAt(schemas[0] ?? fallback);
    const value = schemas.length === 1 ? schemas[0]?.value : undefined;
    const known = isObj(value) ? ofValue.get(value) : undefined;
    if (known !== undefined) return known;
    const shape = ofConjunction(flatten(document, schemas), schemas[0] ?? fallback);
    if (isObj(value)) ofValue.set(value, shape);
    return shape;
  }

  function anythingAt(at: At): Shape {
    const holder = at.parent?.value ?? at.value;
    const known = ofAnything.get(holder) ?? new Map<At['token'], Shape>();
    ofAnything.set(holder, known);
    const shape = known.get(at.token) ?? build(flatten(document, []), at, at);
    known.set(at.token, shape);
    return shape;
  }

  function ofConjunction(flattened: Flattened, fallback: At): Shape {
    const { parts, dangling } = flattened;
    // What leads nowhere is known by where it stands: it is not what the rest of it says.
    if (dangling) return build(flattened, fallback, fallback);
    const only = parts.length === 1 ? parts[0] : undefined;
    if (only !== undefined && !only.orNull && isObj(only.at.value)) {
      const shape = ofValue.get(only.at.value) ?? build(flattened, only.at, only.at.value);
      ofValue.set(only.at.value, shape);
      return shape;
    }
    if (parts.length === 0) return build(flattened, fallback, fallback);
    const key = parts.map(partKey).join(' ');
    const shape = ofParts.get(key) ?? build(flattened, (parts[0] as Part).at, key);
    ofParts.set(key, shape);
    return shape;
  }

  function partKey(part: Part): string {
    let id = partIds.get(part.at.value);
    if (id === undefined) {
      id = partIds.size;
      partIds.set(part.at.value, id);
    }
    return part.orNull ? `${id}?` : String(id);
  }

  /** `key` is what stands for the conjunction while it is being built: a union that contains itself is not folded. */
  function build(flattened: Flattened, at: At, key: unknown): Shape {
    building.add(key);
    const shape = shapeFrom({ document, ...flattened, at, id: count++, branchShape });
    building.delete(key);
    return shape;
  }

  function branchShape(branch: At): Shape | undefined {
    const { parts } = flatten(document, [branch]);
    const only = parts.length === 1 ? parts[0] : undefined;
    const key = only !== undefined && !only.orNull ? only.at.value : parts.map(partKey).join(' ');
    return building.has(key) || building.size > MAX_FOLD_DEPTH ? undefined : of([branch], branch);
  }

  return { document, of };
}

/** Unions nested deeper than this stay unions. */
const MAX_FOLD_DEPTH = 16;
