/** A report as a check run: the summary, and annotations on the lines. */

import type { CheckAnnotation, CheckRun } from '../github/port.ts';
import { type Annotation, annotationsOf, verdictSentence } from '../report/annotations.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';

/** GitHub takes 65,535 characters. */
const SUMMARY = 60_000;
/** Six requests; more annotations than this nobody reads. */
const ANNOTATIONS = 300;

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

export interface CheckRunOptions {
  readonly headSha: string;
  /** As for the comment. */
  readonly key: string;
  readonly failed: boolean;
  readonly runUrl: string;
  readonly root: string;
}

export function checkRunOf(report: Report, { headSha, key, failed, runUrl, root }: CheckRunOptions): CheckRun {
  return {
    name: key === '' ? 'contract-guard' : `contract-guard (${key})`,
    headSha,
    conclusion: failed ? 'failure' : 'success',
    detailsUrl: runUrl,
    title: verdictSentence(report),
    summary: renderMarkdown(report, { maxLength: SUMMARY }),
    annotations: annotationsOf(report, root).flatMap(checkAnnotation).slice(0, ANNOTATIONS),
  };
}

/** A check run's annotations need a place. */
function checkAnnotation({ level, title, message, file, line }: Annotation): CheckAnnotation[] {
  if (file === undefined || line === undefined) return [];
  return [
    {
      path: file,
      start_line: line,
      end_line: line,
      annotation_level: LEVELS[level],
      title: cut(title, 255),
      message: cut(message, 16_000),
    },
  ];
}

/** Never in the middle of a surrogate pair: half of one is no Unicode, and the request would be refused. */
function cut(text: string, max: number): string {
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}
