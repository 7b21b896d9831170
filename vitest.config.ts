import { defineConfig } from 'vitest/config';

/** A file for the results, for programs that count them. */
const report = process.env['TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    maxWorkers: 2,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
