/** Names that no schema mentions, parted by which patterns they match: each part has one schema for its values. */
import type { Json } from '../spec/spec-version.ts';
import { type Formula, type Literal, STR } from './formula.ts';
import { literalsFor, type Members, type ObjectContext } from './members.ts';
import { no, yes } from './outcome.ts';

export interface Region {
  /** No name of the region can hold such a value (beside what the region demands anyway). */
  readonly impossible: (value: readonly Literal[]) => boolean;
  /** A name of the region that is not taken yet. */
  readonly fresh: (taken: ReadonlyMap<string, unknown>) => string | undefined;
}

export interface Regions {
  /** The regions whose names also satisfy `name`. */
  readonly all: (name: readonly Literal[]) => readonly Region[];
}

const MAX_REGIONS = 200;

export function createRegions(members: Members, context: ObjectContext, doubt: (why: string) => void): Regions {
  const { arena, ask, budget, declarations, governing } = context;
  const string = yes(arena.type(STR));
  const unnamed: Literal[] = members.named.size === 0 ? [] : [no(arena.oneOfValues([...members.named]))];
  const base = [string, ...unnamed, ...members.names];
  const plain = members.patterns.length === 0 && members.names.length === 0;
  const patterns = members.patterns.map((source): Formula => arena.atom('pattern', source, { source }));

  const nameLike = (literals: readonly Literal[]): string | undefined => {
    const outcome = ask(literals, undefined);
    if (outcome.found === 'unsure') doubt(outcome.reason);
    return outcome.found === 'value' && typeof outcome.value === 'string' ? outcome.value : undefined;
  };

  const regionOf = (like: readonly Literal[], sample: string): Region | undefined => {
    if (governing !== undefined && declarations.declares(governing, sample) !== true) return undefined;
    const demanded = literalsFor(members, sample, context);
    if (demanded === 'forbidden') return undefined;
    if (demanded === undefined) doubt('a pattern that cannot be read decides about a name');
    const below = governing === undefined ? undefined : declarations.member(governing, sample);
    return {
      impossible: (value) => {
        if (demanded === undefined) return true;
        const outcome = ask([...demanded, ...value], below);
        if (outcome.found === 'unsure') doubt(outcome.reason);
        return outcome.found !== 'value';
      },
      fresh: (taken) => {
        if (!taken.has(sample)) return sample;
        if (plain && like === base) return plainName(taken, members.named);
        const barred: Json[] = [...taken.keys()];
        return nameLike([...like, no(arena.oneOfValues(barred))]);
      },
    };
  };

  const all = (name: readonly Literal[]): Region[] => {
    if (governing !== undefined && !governing.open && governing.patterns.length === 0) return [];
    const found: Region[] = [];
    if (plain && name.every(({ formula, sign }) => !sign && isEnumOf(formula, members.named))) {
      const region = regionOf(base, plainName(new Map(), members.named));
      return region === undefined ? [] : [region];
    }
    const split = (at: number, like: readonly Literal[]): void => {
      budget.spend();
      if (found.length > MAX_REGIONS) {
        doubt('too many kinds of names');
        return;
      }
      const sample = nameLike(like);
      if (sample === undefined) return;
      const pattern = patterns[at];
      if (pattern === undefined) {
        const region = regionOf(like, sample);
        if (region !== undefined) found.push(region);
        return;
      }
      split(at + 1, [...like, no(pattern)]);
      split(at + 1, [...like, yes(pattern)]);
    };
    split(0, [...base, ...name]);
    return found;
  };

  return { all };
}

/** A wish for a name outside some list says nothing more about names that nobody mentions. */
function isEnumOf(formula: Formula, named: ReadonlySet<string>): boolean {
  return formula.kind === 'enum' && formula.values.every((value) => typeof value === 'string' && named.has(value));
}

function plainName(taken: ReadonlyMap<string, unknown>, named: ReadonlySet<string>): string {
  for (let index = 0; ; index++) {
    const name = index < 26 ? String.fromCharCode(0x61 + index) : `a${index}`;
    if (!taken.has(name) && !named.has(name)) return name;
  }
}
