import { defineConfig } from '@playwright/test';

import { CHROMIUM, FLAGS } from './fixtures/chromium.js';

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  // Two cores: a worker each, and no second attempt that would hide a race.
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  // Long enough for a machine that does much else: what is lost never comes.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: CHROMIUM, args: FLAGS },
  },
  projects: [
    // The vectors with the broker as WebAssembly, in one page without windows.
    { name: 'wasm', testMatch: 'vectors_wasm.spec.ts' },
    { name: 'browser', testIgnore: 'vectors_wasm.spec.ts' },
  ],
});
