// Every vector with the broker as WebAssembly, without windows; and the page bridge reads each posted value, made a
// real one and cloned as a browser does, as the vectors' own runner reads its text.

import { expect, test } from '@playwright/test';

import { type HarnessServer, serveHarness } from '../fixtures/harness_server.js';
import { vectors } from '../fixtures/vectors.js';

let server: HarnessServer;
test.beforeAll(async () => {
  server = await serveHarness(0);
});
test.afterAll(() => server.stop());

test('vectors as WebAssembly', async ({ page }) => {
  await page.goto(server.host);
  await page.waitForFunction(() => 'harness' in globalThis);
  for (const { path, json } of vectors()) {
    const fault = await page.evaluate((text) => harness.runVector(text), json);
    expect.soft(fault ?? '', path).toBe('');
  }
});

test('what pages post is read as the vectors say', async ({ page }) => {
  await page.goto(server.host);
  await page.waitForFunction(() => 'harness' in globalThis);
  for (const { path, json } of vectors()) {
    const faults = await page.evaluate((text) => harness.reads(text), json);
    expect.soft(faults.join('\n'), path).toBe('');
  }
});

test('a runner refuses what it does not know', async ({ page }) => {
  await page.goto(server.host);
  await page.waitForFunction(() => 'harness' in globalThis);
  for (const json of ['{}', '{"schemaVersion":"2.0","name":"n","source":"P1","given":{"allowedOrigins":["https://a.example"]},"steps":[{"atMs":0,"wait":true,"expect":[]}]}']) {
    expect(await page.evaluate((text) => harness.runVector(text), json)).toBeTruthy();
  }
});
