import { describe, expect, it } from 'vitest';
import { resolveUrl } from '../../src/spec/reference.ts';

describe('resolveUrl', () => {
  it.each([
    ['', 'file:///a/b.yaml', 'file:///a/b.yaml', ''],
    ['#', 'file:///a/b.yaml', 'file:///a/b.yaml', ''],
    ['#/x~1y/%7Bid%7D', 'file:///a/b.yaml', 'file:///a/b.yaml', '/x~1y/{id}'],
    ['#/100%', 'file:///a/b.yaml', 'file:///a/b.yaml', '/100%'],
    ['../c.yaml#/d', 'file:///a/b/e.yaml', 'file:///a/c.yaml', '/d'],
    ['c d.yaml', 'git://abc/a/b.yaml', 'git://abc/a/c%20d.yaml', ''],
    ['m\\c.yaml', 'git://abc/a/b.yaml', 'git://abc/a/m/c.yaml', ''],
    ['/c.yaml', 'git://abc/a/b.yaml', 'git://abc/c.yaml', ''],
    ['c.yaml?x=1#/y', 'https://h/a/b.yaml?z=2', 'https://h/a/c.yaml?x=1', '/y'],
    ['http://[bad', 'file:///a', 'http://[bad', ''],
  ])('%j in %s', (ref, base, url, fragment) => {
    expect(resolveUrl(ref, base)).toEqual({ url, fragment });
  });
});
