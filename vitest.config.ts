import { defineConfig } from 'vitest/config';

const shared = {
  ...{ env: { TZ: 'UTC' }, testTimeout: 30_000, hookTimeout: 60_000 },
  setupFiles: ['test/support/patience.ts'],
  expect: { poll: { timeout: 10_000 } },
};

export default defineConfig({
  test: {
    reporters: ['default'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'parallel',
          include: ['test/**/*.test.ts'],
          // Files share what they import: the controller is loaded once for many of them.
          isolate: false,
          exclude: ['test/e2e/**', 'test/**/*.pcscd.test.ts', 'test/**/*.process.test.ts'],
        },
      },
      {
        // One pcscd and one virtual reader per machine; whole processes want the cores to themselves.
        test: {
          ...shared,
          name: 'one-at-a-time',
          include: ['test/**/*.pcscd.test.ts', 'test/**/*.process.test.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
