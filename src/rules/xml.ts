/** Rules on how values become XML. */

import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

export const xmlRules = {
  'xml-changed': rule({
    on: 'mediaType',
    aspect: 'shape',
    when: 'kept',
    title: 'Written in XML in another way',
    explain:
      'Names of elements and attributes, their namespaces and the elements around lists are what XML is read by. The old spelling is read as something else now, or not at all.',
    find: (pair) => {
      const found = pair.status === 'kept' ? (pair.after.xml ?? []) : [];
      return found.length === 0 ? NOTHING : found.map(({ before, after, ...data }) => ({ data, before, after }));
    },
    effect: 'replaces',
    message: ({ property, from, to }) =>
      `${property === null ? 'the root' : code(property)} is written ${code(to)} in XML where it was ${code(from)}`,
  }),
};
