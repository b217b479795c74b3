/** (edge) One GET request, to addresses that were checked: Node's `fetch` looks a host up by itself. */
import type { LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { PassThrough, pipeline, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  /** Where a redirect leads. */
  readonly location: string | undefined;
  /** Decompressed, piece by piece; whoever stops reading ends the transfer. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the transfer unread. */
  readonly cancel: () => void;
}

/** `addresses`: the only ones a connection is made to, whatever its name server says by now; undefined: those of the host. */
export function httpGet(
  url: string,
  signal: AbortSignal,
  addresses: readonly LookupAddress[] | undefined,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { request } = url.startsWith('https:') ? https : http;
  const headers = {
    accept: 'application/json, application/yaml, text/yaml, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'contract-guard',
  };
  const options = { signal, headers, ...(addresses !== undefined && { lookup: pinned(addresses) }) };
  const sent = request(url, options, (message) => {
    // The error is that of the pipeline, which whoever reads the last of it is told.
    const body = pipeline(message, unpacking(message.headers['content-encoding']), () => undefined);
    resolve({
      status: message.statusCode ?? 0,
      statusText: message.statusMessage ?? '',
      location: message.headers.location,
      body,
      cancel: () => {
        body.destroy();
        message.destroy();
      },
    });
  });
  sent.on('error', reject);
  sent.end();
  return promise;
}

function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
    else if (all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

/** Content codings (RFC 9110, 8.4.1; Zstandard: RFC 8878); one that is not known is left as it is, and is no text. */
function unpacking(coding = ''): Transform {
  switch (coding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return zlib.createZstdDecompress();
    default:
      return new PassThrough();
  }
}
