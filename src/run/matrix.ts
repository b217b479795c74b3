/** (edge) Reads the manifests of a request and the descriptions as they are, and sets out what was agreed. */
import type { Matrix } from '../matrix/matrix.ts';
import { InputError } from '../spec/input-error.ts';
import { forEachManifest } from './check.ts';
import type { DiffRequest } from './diff-request.ts';
import type { Talk } from './talk.ts';

/** Each loaded when it is asked for. Pure; the result ends with a line break. */
export const matrixFormats = {
  markdown: async () => (await import('../matrix/markdown.ts')).matrixMarkdown,
  html: async () => (await import('../matrix/html.ts')).matrixHtml,
  csv: async () => (await import('../matrix/csv.ts')).matrixCsv,
} satisfies Readonly<Record<string, () => Promise<(matrix: Matrix) => string>>>;

export type MatrixFormat = keyof typeof matrixFormats;

export const matrixFormatNames = Object.keys(matrixFormats) as readonly MatrixFormat[];

/** Of one manifest: a matrix is a document of its own. Throws InputError. */
export async function readMatrix(request: DiffRequest, talk: Talk): Promise<Matrix> {
  const { matrix } = await import('../matrix.ts');
  const [only, other] = await forEachManifest(request, talk, matrix);
  if (only === undefined || other !== undefined) {
    throw new InputError({ message: 'a matrix is made of one manifest', hint: 'say which one: --manifest FILE' });
  }
  return only;
}
