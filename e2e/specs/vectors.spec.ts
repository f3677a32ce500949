// Every vector with both ends in real windows: the shipped page bridge in a window of one site, each page in a frame of
// another, the clock set by the harness. That a page gets nothing is proved by a fence.

import { expect, test } from '@playwright/test';

import { type HarnessServer, serveHarness } from '../fixtures/harness_server.js';
import { vectors } from '../fixtures/vectors.js';

/** More than any vector names. */
const ORIGINS = 6;

let server: HarnessServer;
test.beforeAll(async () => {
  server = await serveHarness(ORIGINS);
});
test.afterAll(() => server.stop());

// A page for each feature's vectors: the harness begins anew with each, the module need not.
const all = vectors();
for (const feature of new Set(all.map(({ path }) => path.split('/')[0]))) {
  const files = all.filter(({ path }) => path.startsWith(`${feature}/`));
  test(`vectors in real windows: ${feature}`, async ({ page }) => {
    test.setTimeout(30_000 + files.length * 3_000);
    await page.goto(server.host);
    await page.waitForFunction(() => 'harness' in globalThis);
    for (const { path, json } of files) {
      const faults = await page.evaluate(([text, origins]) => harness.play(text, origins), [
        json,
        server.origins,
      ] as const);
      expect.soft(faults.join('\n'), path).toBe('');
    }
  });
}
