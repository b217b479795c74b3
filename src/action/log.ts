/** All that the action prints: nothing foreign in it may become a command of the runner. */

import type { Annotation } from '../report/annotations.ts';
import { inert, noOldCommand, plain } from '../report/escape.ts';
import { workflowCommand } from '../report/github.ts';

export interface Log {
  /** Lines of talk. */
  readonly info: (text: string) => void;
  readonly annotate: (annotation: Annotation) => void;
}

export function createLog(write: (text: string) => void): Log {
  return {
    info: (text) =>
      write(
        `${text
          .split('\n')
          .map((line) => inert(plain(line)))
          .join('\n')}\n`,
      ),
    annotate: (annotation) => write(`${noOldCommand(workflowCommand(annotation))}\n`),
  };
}
