/** What a handler may find where it reads a field of a body: nothing, null, or values of some types. */

import type { FieldRef, PathStep } from '../manifest/manifest.ts';
import type { Obj } from '../spec/spec-version.ts';
import type { Located, Side } from './message.ts';

export type Find = 'missing' | 'null' | 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object';

/** A field in one version. */
interface Read {
  readonly side: Side;
  readonly at: Located & { readonly found: true };
}

/** What each find is kept out by; whatever is missing, JSON Schema asks nothing of its value. */
const WITHOUT: ReadonlyMap<Find, Obj | undefined> = new Map<Find, Obj | undefined>([
  ['missing', undefined],
  ...(['null', 'boolean', 'integer', 'string', 'array', 'object'] as const).map((type): [Find, Obj] => [
    type,
    { not: { type } },
  ]),
  ['fraction', { anyOf: [{ not: { type: 'number' } }, { type: 'integer' }] }],
]);

/**
 * What may be found now and could not be before, by proof. `isPlain`: neither an object nor a list was or is there.
 * Undefined where a header is read, where items are picked by a member, where the field was not listed, or where it was not proven.
 */
export function newFinds(
  ref: FieldRef,
  then: Read,
  now: Read,
): { readonly fresh: readonly Find[]; readonly isPlain: boolean } | undefined {
  // What nobody lists may be anything.
  if (then.at.ways.some(({ free }) => free)) return undefined;
  const fresh: Find[] = [];
  let isPlain = true;
  for (const [find, inner] of WITHOUT) {
    const need = ref.place === 'body' ? along(ref.steps, inner, find === 'missing') : undefined;
    if (need === undefined) return undefined;
    const isNow = mayHold(now, need);
    const wasThen = mayHold(then, need);
    if (isNow === 'unknown' || wasThen === 'unknown') return undefined;
    if ((find === 'array' || find === 'object') && (isNow === 'yes' || wasThen === 'yes')) isPlain = false;
    if (isNow === 'yes' && wasThen === 'no') fresh.push(find);
  }
  return { fresh, isPlain };
}

function mayHold({ side, at }: Read, need: Obj): 'yes' | 'no' | 'unknown' {
  const source = at.ways[0]?.start;
  return source === undefined ? 'unknown' : side.covering.strays({ source, sourceShapes: side.shapes }, need);
}

/** A schema of the whole body that asks this of the field; `isThere`: and that all on the way is there. */
function along(steps: readonly PathStep[], inner: Obj | undefined, isThere: boolean): Obj | undefined {
  let schema: Obj = inner ?? {};
  for (const step of steps.toReversed()) {
    switch (step.kind) {
      case 'name':
        schema = {
          properties: { [step.name]: schema },
          ...(isThere && { type: 'object', required: [step.name] }),
        };
        break;
      case 'items':
        schema = { items: schema, ...(isThere && { type: 'array' }) };
        break;
      case 'index':
        schema = {
          prefixItems: [...Array.from({ length: step.index }, () => ({})), schema],
          ...(isThere && { type: 'array', minItems: step.index + 1 }),
        };
        break;
      case 'values':
        schema = { additionalProperties: schema, ...(isThere && { type: 'object' }) };
        break;
      default:
        return undefined;
    }
  }
  return schema;
}
