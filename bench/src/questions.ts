/**
 * How long a question to containment takes: every component that two versions of a real description share, in both
 * directions, one session a description, each witness shrunk and confirmed. `npm --prefix bench run questions`
 */
import { createAjvJudge, createSession } from '../../src/containment/index.ts';
import { createSchemas, type Schemas } from '../../src/proof/schemas.ts';
import { type Document, openDocument } from '../../src/spec/document.ts';
import { isObj } from '../../src/spec/spec-version.ts';
import { loadReal, realPairs } from '../../test/support/shared-specs.ts';

interface Side {
  readonly document: Document;
  readonly schemas: Schemas;
  readonly folder: string;
  readonly names: readonly string[];
}

async function sideOf(path: string): Promise<Side> {
  const document = openDocument(await loadReal(path));
  const { value } = document.root;
  const [folder, found] =
    isObj(value) && isObj(value['components'])
      ? ['components/schemas', value['components']['schemas']]
      : ['definitions', isObj(value) ? value['definitions'] : undefined];
  return { document, schemas: createSchemas(document), folder, names: isObj(found) ? Object.keys(found) : [] };
}

function schemaOf({ document, schemas, folder }: Side, name: string) {
  const token = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return schemas.at(document.peek(document.root, `#/${folder}/${token}`));
}

const judge = createAjvJudge();
const all: number[] = [];
const verdicts = new Map<string, number>();

function shown(times: readonly number[]): string {
  const sorted = times.toSorted((x, y) => x - y);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(3);
  return `${times.length} questions: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, most ${at(1)} ms`;
}

for (const { name, before: old, after: now } of realPairs()) {
  const [before, after] = [await sideOf(old), await sideOf(now)];
  const session = createSession(judge);
  const own: number[] = [];
  for (const component of before.names) {
    if (!after.names.includes(component)) continue;
    const [x, y] = [schemaOf(before, component), schemaOf(after, component)];
    for (const [a, b, direction] of [
      [x, y, 'request'],
      [y, x, 'response'],
    ] as const) {
      const start = performance.now();
      const { verdict } = session.contains(a, b, { direction, formats: 'registry' });
      own.push(performance.now() - start);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  }
  if (own.length === 0) continue;
  all.push(...own);
  console.log(`${name.padEnd(18)}${shown(own)}`);
}
console.log(
  `${'all'.padEnd(18)}${shown(all)}; ${[...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`,
);
