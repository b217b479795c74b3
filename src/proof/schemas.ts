/** Positions of a description as containment reads them: a schema, and where its references lead. */

import type { Dialect } from '../containment/dialect.ts';
import type { Direction, SchemaIn } from '../containment/schema-in.ts';
import type { Part, Shape } from '../diff/shape.ts';
import type { Document } from '../spec/document.ts';
import { type At, type Obj, rootOf, type SourceFile, type Dialect as Version } from '../spec/spec-version.ts';

export interface Schemas {
  /** All that holds at a position of the pair graph. */
  of(shape: Shape): SchemaIn;
  /** One schema; undefined allows anything. */
  at(at: At | undefined): SchemaIn;
}

const DIALECTS: Readonly<Record<Version, Dialect>> = {
  '2.0': 'openapi-2.0',
  '3.0': 'openapi-3.0',
  '3.1': 'draft2020-12',
  '3.2': 'draft2020-12',
};

export const ANYTHING: SchemaIn = { schema: true, dialect: 'draft2020-12', resolve: () => undefined };

/** What a lost reference would have said is not known. */
const NOWHERE: SchemaIn = { ...ANYTHING, schema: { $ref: '#' } };

export interface SchemasOptions {
  /** The one its messages travel in, where two descriptions meet that send and take them differently. */
  readonly direction?: Direction;
  /** What stands for the target of a reference that means the same in another description: what is one is not compared. */
  readonly standIn?: (target: At, ref: string) => SchemaIn | undefined;
}

export function createSchemas(document: Document, { direction, standIn }: SchemasOptions = {}): Schemas {
  const dialect = DIALECTS[document.spec.dialect];
  const resolvers = new Map<SourceFile, Pick<SchemaIn, 'resolve' | 'resolveDynamic'>>();
  const shapes = new Map<Shape, SchemaIn>();

  /** Containment knows schemas by the resolver they came with: one for each file. */
  function resolversOf(file: SourceFile): Pick<SchemaIn, 'resolve' | 'resolveDynamic'> {
    let known = resolvers.get(file);
    if (known === undefined) {
      const root = rootOf(file);
      known = {
        resolve: (ref, holder) => {
          const target = document.peek({ ...root, value: holder }, ref);
          return target && (standIn?.(target, ref) ?? at(target));
        },
        resolveDynamic: (ref, holder) => {
          const target = document.peekDynamic({ ...root, value: holder }, ref);
          return target && at(target);
        },
      };
      resolvers.set(file, known);
    }
    return known;
  }

  function at(place: At | undefined): SchemaIn {
    if (place === undefined) return ANYTHING;
    return {
      schema: place.value,
      dialect,
      ...resolversOf(place.file),
      discriminates: true,
      ...(direction && { direction }),
    };
  }

  function of(shape: Shape): SchemaIn {
    let known = shapes.get(shape);
    if (known === undefined) {
      known = shape.dangling ? NOWHERE : conjunctionOf(shape.parts);
      shapes.set(shape, known);
    }
    return known;
  }

  function conjunctionOf(parts: readonly Part[]): SchemaIn {
    const [first] = parts;
    if (first === undefined) return ANYTHING;
    if (parts.length === 1 && !first.orNull) return at(first.at);
    return combined(
      parts.map((part) => at(part.at)),
      (refs) => ({
        allOf: refs.map((ref, index) => (parts[index]?.orNull ? { anyOf: [{ type: 'null' }, ref] } : ref)),
      }),
    );
  }

  return { of, at };
}

/** A schema made of others, each in its own document: `build` gets a reference to each. */
export function combined(parts: readonly SchemaIn[], build: (refs: readonly Obj[]) => Obj): SchemaIn {
  const byRef = new Map(parts.map((part, index) => [`part-${index}`, part]));
  return {
    schema: build([...byRef.keys()].map(($ref) => ({ $ref }))),
    dialect: 'draft2020-12',
    resolve: (ref) => byRef.get(ref),
  };
}
