import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, isSameResult, markerOf, ours, planComment } from '../../src/action/comment.ts';
import { createLog } from '../../src/action/log.ts';
import { summaryOf } from '../../src/action/summary.ts';
import type { Comment } from '../../src/github/port.ts';
import * as samples from '../report/samples.ts';

const options = { key: 'guard.yaml', runUrl: 'https://github.example/r', notes: [], hasEarlier: false };
const comment = (id: number, body: string, author = 'github-actions[bot]'): Comment => ({
  id,
  nodeId: `n${id}`,
  author,
  body,
});

describe('the marker', () => {
  it('is one hidden line, of its key alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        fc.pre(a.isWellFormed() && b.isWellFormed());
        expect(markerOf(a)).toMatch(/^<!-- contract-guard:[^\s<>-]* -->$/);
        expect(markerOf(a) === markerOf(b)).toBe(a === b);
      }),
    );
  });
});

describe('comments of ours', () => {
  const marked = `${markerOf('k')}\n### text`;

  it('start with the marker and are by the same author, whatever the API calls an app', () => {
    const all = [
      comment(3, marked),
      comment(2, marked, 'github-actions'),
      comment(4, marked, 'octocat'),
      comment(5, ` ${marked}`),
      comment(6, marked.replaceAll('\n', '\r\n')),
      comment(7, `${markerOf('k')}x`),
      comment(8, `${markerOf('l')}\n### text`),
    ];
    expect(ours(all, 'k', 'github-actions[bot]').map(({ id }) => id)).toEqual([2, 3, 6]);
  });
});

describe('the body', () => {
  it('keeps to its budget whatever the report', () => {
    for (const report of [samples.many, samples.hostile, samples.corners, samples.manyWithoutManifest]) {
      const notes = ['This change alters the policy of `x` (`policy.levels`).'];
      expect(bodyOf(report, { ...options, notes }).length).toBeLessThanOrEqual(60_000);
    }
  });

  it('says "resolved" where there was something to resolve', () => {
    expect(bodyOf(samples.clean, options)).toContain('\n### ✅ All 41 mappings hold\n');
    expect(bodyOf(samples.clean, { ...options, hasEarlier: true })).toContain(
      '\n### ✅ Resolved: All 41 mappings hold\n',
    );
    expect(bodyOf(samples.mappedBreaks, { ...options, hasEarlier: true })).toContain('\n### ⛔ 4 mappings break');
  });

  it('does not say "resolved" of what is only acknowledged, or while the change loosens something', () => {
    const later = { ...options, hasEarlier: true };
    const accepted = { ...samples.clean, counts: { ...samples.clean.counts, accepted: 1 } };
    const loosened = { ...samples.clean, notices: samples.answered.notices.filter(({ kind }) => kind === 'loosened') };
    expect(loosened.notices.length).toBeGreaterThan(0);
    for (const report of [accepted, loosened]) expect(bodyOf(report, later)).not.toContain('Resolved');
  });

  it('is the same result whichever run told it, and whichever commit the base is on', () => {
    const body = bodyOf(samples.mappedBreaks, options);
    expect(isSameResult(body, bodyOf(samples.mappedBreaks, { ...options, runUrl: 'https://github.example/s' }))).toBe(
      true,
    );
    expect(isSameResult(body.replaceAll('\n', '\r\n'), body)).toBe(true);
    expect(isSameResult('x `0123456789ab:a.yaml` y', 'x `ba9876543210:a.yaml` y')).toBe(true);
    expect(isSameResult('x `0123456789ab:a.yaml` y', 'x `ba9876543210:b.yaml` y')).toBe(false);
    expect(isSameResult(body, bodyOf(samples.warningsOnly, options))).toBe(false);
  });
});

describe('the plan', () => {
  const old = comment(1, 'old');
  const double = comment(2, 'new');
  const kinds = (...given: Parameters<typeof planComment>) => planComment(...given).map((step) => step.kind);

  it('is nothing for a clean result that never was otherwise, in every mode', () => {
    for (const mode of ['update', 'delete-and-new', 'hide-and-new', 'new', 'off'] as const) {
      expect(planComment(mode, [], 'new', true)).toEqual([]);
      expect(kinds(mode, [], 'new', false)).toEqual(mode === 'off' ? [] : ['create']);
    }
  });

  it('leaves one comment in mode update', () => {
    expect(planComment('update', [old, double], 'new', false)).toEqual([
      { kind: 'update', comment: old },
      { kind: 'delete', comment: double },
    ]);
    expect(kinds('update', [comment(1, 'new')], 'new', false)).toEqual([]);
  });

  it('takes the old ones away in mode delete-and-new, and folds the last in mode hide-and-new, once the new one is there', () => {
    expect(kinds('delete-and-new', [old, comment(2, 'older')], 'new', false)).toEqual(['create', 'delete', 'delete']);
    expect(planComment('hide-and-new', [old, comment(2, 'x')], 'new', false)).toEqual([
      { kind: 'create' },
      { kind: 'hide', comment: comment(2, 'x') },
    ]);
    expect(kinds('new', [old], 'new', true)).toEqual(['create']);
  });
});

describe('the log', () => {
  it('never says a command of the runner', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('::', '##[', 'error', ' ', '\n', '\r', '\u2028', 'x', '[', '#', ':', '\t', '\u00a0')),
        (parts) => {
          let out = '';
          createLog((text) => {
            out += text;
          }).info(parts.join(''));
          for (const line of out.split(/\r\n|\r|\n/)) {
            expect(line.trimStart().startsWith('::')).toBe(false);
            expect(line).not.toContain('##[');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the job summary', () => {
  it('counts bytes, and stays under what GitHub drops whole', () => {
    const wide = {
      ...samples.many,
      findings: samples.many.findings.map((one) => ({ ...one, message: '名前'.repeat(40) })),
    };
    expect(Buffer.byteLength(summaryOf(wide, []))).toBeLessThan(1024 * 1024);
    expect(summaryOf(samples.clean, ['The label `x` is set'])).toContain('\n> The label `x` is set\n');
  });
});
