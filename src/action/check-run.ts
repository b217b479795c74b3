/** A report as a check run: the summary, and annotations on the lines. */

import type { CheckAnnotation, CheckRun } from '../github/port.ts';
import { type Annotation, annotationsOf, verdictSentence } from '../report/annotations.ts';
import { startOf } from '../report/escape.ts';
import { counted } from '../report/phrases.ts';
import type { Report } from '../report/report.ts';
import { markdownWithin } from './within-bytes.ts';

/** GitHub calls them characters, and refuses more than 65,535 bytes (github/docs, issue 35252). */
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
  const annotations = annotationsOf(report, root).flatMap(checkAnnotation);
  const left = annotations.length - ANNOTATIONS;
  const rest =
    left > 0 ? `\nOn the lines stand the first ${ANNOTATIONS} of ${counted(annotations.length, 'annotation')}.\n` : '';
  return {
    name: key === '' ? 'contract-guard' : `contract-guard (${key})`,
    headSha,
    conclusion: failed ? 'failure' : 'success',
    detailsUrl: runUrl,
    title: verdictSentence(report),
    summary: `${markdownWithin(report, SUMMARY)}${rest}`,
    annotations: annotations.slice(0, ANNOTATIONS),
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
      title: startOf(title, 255),
      message: startOf(message, 16_000),
    },
  ];
}
