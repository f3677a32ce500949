// `bench pages`: what a page and its host need to talk with each other, by our SDK and broker and by what others use.
//
// One headless Chromium; the host's window on one site, the pages' frames on another, so in another process; a neighbour
// that floods on a third. Every library is measured twice, in the order of the list and against it, with raw
// `postMessage` and a raw `MessagePort` first and last each time; a figure is the median of its measurements. The last
// line compares.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { chromium } from '@playwright/test';
import { build } from 'esbuild';

import { TARGET } from '../fixtures/cordboard.js';
import { CHROMIUM, FLAGS } from '../fixtures/chromium.js';

const FOLDER = fileURLToPath(new URL('pages/', import.meta.url));
const SDK = fileURLToPath(new URL('../../sdk/', import.meta.url));
const isShort = process.argv.includes('--short');

/** Names, with the host's file where it is another's. */
const RAW = [
  { name: 'raw postMessage', file: 'post_message' },
  { name: 'raw MessagePort', file: 'port' },
];
const LIBRARIES = [
  { name: 'ours', file: 'cordboard' },
  { name: 'ours, over a port', file: 'cordboard_port', host: 'cordboard' },
  { name: 'penpal', file: 'penpal' },
  { name: 'comlink', file: 'comlink' },
  { name: 'post-robot', file: 'post_robot' },
  { name: 'postmate', file: 'postmate' },
  { name: 'framebus', file: 'framebus' },
  { name: 'bellhop-iframe', file: 'bellhop' },
  { name: 'post-me', file: 'post_me' },
];
const only = process.argv[process.argv.indexOf('--only') + 1];
const chosen = process.argv.includes('--only') ? LIBRARIES.filter(({ file }) => file === only) : LIBRARIES;
const ORDER = [...RAW, ...chosen, ...[...RAW].reverse(), ...RAW, ...[...chosen].reverse(), ...[...RAW].reverse()];

const BLOCKS = isShort ? 10 : 25;
const TRIPS = 20;
const TURNS = isShort ? 3 : 7;
const ARRAYS = 40;
const RELOADS = isShort ? 2 : 5;
/** What a page may take to be answered, with the time-outs of all libraries. */
const PATIENCE_MS = 30_000;

/** A page that posts some five thousand messages a second to the window around it: far more than any budget. */
const FLOOD = `<!doctype html><title>Floods</title><script>
  setInterval(() => {
    for (let at = 0; at < 20; at += 1) parent.postMessage({ flood: at, text: 'x'.repeat(100) }, '*');
  }, 4);
</script>`;

const bundles = await bundle();
const host = await serve('localhost', '127.0.0.1');
const guests = await serve('127.0.0.1', '127.0.0.1');
const neighbour = await serve('127.0.0.2', '127.0.0.2');
const measured = new Map();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  for (const [at, library] of ORDER.entries()) {
    const begun = performance.now();
    const found = await measure(library);
    measured.set(library.name, [...(measured.get(library.name) ?? []), found]);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stderr.write(`${at + 1} of ${ORDER.length}: ${library.name}, ${seconds} s\n`);
  }
} finally {
  await browser.close();
  for (const { server } of [host, guests, neighbour]) server.closeAllConnections(), server.close();
}
report();

/** Guests and hosts as a page's author would ship them: bundled, minified. */
async function bundle() {
  const entries = [...RAW, ...LIBRARIES].flatMap(({ file, host: its = file }) => [`${file}.guest.js`, `${its}.host.js`]);
  const built = await build({
    entryPoints: [...new Set(entries)].map((entry) => join(FOLDER, entry)),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['/harness.js'],
    alias: { '@cordboard/page': join(SDK, 'src/index.ts') },
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  return new Map(built.outputFiles.map((file) => [file.path, file.text]));
}

/** The library's own part of the guest: what the raw guest has too is taken off. */
function bytesOfGuest({ file }) {
  const size = (name) => brotliCompressSync(bundles.get(`/${name}.guest.js`)).length;
  return size(file) - size('post_message');
}

function serve(name, address) {
  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench');
    const script = bundles.get(pathname);
    const send = (type, body) => answer.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    if (script !== undefined) return send('text/javascript', script);
    if (pathname === '/flood.html') return send('text/html', FLOOD);
    const page = /^\/(\w+)\.(host|guest)\.html$/.exec(pathname);
    if (page) {
      const begins = `scriptBegan = performance.now(); hostOrigin = ${JSON.stringify(host.origin)}`;
      const source = `/${page[1]}.${page[2]}.js`;
      const head = `<!doctype html><meta charset="utf-8"><title>${page[2]} ${searchParams.get('number') ?? ''}</title>`;
      return send('text/html', `${head}<body><script>${begins}</script><script type="module" src="${source}"></script></body>`);
    }
    try {
      const type = extname(pathname) === '.wasm' ? 'application/wasm' : 'text/javascript';
      return send(type, readFileSync(join(TARGET, 'dist/harness', pathname)));
    } catch {
      return answer.writeHead(404).end();
    }
  });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(0, address, () => done({ server, origin: `http://${name}:${server.address().port}` }));
  });
}

/** All of one library, in a window of its own. */
async function measure({ file, host: its = file }) {
  const page = await browser.newPage();
  const failures = [];
  page.on('pageerror', (error) => failures.push(error.message));
  try {
    await page.goto(`${host.origin}/${its}.host.html`);
    await page.waitForFunction(() => 'bench' in globalThis);
    const address = `${guests.origin}/${file}.guest.html`;
    const open = async (count) => {
      await page.evaluate(([at, many]) => globalThis.bench.open(at, many), [address, count]);
      for (let number = 0; number < count; number += 1) await ready(page, number);
    };
    const rest = () => page.evaluate(() => globalThis.bench.rest());

    await open(1);
    const guest = frameOf(page, 0);
    const firstAnswer = await guest.evaluate(() => globalThis.firstAnswerMs);
    const trips = async (blocks, each) => {
      await rest();
      return await guest.evaluate(([some, of]) => globalThis.roundTrips(some, of), [blocks, each]);
    };
    await trips(5, TRIPS);
    const roundTrip = median(await trips(BLOCKS, TRIPS));

    const fanOut = {};
    for (const frames of [8, 32]) {
      await open(frames);
      await rest();
      fanOut[frames] = await told(page, frames, 10);
      fanOut[`${frames} unbatched`] = await told(page, frames, 1);
    }
    const storm = await reloadStorm(page, file);

    // Last: the neighbour stays.
    const calm = quantile(await trips(20, 5), 0.99);
    await page.evaluate((at) => globalThis.bench.flood(at), `${neighbour.origin}/flood.html`);
    const flooded = quantile(await trips(20, 5), 0.99);
    if (failures.length > 0) throw new Error(`${file}: ${failures[0]}`);
    return { firstAnswer, roundTrip, fanOut, storm, calm, flooded };
  } finally {
    await page.close();
  }
}

function frameOf(page, number) {
  return page.frames().find((frame) => frame.url().endsWith(`.guest.html?number=${number}`));
}

/** Waits until a page has had its first answer. */
async function ready(page, number) {
  for (const begun = performance.now(); performance.now() - begun < PATIENCE_MS; ) {
    try {
      const frame = frameOf(page, number);
      if (frame && (await frame.evaluate(() => globalThis.isReady))) return;
    } catch (error) {
      // Between two documents.
      if (!/context was destroyed|detached|Cannot find context/.test(String(error))) throw error;
    }
    await page.waitForTimeout(5);
  }
  throw new Error(`page ${number} has no answer after ${PATIENCE_MS} ms`);
}

/** Tells so many frames the same arrays; answers events a second, until the last frame has the last. */
async function told(page, frames, batch) {
  const rates = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = await heard(page, frames);
    const begun = await page.evaluate(
      ([arrays, size]) => {
        const made = (globalThis.made ??= new Map());
        if (!made.has(size)) made.set(size, Array.from({ length: arrays }, () => globalThis.bench.events(size)));
        return globalThis.bench.tell(made.get(size));
      },
      [ARRAYS, batch],
    );
    const wanted = before.map(({ events }) => events + ARRAYS * batch);
    let after;
    do {
      await page.waitForTimeout(10);
      after = await heard(page, frames);
    } while (after.some(({ events }, at) => events < wanted[at]));
    if (after.some(({ events }, at) => events > wanted[at])) throw new Error('a page was told twice');
    const took = Math.max(...after.map(({ last }) => last)) - begun;
    rates.push((1000 * frames * ARRAYS * batch) / took);
    await page.evaluate(() => globalThis.bench.rest());
  }
  return median(rates);
}

async function heard(page, frames) {
  const numbers = Array.from({ length: frames }, (_, number) => number);
  return await Promise.all(
    numbers.map((number) => frameOf(page, number).evaluate(() => ({ events: globalThis.heard.events, last: globalThis.heard.last }))),
  );
}

/** One frame of those reloads itself again and again while events go on: how soon it is answered, and what it missed. */
async function reloadStorm(page, file) {
  const answers = [];
  let next = 1;
  const tell = async () => {
    await page.evaluate((first) => globalThis.bench.tell([globalThis.bench.events(10, first)]), next);
    next += 10;
  };
  // Its own count begins with what it hears first.
  await tell();
  for (let reload = 0; reload < RELOADS; reload += 1) {
    await tell();
    await page.evaluate((number) => globalThis.bench.reload(number), 0);
    await frameOf(page, 0).evaluate(() => {
      globalThis.isReady = undefined;
      setTimeout(() => location.reload());
    });
    await tell();
    await ready(page, 0);
    answers.push(await frameOf(page, 0).evaluate(() => globalThis.firstAnswerMs));
  }
  await tell();
  await page.waitForTimeout(100);
  const told = await frameOf(page, 0).evaluate(() => globalThis.heard.numbers);
  const seen = [...told, ...(await page.evaluate(() => globalThis.bench.heardBefore()))];
  const different = new Set(seen).size;
  return { answer: median(answers), lost: next - 1 - different, doubled: seen.length - different, file };
}

function report() {
  const pick = (name, of) => median(measured.get(name).map(of));
  const names = [...RAW, ...chosen].map(({ name }) => name);
  const port = pick('raw MessagePort', ({ roundTrip }) => roundTrip);
  const raw = (of) => pick('raw postMessage', of);
  const rows = names.map((name) => {
    const library = [...RAW, ...LIBRARIES].find((one) => one.name === name);
    const roundTrip = pick(name, (one) => one.roundTrip);
    const fan = (key) => pick(name, ({ fanOut }) => fanOut[key]);
    return {
      name,
      roundTrip,
      'trip/port': roundTrip / port,
      fan8: fan(8),
      fan32: fan(32),
      'fan 8/raw': fan(8) / raw(({ fanOut }) => fanOut[8]),
      'fan 32/raw': fan(32) / raw(({ fanOut }) => fanOut[32]),
      'unbatched 8/raw': fan('8 unbatched') / raw(({ fanOut }) => fanOut['8 unbatched']),
      'unbatched 32/raw': fan('32 unbatched') / raw(({ fanOut }) => fanOut['32 unbatched']),
      firstAnswer: pick(name, (one) => one.firstAnswer),
      reload: pick(name, ({ storm }) => storm.answer),
      lost: Math.max(...measured.get(name).map(({ storm }) => storm.lost)),
      doubled: Math.max(...measured.get(name).map(({ storm }) => storm.doubled)),
      flooded: pick(name, (one) => one.flooded / one.calm),
      bytes: bytesOfGuest(library),
    };
  });
  const columns = [
    ['', 20, ({ name }) => name],
    ['trip ms', 8, ({ roundTrip }) => roundTrip.toFixed(3)],
    ['/port', 6, (row) => row['trip/port'].toFixed(2)],
    ['fan-out to 8, /raw', 19, (row) => row['fan 8/raw'].toFixed(2)],
    ['to 32, /raw', 12, (row) => row['fan 32/raw'].toFixed(2)],
    ['one by one 8', 13, (row) => row['unbatched 8/raw'].toFixed(2)],
    ['32', 6, (row) => row['unbatched 32/raw'].toFixed(2)],
    ['first answer ms', 16, ({ firstAnswer }) => firstAnswer.toFixed(1)],
    ['after a reload', 15, ({ reload }) => reload.toFixed(1)],
    ['lost', 6, ({ lost }) => lost],
    ['doubled', 8, ({ doubled }) => doubled],
    ['p99 flooded/calm', 17, ({ flooded }) => flooded.toFixed(1)],
    ['guest B', 8, ({ bytes }) => bytes],
  ];
  const line = (cells) => cells.map((cell, at) => (at ? String(cell).padStart(columns[at][1]) : String(cell).padEnd(columns[at][1]))).join(' ');
  console.log(line(columns.map(([title]) => title)));
  for (const row of rows) console.log(line(columns.map(([, , of]) => of(row))));

  const row = (name) => rows.find((one) => one.name === name);
  const rivals = rows.filter(({ name }) => !name.startsWith('ours') && !name.startsWith('raw'));
  const ours = rows.filter(({ name }) => name.startsWith('ours'));
  if (rivals.length === 0 || ours.length === 0) return;
  const best = (some, of, better) => some.map(of).reduce((one, other) => better(one, other));
  const trip = best(ours, (one) => one['trip/port'], Math.min);
  const rivalTrip = best(rivals, (one) => one['trip/port'], Math.min);
  const fan = Math.min(
    ...['fan8', 'fan32'].map((key) => best(ours, (one) => one[key], Math.max) / best(rivals, (one) => one[key], Math.max)),
  );
  const lost = Math.max(...ours.map((one) => one.lost + one.doubled));
  const bytes = row('ours').bytes / row('penpal').bytes;
  const goal = (met) => (met ? 'met' : 'missed');
  console.log(`round trip/port at most 1.3: ${goal(trip <= 1.3)}; below the best rival's: ${goal(trip < rivalTrip)}`);
  console.log(`fan-out at least the best rival's: ${goal(fan >= 1)}; lost or doubled none: ${goal(lost === 0)}; guest at most penpal's: ${goal(bytes <= 1)}`);
  console.log(
    `round trip ours/port ${trip.toFixed(2)}, best rival/port ${rivalTrip.toFixed(2)}; ` +
      `fan-out ours/best rival ${fan.toFixed(2)}; lost ${lost}; guest bytes ours/penpal ${bytes.toFixed(2)}`,
  );
}

function median(numbers) {
  return quantile(numbers, 0.5);
}

function quantile(numbers, part) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}
