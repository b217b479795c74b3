/** All that the action prints: nothing foreign in it may become a command of the runner. */

import type { Annotation } from '../report/annotations.ts';
import { plain } from '../report/escape.ts';
import { workflowCommand } from '../report/github.ts';

export interface Log {
  /** Lines of talk. */
  readonly info: (text: string) => void;
  readonly annotate: (annotation: Annotation) => void;
}

export function createLog(write: (text: string) => void): Log {
  return {
    info: (text) => write(`${text.split('\n').map(harmless).join('\n')}\n`),
    annotate: (annotation) => write(`${noOldCommand(workflowCommand(annotation))}\n`),
  };
}

/** The runner reads `::name::` at the start of a line, spaces aside, and `##[name]` anywhere in it. */
function harmless(line: string): string {
  return noOldCommand(plain(line).replace(/^(\s*):/, '$1\\u003a'));
}

function noOldCommand(line: string): string {
  return line.replaceAll('##[', '#\\u0023[');
}
