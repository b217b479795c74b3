/** Foreign text inside our own sentences. */

/**
 * Marks text from a description as foreign: it stands between backticks, and holds none itself, so that a message can
 * be split at backticks without doubt. Control characters are left for the renderers, which make them visible.
 */
export function code(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ')}\``;
}
