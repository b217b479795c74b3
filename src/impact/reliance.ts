/** How a change is felt by a part of the manifest that is no row of a flow. */

import { ruleOf } from '../rules/catalogue.ts';
import { literal } from '../rules/literal.ts';
import type { Aspect } from '../rules/rule.ts';
import { code } from '../spec/words.ts';
import type { Effect } from './impact.ts';
import type { Standing } from './level.ts';
import type { Outcome } from './outcome.ts';

/** What a handler that reads a field cannot do without: that it is there, not null, and of its type. */
const OF_A_READ: ReadonlySet<Aspect> = new Set(['existence', 'presence', 'null', 'type', 'shape']);

/** Undefined where nothing is special: a change is then felt as it is by any row. */
export function reliedStanding(effect: Effect, outcome: Outcome): Standing | undefined {
  const { aspect, on, when } = ruleOf(effect.change.rule);
  const breaking = effect.compatibility === 'breaking';
  switch (outcome.reliance) {
    case 'suppressed':
      return { verdict: 'holds', because: `${code(outcome.to)} is held back, whatever it says` };
    case 'suppresses':
      return suppressorStanding(effect, outcome);
    case 'trigger':
      if (!breaking || aspect === 'access' || on === 'operation' || on === 'path') return undefined;
      return {
        verdict: 'warns',
        because: 'the payload that starts the workflow changes, and no flow says which part of it is read',
      };
    case 'handles':
      if (!breaking) return undefined;
      return {
        verdict: 'warns',
        because: 'the error that the handler gets changes, and no `reads` says what it needs',
      };
    case 'reads': {
      if (!breaking) return undefined;
      // That it is in none is a problem of its own.
      if (on === 'mediaType' && when === 'removed')
        return { verdict: 'warns', because: `the handler gets ${code(outcome.from)} in another media type now` };
      const { read } = outcome;
      const isWithin = read === undefined || effect.change.pairs.some((pair) => read.pairs.has(pair));
      if (OF_A_READ.has(aspect) && !isWithin)
        return { verdict: 'holds', because: `the handler finds ${code(outcome.from)} as before` };
      if (OF_A_READ.has(aspect) && read?.isPlain !== true)
        return { verdict: 'breaks', because: readWords(aspect, outcome.from) };
      return { verdict: 'warns', because: `the handler may find a ${code(outcome.from)} that it does not expect` };
    }
    default:
      return undefined;
  }
}

export function readWords(aspect: Aspect, from: string): string {
  switch (aspect) {
    case 'presence':
      return `the handler reads ${code(from)}, which may now be missing`;
    case 'null':
      return `the handler reads ${code(from)}, which may now be null`;
    case 'existence':
      return `what the handler reads ${code(from)} from is gone`;
    default:
      return `the handler reads ${code(from)}, which may now be of another type`;
  }
}

/** What is sent may mean something else now, even where it is still taken. */
function suppressorStanding(effect: Effect, { from, to, sent }: Outcome): Standing | undefined {
  const { rule } = effect.change;
  const { aspect, on } = ruleOf(rule);
  if (aspect === 'access' || aspect === 'deprecation' || on === 'operation' || on === 'path') return undefined;
  if (aspect === 'presence') return { verdict: 'holds', because: `${code(from)} is sent in any case` };
  if (sent !== undefined)
    return { verdict: 'holds', because: `what counts is whether ${code(from)} takes ${literal(sent.value)}` };
  if (effect.compatibility === 'compatible' && rule !== 'default-changed') return undefined;
  if (aspect === 'type' && effect.compatibility === 'breaking')
    return { verdict: 'breaks', because: `${code(from)}, which holds ${code(to)} back, is of another type now` };
  return { verdict: 'warns', because: `${code(from)}, which holds ${code(to)} back, may mean something else now` };
}
