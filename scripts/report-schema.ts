/** (edge) Writes schema/report.json from src/report/schema.ts. */

import { writeFileSync } from 'node:fs';
import { reportSchema } from '../src/report/schema.ts';

writeFileSync(new URL('../schema/report.json', import.meta.url), `${JSON.stringify(reportSchema(), undefined, 2)}\n`);
