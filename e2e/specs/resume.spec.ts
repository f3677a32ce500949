// Pages that come back (P48, P49): with the shipped page bridge in the midst of a stream, and in the desktop itself.

import type { CDPSession } from '@playwright/test';

import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';
import { type HarnessServer, serveHarness } from '../fixtures/harness_server.js';

const FRAMES = 8;
const RELOADS = 100;

interface Report {
  next: number;
  documents: number;
  recovered: number;
  faults: string[];
}
interface Resume {
  open: (frames: number, origin: string) => Promise<void>;
  tell: () => void;
  stream: (everyMs: number) => void;
  reload: (frame: number, byItself: boolean) => Promise<void>;
  settled: () => Promise<{ told: number; reports: Report[]; wasmBytes: number }>;
}
declare const resume: Resume;

let server: HarnessServer;
test.beforeAll(async () => {
  server = await serveHarness(1);
});
test.afterAll(() => server.stop());

/** What the host's window holds when all that can go has gone. */
async function held(cdp: CDPSession): Promise<Record<string, number>> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const wanted = ['Frames', 'Documents', 'Nodes', 'JSEventListeners', 'JSHeapUsedSize'];
  const found = metrics.filter(({ name }) => wanted.includes(name));
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

test('P48, P49: a hundred reloads of one frame of eight in a stream lose and double nothing, and leave nothing behind', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${server.host}/resume.html`);
  await page.waitForFunction(() => 'resume' in globalThis);
  await page.evaluate(async ([frames, origin]) => await resume.open(frames, origin), [FRAMES, server.origins[0]!] as const);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');

  const reloads = async (count: number): Promise<void> => {
    await page.evaluate(async (times) => {
      resume.stream(4);
      for (let time = 0; time < times; time += 1) await resume.reload(3, time % 2 === 0);
    }, count);
  };
  // As much is kept as ever will be, and the reloads are warm.
  await page.evaluate(() => {
    for (let time = 0; time < 1_000; time += 1) resume.tell();
  });
  await reloads(20);
  const warm = await page.evaluate(async () => await resume.settled());
  const before = await held(cdp);

  await reloads(RELOADS);
  const { told, reports, wasmBytes } = await page.evaluate(async () => await resume.settled());
  const after = await held(cdp);

  expect(told - warm.told, 'it was a stream').toBeGreaterThan(RELOADS);
  for (const report of reports) {
    expect(report.faults).toEqual([]);
    expect(report.next).toBe(told);
  }
  expect(reports.map(({ documents }) => documents)).toEqual([1, 1, 1, 1 + 20 + RELOADS, 1, 1, 1, 1]);
  // Some documents have gone before they had dealt with their acknowledgement.
  expect(reports[3]!.recovered).toBeGreaterThan(RELOADS / 4);
  for (const name of ['Frames', 'Documents', 'JSEventListeners', 'Nodes']) {
    expect(after[name], name).toBeLessThanOrEqual(before[name]!);
  }
  // A document or a log that stayed at each reload would be far more.
  expect(wasmBytes - warm.wasmBytes, 'the memory of WebAssembly').toBeLessThanOrEqual(4 * 64 * 1024);
  expect(after.JSHeapUsedSize! - before.JSHeapUsedSize!, 'the heap').toBeLessThan(512 * 1024);
});

test('P49: a panel that reloads itself in a call gets what it missed and nothing else', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/comes_back.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', name: 'CRM', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  expect(await crm.acknowledgement()).toMatchObject({ extensions: ['sequence'], contactId });
  await desk.api.contact(contactId, 'accept');
  await crm.event({ Type: 'CallContactEvent', Status: 'Active' });

  // Neither its own reload nor the desktop's is missed.
  field.holdSlow();
  await desk.reloadItself(crm);
  await desk.api.contact(contactId, 'hold');
  await desk.warned('Error processing Client Even Subscription. Issuer: [undefined] has already subscribed.');
  field.letSlowGo();
  expect(await crm.acknowledgement()).toMatchObject({ status: 'OK', recovered: true });
  await crm.event({ Type: 'CallContactEvent', Status: 'Holding' });
  await desk.reloadPage('CRM');
  await desk.api.contact(contactId, 'resume');
  await expect.poll(async () => (await crm.acknowledgements()).map(({ recovered }) => recovered)).toEqual([true]);
  await crm.event({ Type: 'CallContactEvent', Status: 'Active' });

  const kept = await crm.frame.evaluate(() => JSON.parse(window.name) as { statuses: string[] });
  expect(kept.statuses).toEqual(['Incoming', 'Active', 'Holding', 'Active']);
});

test('P49: a popped-out page is told that it may have missed something when the desktop was reloaded', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/comes_back.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  await (await desk.pageAt('base')).acknowledgement();
  const popped = await desk.pageAt('base', await desk.popOut('Knowledge'));
  await popped.acknowledgement();
  await desk.reload();
  expect(await popped.acknowledgement(1)).toMatchObject({ extensions: ['sequence'], recovered: false });
  await desk.api.setState('Unavailable', 'Break');
  await popped.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
});
