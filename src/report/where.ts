/** Where a finding is, in the same words in every format: the system, the operation, the part of the message, the place in the file. */

import { code } from '../spec/words.ts';
import { counted, listed } from './phrases.ts';
import type { ProblemKind } from './problem-words.ts';
import type { Finding, MappingImpact, Place, UnjudgedEntry } from './report.ts';

/** Without a manifest nobody has given the one system a name. */
export function systemWords({ system, integration }: Pick<Finding, 'system' | 'integration'>): string {
  return integration === undefined ? 'the description' : code(system);
}

/** `GET /accounts/{id} · response 200 · lifecycle`, or the system alone where the message names the operation already. */
export function whereOf(finding: Finding, withSystem: boolean): string {
  const { operation, part, path, integration, message, rule } = finding;
  const steps: string[] = [];
  const told = part === undefined && path === '' && operation !== undefined && message.includes(code(operation));
  if (operation !== undefined && !told) steps.push(code(operation));
  if (part !== undefined) steps.push(partWords(part));
  if (path !== '') steps.push(code(path));
  const isNamed = withSystem && integration !== undefined;
  if (steps.length === 0 && OF_NO_SYSTEM.has(rule)) return 'the manifest';
  if (isNamed || steps.length === 0) steps.unshift(systemWords(finding));
  const [first = '', ...rest] = steps;
  return isNamed && operation !== undefined && rest.length > 0 ? `${first} ${rest.join(' · ')}` : steps.join(' · ');
}

/** Problems that no description has a part in. */
const OF_NO_SYSTEM: ReadonlySet<string> = new Set<ProblemKind>(['owner-missing']);

/** Where the manifest has a mapping: its flow, where its name does not say so already, and the line. */
export function placeInManifest({ entity, flow, part, from, to, manifest, line }: MappingImpact): string[] {
  const place = code(`${manifest}:${line}`);
  const isNameAlone = entity === undefined && part === undefined && from === '' && to === '';
  return isNameAlone ? [place] : [code(flow), place];
}

/** Where inside its operation. */
export function insideOf({ part, path }: Finding): string {
  return [...(part === undefined ? [] : [partWords(part)]), ...(path === '' ? [] : [code(path)])].join(' · ');
}

const PART =
  /^(request body|(?:(?:query|path|header|cookie|form) )?parameter|response header|response|header)(?: (.+))?$/su;

function partWords(part: string): string {
  const [, words, name] = PART.exec(part) ?? [];
  if (words === undefined) return code(part);
  if (name === undefined) return words;
  return `${words} ${/^\d{3}$/.test(name) ? name : code(name)}`;
}

/** `reaches 214 operations: GET /a, GET /b and 212 more`; empty for a change in one place. */
export function reachWords({ operations: { count, examples } }: Finding): string {
  if (count < 2) return '';
  return `reaches ${counted(count, 'operation')}: ${listed(examples.slice(0, 2).map(code), count)}`;
}

function placeWords({ file, line, column }: Place): string {
  return code(`${file}:${line}:${column}`);
}

export function placesWords({ at, was }: Finding): string {
  if (at === undefined) return was === undefined ? '' : `before: ${placeWords(was)}`;
  return was === undefined ? placeWords(at) : `${placeWords(at)}, before: ${placeWords(was)}`;
}

/** Where something could not be judged. */
export function unjudgedPlace(entry: UnjudgedEntry): string {
  if (entry.at === undefined) return systemWords(entry);
  return entry.integration === undefined ? placeWords(entry.at) : `${code(entry.system)} ${placeWords(entry.at)}`;
}
