/** Rules on how the fields of forms and multipart bodies are written. */

import { encodingChange, type FormField, styleChange } from '../diff/form.ts';
import type { Pair } from '../diff/pair.ts';
import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

/** Fields that both versions have. */
function fields(pair: Pair<'mediaType'>): readonly (readonly [FormField, FormField])[] {
  const { before, after } = pair;
  if (before?.fields === undefined || after?.fields === undefined) return [];
  return [...after.fields].flatMap(([name, now]) => {
    const old = before.fields?.get(name);
    return old === undefined ? [] : [[old, now] as const];
  });
}

export const encodingRules = {
  'encoding-content-type-changed': rule({
    on: 'mediaType',
    aspect: 'format',
    when: 'kept',
    title: 'Media type of a form field changed',
    explain:
      'The Encoding Object says in which media types a field may be written. What was written in one that is gone is no longer read.',
    find: (pair) => {
      const found = fields(pair).flatMap(([old, now]) => {
        const change = encodingChange(old, now);
        return change === undefined ? [] : [{ data: { field: now.name, ...change } }];
      });
      return found.length === 0 ? NOTHING : found;
    },
    effect: ({ from, to }) => (from.length === 0 ? 'widens' : to.length === 0 ? 'narrows' : 'replaces'),
    message: ({ field, from, to }) => {
      const lost = from.length === 0 ? '' : ` no longer in ${from.map(code).join(', ')}`;
      const won = to.length === 0 ? '' : ` now in ${to.map(code).join(', ')}`;
      return `field ${code(field)} may be written${[lost, won].filter((one) => one !== '').join(',')}`;
    },
  }),
  'encoding-serialization-changed': rule({
    on: 'mediaType',
    aspect: 'shape',
    when: 'kept',
    title: 'Form field written in another way',
    explain:
      'Style, explode or collectionFormat say how a field becomes text. The old spelling is read as something else now.',
    find: (pair) => {
      const found = fields(pair).flatMap(([old, now]) => {
        const change = styleChange(old, now);
        return change === undefined ? [] : [{ data: { field: now.name, ...change } }];
      });
      return found.length === 0 ? NOTHING : found;
    },
    effect: 'replaces',
    message: ({ field, from, to }) => `field ${code(field)} is written ${code(to)} where it was ${code(from)}`,
  }),
};
