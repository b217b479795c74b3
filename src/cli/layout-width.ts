/**
 * Stands in for `string-width` inside the bundled yargs (scripts/build.ts): the original sets up Intl.Segmenter, which alone would cost
 * each start of the command 15 ms, three times over.
 */
import { columnsOf } from '../report/terminal.ts';

export default columnsOf;
