/** Choices, as far as what is known at a place settles them: before one of them has to be tried. */
import type { Choice, Option } from './choice.ts';
import type { Declarations, Governing } from './declared.ts';
import { type Literal, OBJ } from './formula.ts';
import type { Layer, Layers } from './layer.ts';
import { yes } from './outcome.ts';
import type { Probe } from './probe.ts';

/** What is asked at one place, for values of one sort. */
export interface Place {
  readonly literals: readonly Literal[];
  readonly sort: number;
  readonly governing: Governing | undefined;
}

export interface Narrowing {
  /** Drops what cannot be chosen and what is settled, takes what is left over alone; undefined: nothing can be. */
  readonly narrow: (
    layer: Layer,
    given: readonly Choice[],
    place: Place,
    isCloser: boolean,
  ) => readonly Choice[] | undefined;
  /** Adds what an option says; false when that contradicts what is known. */
  readonly take: (layer: Layer, option: Option) => boolean;
  /** What governs, as far as it is known which alternatives hold. */
  readonly likelyIn: (layer: Layer, place: Place) => Governing | undefined;
}

/** `probeFor`: a closer look at the literals of a place, of which that governs. */
export function createNarrowing(
  layers: Layers,
  declarations: Declarations,
  probeFor: (layer: Layer, place: Place, likely: Governing | undefined) => Probe,
): Narrowing {
  const take = (layer: Layer, option: Option): boolean =>
    option.literals.every((literal) => layers.add(layer, literal)) &&
    (option.more?.().every((literal) => layers.add(layer, literal)) ?? true);

  const narrow = (
    layer: Layer,
    given: readonly Choice[],
    place: Place,
    isCloser: boolean,
  ): readonly Choice[] | undefined => {
    let pending = given;
    let probing = isCloser;
    for (;;) {
      pending = [...pending, ...layer.choices];
      layer.choices = [];
      if ((layer.mask & place.sort) === 0) return undefined;
      let progress = false;
      const open: Choice[] = [];
      const here = probing ? { ...place, governing: likelyIn(layer, place) } : place;
      const probe = probing ? probeFor(layer, place, here.governing) : undefined;
      for (const choice of pending) {
        const options: Option[] = [];
        let settled = false;
        for (const option of choice.options) {
          const truth = optionStatus(layer, option, here, probe);
          if (truth === true) settled = true;
          if (settled) break;
          if (truth === undefined) options.push(option);
        }
        if (settled) continue;
        const only = options[0];
        if (only === undefined) return undefined;
        if (options.length === 1) {
          if (!take(layer, only)) return undefined;
          progress = true;
        } else open.push(options.length === choice.options.length ? choice : { ...choice, options });
      }
      pending = open;
      if (progress || layer.choices.length > 0) {
        probing = false;
        continue;
      }
      if (probing || !isCloser || open.length < 2) return open;
      probing = true;
    }
  };

  const optionStatus = (layer: Layer, option: Option, place: Place, probe: Probe | undefined): boolean | undefined => {
    const { sort, governing } = place;
    let all: boolean | undefined = option.more === undefined ? true : undefined;
    for (const literal of option.literals) {
      if (sort === OBJ && governing !== undefined && declarations.forbids(governing, literal)) return false;
      const truth = layers.status(layer, literal, sort) ?? probe?.(literal);
      if (truth === false) return false;
      if (truth === undefined) all = undefined;
    }
    return all;
  };

  const likelyIn = (layer: Layer, { governing, sort }: Place): Governing | undefined =>
    governing && declarations.narrowed(governing, (formula) => layers.status(layer, yes(formula), sort));

  return { narrow, take, likelyIn };
}
