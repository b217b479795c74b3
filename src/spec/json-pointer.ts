/** JSON Pointer (RFC 6901): the one module that builds, splits and compares pointers. */

declare const brand: unique symbol;
export type Pointer = string & { readonly [brand]: 'JsonPointer' };

export const ROOT = '' as Pointer;

export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

export function pointerFrom(tokens: readonly (string | number)[]): Pointer {
  let pointer = '';
  for (const token of tokens) pointer += `/${escapeToken(String(token))}`;
  return pointer as Pointer;
}

export function appendToken(pointer: Pointer, token: string | number): Pointer {
  return `${pointer}/${escapeToken(String(token))}` as Pointer;
}

/** The tokens of a pointer, or undefined when the text is not a JSON Pointer (it must be empty or start with `/`). */
export function tokensOf(pointer: string): string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer.slice(1).split('/').map(unescapeToken);
}

/** The value a pointer names, or undefined when there is none. Own members only: `__proto__` names nothing. */
export function valueAt(root: unknown, pointer: Pointer): unknown {
  let value = root;
  for (const token of tokensOf(pointer) ?? []) {
    value = member(value, token);
    if (value === undefined) return undefined;
  }
  return value;
}

function member(value: unknown, token: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  return (value as Record<string | number, unknown>)[token];
}
