import { describe, expect, it } from 'vitest';
import type { Acknowledgement, AcknowledgementFile } from '../../src/manifest/acknowledgement.ts';
import { acknowledge } from '../../src/report/acknowledge.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { countsOf, verdictOf } from '../../src/report/order.ts';
import type { Notice, Report } from '../../src/report/report.ts';
import { resolvedFindings } from '../../src/report/resolved.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { renderText } from '../../src/report/text.ts';
import { answered, finding, impact, report } from './samples.ts';

const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';

const entry = (given: Partial<Acknowledgement> = {}): Acknowledgement => ({
  mark: { line: 3, column: 3 },
  finding: A,
  kind: 'accepted',
  reason: 'Agreed.',
  until: '2027-03-31',
  ...given,
});

const file = (...entries: readonly Acknowledgement[]): AcknowledgementFile => ({ name: 'a.yaml', text: '', entries });
const found = [
  finding({ rule: 'r', message: 'm', fingerprint: A }),
  finding({ rule: 'r', message: 'm', fingerprint: B }),
];
const accepted = (result: ReturnType<typeof acknowledge>) =>
  result.findings.filter((one) => one.accepted !== undefined).map(({ fingerprint }) => fingerprint);

describe('acknowledgements', () => {
  it('mark their finding, which then counts for nothing else', () => {
    const result = acknowledge(found, { today: '2026-11-25', now: file(entry({ by: 'me' })) }, 'base', undefined);
    expect(result.findings[0]?.accepted).toEqual({
      kind: 'accepted',
      reason: 'Agreed.',
      by: 'me',
      until: '2027-03-31',
      file: 'a.yaml',
      line: 3,
    });
    expect(countsOf(result.findings)).toEqual({
      error: 1,
      warning: 0,
      info: 0,
      breaking: 1,
      mapped: 1,
      adjacent: 0,
      unmapped: 0,
      accepted: 1,
    });
    expect(verdictOf(countsOf(result.findings.slice(0, 1)))).toBe('clean');
    expect(result.notices).toEqual([]);
  });

  it('hold through their last day, and bring the finding back on the next', () => {
    const on = (today: string) => acknowledge(found, { today, now: file(entry()) }, 'base', undefined);
    expect(accepted(on('2027-03-31'))).toEqual([A]);
    expect(on('2027-03-31').notices).toEqual([]);
    expect(accepted(on('2027-04-01'))).toEqual([]);
    expect(on('2027-04-01').notices.map(({ kind, at }) => [kind, at.line])).toEqual([['expired', 3]]);
  });

  it('that match nothing are said, with what they may be a misspelling of', () => {
    const now = file(entry({ finding: 'aaaaaaaaaaaaaaab' }), entry({ finding: '0123456789abcdef' }));
    const { notices } = acknowledge(found, { today: '2026-11-25', now }, 'base', undefined);
    expect(notices.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      `unused: no finding of this run has the fingerprint \`aaaaaaaaaaaaaaab\`: did you mean \`${A}\`?`,
      'unused: no finding of this run has the fingerprint `0123456789abcdef`: once its change is behind you, the entry can go',
    ]);
  });

  it('are those of the base, unless the change is to decide', () => {
    const today = '2026-11-25';
    const changed = { today, now: file(entry()), before: { file: file(entry({ finding: B })) } };
    expect(accepted(acknowledge(found, changed, 'base', undefined))).toEqual([B]);
    expect(accepted(acknowledge(found, changed, 'change', undefined))).toEqual([A]);
    const isNew = { today, now: file(entry()), before: { file: undefined } };
    expect(accepted(acknowledge(found, isNew, 'base', undefined))).toEqual([]);
    const same = { today, now: file(entry()) };
    expect(accepted(acknowledge(found, same, 'base', undefined))).toEqual([A]);
  });
});

describe('resolved findings', () => {
  const row = impact({ from: 'a', to: 'b' });
  const other = impact({ from: 'c', to: 'd', line: 40 });
  const then = [finding({ rule: 'r', message: 'm', fingerprint: A, mappings: [row, other] })];

  it('are those that break a mapping no more, wherever its row is now and whatever it reads', () => {
    const now = [finding({ rule: 'r', message: 'm', fingerprint: A, mappings: [{ ...other, from: 'e', line: 7 }] })];
    expect(resolvedFindings(then, now).map(({ mappings }) => mappings)).toEqual([[row]]);
    expect(resolvedFindings(then, []).map(({ mappings }) => mappings)).toEqual([[row, other]]);
    expect(resolvedFindings(then, then)).toEqual([]);
  });

  it('are not those that hurt nothing', () => {
    expect(
      resolvedFindings([finding({ rule: 'r', message: 'm', mappings: [{ ...row, verdict: 'holds' }] })], []),
    ).toEqual([]);
  });
});

describe('reports with acknowledgements', () => {
  const text = renderText(answered, { colour: false, verbose: false, width: 80 });

  it('say loudly what the change lets through, and list what is accepted and resolved', () => {
    expect(text).toMatch(
      /^larkfield-to-norrvik: nothing else breaks · 1 accepted\n\nThis change loosens what is guarded/,
    );
    expect(text).toContain('\nloosened  `policy.adjacent` is info, not warning; this run is judged without it');
    expect(text).toContain('\nexpired   the acknowledgement of');
    expect(text).toContain('\naccepted  crm GET /accounts/{accountId} · response 200 · lifecycle: enum value');
    expect(text).toContain('spec-correction by `@acme/x` until `2027-03-31`: `never sent \\u202e`');
    expect(text).toContain('\nresolved  `customer.status` ← `lifecycle`: in `crm`, enum value');
    expect(text).toContain('\n1 acknowledgement matches no finding of this run (--verbose lists them)');
  });

  it('do so in Markdown, the loud part even where there is least room', () => {
    expect(renderMarkdown(answered, { maxLength: 500 })).toContain('**This change loosens what is guarded**');
    expect(renderMarkdown(answered)).toContain('<summary>1 accepted finding</summary>');
  });

  it('do so in every other format, and none of them fails or marks what is accepted', () => {
    const { runs } = JSON.parse(renderSarif(answered, {})) as {
      readonly runs: readonly [
        { readonly results: readonly { readonly suppressions?: readonly { readonly status: string }[] }[] },
      ];
    };
    expect(runs[0].results.map(({ suppressions }) => suppressions?.map(({ status }) => status))).toEqual([
      ['accepted'],
    ]);
    expect(renderJunit(answered)).toContain('failures="0"');
    expect(annotationsOf(answered, '').map(({ level, title }) => `${level} ${title}`)).toEqual([
      'warning This change loosens what is guarded',
      'warning An acknowledgement holds no longer',
    ]);
    const page = renderHtml(answered);
    for (const words of ['This change loosens what is guarded', '1 accepted finding', '1 resolved by this change'])
      expect(page).toContain(words);
  });
});

describe('thousands of notices', () => {
  const notice = (kind: Notice['kind'], index: number): Notice => {
    return {
      kind,
      message: `notice \`${kind} ${index}\``,
      at: { file: 'a.yaml', pointer: '', line: index + 1, column: 1 },
    };
  };
  const notices = (['loosened', 'expired'] as const).flatMap((kind) =>
    Array.from({ length: 1_000 }, (_, index) => notice(kind, index)),
  );
  const broken = finding({ rule: 'r', message: 'it broke', at: { file: 'b.yaml', pointer: '', line: 1, column: 1 } });
  const crowded: Report = { ...report([broken], { compared: [] }), notices };

  it('do not stand before what breaks in the text', () => {
    const text = renderText(crowded, { colour: false, verbose: false, width: 80 });
    expect(text.split('\n').findIndex((line) => line.includes('it broke'))).toBeLessThan(60);
    expect(text.match(/and 990 more like these/g)).toHaveLength(2);
    expect(renderText(crowded, { colour: false, verbose: true, width: 80 }).match(/^loosened /gm)).toHaveLength(1_000);
  });

  it('are folded away on the page but for the first', () => {
    const [first = ''] = renderHtml(crowded).split('it broke');
    expect(first.match(/<summary>990 more like these<\/summary>/g)).toHaveLength(2);
    expect(first.split('<details>')[0]?.match(/<li>Notice/g)).toHaveLength(10);
  });

  it('leave room for what breaks on the lines of a check run', () => {
    const annotations = annotationsOf(crowded, '');
    expect(annotations.findIndex(({ file }) => file === 'b.yaml')).toBe(20);
    expect(annotations).toHaveLength(2_001);
  });
});
