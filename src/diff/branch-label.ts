import { nameIn } from '../spec/reference.ts';
import { isObj } from '../spec/spec-version.ts';
import type { Branch } from './shape.ts';

/** How a person names a branch of a union: its discriminator value, its schema's name or title, or its position. */
export function labelOf({ tag, ref, content, at }: Branch): string {
  return tag ?? (ref && nameIn(ref)) ?? titleOf(content.value) ?? `#${at.token}`;
}

function titleOf(schema: unknown): string | undefined {
  const title = isObj(schema) ? schema['title'] : undefined;
  return typeof title === 'string' && title !== '' ? title : undefined;
}
