/** Regular expressions of a manifest on the native engine, as long as it is sure to be done soon. */

export class TooCostly extends Error {}

/** Steps that one search may take. */
const MAX_COST = 10_000_000;

/**
 * Stands in for RegExp where JSONata makes one: called with `new` and a RegExp, it gives an `exec` that refuses a search
 * whose worst case is too long (backtracking over a text of n characters takes n to the number of open repetitions).
 */
export function boundedRegExp(this: unknown, source: RegExp): { lastIndex: number; exec: RegExp['exec'] } {
  const native = new RegExp(source.source, source.flags.includes('g') ? source.flags : `${source.flags}g`);
  const cost = costOf(source.source);
  return {
    get lastIndex() {
      return native.lastIndex;
    },
    set lastIndex(index: number) {
      native.lastIndex = index;
    },
    exec: (text: string) => {
      if (cost === undefined || cost.choices * (text.length + 1) ** (cost.repetitions + 1) > MAX_COST)
        throw new TooCostly(`the regular expression /${source.source}/ may take too long`);
      return native.exec(text);
    },
  };
}

interface Cost {
  readonly repetitions: number;
  readonly choices: number;
}

/** Undefined where repetitions stand in one another, or there is more to it than a count can tell. */
function costOf(source: string): Cost | undefined {
  let repetitions = 0;
  let choices = 1;
  const depths: { choice: boolean; repeats: boolean }[] = [{ choice: false, repeats: false }];
  let closed: { choice: boolean; repeats: boolean } | undefined;
  const tokens = source.matchAll(
    /\\(?:u\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?::|<[A-Za-z]\w*>|<?[=!]))?|\)|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu,
  );
  for (const [token] of tokens) {
    const here = depths.at(-1);
    if (here === undefined) return undefined;
    if (/^\\[1-9k]/.test(token) || /^\(\?<?[=!]/.test(token)) return undefined;
    if (token.startsWith('(')) depths.push({ choice: false, repeats: false });
    else if (token === ')') {
      closed = depths.pop();
      const outer = depths.at(-1);
      if (closed !== undefined && outer !== undefined) {
        outer.choice ||= closed.choice;
        outer.repeats ||= closed.repeats;
      }
      continue;
    } else if (token === '|') {
      here.choice = true;
      choices *= 2;
    } else if (/^[*+?]\??$|^\{\d/.test(token)) {
      const [, least = '', comma, most = ''] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? [];
      const fixed = least !== '' && comma === '';
      const once = token.startsWith('?');
      if (!once && closed !== undefined && (closed.choice || closed.repeats)) return undefined;
      if (once) choices *= 2;
      else if (most !== '') choices *= Number(most) - Number(least) + 1;
      else if (!fixed) repetitions++;
      if (!fixed) here.repeats = true;
    }
    closed = undefined;
  }
  return { repetitions, choices };
}
