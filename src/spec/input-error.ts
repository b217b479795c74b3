/** What stopped a run: something the caller gave is missing, unreadable or wrong. Every such mistake ends with exit code 2. */
export interface Problem {
  /** One sentence, without the place and without a final full stop. */
  readonly message: string;
  /** As a person names it: a path, `REVISION:path` or a URL. */
  readonly file?: string | undefined;
  /** From 1. */
  readonly line?: number | undefined;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column?: number | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** The one error type for bad input. It carries every problem found in one go; `message` is ready to print, without a stack. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    const all: readonly Problem[] = 'message' in problems ? [problems] : problems;
    super(all.map(problemText).join('\n'), options);
    this.problems = all;
  }
}

/** `file:line:column: message`, the hint on a line of its own. */
export function problemText(problem: Problem): string {
  const { file, line, column, message, hint } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place === '' ? '' : `${place}: `}${message}${hint === undefined ? '' : `\n  hint: ${hint}`}`;
}
