/** (edge) Asks oasdiff about the pairs in test/peer and writes down what it says: `npm --prefix bench run peer`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PEER_VERSION, type PeerCase, type PeerPair, peerCases } from '../../test/support/peer-case.ts';
import { oasdiffBinary } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'peer-'));

interface Check {
  readonly id: string;
  readonly level: string;
}

const run = (...args: string[]) => JSON.parse(execFileSync(oasdiffBinary, args, { encoding: 'utf8' }) || '[]');

function asked({ asked: options }: PeerCase, { before, after }: PeerPair): string[] {
  const paths = [before, after].map((document, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, JSON.stringify(document));
    return path;
  });
  const changes: readonly Check[] = run('changelog', '--format', 'json', ...options, ...paths);
  return [...new Set(changes.map(({ id }) => id))].sort();
}

const checks: readonly Check[] = run('checks', '--format', 'json');
const lines = [
  '# Written by `npm --prefix bench run peer`: what oasdiff says of the pairs in this folder.',
  '',
  'checks:',
  ...checks.map(({ id, level }) => `  ${id}: ${level}`),
  'said:',
];
for (const one of peerCases()) {
  lines.push(`  ${JSON.stringify(one.change)}:`);
  for (const place of new Set(one.pairs.map((pair) => pair.place))) {
    const said = one.pairs
      .filter((pair) => pair.place === place)
      .map((pair) => `${pair.way}: [${asked(one, pair).join(', ')}]`);
    lines.push(`    ${place}: { ${said.join(', ')} }`);
  }
}
writeFileSync(new URL(`../../test/peer/oasdiff-${PEER_VERSION}.yaml`, import.meta.url), `${lines.join('\n')}\n`);
rmSync(folder, { recursive: true });
