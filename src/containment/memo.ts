/**
 * Answers by question. While a question is open, meeting it again below itself answers "none" for the time being; every
 * answer that leaned on that is provisional until the question it leaned on closes with "none" too, and forgotten
 * otherwise.
 */
import type { Formula, Literal } from './formula.ts';
import { NOTHING, type Outcome } from './outcome.ts';

export interface Memo {
  readonly lookUp: (key: string) => Outcome | undefined;
  readonly isOpen: (key: string) => boolean;
  readonly enter: (key: string) => void;
  readonly leave: (key: string, outcome: Outcome) => void;
  readonly touchFormat: () => void;
  readonly formatsMattered: () => boolean;
}

interface Entry {
  readonly outcome: Outcome;
  readonly format: boolean;
}

interface Frame {
  readonly depth: number;
  /** The outermost open question that the answers so far lean on. */
  lowest: number;
  format: boolean;
  /** How many provisional answers there were when the frame opened. */
  readonly provisional: number;
}

/** What is asked, whatever the order: which literals shall hold, and what governs the names. */
export function questionKey(
  literals: readonly Literal[],
  governing: string | undefined,
  unfold: (formula: Formula) => Formula,
): string {
  const signed = literals.map(({ formula, sign }) => {
    const inner = formula.kind === 'ref' ? unfold(formula) : formula;
    return sign ? inner.id : -1 - inner.id;
  });
  const distinct = signed.length < 2 ? signed : [...new Set(signed)].sort((x, y) => x - y);
  return `${distinct.join(' ')}|${governing ?? '-'}`;
}

export function createMemo(): Memo {
  const settled = new Map<string, Entry>();
  const open = new Map<string, Frame>();
  const frames: Frame[] = [];
  const provisional: { readonly key: string; readonly lowest: number; readonly format: boolean }[] = [];
  const leaning = new Map<string, number>();
  let outside = false;

  const lean = (on: number, format: boolean): void => {
    const top = frames[frames.length - 1];
    if (top === undefined) {
      outside ||= format;
      return;
    }
    top.lowest = Math.min(top.lowest, on);
    top.format ||= format;
  };

  return {
    lookUp: (key) => {
      const entry = settled.get(key);
      if (entry !== undefined) {
        lean(Number.POSITIVE_INFINITY, entry.format);
        return entry.outcome;
      }
      const frame = open.get(key);
      if (frame !== undefined) {
        lean(frame.depth, false);
        return NOTHING;
      }
      const at = leaning.get(key);
      const kept = at === undefined ? undefined : provisional[at];
      if (kept === undefined) return undefined;
      lean(kept.lowest, kept.format);
      return NOTHING;
    },
    isOpen: (key) => open.has(key),
    enter: (key) => {
      const frame: Frame = {
        depth: frames.length,
        lowest: Number.POSITIVE_INFINITY,
        format: false,
        provisional: provisional.length,
      };
      frames.push(frame);
      open.set(key, frame);
    },
    leave: (key, outcome) => {
      const frame = frames.pop() as Frame;
      open.delete(key);
      const leansOutward = frame.lowest < frame.depth;
      if (outcome.found === 'none' && leansOutward) {
        leaning.set(key, provisional.length);
        provisional.push({ key, lowest: frame.lowest, format: frame.format });
      } else {
        for (const kept of provisional.splice(frame.provisional)) {
          leaning.delete(kept.key);
          if (outcome.found === 'none')
            settled.set(kept.key, { outcome: NOTHING, format: kept.format || frame.format });
        }
        if (outcome.found !== 'unsure') settled.set(key, { outcome, format: frame.format });
      }
      lean(outcome.found === 'none' ? frame.lowest : Number.POSITIVE_INFINITY, frame.format);
    },
    touchFormat: () => lean(Number.POSITIVE_INFINITY, true),
    formatsMattered: () => {
      const mattered = outside;
      outside = false;
      return mattered;
    },
  };
}
