import { defineConfig } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './test/support/chromium.ts';

const launchOptions = { executablePath: chromiumPath, args: chromiumFlags };

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-output/playwright',
  reporter: [['list'], ['json', { outputFile: 'test-output/playwright.json' }]],
  // Most of a test is waiting for the box's own times.
  workers: 3,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  use: { launchOptions, timezoneId: 'UTC', actionTimeout: 20_000 },
  projects: [
    // What fits the smaller panel fits the larger, which has the same shape: there the stories and the gallery are
    // tried, and what central staff see at their desks.
    {
      name: '800x480',
      testIgnore: 'shell-contract.spec.ts',
      grepInvert: /@desk/,
      use: { viewport: { width: 800, height: 480 } },
    },
    {
      name: '1280x800',
      testIgnore: 'shell-contract.spec.ts',
      grep: /@both-panels|@desk/,
      use: { viewport: { width: 1280, height: 800 } },
    },
    { name: 'shells', testMatch: 'shell-contract.spec.ts' },
  ],
});
