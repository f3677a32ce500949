// A page with the package reloads in every way there is, in the midst of a stream: its listeners are told each event once.

import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';

import { serveHarness, type HarnessServer } from '../fixtures/harness_server.js';

const PACKAGE = new URL('../../sdk/dist/cordboard-page.js', import.meta.url);
const RELOADS = 32;

/** What the page says of itself to its host, beside the protocol. */
interface Said {
  readonly number?: number;
  readonly recovered?: boolean;
  readonly fault?: string;
}

declare global {
  // eslint-disable-next-line no-var
  var said: Said[];
  // eslint-disable-next-line no-var
  var resume: { open(count: number, origin: string): Promise<void>; stream(everyMs: number): void; reload(number: number, byItself: boolean): Promise<void> };
}

/** Reports each event as it is told, so that nothing of the page's own outlives its document. */
const page = (extensions: readonly string[]): string => `<!doctype html>
<a id="self" href="?again">again</a><form id="form" method="post"><input name="a" value="b"></form>
<script>${readFileSync(PACKAGE, 'utf8')}</script>
<script>
  const say = (said) => parent.postMessage({ harness: 'said', ...said }, '*');
  const ways = {
    reload: () => location.reload(),
    link: () => document.getElementById('self').click(),
    form: () => document.getElementById('form').submit(),
    address: () => (location.href = location.pathname + '?' + Math.random()),
    replaced: () => location.replace(location.pathname + '?' + Math.random()),
    history: () => history.go(0),
  };
  addEventListener('message', ({ data }) => ways[data.harness]?.());
  const page = CordboardPage.connect({
    subscribe: ['all'], hosts: [location.ancestorOrigins[0]], extensions: ${JSON.stringify(extensions)},
  });
  page.on('Numbered', ({ Number: number }) => say({ number: Number(number) }));
  page.ready.then(({ recovered }) => say({ recovered }), ({ code }) => code !== 'closed' && say({ fault: code }));
</script>`;

let server: HarnessServer | undefined;
test.afterEach(() => server?.stop());

for (const extensions of [['sequence'], ['sequence', 'port']]) {
  test(`P49: a page with the package and ${extensions.join(', ')} is told everything once, however it is reloaded`, async ({ page: host }) => {
    await host.addInitScript(() => {
      globalThis.said = [];
      if (window.top === window) {
        addEventListener('message', ({ data }) => data?.harness === 'said' && said.push(data as Said), { capture: true });
      }
    });
    server = await serveHarness(1, { '/resume_page.html': page(extensions) });
    await host.goto(`${server.host}/resume.html`);
    await host.waitForFunction(() => 'resume' in globalThis);
    await host.evaluate((origin) => resume.open(1, origin), server.origins[0]!);
    const said = await host.evaluate(async (reloads) => {
      const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
      const frame = document.querySelector('iframe')!;
      const ways = ['reload', 'link', 'form', 'address', 'replaced', 'history', 'desktop', 'src'];
      resume.stream(4);
      await pause(200);
      for (let reload = 0; reload < reloads; reload += 1) {
        const way = ways[reload % ways.length]!;
        const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
        if (way === 'desktop') void resume.reload(0, false);
        else if (way === 'src') frame.src = frame.src;
        else frame.contentWindow!.postMessage({ harness: way }, '*');
        await loaded;
        // Also before it has been answered, and in the midst of what it missed.
        await pause((reload * 37) % 120);
      }
      await pause(500);
      resume.stream(0);
      await pause(1_000);
      return globalThis.said;
    }, RELOADS);
    expect(said.filter(({ fault }) => fault)).toEqual([]);
    const numbers = said.flatMap(({ number }) => (number === undefined ? [] : [number]));
    expect(numbers.length).toBeGreaterThan(200);
    expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! + at));
    const recovered = said.flatMap((one) => (one.recovered === undefined ? [] : [one.recovered]));
    expect(recovered.length).toBeGreaterThan(RELOADS / 3);
    expect(recovered).toEqual(recovered.map((_, at) => at > 0));
  });
}
