/** How a verdict came about, for `guard explain FINGERPRINT`: who chooses, what was asked, the answer, what follows. */
import { plain, plainMessage } from './escape.ts';
import { payloadLines } from './payload.ts';
import { mappingName, proofWords } from './phrases.ts';
import type { Profile } from './profiles.ts';
import { type Finding, RESTS_ON_FORMAT } from './report.ts';
import { EFFECTS, type RuleSheet } from './rule-sheet.ts';
import { wrapped } from './terminal.ts';
import { placesWords, reachWords, whereOf } from './where.ts';

export interface Explanation {
  readonly finding: Finding;
  readonly profile: Profile;
  /** Containment was asked about two schemas. */
  readonly isAboutSchemas: boolean;
  /** All values that are no longer covered, as a JSON Schema. */
  readonly lost?: object;
}

const CHOOSES = {
  request: 'request: the consumer chooses the value, the provider has to accept it',
  response: 'response: the provider chooses the value, the consumer has to understand it',
} as const;
const ASKED = {
  request: 'Does the new schema take every value that the old one allows?',
  response: 'Does the old schema take every value that the new one allows?',
} as const;
const COUNTED: Readonly<Record<Profile, string>> = {
  standard: 'Undeclared names do not count (profile standard).',
  strict: 'To the letter, undeclared names included (profile strict).',
  lenient: 'Undeclared names do not count, readers are tolerant (profile lenient).',
};
const TOUCHES = {
  mapped: 'it touches what is in use',
  adjacent: 'it touches an operation in use, in a part that no mapping has',
  unmapped: 'it touches nothing that is in use',
} as const;
const OF_THE_RULE = 'Schemas have no part in it: the rule decides.';
const MAX_VALUE = 4000;
const GUTTER = 14;

/** `sheet`: the finding's rule; mappings that fail by themselves have one, too. */
export function explanationText(explanation: Explanation, sheet: RuleSheet | undefined, width: number): string {
  const { finding, profile, isAboutSchemas, lost } = explanation;
  const { fingerprint, rule, level, touch, direction, compatibility, message, mappings, proof } = finding;
  const step = (name: string, texts: readonly Line[]): string[] => stepLines(name, texts, width);
  const lines = [
    `${fingerprint}  ${rule}${sheet === undefined ? '' : `: ${sheet.title}`}`,
    '',
    ...step('Change', [message, whereOf(finding, true), reachWords(finding), placesWords(finding)].map(plainMessage)),
    ...(sheet === undefined || sheet.effect === 'depends' ? [] : step('Effect', [EFFECTS[sheet.effect]])),
    ...step('Direction', [CHOOSES[direction]]),
    ...(isAboutSchemas ? step('Asked', [`${ASKED[direction]} ${COUNTED[profile]}`]) : []),
    ...step('Answer', isAboutSchemas || proof.kind === 'witness' ? answerOf(finding) : [OF_THE_RULE]),
    ...(lost === undefined ? [] : step('All of them', lostLines(lost))),
    ...step('Verdict', [compatibility, sheet?.because ?? '']),
    ...mappings.flatMap((impact) => {
      const { target, source } = mappingName(impact);
      return step('Mapping', [plainMessage(`${target}${source}: ${impact.verdict}, ${impact.because}`)]);
    }),
    ...step('Level', [`${level}: ${TOUCHES[touch]}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function answerOf(finding: Finding): Line[] {
  const { proof, compatibility } = finding;
  if (proof.kind === 'containment')
    return [
      compatibility === 'breaking' ? 'No. The value that shows it is too long to be printed.' : 'Yes, all of them.',
    ];
  if (proof.kind === 'none') {
    const stays = compatibility === 'breaking' ? 'the edit is plain to read, so it stays a break' : 'nobody can tell';
    return [plainMessage(`Unproven: ${proof.reason ?? 'no reason is known'}; ${stays}.`)];
  }
  const payload = payloadLines(proof.value, { indent: 2, max: MAX_VALUE });
  return [
    'No. This value shows it:',
    ...('lines' in payload ? payload.lines.map((asIs) => ({ asIs })) : [payload.left]),
    `${proofWords(finding)}. Ajv says so, ${restsOnFormat(finding) ? ASSERTED : EITHER_WAY}.`,
  ];
}

const ASSERTED = 'with `format` asserted; as a note it refuses nothing';
const EITHER_WAY = 'with `format` as a note and asserted';

function restsOnFormat({ proof: { reason } }: Finding): boolean {
  return reason?.includes(RESTS_ON_FORMAT) === true;
}

function lostLines(lost: object): Line[] {
  return [
    { asIs: plain(JSON.stringify(lost)) },
    'This schema describes every value that is no longer covered, undeclared names included. json-schema-diff reckoned it, containment proves it exact.',
  ];
}

/** A sentence, or what is to be copied and so stays as it is. */
type Line = string | { readonly asIs: string };

/** A name in the gutter, and lines beside it, ready to be printed. */
function stepLines(name: string, texts: readonly Line[], width: number): string[] {
  const lines = texts
    .filter((text) => text !== '')
    .flatMap((text) => (typeof text === 'string' ? wrapped(text, width - GUTTER) : [text.asIs]));
  return lines.map((line, index) => `${(index === 0 ? name : '').padEnd(GUTTER)}${line}`);
}
