import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const reports = process.env.REPORTS;
const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

/** Units stand beside their files; galleries are started ones, by feature; house tests look at the code itself. */
export default defineConfig({
  ...source,
  test: {
    reporters: reports ? ['default', ['json', { outputFile: `${reports}/${Date.now()}.json` }]] : ['default'],
    projects: [
      {
        ...source,
        test: {
          name: 'units',
          include: ['{core,sdk}/src/**/*.test.ts', 'plugins/*/src/**/*.test.ts', 'test/property/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: {
          name: 'galleries',
          include: ['test/*.test.ts', 'plugins/*/test/**/*.test.ts', 'themes/*/test/**/*.test.ts'],
          // They wait for processes and databases most of the time: two at once on two processors take half as long.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { ...source, test: { name: 'house', include: ['test/{house,bench,soak}/**/*.test.ts'], testTimeout: 60_000 } },
      { ...source, test: { name: 'soak', include: ['test/soak/*.soak.ts'], testTimeout: 3_600_000, hookTimeout: 600_000 } },
    ],
    coverage: {
      enabled: process.env.COVERAGE === 'on' && process.argv.includes('units'),
      reporter: ['text-summary'],
      include: ['core/src/**/*.ts'],
      // The last run in threads and processes of their own, which nobody counts.
      exclude: ['**/*.test.ts', '**/testing.ts', '**/supervision/{watch-ending,watchdog-thread,ask-main-thread}.ts', '**/{trial,start}-process.ts'],
      thresholds: Object.fromEntries(['gallery', 'kernel', 'media'].map((room) => [`core/src/${room}/**`, { branches: 85 }])),
    },
  },
});
