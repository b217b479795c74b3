/** (edge) Descriptions on the network. */
import type { LookupAddress } from 'node:dns';
import { type Answer, httpGet } from './http-get.ts';
import { InputError } from './input-error.ts';
import { type Limits, overLimit } from './load-policy.ts';
import type { ReadFile } from './reader.ts';

const MAX_REDIRECTS = 3;

/** Why a redirect may not be followed; or that it may, and where its checked addresses alone count, to these. */
export type Hop = { readonly refused: string } | { readonly addresses?: readonly LookupAddress[] };

/**
 * Fetches a URL. `mayGoTo` is asked about every redirect. Throws InputError when nothing usable comes back; the size counts after
 * decompression.
 */
export async function fetchUrl(
  url: string,
  limits: Limits,
  mayGoTo: (url: string) => Hop | Promise<Hop>,
): Promise<ReadFile> {
  const signal = AbortSignal.timeout(limits.fetchMs);
  try {
    let target = url;
    let addresses: readonly LookupAddress[] | undefined;
    for (let redirects = 0; ; redirects++) {
      const answer = await httpGet(target, signal, addresses);
      const { status, location } = answer;
      if (status < 300 || status > 399 || location === undefined)
        return { kind: 'read', url: target, name: url, bytes: await bodyOf(answer, url, limits) };
      answer.cancel();
      target = nextHop(url, target, location, redirects);
      const hop = await mayGoTo(target);
      if ('refused' in hop) throw badRedirect(url, hop.refused);
      ({ addresses } = hop);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (signal.aborted) throw overLimit(limits, 'fetchMs', { file: url });
    throw new InputError(
      {
        file: url,
        message: `cannot be fetched: ${networkReason(error)}`,
        hint: 'check the address and the connection',
      },
      { cause: error },
    );
  }
}

function nextHop(url: string, from: string, location: string, redirects: number): string {
  const next = URL.parse(location, from);
  if (redirects >= MAX_REDIRECTS) throw badRedirect(url, `more than ${MAX_REDIRECTS} redirects`);
  if (next === null || (next.protocol !== 'https:' && next.protocol !== 'http:'))
    throw badRedirect(url, 'it redirects to something that is no web address');
  if (from.startsWith('https:') && next.protocol === 'http:') throw badRedirect(url, 'it redirects from https to http');
  next.hash = '';
  return next.href;
}

function badRedirect(url: string, why: string): InputError {
  return new InputError({
    file: url,
    message: `cannot be fetched: ${why}`,
    hint: 'give the address the redirects end at, if it is one you trust',
  });
}

async function bodyOf(answer: Answer, url: string, limits: Limits): Promise<Uint8Array> {
  const { status, statusText } = answer;
  if (status < 200 || status > 299) {
    answer.cancel();
    throw new InputError({
      file: url,
      message: `the server answered ${status} ${statusText}`.trimEnd(),
      hint: statusHint(status),
    });
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of answer.body) {
    total += chunk.byteLength;
    if (total > limits.fileBytes) throw overLimit(limits, 'fileBytes', { file: url });
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, total);
  if (/^\s*<(?:!doctype|html|head|\?xml)/i.test(bytes.subarray(0, 200).toString('latin1'))) {
    throw new InputError({
      file: url,
      message: 'is a web page, not an OpenAPI description',
      hint: 'use the address of the raw file, for instance behind a "Raw" button',
    });
  }
  return bytes;
}

function statusHint(status: number): string {
  if (status === 401 || status === 403) return 'the address needs a login: download the file and give its path';
  if (status === 404 || status === 410) return 'check the spelling of the address';
  return 'try again later, or download the file and give its path';
}

function networkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host is unknown';
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  return code === '' ? (cause instanceof Error ? cause.message : 'no answer') : `no answer (${code})`;
}
