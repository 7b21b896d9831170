import { defineConfig } from 'vitest/config';

/** A file for the results, for programs that count them. */
const report = process.env['TEST_REPORT'];

/** Files of these share a process with others, which spares them half a second of loading each; the rest measure, kill and listen, alone. */
const together = [
  'campaigns',
  'feedback',
  'people',
  'poll',
  'preorder',
  'quiz',
  'quota',
  'release',
  'report',
  'schedule',
  'text',
].map((folder) => `tests/${folder}/**/*.test.ts`);
const long = 'tests/long/**';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    setupFiles: ['tests/support/kept.ts'],
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      { extends: true, test: { name: 'together', include: together, exclude: [long], isolate: false } },
      { extends: true, test: { name: 'alone', include: ['tests/**/*.test.ts'], exclude: [long, ...together] } },
    ],
  },
});
