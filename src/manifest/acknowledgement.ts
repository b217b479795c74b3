/** Acknowledgements (`guard.accepted.yaml`): findings that somebody has answered for, until a day. */

import type { Mark } from './manifest.ts';

export const KINDS = ['accepted', 'spec-correction', 'migrated', 'false-positive'] as const;

export type AcknowledgementKind = (typeof KINDS)[number];

export interface Acknowledgement {
  readonly mark: Mark;
  /** The fingerprint: 16 hexadecimal digits. */
  readonly finding: string;
  readonly kind: AcknowledgementKind;
  readonly reason: string;
  readonly by?: string;
  /** The last day it holds: `2027-03-31`, in UTC. Dates of this form are in order as texts. */
  readonly until: string;
}

/** A file of acknowledgements, as a person names it. */
export interface AcknowledgementFile {
  readonly name: string;
  readonly text: string;
  readonly entries: readonly Acknowledgement[];
}

export const FINGERPRINT = '^[0-9a-f]{16}$';
export const DATE = '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$';

/** What is wrong with a date, or undefined: it has the form YYYY-MM-DD (ISO 8601) and is in the calendar. */
export function dateProblem(text: string): { readonly message: string; readonly instead?: string } | undefined {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) {
    return { message: 'expected YYYY-MM-DD' };
  }
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  // What is beyond a month's end is read as a day of the next one.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) {
    return { message: 'no such day in the calendar' };
  }
  return iso === text ? undefined : { message: 'expected YYYY-MM-DD', instead: iso };
}

/** `services/crm/guard.yaml` has its acknowledgements in `services/crm/guard.accepted.yaml`. */
export function acknowledgementsOf(manifest: string): string {
  return `${manifest.replace(/\.(?:ya?ml|json)$/i, '')}.accepted.yaml`;
}

/** Whether a file is one of these: a glob for manifests means none of them. */
export function isAcknowledgements(path: string): boolean {
  return path.endsWith('.accepted.yaml');
}
