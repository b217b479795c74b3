/** Why a mapping does not work: one reason each, in the terms of the integration. */

import type { Pair } from '../diff/pair.ts';
import type { OperationRef } from '../manifest/manifest.ts';
import type { ProblemKind } from '../report/problem-words.ts';
import type { Aspect } from '../rules/rule.ts';
import type { Operation } from '../spec/api.ts';
import type { Obj } from '../spec/spec-version.ts';

/** A value that shows what is wrong, by our own reckoning; who prints it has it confirmed. */
export interface Showing {
  readonly of: unknown;
  /** What it becomes on its way, where it is not copied. */
  readonly becomes?: { readonly of: unknown };
  /** What it shows, as a sentence without a full stop. */
  readonly why: string;
  /** The smallest such value near it, unless it has more than `size` characters as JSON. Undefined: the judge does not agree. */
  readonly confirm: (size: number) => Confirmed | undefined;
}

export interface Confirmed {
  readonly value: unknown;
  readonly restsOnFormat?: true;
  /** Too long to be judged. */
  readonly isLong?: true;
}

export interface Problem {
  readonly kind: ProblemKind;
  /** What kind of change causes it. */
  readonly aspect: Aspect;
  /** Which side's change can cause it. */
  readonly side: 'source' | 'target' | 'either';
  /** The value it is about, for problems with single values. */
  readonly value?: { readonly of: unknown };
  /** The value of the source that becomes it, where that is known. */
  readonly origin?: { readonly of: unknown };
  /** A value that shows it. */
  readonly witness?: Showing;
  /** JSON Schema of the values it is about, where one keyword tells them. */
  readonly among?: Obj;
  /** The keyword of the target that refuses them, where it is a limit or a pattern. */
  readonly keyword?: string;
  /** Exactly what causes it, where that is known: a pair on the trail. */
  readonly causes?: ReadonlySet<Pair>;
  /** The operation that has another name, and what the manifest calls it. */
  readonly renamed?: { readonly refs: readonly OperationRef[]; readonly after: Operation };
  /** `warns`: it depends on how the integration is written. `notes`: worth knowing, and no harm (`guard check`). */
  readonly verdict: 'breaks' | 'warns' | 'notes';
  /** Tells problems of one kind at one mapping apart. */
  readonly key: string;
  /** One sentence without a full stop. */
  readonly because: string;
}
