/** Look-ups: the operation that finds a record by key, the parameters it is asked by, and the members it is found by. */

import { operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY } from '../diff/types.ts';
import type { FieldRef, Flow, Lookup, PathStep } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { isBarred } from './barred.ts';
import { type Dangling, type DeadEnd, danglingField } from './dangling.ts';
import { type Located, locateField, type Message, messageOf, type Side } from './message.ts';
import type { OperationVersions, SystemSides } from './operation-versions.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Problem } from './problem.ts';
import { fieldTrail } from './trail.ts';

export interface LookupJudgement {
  readonly outcomes: readonly Outcome[];
  readonly dangling: readonly Dangling[];
}

/** A key of a look-up that is not there: its parameter, or the member that it searches. */
export interface LostKey {
  readonly ref: FieldRef;
  readonly side: 'source' | 'target';
  readonly at: DeadEnd;
}

/** The keys of a look-up that one version of its operation does not have. */
export function lostKeys({ operation: ref, by }: Lookup, operation: Operation, side: Side): LostKey[] {
  const asks = messageOf(side, operation, ref, 'writes');
  const answers = messageOf(side, operation, ref, 'reads');
  return by.flatMap(({ parameter, member }): LostKey[] => {
    const asked = locateField(side, asks, parameter);
    const held = locateMember(side.shapes, answers, member);
    return [
      ...(asked.found ? [] : [{ ref: parameter, side: 'target' as const, at: asked }]),
      ...(held.found ? [] : [{ ref: member, side: 'source' as const, at: held }]),
    ];
  });
}

/** What is wrong with the keys of a look-up; its operation is judged as one that is called. */
export function lookupOutcomes(
  flow: Flow,
  lookup: Lookup,
  versions: OperationVersions,
  sides: SystemSides,
): LookupJudgement {
  const outcomes: Outcome[] = [];
  const dangling: Dangling[] = [];
  const { graph } = sides.after;
  const { operation: ref } = lookup;
  const message = (which: 'before' | 'after', role: 'reads' | 'writes'): Message | undefined => {
    const operation = versions[which];
    return operation && messageOf(sides[which], operation, ref, role);
  };
  const asks = { before: message('before', 'writes'), after: message('after', 'writes') };
  const answers = { before: message('before', 'reads'), after: message('after', 'reads') };
  for (const { parameter, member } of lookup.by) {
    const at = (which: 'before' | 'after') => asks[which] && locateField(sides[which], asks[which], parameter);
    const found = { before: at('before'), after: at('after') };
    const parts = {
      subject: flow,
      unjudged: 'a record is found by it',
      from: '',
      to: parameter.text,
      mark: parameter.mark,
    };
    if (isLost(found.before) && isLost(found.after)) {
      dangling.push(danglingField(parameter, found.after, 'target'));
    }
    const because = `records are looked up by ${code(parameter.text)}, which is gone`;
    const problems = [...goneProblems(found, 'target', parameter, because), ...barredProblems(found, sides, parameter)];
    outcomes.push(outcomeOf(parts, 'target', trailOf(found), problems));
    const held = {
      before: answers.before && locateMember(sides.before.shapes, answers.before, member),
      after: answers.after && locateMember(sides.after.shapes, answers.after, member),
    };
    const lost = `records are found by ${code(member.text)}, which is gone`;
    const of = { subject: flow, unjudged: 'a record is found by it', from: member.text, to: '', mark: member.mark };
    outcomes.push(outcomeOf(of, 'source', trailOf(held), goneProblems(held, 'source', member, lost)));
  }
  return { outcomes, dangling };

  function trailOf(found: { readonly before: Located | undefined; readonly after: Located | undefined }): Set<Pair> {
    const trail = fieldTrail(graph, found);
    for (const operation of [versions.before, versions.after]) {
      for (const { child } of (operation && operationPairOf(graph, operation)?.children) ?? []) {
        const at = found.before?.found === true ? found.before.parameter?.at : undefined;
        if (child.kind === 'parameter' && at !== undefined && child.before?.at === at) trail.add(child);
      }
    }
    return trail;
  }
}

function isLost(at: Located | undefined): at is Located & { readonly found: false } {
  return at !== undefined && !at.found;
}

function goneProblems(
  { before, after }: { readonly before: Located | undefined; readonly after: Located | undefined },
  side: 'source' | 'target',
  ref: FieldRef,
  because: string,
): Problem[] {
  if (before?.found !== true || after === undefined || after.found) return [];
  return [{ kind: `${side}-gone`, aspect: 'existence', side, key: ref.text, verdict: 'breaks', because }];
}

/** Which value a record is looked up by nobody says. */
function barredProblems(
  { before, after }: { readonly before: Located | undefined; readonly after: Located | undefined },
  sides: SystemSides,
  { text }: FieldRef,
): Problem[] {
  if (before === undefined || after === undefined || !isBarred(sides, before, after)) return [];
  const because = `records are looked up by ${code(text)}, which takes nothing any more that it took`;
  return [{ kind: 'value-refused', aspect: 'values', side: 'target', key: text, verdict: 'breaks', because }];
}

const MAX_LISTS = 3;

/** The member where it stands, or of the records that the answer lists: `ContactNumber` of `Contacts[*]`. */
function locateMember(shapes: Shapes, message: Message, member: FieldRef): Located {
  const side = { shapes } as const;
  const direct = located(message, member);
  if (direct.found || member.place !== 'body' || message.body === undefined) return direct;
  for (const steps of listsIn(shapes, message.body)) {
    const found = located(message, { ...member, steps: [...steps, ...member.steps] });
    if (found.found) return found;
  }
  return direct;

  function located(of: Message, ref: FieldRef): Located {
    return locateField(side, of, ref);
  }
}

/** Ways to the lists of a body: itself, or a member. */
function listsIn(shapes: Shapes, body: Shape): PathStep[][] {
  const items: PathStep = { kind: 'items' };
  if ((body.types & ARRAY) !== 0) return [[items]];
  const named = [...body.properties.values()].filter(
    ({ schemas }) => (shapes.of(schemas, body.at).types & ARRAY) !== 0,
  );
  return named.slice(0, MAX_LISTS).map(({ name }): PathStep[] => [{ kind: 'name', name }, items]);
}
