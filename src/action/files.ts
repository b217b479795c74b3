/** (edge) The report as files, for later steps of the job. */
import { join } from 'node:path';
import { type Format, formats } from '../report/formats.ts';
import type { Report } from '../report/report.ts';
import { writeWhole } from '../run/write-file.ts';
import type { Context } from './context.ts';
import type { Inputs } from './inputs.ts';

interface ReportFile {
  readonly format: Format;
  readonly file: string;
  /** The output that holds its path. */
  readonly output: string;
}

const JSON_FILE: ReportFile = { format: 'json', file: 'report.json', output: 'report-json' };
const MARKDOWN: ReportFile = { format: 'markdown', file: 'report.md', output: 'report-markdown' };
const SARIF: ReportFile = { format: 'sarif', file: 'report.sarif', output: 'report-sarif' };
const HTML: ReportFile = { format: 'html', file: 'report.html', output: 'report-html' };

export async function writeFiles(
  report: Report,
  root: string,
  { sarif, html }: Inputs,
  context: Context,
): Promise<void> {
  const folder = context.newFolder('report');
  const files = [JSON_FILE, MARKDOWN, ...(sarif ? [SARIF] : []), ...(html ? [HTML] : [])];
  const pages = await Promise.all(
    files.map(async ({ format, file, output }) => {
      const render = await formats[format]();
      return {
        path: join(folder, file),
        output,
        text: render(report, { colour: false, verbose: false, width: 80, root }),
      };
    }),
  );
  for (const { path, output, text } of pages) {
    writeWhole(path, text, folder);
    context.setOutput(output, path);
  }
}
