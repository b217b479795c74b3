/** An array or object constant spelled out as atoms, so that "anything but this one" can be searched for. */
import type { Json } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import { ARR, type Formula } from './formula.ts';

export function constantFormula(arena: Arena, value: Json): Formula {
  const equals = (inner: Json): Formula => arena.oneOfValues([inner]);
  if (Array.isArray(value)) {
    const size = (lower: boolean): Formula =>
      arena.atom('size', `${ARR} ${lower} ${value.length}`, { of: ARR, lower, value: value.length });
    const items = value.map((item: Json, index) => arena.atom('item', String(index), { index }, [equals(item)]));
    return arena.and([size(true), size(false), ...items]);
  }
  const members = Object.entries(value as { readonly [name: string]: Json });
  const names = members.map(([name]) => name).sort();
  const parts = members.flatMap(([name, inner]) => [
    arena.atom('required', name, { name }),
    arena.atom('prop', name, { name }, [equals(inner)]),
  ]);
  const rest = arena.atom('rest', JSON.stringify([names, []]), { names, patterns: [] }, [arena.FALSE]);
  return arena.and([...parts, rest]);
}
