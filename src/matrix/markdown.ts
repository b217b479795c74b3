/** The matrix as GitHub Markdown. */

import { prose } from '../report/escape.ts';
import { code } from '../spec/words.ts';
import { workflowChart } from './chart.ts';
import type { Matrix, MatrixEntity, MatrixException, MatrixFlow, MatrixWorkflow, Row } from './matrix.ts';
import { actionWords, cellWords, flowWords, totalWords, VERDICTS } from './words.ts';

const SIGNS = { holds: '✅', unjudged: '❔', warns: '⚠️', breaks: '⛔', decided: '➖', unchecked: '❔' } as const;

const cell = (...messages: readonly string[]): string =>
  messages
    .filter((message) => message !== '')
    .map((message) => prose(message, 'cell'))
    .join('<br>');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const bullets = (messages: readonly string[], sign = ''): string[] =>
  messages.length === 0 ? [] : [messages.map((message) => `- ${sign}${prose(message)}`).join('\n')];

export function matrixMarkdown(matrix: Matrix): string {
  const { integration, systems, entities, workflows, exceptions } = matrix;
  const blocks = [
    `# ${prose(code(integration))}`,
    `${totalWords(matrix)} (${prose(code(matrix.manifest))})`,
    table(
      ['System', 'Description', 'Owners'],
      systems.map(({ name, label, version, owners }) => [
        cell(code(name)),
        cell([code(label), ...(version === undefined ? [] : [code(version)])].join(' ')),
        cell(owners.map(code).join(', ')),
      ]),
    ),
    ...bullets(matrix.problems, '⚠️ '),
    '## Semantic reconciliation',
    ...(entities.length === 0 ? ['No entities.'] : entities.flatMap(entityBlocks)),
    '## Workflows',
    ...(workflows.length === 0 ? ['No workflows.'] : workflows.flatMap(workflowBlocks)),
    '## Exceptions',
    exceptions.length === 0 ? 'No exceptions.' : exceptionTable(exceptions),
    ...bullets(matrix.uncaught, '⚠️ '),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function entityBlocks({ name, definitions, decisions, flows }: MatrixEntity): string[] {
  return [
    `### ${prose(code(name))}`,
    ...(definitions.length === 0
      ? []
      : [
          table(
            ['System', 'What it means by it'],
            definitions.map(({ system, text }) => [cell(code(system)), cell(text)]),
          ),
        ]),
    ...(decisions.length === 0 ? [] : ['Agreed:', ...bullets(decisions)]),
    ...flows.flatMap(flowBlocks),
  ];
}

function flowBlocks(flow: MatrixFlow): string[] {
  return [
    `#### ${prose(code(flow.id))}`,
    prose(flowWords(flow)),
    ...bullets(flow.notes),
    ...bullets(flow.problems, '⛔ '),
    ...(flow.rows.length === 0 ? [] : [table(['', 'Target', 'Source', 'How', 'Verdict'], flow.rows.map(rowCells))]),
  ];
}

function rowCells({ sources, target, how, verdict, because }: Row): string[] {
  return [
    SIGNS[verdict],
    target === undefined ? '' : cell(code(target.path), cellWords(target, 'target')),
    cell(...sources.flatMap((source) => [code(source.path), cellWords(source, 'source')])),
    cell(...how),
    cell(VERDICTS[verdict], ...because),
  ];
}

function workflowBlocks(workflow: MatrixWorkflow): string[] {
  const { name, consistency, problems } = workflow;
  return [
    `### ${prose(code(name))}`,
    ['```mermaid', ...workflowChart(workflow), '```'].join('\n'),
    ...(consistency === undefined ? [] : [`Consistency: ${prose(consistency)}`]),
    ...bullets(problems, '⛔ '),
  ];
}

function exceptionTable(exceptions: readonly MatrixException[]): string {
  return table(
    ['Exception', 'On', 'Action', 'Reads', 'Owners', 'Problems'],
    exceptions.map((exception) => [
      cell(code(exception.id)),
      cell(code(exception.on)),
      cell(actionWords(exception)),
      cell(exception.reads.map(code).join(', ')),
      cell(exception.owners.map(code).join(', ')),
      cell(...exception.problems),
    ]),
  );
}
