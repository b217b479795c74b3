/** Which formats of the OpenAPI Format Registry are part of which, as sets of values. */

const WIDER: ReadonlyMap<string, readonly string[]> = new Map([
  ['int8', ['int16', 'int32', 'int64', 'double', 'float']],
  ['uint8', ['int16', 'int32', 'int64', 'double', 'float']],
  ['int16', ['int32', 'int64', 'double', 'float']],
  ['int32', ['int64', 'double']],
  ['float', ['double']],
  ['email', ['idn-email']],
  ['hostname', ['idn-hostname']],
  ['uri', ['uri-reference', 'iri', 'iri-reference']],
  ['iri', ['iri-reference']],
  ['uri-reference', ['iri-reference']],
]);

/** Whether every value of one format is a value of another one. */
export function isInsideFormat(inner: string, outer: string): boolean {
  return WIDER.get(inner)?.includes(outer) ?? false;
}
