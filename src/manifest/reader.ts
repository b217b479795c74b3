/** What a shape needs while it reads: a place to report problems, and the names that are declared and used on the way. */

import type { Problem } from '../spec/input-error.ts';
import { nearest } from '../spec/nearest.ts';
import type { Malformed } from './field-path.ts';
import type { Mark, ReadPath, Settled } from './manifest.ts';
import type { TreeNode, YamlTree } from './yaml-tree.ts';

/** Kinds of names that one part of a file declares and another one uses, or that must be unique. */
export type NameKind = 'system' | 'value table' | 'flow id' | 'exception id' | 'finding' | 'rule';

/** Parses JSONata: the parts of the input that an expression looks at. */
export type ReadExpression = (
  text: string,
) => { readonly ok: true; readonly reads: readonly ReadPath[]; readonly settled?: readonly Settled[] } | Malformed;

export interface Reader {
  readonly text: string;
  readonly follow: (node: unknown) => TreeNode | undefined;
  readonly mark: (offset: number) => Mark;
  readonly report: (offset: number, message: string, hint?: string) => void;
  readonly declare: (kind: NameKind, name: string, offset: number) => void;
  readonly use: (kind: NameKind, name: string, offset: number) => void;
  /** Reads JSONata; absent where expressions are taken as they stand. */
  readonly readExpression?: ReadExpression;
  /** Every problem, in the order of the file. Call it once all is read: names may be used before they are declared. */
  readonly problems: () => readonly Problem[];
}

/** Comparing each unknown name with each known one is quadratic: after this many, a name that nobody declared gets no proposal. */
const MAX_COMPARISONS = 100_000;

interface Named {
  readonly kind: NameKind;
  readonly name: string;
  readonly offset: number;
}

/** `rules`: the ids that there are; without them any will do. */
export function readerOf(
  tree: YamlTree,
  file: string,
  readExpression?: ReadExpression,
  rules?: Iterable<string>,
): Reader {
  const found = new Map<string, { readonly offset: number; readonly problem: Problem }>();
  const declared = new Map<NameKind, Map<string, number>>();
  if (rules !== undefined) declared.set('rule', new Map([...rules].map((id) => [id, 0])));
  const used: Named[] = [];
  let comparisons = 0;

  const report = (offset: number, message: string, hint?: string): void => {
    // What stands behind an anchor is read once for each alias, and is wrong only once.
    const key = `${offset} ${message}`;
    if (!found.has(key)) found.set(key, { offset, problem: { message, file, ...tree.placeOf(offset), hint } });
  };

  const namesOf = (kind: NameKind): Map<string, number> => {
    const names = declared.get(kind) ?? new Map<string, number>();
    declared.set(kind, names);
    return names;
  };

  const resolve = ({ kind, name, offset }: Named): void => {
    const names = namesOf(kind);
    // That a manifest has no systems at all is told once, and not where each is used.
    if (names.has(name) || (kind === 'system' && names.size === 0)) return;
    comparisons += names.size;
    const meant = comparisons > MAX_COMPARISONS ? undefined : nearest(name, names.keys());
    const known = [...names.keys()].slice(0, 10).map((known) => `\`${known}\``);
    const listed =
      known.length === 0 ? `no ${kind} is declared` : `known: ${known.join(', ')}${names.size > 10 ? ', …' : ''}`;
    const hint = kind === 'rule' ? 'guard rules lists the rules' : listed;
    report(offset, `no ${kind} is called \`${name}\``, meant === undefined ? hint : `did you mean \`${meant}\`?`);
  };

  return {
    text: tree.text,
    ...(readExpression !== undefined && { readExpression }),
    follow: tree.follow,
    mark: tree.placeOf,
    report,
    declare: (kind, name, offset) => {
      const names = namesOf(kind);
      const first = names.get(name);
      if (first === undefined) names.set(name, offset);
      else {
        const { line, column } = tree.placeOf(first);
        report(offset, `the ${kind} \`${name}\` is taken: it is used first at line ${line}, column ${column}`);
      }
    },
    use: (kind, name, offset) => {
      if (kind !== 'rule' || rules !== undefined) used.push({ kind, name, offset });
    },
    problems: () => {
      used.forEach(resolve);
      const ordered = [...found.values()].sort((left, right) => left.offset - right.offset);
      return ordered.map(({ problem }) => problem);
    },
  };
}
