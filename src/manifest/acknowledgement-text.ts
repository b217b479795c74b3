/** Writes acknowledgements into the text of their file: new ones at its end, known ones where they stand. */

import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { AcknowledgementKind } from './acknowledgement.ts';
import { isBlank } from './acknowledgement-shape.ts';
import { scalarText } from './scalar-text.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';
import { rangeStart, readYamlTree } from './yaml-tree.ts';

export interface NewAcknowledgement {
  readonly finding: string;
  /** A known entry keeps its own where none is given. */
  readonly kind?: AcknowledgementKind | undefined;
  readonly reason: string;
  readonly by?: string;
  readonly until: string;
  /** What the finding says, for a comment above the entry: one line. */
  readonly about: string;
}

const HEAD = `# yaml-language-server: $schema=./node_modules/contract-guard/schema/accepted.json
# Findings that somebody answers for, until a day. Written by \`guard accept\`; read by \`guard diff\`.
`;

/** The new text. `text` is empty for a new file, or else one that `parseAcknowledgements` takes. */
export function withAcknowledgements(text: string, added: readonly NewAcknowledgement[]): string {
  const entries = entriesOf(text);
  const edits: TextEdit[] = [];
  const fresh: NewAcknowledgement[] = [];
  const byFinding = new Map(entries.items.map((item) => [scalarAt(item, 'finding'), item]));
  for (const one of added) {
    const known = byFinding.get(one.finding);
    if (known === undefined) fresh.push(one);
    else edits.push(...changesTo(known, one, text));
  }
  if (fresh.length > 0) edits.push(appended(text, entries, fresh));
  return applyEdits(text, edits);
}

interface Entries {
  readonly items: readonly YAMLMap[];
  /** `[…]` rather than one item a line. */
  readonly flow: boolean;
  /** Where the last item, or an empty `[]`, ends. */
  readonly end: number;
  readonly indent: string;
}

function entriesOf(text: string): Entries {
  const none = { items: [], flow: false, end: text.length, indent: '' };
  const yaml = isBlank(text) ? undefined : readYamlTree(text, '');
  if (yaml === undefined || !yaml.ok || !isSeq(yaml.tree.root)) return none;
  const { root, follow } = yaml.tree;
  const items = root.items.map(follow).filter((item) => isMap(item));
  const flow = root.flow === true;
  const start = rangeStart(root);
  return {
    items,
    flow,
    end: flow ? (root.range?.[1] ?? text.length) : text.length,
    indent: flow ? '' : ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1)),
  };
}

function appended(text: string, { items, flow, end, indent }: Entries, fresh: readonly NewAcknowledgement[]): TextEdit {
  if (flow) {
    const inside = fresh.map(
      (one) =>
        `{ ${fieldsOf(one)
          .map(([key, value]) => `${key}: ${value}`)
          .join(', ')} }`,
    );
    const at = end - 1;
    const comma = items.length === 0 || /,\s*$/.test(text.slice(0, at)) ? '' : ', ';
    return { from: at, to: at, text: `${comma}${inside.join(', ')}` };
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const head = text.trim() === '' ? HEAD.replaceAll('\n', newline) : text.endsWith('\n') ? '' : newline;
  const blocks = fresh.map((one) =>
    [
      '',
      `${indent}# ${one.about.replace(/\s+/g, ' ')}`,
      ...fieldsOf(one).map(([key, value], index) => `${indent}${index === 0 ? '- ' : '  '}${key}: ${value}`),
      '',
    ].join(newline),
  );
  return { from: end, to: end, text: head + blocks.join('') };
}

function fieldsOf({
  finding,
  kind = 'accepted',
  reason,
  by,
  until,
}: NewAcknowledgement): [key: string, value: string][] {
  return [
    // Digits alone, or digits around an `e`, would be a number.
    ['finding', /^[0-9e]+$/.test(finding) ? JSON.stringify(finding) : finding],
    ['kind', kind],
    ['reason', scalarText(reason)],
    ...(by === undefined ? [] : [['by', scalarText(by)] as [string, string]]),
    ['until', until],
  ];
}

/** Edits that give an entry its new values where they stand; a key it has not yet comes after its last one. */
function changesTo(item: YAMLMap, one: NewAcknowledgement, text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const [key, value] of fieldsOf(one)) {
    const pair = item.items.find((each) => isScalar(each.key) && each.key.value === key);
    const node = pair?.value;
    if (key === 'kind' && one.kind === undefined) continue;
    if (node !== undefined && isScalar(node) && node.range) {
      const [from, to] = node.range;
      const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
      if (text.slice(from, to) !== value) edits.push({ from, to, text: isBlock ? `${value}\n` : value });
    } else if (pair === undefined && key !== 'kind') {
      edits.push(insertedKey(item, `${key}: ${value}`, text));
    } else if (pair === undefined && one.kind !== 'accepted') {
      edits.push(insertedKey(item, `${key}: ${value}`, text));
    }
  }
  return edits;
}

/** Before the first key: its place and indentation are certain. */
function insertedKey(item: YAMLMap, line: string, text: string): TextEdit {
  const first = rangeStart(item.items[0]?.key);
  const column = first - (text.lastIndexOf('\n', first - 1) + 1);
  const between = item.flow === true ? ', ' : `\n${' '.repeat(column)}`;
  return { from: first, to: first, text: `${line}${between}` };
}

function scalarAt(item: YAMLMap, key: string): unknown {
  const value = item.items.find((each) => isScalar(each.key) && each.key.value === key)?.value;
  return isScalar(value) ? value.value : undefined;
}
