import type { Branch } from './shape.ts';

/** How a person names a branch of a union: its discriminator value, its schema's name, or its position. */
export function labelOf(branch: Branch): string {
  return branch.tag ?? branch.ref?.slice(branch.ref.lastIndexOf('/') + 1) ?? `#${branch.at.token}`;
}
