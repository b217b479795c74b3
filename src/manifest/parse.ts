import { isMap } from 'yaml';
import type { Problem } from '../spec/input-error.ts';
import { findJsonFault, JSON_HINT } from '../spec/json-error.ts';
import { positionAt } from '../spec/line-column.ts';
import { assemble } from './assemble.ts';
import type { Manifest } from './manifest.ts';
import { type ReadExpression, readerOf } from './reader.ts';
import { manifestShape } from './schema.ts';
import { readYamlTree } from './yaml-tree.ts';

export type Parsed =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a manifest (YAML 1.2 or JSON) and checks its form and its names, all in one run: each problem has line, column, what was
 * expected, and the nearest right spelling. Whether its operations and fields exist in the descriptions is not looked at here.
 * `name` is the file as a person names it; `readExpression` parses JSONata, see `expressionReader`; `rules` are the ids that levels
 * may be said for, any without it.
 */
export function parseManifest(
  text: string,
  name: string,
  readExpression?: ReadExpression,
  rules?: Iterable<string>,
): Parsed {
  const fault = jsonFault(text, name);
  if (fault !== undefined) return { ok: false, problems: [fault] };
  const yaml = readYamlTree(text, name);
  if (!yaml.ok) return yaml;
  if (isDescription(yaml.tree.root)) return { ok: false, problems: [descriptionAt(name)] };
  const reader = readerOf(yaml.tree, name, readExpression, rules);
  const raw = manifestShape.read(yaml.tree.root, reader);
  const problems = reader.problems();
  if (raw === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, manifest: assemble(raw, { name, text }) };
}

function isDescription(root: unknown): boolean {
  return isMap(root) && (root.has('openapi') || root.has('swagger'));
}

/** What a manifest needs and a description has not would only hide that it is one. */
function descriptionAt(file: string): Problem {
  return {
    file,
    message: 'is an OpenAPI description, not a mapping manifest',
    hint: 'a manifest names descriptions under systems; guard init FROM TO proposes a first one',
  };
}

/** As YAML, what is wrong with JSON would be told in words of YAML, or not at all: a comment would be a part of a name. */
function jsonFault(text: string, name: string): Problem | undefined {
  const json = text.replace(/^\ufeff/, '');
  if (!/\.json$/i.test(name) || json.trim() === '') return undefined;
  const fault = findJsonFault(json);
  return fault && { file: name, ...positionAt(json, fault.offset), message: fault.message, hint: JSON_HINT };
}

/**
 * The parser of JSONata, for a manifest that may have expressions: without it they are taken as they stand, and what they
 * do cannot be judged. It is loaded when it is asked for.
 */
export async function expressionReader(text: string): Promise<ReadExpression | undefined> {
  if (!/\b(?:transform|when)\b/.test(text)) return undefined;
  return (await import('./expression.ts')).readExpression;
}
