/** (edge) swagger-parser reads the files that references lead to, through our own resolver and parser only. */
import type { NotRead, Reader, ReadFile } from './reader.ts';
import type { SourceFile } from './spec-version.ts';

type Resolved = { readonly kind: 'read'; readonly file: SourceFile } | NotRead;

/**
 * Reads and parses files side by side. swagger-parser sees a description that consists of these references, not the real one: its crawler
 * would follow a `$ref` inside an example, and refuses 3.2. What a file refers to in turn is the caller's next round.
 * Throws InputError for a file that is there and is broken.
 */
export async function resolveFiles(
  urls: readonly string[],
  read: Reader,
  parse: (file: ReadFile) => Promise<SourceFile>,
): Promise<ReadonlyMap<string, Resolved>> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const results = new Map<string, Resolved>();
  const failures = new Map<string, unknown>();
  const root = {
    openapi: '3.1.0',
    info: { title: 'references', version: '1' },
    paths: {},
    components: { schemas: Object.fromEntries(urls.map(($ref, index) => [`file${index}`, { $ref }])) },
  };
  const resolver = {
    order: 1,
    canRead: true,
    read: async ({ url }: { readonly url: string }) => {
      try {
        const result = await read(url);
        results.set(url, result.kind === 'read' ? { kind: 'read', file: await parse(result) } : result);
      } catch (error) {
        failures.set(url, error);
      }
      return url;
    },
  };
  const parser = { order: 1, canParse: true, allowEmpty: true, parse: () => ({}) };
  await SwaggerParser.resolve('guard://references/', root, {
    continueOnError: true,
    resolve: { file: false, http: false, guard: resolver },
    parse: { json: false, yaml: false, text: false, binary: false, guard: parser },
  });
  // In the order asked for, not in that of arrival: two runs agree.
  return new Map(
    urls.map((url) => {
      if (failures.has(url)) throw failures.get(url);
      return [url, results.get(url) ?? { kind: 'not-read', why: 'it was not read' }];
    }),
  );
}
