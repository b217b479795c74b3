/** (edge) The example that docs/manifest.md shows. */

import { readFileSync } from 'node:fs';

export const docs = readFileSync(new URL('../../docs/manifest.md', import.meta.url), 'utf8');

export const example = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
