/** Read as something else than text when it stands bare. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;

/** Text as a YAML scalar on one line, good in block and flow collections: bare where that is plainly safe, or else in double quotes. */
export function scalarText(value: string): string {
  const isPlain = /^[A-Za-z_$][\w$./-]*(?: [\w$./-]*[\w$])*\.?$/.test(value) && !NOT_TEXT.test(value);
  return isPlain ? value : JSON.stringify(value);
}
