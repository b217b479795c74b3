/** What every format of the matrix says in the same words. Messages: foreign text through `code()`. */

import { counted } from '../report/phrases.ts';
import { code } from '../spec/words.ts';
import type { Cell, Matrix, MatrixException, MatrixFlow, Row, RowVerdict } from './matrix.ts';

export const VERDICTS: Readonly<Record<RowVerdict, string>> = {
  holds: 'holds',
  unjudged: 'not proven',
  warns: 'may break',
  breaks: 'breaks',
  decided: 'not sent',
  unchecked: 'not checked',
};

/** Type, presence, values and limits of one end. */
export function cellWords(
  { type, nullable, required, values, moreValues, limits, found }: Cell,
  role: 'source' | 'target',
): string {
  if (!found) return 'not in the description';
  const presence =
    role === 'source' ? (required ? 'always there' : 'may be missing') : required ? 'required' : 'optional';
  const more = moreValues > 0 ? ` and ${moreValues} more` : '';
  return [
    type === 'not described' ? type : code(type),
    presence,
    ...(nullable ? ['may be null'] : []),
    ...(values.length === 0 ? [] : [`one of ${values.map(code).join(', ')}${more}`]),
    ...(limits === '' ? [] : [limits]),
  ].join('; ');
}

export function flowWords({ from, to, direction, relation, owners }: MatrixFlow): string {
  const arrow = direction === 'both' ? '↔' : '→';
  return [
    `${code(from)} ${arrow} ${code(to)}`,
    ...(relation === undefined ? [] : [`the meanings are ${relation}`]),
    ...(owners.length === 0 ? [] : [owners.map(code).join(', ')]),
  ].join(' · ');
}

export function actionWords({ action, to, how }: MatrixException): string {
  return [
    action === 'escalate' && to !== undefined ? `escalate to ${code(to)}` : action,
    ...(how === undefined ? [] : [code(how)]),
  ].join(': ');
}

/** `31 rows: 28 hold, 1 may break, 2 not sent` */
export function totalWords(matrix: Matrix): string {
  const rows = matrix.entities.flatMap(({ flows }) => flows.flatMap((flow) => flow.rows));
  const counts = (Object.keys(VERDICTS) as RowVerdict[]).flatMap((verdict) => {
    const count = rows.filter((row: Row) => row.verdict === verdict).length;
    return count === 0
      ? []
      : [
          `${count} ${verdict === 'holds' && count !== 1 ? 'hold' : verdict === 'breaks' && count !== 1 ? 'break' : VERDICTS[verdict]}`,
        ];
  });
  return `${counted(rows.length, 'row')}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
