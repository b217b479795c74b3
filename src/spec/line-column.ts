/** Line and column from 1; columns in UTF-16 code units, as editors and annotations count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Positions of ascending offsets, in one pass. Lines end with LF, CRLF or a lone CR (YAML 1.2.2 §5.4). */
export function positionsAt(text: string, offsets: readonly number[]): Position[] {
  const nextLine = text.includes('\r') ? nextLineOfAny : nextLineOfFeed;
  const positions: Position[] = [];
  let line = 1;
  let start = 0;
  let next = nextLine(text, 0);
  for (const offset of offsets) {
    while (next <= offset) {
      line++;
      start = next;
      next = nextLine(text, start);
    }
    positions.push({ line, column: offset - start + 1 });
  }
  return positions;
}

export function positionAt(text: string, offset: number): Position {
  return positionsAt(text, [offset])[0] ?? { line: 1, column: 1 };
}

function nextLineOfFeed(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? Number.POSITIVE_INFINITY : feed + 1;
}

const BREAK = /\r\n?|\n/g;

function nextLineOfAny(text: string, from: number): number {
  BREAK.lastIndex = from;
  return BREAK.test(text) ? BREAK.lastIndex : Number.POSITIVE_INFINITY;
}
