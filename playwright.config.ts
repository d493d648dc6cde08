import { defineConfig } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './test/support/chromium.ts';

const launchOptions = { executablePath: chromiumPath, args: chromiumFlags };

/** The two panels that the screen is drawn for. */
const panels = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
];

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
  use: { launchOptions, timezoneId: 'UTC' },
  projects: [
    ...panels.map((viewport, index) => ({
      name: `${viewport.width}x${viewport.height}`,
      testIgnore: 'shell-contract.spec.ts',
      // What takes long and looks the same at any size is tried at one; what has to fit, at the smaller.
      grepInvert: index > 0 ? /@one-size/ : /@small/,
      use: { viewport },
    })),
    { name: 'shells', testMatch: 'shell-contract.spec.ts' },
  ],
});
