/** Stands in for `wrap-ansi` inside the bundled yargs, for the reason given in layout-width.ts. */
import { wrapped } from '../report/terminal.ts';

export default function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapped(line, width))
    .join('\n');
}
