/** The report as GitHub's workflow commands: annotations for a workflow step that prints them. */

import { type Annotation, annotationsOf, STEP_LIMIT, verdictSentence, withinLimit } from './annotations.ts';
import { startOf } from './escape.ts';
import type { Report } from './report.ts';

/** What GitHub keeps of one message. */
const MESSAGE_LIMIT = 4_096;

export function renderGithub(report: Report, { root = '' }: { readonly root?: string | undefined }): string {
  const verdict: Annotation = { level: 'notice', title: 'contract-guard', message: verdictSentence(report) };
  const annotations = [...withinLimit(annotationsOf(report, root), STEP_LIMIT), verdict];
  return `${annotations.map(workflowCommand).join('\n')}\n`;
}

/** One line. Escapes are those of the runner's own parser: `%`, CR and LF, in properties `:` and `,` too. */
export function workflowCommand({ level, title, message, file, line, column }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(cut(message))}`;
}

function cut(message: string): string {
  return message.length <= MESSAGE_LIMIT ? message : `${startOf(message, MESSAGE_LIMIT - 1)}…`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
