/** The short way past whole operations: what reads the same, and refers only to what reads the same, did not change. */

import type { Document } from '../spec/document.ts';
import { redirectionOf } from '../spec/redirect.ts';
import { type At, isObj, type Obj } from '../spec/spec-version.ts';
import { READ_EXTENSIONS } from './flatten.ts';
import { isOpenBase, sameJson } from './same.ts';

/** What the text of two places is: different, or the same with these references in it. */
type Text = { readonly same: false } | { readonly same: true; readonly refs: readonly string[] };

/** The two targets of a reference. */
interface Node {
  readonly users: Node[];
  dirty: boolean;
}

export interface Cleanliness {
  /** Whether two places read the same, down to everything they refer to; notes for people aside. */
  isClean(before: At, after: At): boolean;
  /** The same of two objects whose members are names of a person's choosing. */
  areClean(before: At, after: At): boolean;
}

/** Members that say nothing a rule looks at, where they are not names of a person's choosing. */
const NOTES: ReadonlySet<string> = new Set([
  'title',
  'summary',
  'description',
  'example',
  'examples',
  'externalDocs',
  'tags',
  '$comment',
]);

/** Members whose own members are names of a person's choosing. */
const NAMES: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
  'content',
  'headers',
  'responses',
  'callbacks',
  'links',
  'encoding',
  'securitySchemes',
  'securityDefinitions',
  'scopes',
  'mapping',
  'dependentRequired',
]);

/** Members that are data, or lists of objects whose members are names: every word counts. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'security']);

/** What is in such an object refers to other places than its text says: it is looked at more closely. */
const ELSEWHERE: ReadonlySet<string> = new Set(['$id', '$dynamicRef']);

export function createCleanliness(before: Document, after: Document): Cleanliness {
  const nodes = new Map<string, Node>();

  const answers = new Map<unknown, { readonly after: unknown; readonly clean: boolean }>();

  function isClean(from: At, to: At): boolean {
    const known = answers.get(from.value);
    if (known !== undefined && known.after === to.value) return known.clean;
    const clean = compare(from, to, false);
    // A component is asked about by everything that refers to it, nearly always beside the same counterpart.
    if (isObj(from.value)) answers.set(from.value, { after: to.value, clean });
    return clean;
  }

  function compare(from: At, to: At, names: boolean): boolean {
    const text = textOf(from.value, to.value, names);
    if (!text.same) return false;
    const targets = text.refs.map((ref) => explore(from, to, ref));
    return targets.every((node) => !node.dirty);
  }

  /** Reads everything a reference leads to, then lets what is dirty soil what refers to it. */
  function explore(from: At, to: At, ref: string): Node {
    const known = nodes.get(keyOf(from, to, ref));
    if (known !== undefined) return known;
    const soiled: Node[] = [];
    const first = read(from, to, ref);
    const queue = [first];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { node, before: old, after: now } = next;
      const text: Text = old && now ? textOf(old.value, now.value) : { same: old === now, refs: [] };
      if (!text.same || old === undefined || now === undefined) {
        node.dirty = !text.same;
        if (node.dirty) soiled.push(node);
        continue;
      }
      for (const inner of text.refs) {
        const target = nodes.get(keyOf(old, now, inner));
        if (target !== undefined) {
          target.users.push(node);
          if (target.dirty) soiled.push(target);
          continue;
        }
        const fresh = read(old, now, inner);
        fresh.node.users.push(node);
        queue.push(fresh);
      }
    }
    for (let node = soiled.pop(); node !== undefined; node = soiled.pop()) {
      for (const user of node.users) {
        if (user.dirty) continue;
        user.dirty = true;
        soiled.push(user);
      }
    }
    return first.node;
  }

  function read(from: At, to: At, ref: string): { node: Node; before: At | undefined; after: At | undefined } {
    const node: Node = { users: [], dirty: false };
    nodes.set(keyOf(from, to, ref), node);
    return { node, before: before.follow(from, ref), after: after.follow(to, ref) };
  }

  function keyOf(from: At, to: At, ref: string): string {
    return `${ref}\n${before.baseOf(from)}\n${after.baseOf(to)}`;
  }

  return { isClean, areClean: (from, to) => compare(from, to, true) };
}

function textOf(before: unknown, after: unknown, names = false): Text {
  const refs: string[] = [];
  return sameValue(before, after, names, refs) ? { same: true, refs } : { same: false };
}

function sameValue(before: unknown, after: unknown, names: boolean, refs: string[]): boolean {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return false;
  if (Array.isArray(before)) {
    if (!Array.isArray(after) || before.length !== after.length) return false;
    for (let index = 0; index < before.length; index++) {
      if (!sameValue(before[index], after[index], false, refs)) return false;
    }
    return true;
  }
  return !Array.isArray(after) && sameMembers(before as Obj, after as Obj, names, refs);
}

/**
 * Own members of parsed JSON are enumerable and never undefined, so counting replaces asking each side what it has. A
 * name that every object inherits (`constructor`) reads as different, which costs a comparison and no truth.
 */
function sameMembers(before: Obj, after: Obj, names: boolean, refs: string[]): boolean {
  let balance = 0;
  for (const key in before) {
    if (!names && isNote(key)) continue;
    if (!names && ELSEWHERE.has(key) && typeof before[key] === 'string') return false;
    if (!names && key === 'discriminator' && isOpenBase(before)) return false;
    balance++;
    const [old, now] = [before[key], after[key]];
    if (now === undefined) return false;
    if (key === '$ref' && !names && typeof old === 'string') {
      // targets are known by the text that leads to them
      if (old !== now || redirectionOf(before) !== undefined || redirectionOf(after) !== undefined) return false;
      refs.push(old);
    } else if (!names && DATA.has(key)) {
      if (!sameJson(old, now)) return false;
    } else if (old !== now && !sameValue(old, now, !names && NAMES.has(key) && isObj(old), refs)) return false;
  }
  for (const key in after) if (names || !isNote(key)) balance--;
  return balance === 0;
}

const HYPHEN = 0x2d;

function isNote(key: string): boolean {
  return NOTES.has(key) || (key.charCodeAt(1) === HYPHEN && key.startsWith('x-') && !READ_EXTENSIONS.has(key));
}
