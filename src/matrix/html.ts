/** The matrix as one HTML page that needs nothing else: searchable, printable, readable on a phone. */

import { STYLE_PART } from '../report/html-assets.ts';
import { htmlPage } from '../report/html-page.ts';
import { html } from '../report/html-parts.ts';
import { escaped } from '../report/xml.ts';
import { code } from '../spec/words.ts';
import { MATRIX_SCRIPT, MATRIX_STYLE } from './html-assets.ts';
import type { Cell, Matrix, MatrixEntity, MatrixException, MatrixFlow, MatrixWorkflow, Row } from './matrix.ts';
import { actionWords, cellWords, flowWords, totalWords, VERDICTS } from './words.ts';

export function matrixHtml(matrix: Matrix): string {
  const { integration, systems, entities, workflows, exceptions } = matrix;
  return htmlPage({
    title: `${integration} · contract-guard`,
    styles: [STYLE_PART, MATRIX_STYLE],
    scripts: [MATRIX_SCRIPT],
    body: [
      `<header><h1>${escaped(integration)}</h1><p>${html(totalWords(matrix))} (${html(code(matrix.manifest))})</p>`,
      '<ul class="compared">',
      ...systems.map(({ name, label, version, owners }) => {
        const words = [code(label), ...(version === undefined ? [] : [code(version)]), ...owners.map(code)].join(' ');
        return `<li>${html(`${code(name)} ${words}`)}</li>`;
      }),
      '</ul>',
      ...problemLines(matrix.problems, 'doubt'),
      '<nav aria-label="Parts"><a href="#entities">Semantic reconciliation</a><a href="#workflows">Workflows</a><a href="#exceptions">Exceptions</a></nav></header>',
      '<main>',
      filters(entities),
      '<section id="entities"><h2>Semantic reconciliation</h2>',
      ...(entities.length === 0 ? ['<p>No entities.</p>'] : entities.map(entity)),
      '</section><section id="workflows"><h2>Workflows</h2>',
      ...(workflows.length === 0 ? ['<p>No workflows.</p>'] : workflows.map(workflow)),
      '</section><section id="exceptions"><h2>Exceptions</h2>',
      exceptions.length === 0 ? '<p>No exceptions.</p>' : exceptionTable(exceptions),
      ...problemLines(matrix.uncaught, 'doubt'),
      '</section></main>',
    ],
  });
}

function problemLines(problems: readonly string[], kind: 'bad' | 'doubt' = 'bad'): string[] {
  return problems.map((text) => `<p class="${kind}">${html(text)}</p>`);
}

/** Hidden until the script, which makes them work, shows them. */
function filters(entities: readonly MatrixEntity[]): string {
  const rows = entities.flatMap(({ flows }) => flows.flatMap((flow) => flow.rows));
  if (rows.length < 2) return '';
  const verdicts = (['breaks', 'warns', 'unjudged', 'holds', 'decided', 'unchecked'] as const).filter((verdict) =>
    rows.some((row) => row.verdict === verdict),
  );
  const options = verdicts.map((verdict) => `<option value="${verdict}">${VERDICTS[verdict]}</option>`);
  return [
    '<form class="filters" hidden role="search">',
    '<label>Search<input type="search" name="search" autocomplete="off" spellcheck="false"></label>',
    `<label>Verdict<select name="verdict"><option value="">all</option>${options.join('')}</select></label>`,
    '<output></output>',
    '</form>',
  ].join('\n');
}

function entity({ name, definitions, decisions, flows }: MatrixEntity): string {
  return [
    `<section data-group><h3>${escaped(name)}</h3>`,
    ...(definitions.length === 0
      ? []
      : [
          '<dl>',
          ...definitions.map(({ system, text }) => `<dt>${escaped(system)}</dt><dd>${escaped(text)}</dd>`),
          '</dl>',
        ]),
    ...(decisions.length === 0 ? [] : ['<ul>', ...decisions.map((text) => `<li>${escaped(text)}</li>`), '</ul>']),
    ...flows.map((one) => flowTable(one, name)),
    '</section>',
  ].join('\n');
}

function flowTable(flow: MatrixFlow, entityName: string): string {
  const { id, notes, problems, rows } = flow;
  return [
    `<section data-group><h4>${escaped(id)}</h4><p class="dim">${html(flowWords(flow))}</p>`,
    ...notes.map((text) => `<p>${html(text)}</p>`),
    ...problemLines(problems),
    ...(rows.length === 0
      ? []
      : [
          `<table><thead><tr><th class="targets">Target</th><th class="sources">Source</th><th>How</th><th class="verdict">Verdict</th></tr></thead><tbody>`,
          ...rows.map((one) => row(one, `${entityName} ${id}`)),
          '</tbody></table>',
        ]),
    '</section>',
  ].join('\n');
}

function row({ sources, target, how, verdict, because }: Row, group: string): string {
  const reasons = because.map((text) => `<p>${html(text)}</p>`).join('');
  return [
    `<tr class="${verdict}" data-verdict="${verdict}" data-words="${escaped(group.toLowerCase())}">`,
    `<td data-label="Target">${target === undefined ? '' : end(target, 'target')}</td>`,
    `<td data-label="Source">${sources.map((source) => end(source, 'source')).join('')}</td>`,
    `<td data-label="How">${how.map((text) => `<p>${html(text)}</p>`).join('')}</td>`,
    `<td data-label="Verdict"><span class="badge ${verdict}">${VERDICTS[verdict]}</span>${reasons}</td>`,
    '</tr>',
  ].join('');
}

function end(cell: Cell, role: 'source' | 'target'): string {
  return `<p class="path"><code>${escaped(cell.path)}</code></p><p class="dim">${html(cellWords(cell, role))}</p>`;
}

function workflow({ name, trigger, invokes, suppresses, consistency, problems }: MatrixWorkflow): string {
  // Below the call whose effect it is, where the workflow makes it; else below the last one.
  const below = Map.groupBy(suppresses, ({ effect }) => {
    const cause = invokes.findIndex((text) => effect.startsWith(`${text} `));
    return cause < 0 ? invokes.length - 1 : cause;
  });
  const steps = [
    ...(trigger === undefined ? [] : [step('starts', trigger, invokes.length === 0 ? suppresses : [])]),
    ...invokes.map((text, index) => step('', text, below.get(index) ?? [])),
  ];
  return [
    `<h3>${escaped(name)}</h3>`,
    `<ol class="steps">${steps.join('')}</ol>`,
    ...(consistency === undefined ? [] : [`<p>Consistency: ${escaped(consistency)}</p>`]),
    ...problemLines(problems),
  ].join('\n');
}

/** A box of the picture, and below it what the integration holds back. */
function step(kind: string, text: string, held: MatrixWorkflow['suppresses']): string {
  const boxes = held.map(({ effect, by }) => {
    const words = by === undefined ? 'held back' : `held back by ${code(by)}`;
    return `<li><span class="box">${escaped(effect)}</span><span class="dim">${html(words)}</span></li>`;
  });
  const list = boxes.length === 0 ? '' : `<ul class="held">${boxes.join('')}</ul>`;
  return `<li><span class="box ${kind}">${escaped(text)}</span>${list}</li>`;
}

function exceptionTable(exceptions: readonly MatrixException[]): string {
  const lines = exceptions.map((exception) => {
    const { id, on, reads, owners, problems } = exception;
    const list = (texts: readonly string[]) => html(texts.map(code).join(', '));
    return [
      '<tr>',
      `<td data-label="Exception">${escaped(id)}</td>`,
      `<td data-label="On"><code>${escaped(on)}</code></td>`,
      `<td data-label="Action">${html(actionWords(exception))}</td>`,
      `<td data-label="Reads">${list(reads)}</td>`,
      `<td data-label="Owners">${list(owners)}</td>`,
      `<td data-label="Problems">${problems.map((text) => `<p class="bad">${html(text)}</p>`).join('')}</td>`,
      '</tr>',
    ].join('');
  });
  const head = ['Exception', 'On', 'Action', 'Reads', 'Owners', 'Problems'].map((name) => `<th>${name}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
}
