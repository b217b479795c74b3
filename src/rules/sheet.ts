/** All there is to say of a rule, as plain data: from its record, and from its example file. */

import type { Direction } from '../diff/pair.ts';
import { type Compatibility, compatibilityOf, type Effect } from '../diff/variance.ts';
import { type RuleId, ruleOf } from './catalogue.ts';
import type { Policy } from './rule.ts';

/** `never`: such values travel the other way only. */
export type Verdict = Compatibility | 'depends' | 'never';

export interface RuleSheet {
  readonly id: string;
  readonly title: string;
  readonly explain: string;
  /** The kind of thing it is about: `operation`, `parameter`, `schema`, … */
  readonly on: string;
  /** `depends`: on what exactly was edited. */
  readonly effect: Effect | 'depends';
  readonly request: Verdict;
  readonly response: Verdict;
  /** Where the effect departs from the plain set rule. */
  readonly because?: string;
  /** Profiles that take it otherwise. */
  readonly policies?: readonly Pick<Policy<unknown>, 'profile' | 'is' | 'because'>[];
  readonly example?: RuleExample;
}

export interface RuleExample {
  readonly name: string;
  readonly because: string;
  /** YAML. */
  readonly before: string;
  readonly after: string;
  readonly findings: readonly ExampleFinding[];
  /** A value that one side takes and the other refuses. */
  readonly witness?: { readonly value: unknown; readonly before: string; readonly after: string };
}

export interface ExampleFinding {
  readonly direction: Direction;
  readonly compatibility: Compatibility;
  readonly level: string;
  readonly message: string;
}

/** `seen`: the directions in which its examples show it; an operation as such is felt by those who call it. */
export function sheetOf(id: RuleId, example: RuleExample | undefined, seen: ReadonlySet<Direction>): RuleSheet {
  const { title, explain, on, effect, because, chosenByReader, policies = [] } = ruleOf(id);
  const plain = typeof effect === 'function' ? 'depends' : effect;
  const verdict = (direction: Direction): Verdict => {
    if ((on === 'path' || on === 'operation') && !seen.has(direction)) return 'never';
    return plain === 'depends' || chosenByReader !== undefined ? 'depends' : compatibilityOf(plain, direction);
  };
  return {
    id,
    title,
    explain,
    on,
    effect: plain,
    request: verdict('request'),
    response: verdict('response'),
    ...(because !== undefined && { because }),
    ...(policies.length > 0 && {
      policies: policies.map(({ profile, is, because: why }) => ({ profile, is, because: why })),
    }),
    ...(example !== undefined && { example }),
  };
}
