import { defineConfig } from 'vitest/config';

/** The pure core: everything that is no edge. Edges are covered by the tests that run the real command. */
const core = ['src/guard.ts', 'src/{containment,diff,impact,manifest,report,rules,spec}/**/*.ts'];
const edges = [
  'src/spec/{fetch,git,git-files,git-objects,load,load-references,public-address,read-file,resolve-files}.ts',
  'src/**/{manifest,report,spec-version}.ts',
];

/** Much data through the same code: what they cover, the other tests cover too. */
const laws = ['test/{laws,real,scale}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Against tests that hang; what may be slow says so itself, by computing time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Left to itself, Vitest keeps one processor free: of the two that CI has, that is half.
    maxWorkers: '100%',
    setupFiles: ['test/setup/node-version.ts', 'test/setup/seed.ts'],
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: core,
      exclude: edges,
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 95 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: [...laws, 'test/cli/**', 'test/browser/**', 'test/action/e2e/**'],
        },
      },
      { extends: true, test: { name: 'laws', include: laws } },
      {
        extends: true,
        test: { name: 'action', include: ['test/action/e2e/**/*.test.ts'], globalSetup: ['test/action/bundle.ts'] },
      },
      { extends: true, test: { name: 'browser', include: ['test/browser/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'cli', include: ['test/cli/**/*.test.ts'], globalSetup: ['test/setup/build.ts'] },
      },
    ],
  },
});
