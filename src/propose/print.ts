/** A proposal as a manifest: what is certain stands there, what is not says so. */

import { NUMBER, STRING, typeNames } from '../diff/types.ts';
import { printSteps, startsWith } from '../manifest/field-path.ts';
import { scalarText } from '../manifest/scalar-text.ts';
import type { Operation } from '../spec/api.ts';
import { nounOf, type ProposedEntity } from './entities.ts';
import type { Leaf } from './leaves.ts';
import type { Match } from './match.ts';
import { tableFor } from './values.ts';

export interface ProposedSystem {
  readonly name: string;
  /** As the manifest will name it. */
  readonly spec: string;
}

/** Below this a row is marked for a person. */
const SURE = 0.75;

export function printManifest(from: ProposedSystem, to: ProposedSystem, entities: readonly ProposedEntity[]): string {
  const names = new Set<string>();
  const blocks = entities.flatMap((entity) => [
    '',
    ...entityLines(entity, unique(nounOf(entity.source), names), from, to),
  ]);
  return [
    '# yaml-language-server: $schema=./node_modules/contract-guard/schema/manifest.json',
    '# Proposed by `guard init`. The number behind a row is how likely it is, from 0 to 1, by the names, types, formats and values of both fields.',
    '# TODO marks what a person has to decide. What is right, keep; what is wrong, delete or mend; then delete the comments.',
    'version: 1',
    `integration: ${`${from.name}-to-${to.name}`.toLowerCase().slice(0, 64)}`,
    'owners: [TODO]',
    '',
    'systems:',
    ...[from, to].map(({ name, spec }) => `  ${name}: { spec: ${scalarText(spec)} }`),
    ...(entities.length === 0
      ? ['', '# TODO: nothing in the two descriptions looks alike; write the flows under `entities`.']
      : ['', 'entities:', ...blocks.slice(1)]),
    '',
  ].join('\n');
}

function unique(name: string, taken: Set<string>): string {
  const safe = name.replace(/[^a-z0-9]+/g, '').slice(0, 40) || 'thing';
  let candidate = safe;
  for (let count = 2; taken.has(candidate); count++) candidate = `${safe}-${count}`;
  taken.add(candidate);
  return candidate;
}

function entityLines(
  { source, target, matches, confidence }: ProposedEntity,
  name: string,
  from: ProposedSystem,
  to: ProposedSystem,
): string[] {
  const verb = target.operation.method === 'POST' ? 'create' : 'update';
  const open = unfed(target.leaves, matches);
  return [
    `  ${name}:  # ${number(confidence)}${confidence < SURE ? ' TODO: are these the same thing?' : ''}`,
    '    definitions:',
    `      ${from.name}: TODO`,
    `      ${to.name}: TODO`,
    '    flows:',
    `      - id: ${name}-${verb}`,
    `        from: ${blockText(operationText(from.name, source.operation))}`,
    `        to: ${blockText(operationText(to.name, target.operation))}`,
    ...(matches.length === 0 ? [] : ['        fields:', ...matches.flatMap(rowLines)]),
    ...open.map(
      (leaf) =>
        `          # TODO required${leaf.required ? ', and nothing looks like it' : ' with the rest of its object'}: ${comment(printSteps(leaf.steps))} (${typesText(leaf)})`,
    ),
    ...parametersOf(target.operation).map((text) => `          # TODO required: ${comment(text)}`),
  ];
}

/** Braces need no quotes outside of brackets. */
function blockText(text: string): string {
  return /^[A-Za-z][\w.-]* [A-Za-z]+ [\w./{}-]+$/.test(text) ? text : JSON.stringify(text);
}

function operationText(system: string, { kind, method, path }: Operation): string {
  return kind === 'webhook' ? `${system} webhook ${quotedName(path)}` : `${system} ${method} ${path}`;
}

/** A name with a space in it, or a word that the notation knows, stands in quotes. */
function quotedName(name: string): string {
  return /^[\w.-]+$/.test(name) && !/^(?:webhook|callback)$/.test(name) ? name : JSON.stringify(name);
}

function rowLines({ source, target, likeness, confidence }: Match): string[] {
  const table = tableFor(source, target);
  const open = table?.rows.some(({ to }) => to === undefined) === true;
  const convert = conversionOf(source, target);
  const isSure = confidence >= SURE && !open && convert === '';
  const reasons = [
    likeness.names >= 0.99 ? 'same name' : likeness.names >= 0.6 ? 'similar name' : 'a weak resemblance',
    `${typesText(source)} to ${typesText(target)}`,
    ...(table === undefined
      ? []
      : [matchText(table.rows.filter(({ to }) => to !== undefined).length, table.rows.length)]),
    ...(convert === '' ? [] : [convert]),
  ];
  const row = [
    `from: ${scalarText(printSteps(source.steps))}`,
    `to: ${scalarText(printSteps(target.steps))}`,
    ...(table === undefined
      ? []
      : [
          `values: { ${table.rows.map(({ from, to }) => `${scalar(from)}: ${to === undefined ? 'TODO' : scalar(to)}`).join(', ')} }`,
        ]),
  ].join(', ');
  return [`          - { ${row} }  # ${number(confidence)}${isSure ? '' : ' TODO check:'} ${reasons.join('; ')}`];
}

function matchText(matching: number, all: number): string {
  if (all === 1) return matching === 1 ? 'the only value matches' : 'the only value does not match';
  return `${matching} of ${all} values ${matching === 1 ? 'matches' : 'match'}`;
}

function scalar(value: string | number | boolean | null): string {
  return typeof value === 'string' ? scalarText(value) : String(value);
}

/** What a plain copy would get wrong; empty when nothing is known to be. */
function conversionOf(source: Leaf, target: Leaf): string {
  const { shape: a, lists } = source;
  const { shape: b, lists: targets } = target;
  const [from, to] = [a.format?.value, b.format?.value];
  if ((a.types & b.types) === 0) return 'needs a transform';
  if ((a.types & STRING) !== 0 && from !== to && to?.startsWith('date') === true)
    return `needs the format ${comment(to)}`;
  if ((a.types & NUMBER) !== 0 && from === 'unix-time') return 'needs a transform from unix time';
  if (target.required && !source.required) return 'may be missing: give it a default';
  if (lists > targets) return 'many to one: say which';
  if (a.enum === undefined && b.enum !== undefined) return 'the target takes listed values only';
  return '';
}

function unfed(leaves: readonly Leaf[], matches: readonly Match[]): Leaf[] {
  const fed = new Set(matches.map(({ target }) => target));
  // What a row builds has to be whole.
  const isBuilt = ({ steps, optional }: Leaf) =>
    matches.some(({ target }) => startsWith(target.steps, steps.slice(0, optional)));
  return leaves.filter((leaf) => !fed.has(leaf) && (leaf.required || isBuilt(leaf)));
}

function parametersOf(operation: Operation): string[] {
  const { parameters } = operation.parts();
  return parameters.filter(({ required }) => required).map(({ in: place, name }) => `$request.${place}.${name}`);
}

function typesText({ shape }: Leaf): string {
  const names = typeNames(shape.types).filter((name) => name !== 'null');
  const format = shape.format === undefined ? '' : ` ${comment(shape.format.value)}`;
  return `${names.join(' or ').replaceAll('string', 'text')}${format}`;
}

/** Foreign text in a comment: on one line, whatever it holds. */
function comment(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/gu, ' ').slice(0, 120);
}

function number(confidence: number): string {
  return confidence.toFixed(2);
}
