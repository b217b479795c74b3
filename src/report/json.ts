/** The report as JSON: for machines, with the keys always in the same order. schema/report.json says what may be in it. */

import { plainJson } from './escape.ts';
import type { Report } from './report.ts';
import { type Form, type ObjectName, objects } from './schema.ts';

export function renderJson(report: Report): string {
  return `${plainJson(ordered(report, { kind: 'object', name: 'report' }))}\n`;
}

function ordered(value: unknown, form: Form): unknown {
  if (form.kind === 'plain') return value;
  if (form.kind === 'list') return Array.isArray(value) ? value.map((item) => ordered(item, form.of)) : value;
  return orderedObject(value as Readonly<Record<string, unknown>>, form.name);
}

function orderedObject(value: Readonly<Record<string, unknown>>, name: ObjectName): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, { form }] of Object.entries(objects[name])) {
    if (value[key] !== undefined) out[key] = ordered(value[key], form);
  }
  return out;
}
