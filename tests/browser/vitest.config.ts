import { defineConfig } from 'vitest/config';

/** One Chromium for each file, and a machine of two cores keeps two of them busy. */
const AT_ONCE = 2;

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: AT_ONCE,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 10_000, interval: 50 } },
  },
});
