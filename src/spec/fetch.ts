/** (edge) Descriptions on the network. */
import { InputError } from './input-error.ts';
import { type Limits, overLimit } from './load-policy.ts';
import type { ReadFile } from './reader.ts';

const MAX_REDIRECTS = 3;

/** Why a redirect may not be followed there; undefined when it may. */
type MayGoTo = (url: string) => string | undefined | Promise<string | undefined>;

/**
 * Fetches a URL. `mayGoTo` is asked about every redirect and gives the reason against it. Throws InputError when nothing usable comes
 * back; the size counts after decompression.
 */
export async function fetchUrl(url: string, limits: Limits, mayGoTo: MayGoTo): Promise<ReadFile> {
  const signal = AbortSignal.timeout(limits.fetchMs);
  try {
    let target = url;
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(target, {
        redirect: 'manual',
        signal,
        headers: { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5' },
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        return { kind: 'read', url: target, name: url, bytes: await bodyOf(response, url, limits) };
      }
      await response.body?.cancel();
      target = await nextHop(url, target, location, redirects, mayGoTo);
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

async function nextHop(
  url: string,
  from: string,
  location: string,
  redirects: number,
  mayGoTo: MayGoTo,
): Promise<string> {
  const next = URL.parse(location, from);
  const why =
    redirects >= MAX_REDIRECTS
      ? `more than ${MAX_REDIRECTS} redirects`
      : next === null || (next.protocol !== 'https:' && next.protocol !== 'http:')
        ? 'it redirects to something that is no web address'
        : from.startsWith('https:') && next.protocol === 'http:'
          ? 'it redirects from https to http'
          : await mayGoTo(next.href);
  if (why !== undefined || next === null) {
    throw new InputError({
      file: url,
      message: `cannot be fetched: ${why}`,
      hint: 'give the address the redirects end at, if it is one you trust',
    });
  }
  next.hash = '';
  return next.href;
}

async function bodyOf(response: Response, url: string, limits: Limits): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new InputError({
      file: url,
      message: `the server answered ${response.status} ${response.statusText}`.trimEnd(),
      hint: statusHint(response.status),
    });
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response.body ?? []) {
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
