/** From two descriptions, a first manifest: entities and fields that look alike, each with how likely it is and why. */

import { createShapes } from '../diff/shapes.ts';
import type { SpecVersion } from '../spec/spec-version.ts';
import { viewOf } from '../spec/view.ts';
import { type ProposedEntity, proposeEntities } from './entities.ts';
import type { Side } from './flow.ts';
import { type ProposedSystem, printManifest } from './print.ts';

export interface Proposal {
  readonly entities: readonly ProposedEntity[];
  /** The text of a manifest that names nothing which is not in the descriptions. */
  readonly manifest: string;
}

/** `from` is read, `to` is written. */
export function propose(
  from: ProposedSystem & { readonly version: SpecVersion },
  to: ProposedSystem & { readonly version: SpecVersion },
): Proposal {
  const entities = proposeEntities(sideOf(from.version), sideOf(to.version));
  return { entities, manifest: printManifest(from, to, entities) };
}

function sideOf(version: SpecVersion): Side {
  const api = viewOf(version);
  return { api, shapes: createShapes(api.document) };
}
