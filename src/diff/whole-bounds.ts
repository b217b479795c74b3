import type { Shape } from './shape.ts';

/** The least and the most whole number within the bounds of a shape, where it has them. */
export function wholeBounds({ minimum, maximum }: Shape): { readonly least?: number; readonly most?: number } {
  return {
    ...(minimum && { least: minimum.exclusive ? Math.floor(minimum.value) + 1 : Math.ceil(minimum.value) }),
    ...(maximum && { most: maximum.exclusive ? Math.ceil(maximum.value) - 1 : Math.floor(maximum.value) }),
  };
}
