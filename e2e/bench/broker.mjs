// The shipped page bridge in the release module against raw `postMessage` of arrays filtered beforehand.
//
// Each case runs in headless Chromium with the desktop's window on one site and its frames on another, so in another
// process. The two take turns; a turn posts many answers without a break, and what counts is the CPU time of the
// window's main thread meanwhile, as the browser itself counts it (`Performance.getMetrics` by thread ticks), so that
// what else runs on the machine does not. A ratio is of two turns one after the other; a case's ratio is the median of
// its pairs. Beside it, by the clock: end to end, until every frame has taken all of it.

import { chromium } from '@playwright/test';

import { CHROMIUM, FLAGS } from '../fixtures/chromium.js';
import { serveHarness } from '../fixtures/harness_server.js';

const PAIRS = Number(process.argv[2] ?? 25);
const TURN_MS = 25;
const FRAMES = [1, 8, 32];
const BATCHES = [1, 10, 20];

const server = await serveHarness(1);
const rows = [];
try {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    console.log('frames batch filter   raw us/event  bridge us/event  ratio   end to end raw  bridge  ratio');
    for (const frames of FRAMES) {
      for (const batch of BATCHES) {
        for (const isMixed of [false, true]) {
          rows.push(await row(browser, { frames, batch, isMixed }));
        }
      }
    }
  } finally {
    await browser.close();
  }
} finally {
  server.stop();
}
const ratios = rows.map(({ ratio }) => ratio);
console.log(`broker/raw median ${median(ratios).toFixed(3)} worst ${Math.max(...ratios).toFixed(3)}`);

async function row(browser, given) {
  // A window of its own for each case: nothing is left of the one before.
  const page = await browser.newPage();
  try {
    await page.goto(`${server.host}/bench.html`);
    await page.waitForFunction(() => 'bench' in globalThis);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const { turns, events } = await page.evaluate((asked) => globalThis.bench.prepare(asked), {
      ...given,
      origin: server.origins[0],
      turnMs: TURN_MS,
    });
    const measured = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      // Which goes first changes, so that neither always meets the warmer cache.
      const names = pair % 2 === 0 ? ['raw', 'bridge'] : ['bridge', 'raw'];
      const both = {};
      for (const name of names) both[name] = await turn(page, cdp, name, turns);
      measured.push(both);
    }
    const perEvent = (pick) => (1000 * median(measured.map(pick))) / events;
    const told = {
      ratio: median(measured.map(({ raw, bridge }) => bridge.cpu / raw.cpu)),
      raw: perEvent(({ raw }) => raw.cpu),
      bridge: perEvent(({ bridge }) => bridge.cpu),
      endRaw: perEvent(({ raw }) => raw.endToEnd),
      endBridge: perEvent(({ bridge }) => bridge.endToEnd),
      endRatio: median(measured.map(({ raw, bridge }) => bridge.endToEnd / raw.endToEnd)),
    };
    console.log(
      [
        String(given.frames).padStart(6),
        String(given.batch).padStart(5),
        (given.isMixed ? 'mixed' : 'all').padEnd(6),
        told.raw.toFixed(2).padStart(14),
        told.bridge.toFixed(2).padStart(16),
        told.ratio.toFixed(3).padStart(6),
        told.endRaw.toFixed(2).padStart(16),
        told.endBridge.toFixed(2).padStart(7),
        told.endRatio.toFixed(3).padStart(6),
      ].join(' '),
    );
    return told;
  } finally {
    await page.close();
  }
}

async function turn(page, cdp, name, turns) {
  const before = await cpuMs(cdp);
  await page.evaluate(([work, times]) => globalThis.bench.turn(work, times), [name, turns]);
  const cpu = (await cpuMs(cdp)) - before;
  return { cpu, endToEnd: await page.evaluate(() => globalThis.bench.taken()) };
}

/** What the window's main thread has spent on its tasks so far. */
async function cpuMs(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
