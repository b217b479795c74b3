/** Pairs of what is in a message: media types, headers, and how values are written. */

import type { Header, MediaType, Parameter } from '../spec/api.ts';
import type { At } from '../spec/spec-version.ts';
import { align } from './align.ts';
import { comparableBodies } from './body-view.ts';
import { coverContent } from './cover.ts';
import { fieldsOf } from './form.ts';
import { addPair, connect, type Graph, link, standFor } from './graph.ts';
import { headerIdentity } from './identity.ts';
import { type HeaderSide, type MediaTypeSide, PART, type Pair, type Step } from './pair.ts';
import { comparableValues } from './value-view.ts';
import { textChange, type Written, writtenShapes } from './wire.ts';
import { xmlChanges } from './xml.ts';

/** Parts of two operations that read the same. */
export function isSame(graph: Graph, before: { readonly at: At }, after: { readonly at: At }): boolean {
  return readsAlike(graph) && graph.cleanliness.isClean(before.at, after.at);
}

/** What a part of Swagger 2.0 means depends on the document around it. */
export function readsAlike(graph: Graph): boolean {
  return graph.sameFamily && graph.after.document.spec.dialect !== '2.0';
}

/** A value that both sides write in a media type has one there; else what the values are is compared all the same. */
export function walkWritten(
  graph: Graph,
  pair: Pair,
  before: Written & (Parameter | Header),
  after: Written & (Parameter | Header),
): void {
  if (before.content.length > 0 && after.content.length > 0) {
    walkContent(graph, pair, false, before.content, after.content);
    return;
  }
  if (textChange(before, after) !== undefined) return;
  const [old, now] = [before, after].map(({ schema, content }) => schema ?? content[0]?.schema);
  walkPosition(graph, pair, old, now, { before: before.at, after: after.at });
}

/** `step`: of the part of a form that has them, which of its fields it is. */
export function walkHeaders(
  graph: Graph,
  parent: Pair,
  before: readonly Header[],
  after: readonly Header[],
  step: Step = PART,
): void {
  const headers = align(before, after, headerIdentity);
  for (const [old, now] of headers.kept) {
    if (isSame(graph, old, now)) continue;
    const [was, is] = comparableValues(
      headerSide(graph, 'before', old),
      headerSide(graph, 'after', now),
      graph.shapes,
      false,
    );
    const header = addPair(graph, 'header', { before: was, after: is });
    link(parent, header, step);
    walkWritten(graph, header, was, is);
  }
  for (const old of headers.removed)
    link(parent, addPair(graph, 'header', { before: headerSide(graph, 'before', old) }), step);
  for (const now of headers.added)
    link(parent, addPair(graph, 'header', { after: headerSide(graph, 'after', now) }), step);
}

function headerSide(graph: Graph, side: 'before' | 'after', header: Header): HeaderSide {
  return { ...header, in: 'header', ...writtenShapes(graph.shapes[side], header) };
}

export function walkContent(
  graph: Graph,
  parent: Pair,
  negotiated: MediaTypeSide['negotiated'],
  before: readonly MediaType[],
  after: readonly MediaType[],
): void {
  const { kept, removed, added } = coverContent(before, after, negotiated);
  // What a consumer sends; who sends a webhook describes what it sends.
  const isTaken = parent.kind === 'requestBody' && parent.parents.some(({ begins }) => begins === 'request');
  for (const [was, is] of kept) {
    const [old, now] = comparableBodies(
      { shapes: graph.shapes.before, mediaType: was },
      { shapes: graph.shapes.after, mediaType: is },
      isTaken,
    );
    const sides = [
      sideOf(graph, 'before', old, negotiated, now),
      { ...sideOf(graph, 'after', now, negotiated, old), xml: xmlChanges(graph, old, now) },
    ] as const;
    const mediaType = addPair(graph, 'mediaType', { before: sides[0], after: sides[1] });
    link(parent, mediaType, PART);
    for (const [name, field] of sides[1].fields ?? []) {
      const known = sides[0].fields?.get(name);
      if (known !== undefined)
        walkHeaders(graph, mediaType, known.headers, field.headers, { kind: 'part', field: name });
    }
    walkPosition(graph, mediaType, old.schema, now.schema, { before: old.at, after: now.at });
    if (was.schema !== undefined && is.schema !== undefined && (old !== was || now !== is))
      standFor(
        graph,
        mediaType,
        graph.shapes.before.of([was.schema], was.at),
        graph.shapes.after.of([is.schema], is.at),
      );
  }
  for (const old of removed) link(parent, addPair(graph, 'mediaType', { before: { ...old, negotiated } }), PART);
  for (const now of added) link(parent, addPair(graph, 'mediaType', { after: { ...now, negotiated } }), PART);
}

function walkPosition(
  graph: Graph,
  parent: Pair,
  before: At | undefined,
  after: At | undefined,
  fallback: { readonly before: At; readonly after: At },
): void {
  connect(graph, parent, { before: before ? [before] : [], after: after ? [after] : [] }, fallback, PART);
}

function sideOf(
  graph: Graph,
  side: 'before' | 'after',
  mediaType: MediaType,
  negotiated: MediaTypeSide['negotiated'],
  other: MediaType,
): MediaTypeSide {
  const fields = fieldsOf(graph.shapes[side], mediaType, other);
  return { ...mediaType, negotiated, ...(fields !== undefined && { fields }) };
}
