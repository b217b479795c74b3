/** The smallest value near a witness that still is one: fewer members and items, plainer scalars. */
import type { Json } from '../spec/spec-version.ts';

const MAX_ATTEMPTS = 300;

export function shrink(witness: Json, isWitness: (value: Json) => boolean): Json {
  let best = witness;
  let attempts = 0;
  for (let improved = true; improved && attempts < MAX_ATTEMPTS; ) {
    improved = false;
    for (const smaller of simpler(best)) {
      if (++attempts > MAX_ATTEMPTS) break;
      if (!isWitness(smaller)) continue;
      best = smaller;
      improved = true;
      break;
    }
  }
  return best;
}

/** Values one step simpler, the boldest steps first. */
function* simpler(value: Json): Generator<Json, void> {
  if (Array.isArray(value)) yield* simplerArray(value);
  else if (typeof value === 'object' && value !== null) yield* simplerObject(value as Members);
  else if (typeof value === 'string' && value !== '') {
    const characters = [...value];
    for (const length of new Set([0, 1, characters.length >> 1])) {
      if (length < characters.length) yield characters.slice(0, length).join('');
    }
  } else if (typeof value === 'number') {
    const whole = Math.trunc(value);
    for (const plain of [0, 1, -1]) if (Math.abs(plain) < Math.abs(value)) yield plain;
    if (whole !== value) yield whole;
  }
}

type Members = { readonly [name: string]: Json };

function* simplerArray(items: readonly Json[]): Generator<Json, void> {
  if (items.length > 1) yield [];
  if (items.length > 3) yield items.slice(0, items.length >> 1);
  if (items.length <= 60) for (const index of items.keys()) yield items.toSpliced(index, 1);
  if (items.length > 12) return;
  for (const [index, item] of items.entries()) {
    for (const smaller of simpler(item)) yield items.with(index, smaller);
  }
}

function* simplerObject(object: Members): Generator<Json, void> {
  const names = Object.keys(object);
  if (names.length > 1) yield {};
  if (names.length > MAX_ATTEMPTS) {
    // Of so many most are required: one by one, each is a copy of all others.
    const half = names.length >> 1;
    const entries = Object.entries(object);
    yield Object.fromEntries(entries.slice(0, half));
    yield Object.fromEntries(entries.slice(half));
    return;
  }
  for (const name of names) yield Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
  if (names.length > 12) return;
  for (const name of names) {
    for (const smaller of simpler(object[name] as Json)) {
      yield Object.fromEntries(
        Object.entries(object).map(([other, inner]) => [other, other === name ? smaller : inner]),
      );
    }
  }
}
