import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { acceptedText } from '../../scripts/generate-schema.ts';
import { acknowledgementsOf, dateProblem } from '../../src/manifest/acknowledgement.ts';
import { acknowledgementSchema, parseAcknowledgements } from '../../src/manifest/acknowledgement-shape.ts';
import { type NewAcknowledgement, withAcknowledgements } from '../../src/manifest/acknowledgement-text.ts';
import { docs } from './example.ts';

const FILE = 'guard.accepted.yaml';
const example = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)[1] ?? '';

const validate = new Ajv2020({ strict: true }).compile(acknowledgementSchema());

function read(text: string): string[] {
  const parsed = parseAcknowledgements(text, FILE);
  if (parsed.ok) return parsed.file.entries.map(({ finding, kind, by, until }) => [finding, kind, by, until].join(' '));
  return parsed.problems.map(({ file, line, column, message, hint }) => {
    expect(file).toBe(FILE);
    return `${line}:${column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
  });
}

describe('a file of acknowledgements', () => {
  it('is read as the documentation shows it', () => {
    expect(read(example)).toEqual(['5d0c1e7a9b3f2c11 spec-correction @acme/integrations 2027-03-31']);
    expect(validate(parseYaml(example))).toBe(true);
  });

  it('has a JSON Schema that is committed as it is generated', () => {
    const committed = readFileSync(new URL('../../schema/accepted.json', import.meta.url), 'utf8');
    expect(committed, 'run npm run generate').toBe(acceptedText());
  });

  it.each(['', '\n', '# nothing yet\n\n', '[]\n', '\uFEFF# a\r\n'])('may be empty: %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('tells every mistake in one run, with place, what was expected and the right spelling', () => {
    const text = `- finding: 5d0c1e7a
  kind: acepted
  reason: ""
  until: 31.3.2027
- finding: 5D0C1E7A9B3F2C11
  resaon: x
  until: 2027-02-30
- finding: 1234567890123456
  reason: x
- { finding: aaaaaaaaaaaaaaaa, reason: x, until: 2027/3/1 }
- { finding: aaaaaaaaaaaaaaaa, reason: x, until: 2027-03-01 }
- later
`;
    const fingerprint = 'expected a fingerprint (16 hexadecimal digits, as `guard diff` prints it)';
    expect(read(text)).toEqual([
      `1:12 ${fingerprint}, found \`5d0c1e7a\``,
      '2:9 expected `accepted` or `spec-correction` or `migrated` or `false-positive`, found `acepted` | did you mean `accepted`?',
      '3:11 expected a reason, found blank text',
      '4:10 malformed date: expected YYYY-MM-DD, at character 1 of `31.3.2027` | until: 2027-03-31',
      `5:12 ${fingerprint}, found \`5D0C1E7A9B3F2C11\` | did you mean \`5d0c1e7a9b3f2c11\`?`,
      '6:3 unknown key `resaon` | did you mean `reason`?',
      '7:10 malformed date: no such day in the calendar, at character 1 of `2027-02-30` | until: 2027-03-31',
      '8:3 an acknowledgement needs the key `until` | `until`: The last day it holds (UTC); from the next day on the finding counts again.',
      `8:12 ${fingerprint}, found the number 1234567890123456 | text stands in quotes here: "1234567890123456"`,
      '10:50 malformed date: expected YYYY-MM-DD, at character 1 of `2027/3/1` | did you mean `2027-03-01`?',
      '11:14 the finding `aaaaaaaaaaaaaaaa` is taken: it is used first at line 10, column 14',
      '12:3 expected an acknowledgement, found the text `later`',
    ]);
    expect(validate(parseYaml(text))).toBe(false);
  });

  it('is no manifest, and no YAML that cannot be read', () => {
    expect(read('version: 1\n')).toEqual(['1:1 expected a list of acknowledgements, found a map']);
    expect(read('- finding: [\n')[0]).toMatch(/^\d+:\d+ invalid YAML: /);
  });

  it('stands beside its manifest', () => {
    expect(['a/guard.yaml', 'guard.yml', 'orders.json', 'x'].map(acknowledgementsOf)).toEqual([
      'a/guard.accepted.yaml',
      'guard.accepted.yaml',
      'orders.accepted.yaml',
      'x.accepted.yaml',
    ]);
  });

  it('knows the calendar: leap years by the Gregorian rule', () => {
    expect(['2028-02-29', '2000-02-29', '2027-12-31'].map(dateProblem)).toEqual([undefined, undefined, undefined]);
    for (const wrong of ['2027-02-29', '2100-02-29', '2027-04-31', '2027-13-01', '2027-00-10', '20270301', 'soon'])
      expect(dateProblem(wrong), wrong).toBeDefined();
  });
});

const added = (given: Partial<NewAcknowledgement> = {}): NewAcknowledgement => ({
  finding: 'bbbbbbbbbbbbbbbb',
  kind: 'accepted',
  reason: 'Agreed.',
  until: '2027-01-01',
  about: 'crm GET /a: it went',
  ...given,
});

describe('writing acknowledgements', () => {
  it('starts a new file', () => {
    expect(
      withAcknowledgements('', [added({ by: '@acme/x' })]),
    ).toBe(`# yaml-language-server: $schema=./node_modules/contract-guard/schema/accepted.json
# Findings that somebody answers for, until a day. Written by \`guard accept\`; read by \`guard diff\`.

# crm GET /a: it went
- finding: bbbbbbbbbbbbbbbb
  kind: accepted
  reason: Agreed.
  by: "@acme/x"
  until: 2027-01-01
`);
  });

  it.each([
    [
      'a list of lines',
      '# ours\n- finding: aaaaaaaaaaaaaaaa # keep\n  reason:   spaced   \n  until: 2027-01-01\n# end\n',
    ],
    ['no last line break', '- finding: aaaaaaaaaaaaaaaa\n  reason: x\n  until: 2027-01-01'],
    ['indented, CRLF', '  - finding: aaaaaaaaaaaaaaaa\r\n    reason: x\r\n    until: 2027-01-01\r\n'],
    ['in brackets', '[{ finding: aaaaaaaaaaaaaaaa, reason: x, until: 2027-01-01 }] # end\n'],
    ['in brackets over lines', '[\n  { finding: aaaaaaaaaaaaaaaa, reason: x, until: 2027-01-01 },\n]\n'],
  ])('adds to %s, and leaves the rest as it is', (_, text) => {
    const after = withAcknowledgements(text, [added(), added({ finding: '1234567890123456' })]);
    expect(read(after)).toEqual([
      'aaaaaaaaaaaaaaaa accepted  2027-01-01',
      'bbbbbbbbbbbbbbbb accepted  2027-01-01',
      '1234567890123456 accepted  2027-01-01',
    ]);
    const kept = text.trimEnd().replace(/,?\n?\](?: # end)?$/, '');
    expect(after.startsWith(kept)).toBe(true);
    expect(after.includes('# end')).toBe(text.includes('# end'));
  });

  it('gives a known finding its new values where it stands', () => {
    const text = `# top
- until: 2026-01-01   # soon
  reason: >
    folded
    text
  finding: "bbbbbbbbbbbbbbbb"  # ours
  kind: migrated
# between
- { finding: cccccccccccccccc, reason: y, until: 2026-01-01 }
`;
    const again = [added({ by: 'me' }), added({ finding: 'cccccccccccccccc', kind: 'migrated' })];
    expect(withAcknowledgements(text, again)).toBe(`# top
- by: me
  until: 2027-01-01   # soon
  reason: Agreed.
  finding: bbbbbbbbbbbbbbbb  # ours
  kind: accepted
# between
- { kind: migrated, finding: cccccccccccccccc, reason: Agreed., until: 2027-01-01 }
`);
  });

  it('writes any reason so that it is read as it was given, in block and in brackets', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '' && text.isWellFormed()),
        fc.constantFrom('', '[]', '- { finding: bbbbbbbbbbbbbbbb, reason: x, until: 2027-01-01 }\n'),
        (reason, text) => {
          const parsed = parseAcknowledgements(withAcknowledgements(text, [added({ reason, about: reason })]), FILE);
          expect(parsed.ok && parsed.file.entries.map((entry) => entry.reason)).toEqual([reason]);
        },
      ),
    );
  });

  it('finds thousands of entries by reading the file once', () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `${String(index).padStart(8, '0')}aaaaaaaa`);
    const entry = (finding: string, until: string) =>
      `- finding: ${finding} # keep\n  reason: Agreed.\n  until: ${until}\n`;
    const text = names.map((finding) => entry(finding, '2026-01-01')).join('');
    const again = names.map((finding) => added({ finding }));
    let reads = 0;
    const counted = again.map((one) => ({
      ...one,
      get finding() {
        reads += 1;
        return one.finding;
      },
    }));
    expect(withAcknowledgements(text, counted)).toBe(names.map((finding) => entry(finding, '2027-01-01')).join(''));
    expect(reads).toBeLessThan(10 * names.length);
  });

  it('is refused with its own advice when there are more than a file may have', () => {
    const text = `# ${'x'.repeat(500_000)}\n- finding: aaaaaaaaaaaaaaaa\n`;
    expect(parseAcknowledgements(text, FILE)).toEqual({
      ok: false,
      problems: [
        {
          file: FILE,
          message: 'has more than 500000 characters',
          hint: 'take out entries that hold no longer or match nothing; guard diff names them',
        },
      ],
    });
  });
});
