/** A workflow as a Mermaid flowchart: what starts it, what it calls in order, and which effects it holds back. */

import { mermaidLabel } from '../report/mermaid.ts';
import type { MatrixWorkflow } from './matrix.ts';

/** A workflow has few steps: their names may be long. */
const LIMIT = 90;

function label(text: string): string {
  return mermaidLabel(text, LIMIT);
}

export function workflowChart({ trigger, invokes, suppresses }: MatrixWorkflow): string[] {
  const lines = ['flowchart LR'];
  const steps = [
    ...(trigger === undefined ? [] : [`t(["${label(trigger)}"])`]),
    ...invokes.map((text, index) => `i${index}["${label(text)}"]`),
  ];
  lines.push(...steps.map((step) => `  ${step}`));
  const ids = [...(trigger === undefined ? [] : ['t']), ...invokes.map((_, index) => `i${index}`)];
  for (let index = 1; index < ids.length; index++) lines.push(`  ${ids[index - 1]} --> ${ids[index]}`);
  for (const [index, { effect, by }] of suppresses.entries()) {
    lines.push(`  s${index}["${label(effect)}"]:::held`);
    // The operation whose effect it is, where the workflow calls it.
    const cause = invokes.findIndex((text) => effect.startsWith(`${text} `));
    const from = cause < 0 ? ids.at(-1) : `i${cause}`;
    const words = by === undefined ? 'held back' : `held back by ${by}`;
    if (from !== undefined) lines.push(`  ${from} -.->|"${label(words)}"| s${index}`);
  }
  if (suppresses.length > 0) lines.push('  classDef held stroke-dasharray:4 3');
  return lines;
}
