import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { load, problem, useWorkspace, withSchema, write } from './workspace.ts';

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
});
