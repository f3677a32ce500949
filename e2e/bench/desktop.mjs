// What the desktop costs: its bytes as they travel, and the time until the log-in form can be used.
//
// Usable means: the first field of the form is visible, enabled and takes text. The browser starts anew for each run,
// so that nothing comes from its cache; the median of the runs is told.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { CHROMIUM, FLAGS } from '../fixtures/chromium.js';
import { Cordboard, TARGET } from '../fixtures/cordboard.js';

const RUNS = 9;

const dist = join(TARGET, 'dist/desktop');
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
const sizes = files
  .filter((name) => name.endsWith('.br'))
  .map((name) => ({ name: name.slice(0, -'.br'.length), bytes: statSync(join(dist, name)).size }))
  .sort((one, other) => other.bytes - one.bytes);
for (const { name, bytes } of sizes) console.log(`${name.padEnd(48)} ${String(bytes).padStart(9)} B`);

const cordboard = await Cordboard.start();
const times = [];
try {
  // The first run warms the server and the disk; it does not count.
  for (let run = 0; run <= RUNS; run += 1) {
    const time = await usableAfter(cordboard.url);
    if (run > 0) times.push(time);
  }
} finally {
  await cordboard.stop();
}
times.sort((one, other) => one - other);
const median = times[(RUNS - 1) / 2];
console.log(`runs ${times.map((time) => time.toFixed(0)).join(' ')} ms`);
const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
console.log(`desktop ${bytes} B brotli, log-in form usable after ${median.toFixed(0)} ms (median of ${RUNS})`);

async function usableAfter(url) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const page = await browser.newPage();
    // Before the page's own scripts: looks at each change of the document, not by the clock.
    await page.addInitScript(() => {
      const look = () => {
        const field = document.querySelector('form input:not([type=hidden])');
        if (field && !field.disabled && field.checkVisibility()) {
          field.focus();
          if (document.activeElement === field) {
            window.usableAfterMs ??= performance.now();
            return;
          }
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url, { waitUntil: 'commit' });
    const time = await page.waitForFunction(() => window.usableAfterMs, null, { timeout: 30_000 });
    return await time.jsonValue();
  } finally {
    await browser.close();
  }
}
