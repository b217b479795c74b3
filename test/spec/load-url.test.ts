import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { fetchUrl } from '../../src/spec/fetch.ts';
import { defaultLimits } from '../../src/spec/load-policy.ts';
import { redirectFrom } from '../../src/spec/public-address.ts';
import { load, minimal, problem, useWorkspace, withSchema, write } from './workspace.ts';

useWorkspace();

const servers: Server[] = [];

afterAll(() => {
  for (const server of servers) server.close();
});

async function serve(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('URLs', () => {
  it('reads a description and what it refers to on the same host, over redirects, compressed', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/old.yaml') response.writeHead(302, { location: '/v2/openapi.yaml' }).end();
      else if (request.url === '/v2/openapi.yaml') response.end(withSchema('{$ref: a.yaml}'));
      else if (request.url === '/v2/a.yaml')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('type: string\n'));
      else response.writeHead(404).end();
    });
    const spec = await load(`${base}/old.yaml`);
    expect([...spec.files.keys()]).toEqual([`${base}/v2/openapi.yaml`, `${base}/v2/a.yaml`]);
    expect(spec.unjudged).toEqual([]);
  });

  it('finds a redirected reference by the address it was written with', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/openapi.yaml') response.end(withSchema('{$ref: a.yaml}'));
      else if (request.url === '/a.yaml') response.writeHead(301, { location: '/deep/b.yaml' }).end();
      else if (request.url === '/deep/b.yaml') response.end('items: {$ref: c.yaml}\n');
      else if (request.url === '/deep/c.yaml') response.end('type: string\n');
      else response.writeHead(404).end();
    });
    const spec = await load(`${base}/openapi.yaml`);
    expect(spec.unjudged).toEqual([]);
    expect(spec.files.get(`${base}/a.yaml`)).toBe(spec.files.get(`${base}/deep/b.yaml`));
    expect(spec.files.has(`${base}/deep/c.yaml`)).toBe(true);
  });

  it('says why an address gives no description', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/html')
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html></html>');
      else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (request.url === '/big')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a'.repeat(1_000_000)));
      else if (request.url === '/slow') response.write('openapi: ');
      else response.writeHead(404).end();
    });
    expect((await problem(`${base}/html`)).message).toContain('is a web page');
    expect((await problem(`${base}/loop`)).message).toContain('more than 3 redirects');
    expect((await problem(`${base}/gone`)).message).toContain('404');
    expect((await problem(`${base}/big`, { limits: { fileBytes: 100_000 } })).message).toContain('"fileBytes"');
    expect((await problem(`${base}/slow`, { limits: { fetchMs: 200 } })).message).toContain('"fetchMs"');
    expect((await problem('http://127.0.0.1:1/a.yaml')).message).toMatch(/cannot be fetched/);
  });

  it('does not let a description on disk reach the network, nor one on the network the disk', async () => {
    let hits = 0;
    const base = await serve((_request, response) => {
      hits++;
      response.end(withSchema('{allOf: [{$ref: "file:///etc/hosts.yaml"}, {$ref: "http://127.0.0.1:1/x.yaml"}]}'));
    });
    write('a.yaml', withSchema(`{$ref: "${base}/a.yaml"}`));
    const spec = await load('a.yaml');
    expect(spec.unjudged[0]?.message).toContain('not allowed');
    expect(hits).toBe(0);
    expect((await load(`${base}/a.yaml`)).unjudged).toHaveLength(2);
    expect(hits).toBe(1);
  });

  it.each([
    'http://127.0.0.1:1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/',
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.0.1/',
    'http://100.100.100.200/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:7f00:1::]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[ff02::1]/',
    'http://[::]/',
    'http://127.1/',
  ])('does not let an address redirect to another host that is not public: %s', async (inside) => {
    expect(await redirectFrom(inside, 'https://vendor.example/openapi.json')).toEqual({
      refused: expect.stringContaining('no public host'),
    });
  });

  it('lets an address redirect to a public host, and to itself wherever it is', async () => {
    for (const next of ['https://8.8.8.8/a.json', 'https://[2606:4700::1111]/a.json'])
      expect(await redirectFrom(next, 'https://vendor.example/openapi.json')).not.toHaveProperty('refused');
    expect(await redirectFrom('http://10.0.0.1/b', 'http://10.0.0.1/a')).toEqual({});
    expect(await redirectFrom('https://10.0.0.1/a', 'http://10.0.0.1:8080/a')).toEqual({});
    expect(await redirectFrom('http://10.0.0.1:9200/b', 'http://10.0.0.1:8080/a')).toHaveProperty('refused');
  });

  it('connects a redirect to the addresses that were checked, whatever the name server says next', async () => {
    // No name server knows this host: without the address that was checked there is no connection.
    const host = 'checked.invalid';
    const base = await serve((request, response) => {
      if (request.headers.host?.startsWith(host)) response.end(minimal);
      else response.writeHead(302, { location: `http://${host}:${new URL(base).port}/b.yaml` }).end();
    });
    const asked: string[] = [];
    const read = await fetchUrl(`${base}/a.yaml`, defaultLimits, (next) => {
      asked.push(next);
      return { addresses: [{ address: '127.0.0.1', family: 4 }] };
    });
    expect(asked).toEqual([`http://${host}:${new URL(base).port}/b.yaml`]);
    expect(Buffer.from(read.bytes).toString()).toBe(minimal);
  });

  it('asks the name server once, and passes on what was checked', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const look = async () => [{ address: answers.shift() ?? '', family: 4 }];
    const named = 'https://vendor.example/openapi.json';
    expect(await redirectFrom('https://rebinds.example/a', named, look)).toEqual({
      addresses: [{ address: '93.184.216.34', family: 4 }],
    });
    expect(await redirectFrom('https://rebinds.example/a', named, look)).toHaveProperty('refused');
    const mixed = async () => ['93.184.216.34', '10.0.0.1'].map((address) => ({ address, family: 4 }));
    expect(await redirectFrom('https://rebinds.example/a', named, mixed)).toHaveProperty('refused');
  });

  it('never asks the host that a redirect may not lead to, nor sends it anything of the environment', async () => {
    let hits = 0;
    const inside = await serve((_request, response) => {
      hits++;
      response.end(minimal);
    });
    const headers: string[] = [];
    const base = await serve((request, response) => {
      headers.push(...request.rawHeaders);
      response.writeHead(302, { location: inside.replace('127.0.0.1', 'localhost') }).end();
    });
    process.env['GITHUB_TOKEN'] = 'ghs_canary';
    try {
      expect((await problem(`${base}/openapi.yaml`)).message).toContain('no public host');
    } finally {
      delete process.env['GITHUB_TOKEN'];
    }
    expect(hits).toBe(0);
    expect(headers.join(' ')).not.toMatch(/canary|authorization|cookie/i);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('counts what %s unpacks to, and stops there', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(30_000_000, 'a'));
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
    });
    // A Node.js that does not unpack zstd sees bytes that are no text.
    const why = encoding === 'zstd' ? /"fileBytes"|not text/ : /"fileBytes"/;
    expect((await problem(`${base}/a.yaml`, { limits: { fileBytes: 1_000_000 } })).message).toMatch(why);
  });

  it('gives up on a server that sends a byte at a time, or hangs up in the middle', async () => {
    const timers: NodeJS.Timeout[] = [];
    const base = await serve((request, response) => {
      if (request.url === '/drip') timers.push(setInterval(() => response.write('a'), 20));
      else response.writeHead(200, { 'content-length': '1000' }).write('openapi: ', () => response.destroy());
    });
    expect((await problem(`${base}/drip`, { limits: { fetchMs: 300 } })).message).toContain('"fetchMs"');
    expect((await problem(`${base}/dies`)).message).toContain('cannot be fetched');
    for (const timer of timers) clearInterval(timer);
  });
});
