// Every vector with both ends in real windows, as in vectors.spec.ts, where each page is played by the package for pages.

import { fileURLToPath } from 'node:url';

import { expect, test } from '@playwright/test';
import { build } from 'esbuild';

import { type HarnessServer, serveHarness } from '../fixtures/harness_server.js';
import { vectors } from '../fixtures/vectors.js';

/** More than any vector names. */
const ORIGINS = 6;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>A page with the package for pages</title>
<script src="/js_value.js"></script>
<script src="/sdk_page.js"></script>
</html>`;

let server: HarnessServer;
test.beforeAll(async () => {
  const entry = fileURLToPath(new URL('../fixtures/sdk_page.ts', import.meta.url));
  // What is packed, not its source.
  const packed = fileURLToPath(new URL('../../sdk/dist/index.js', import.meta.url));
  const bundled = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    write: false,
    plugins: [
      {
        name: 'packed',
        setup: (built) => built.onResolve({ filter: /^\.\.\/src\/index$/ }, () => ({ path: packed })),
      },
    ],
  });
  const script = bundled.outputFiles[0]!.text;
  server = await serveHarness(ORIGINS, { '/sdk_page.html': PAGE, '/sdk_page.js': script });
});
test.afterAll(() => server.stop());

const all = vectors();
for (const feature of new Set(all.map(({ path }) => path.split('/')[0]))) {
  const files = all.filter(({ path }) => path.startsWith(`${feature}/`));
  test(`vectors played by the package for pages: ${feature}`, async ({ page }) => {
    test.setTimeout(30_000 + files.length * 3_000);
    await page.goto(server.host);
    await page.waitForFunction(() => 'harness' in globalThis);
    for (const { path, json } of files) {
      const faults = await page.evaluate(
        ([text, origins]) => harness.play(text, origins, 'sdk_page.html'),
        [json, server.origins] as const,
      );
      expect.soft(faults.join('\n'), path).toBe('');
    }
  });
}
