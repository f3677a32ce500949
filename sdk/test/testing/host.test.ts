// What a page's author writes: the page under test says `connect`, and the test says what happens.

import { afterEach, expect, test, vi } from 'vitest';

import { connect } from '../../src/index';
import { openHost, type PageHost } from '../../src/testing/index';

let host: PageHost;
const open = (options: Parameters<typeof openHost>[0] = {}) => (host = openHost({ panel: 41, grants: ['call-commands', 'contact-card'], ...options }));
afterEach(() => host.close());

test('a page is told of its call, and drives it', async () => {
  open();
  const page = connect({ subscribe: ['agent', 'contact'], hosts: [host.origin] });
  expect(await page.ready).toMatchObject({ contactId: 41, issuer: 'MAX' });
  host.rings(41, { ANI: '+15551230007' });
  host.rings(42);
  host.focus(41);
  await host.settled();
  expect([...page.state.contacts.keys()], 'of its own contact alone').toEqual([41]);
  expect(page.state.contacts.get(41)).toMatchObject({ Status: 'Incoming', ANI: '+15551230007' });

  for (const act of [page.answer, page.hold, page.hold, page.mask, page.mask, page.mute, page.mute, page.record, page.record]) {
    await act();
    await host.settled();
  }
  expect(page.state.contacts.get(41)).toMatchObject({ Status: 'Active', IsLogging: true });
  await page.hangUp();
  await host.settled();
  expect(host.commands.map(({ command }) => command)).toEqual(['answer', 'hold', 'resume', 'mask', 'unmask', 'mute', 'unmute', 'record', 'hang-up']);
  expect(host.notes).toEqual([{ note: 'command-ignored', detail: 'already-recording' }]);
  expect(page.state.contacts.size).toBe(0);
});

test('a misspelt word has no effect, and the host says what was meant', async () => {
  open();
  (window.opener as Window).postMessage({ messageType: 'RegisterForClientEvent', subscriptionTypes: ['all'] }, '*');
  await host.settled();
  expect(host.told).toEqual([]);
  expect(host.notes[0]?.note).toBe('near-miss');
});

test('a page written by hand is heard as well', async () => {
  open();
  const heard: unknown[] = [];
  window.addEventListener('message', (event) => heard.push(event.data));
  (window.opener as Window).postMessage({ messageType: 'RegisterForClientEvents', subscriptionTypes: ['agents', 'agent'] }, '*');
  await host.settled();
  expect(host.warnings).toEqual(['Invalid subscription type: [agents]']);
  expect(heard).toEqual(host.told);
  expect(host.told[0]?.events[0]).toMatchObject({ status: 'OK', contactId: 41 });
});

test('cards, tokens and what is not granted', async () => {
  open({ grants: ['contact-card', 'session-token'], sessionToken: 't1' });
  const page = connect({ subscribe: ['sessioninfo'], hosts: [host.origin] });
  expect(await page.sessionToken()).toBe('t1');
  host.rings(41);
  await page.card({ name: 'Ann' });
  await page.card({ userImg: 'https://crm.example/ann.png' });
  await page.card({ userImg: 'ann.png' });
  await page.answer();
  await host.settled();
  expect(host.cards.get(41)).toEqual({ name: 'Ann', userImg: 'https://crm.example/ann.png' });
  expect(host.commands).toEqual([]);
  expect(host.notes.map(({ note, detail }) => `${note} ${detail}`)).toEqual(['card-refused picture-address', 'not-granted call-commands']);
});

test('where the desk does not obey, the test says what happens', async () => {
  open({ obeys: false });
  const page = connect({ subscribe: ['contact'], hosts: [host.origin] });
  host.rings(41);
  await page.answer();
  await host.settled();
  expect(page.state.contacts.get(41)?.Status).toBe('Incoming');
  expect(host.commands).toEqual([{ command: 'answer', contact: 41 }]);
});

test('a page that reloads registers anew and knows all again', async () => {
  open();
  const before = connect({ subscribe: ['contact'], hosts: [host.origin] });
  host.rings(41);
  await before.ready;
  host.reload();
  await expect(before.hold()).rejects.toMatchObject({ code: 'closed' });
  const page = connect({ subscribe: ['contact'], hosts: [host.origin] });
  await page.ready;
  expect([...page.state.contacts.keys()]).toEqual([41]);
});

test('what became of a command, to which contact the agent turns, whether the page is seen', async () => {
  open();
  const page = connect({ subscribe: ['all'], hosts: [host.origin], extensions: ['receipts', 'focus', 'lifecycle'] });
  expect((await page.ready).extensions).toEqual(['receipts', 'focus', 'lifecycle']);
  host.rings(41);
  expect(await page.answer()).toMatchObject({ status: 'done', reason: null });
  expect(await page.hold({ on: true })).toMatchObject({ status: 'done' });
  expect(await page.hold({ on: true })).toMatchObject({ status: 'done', reason: 'already' });
  await expect(page.answer()).rejects.toMatchObject({ code: 'command-ignored', message: 'AnswerEvent: ignored, no-dialog.' });
  await expect(page.card({ userImg: 'ann.png' })).rejects.toMatchObject({ code: 'command-refused' });
  expect(page.state).toMatchObject({ focus: 41, page: 'shown' });
  host.focus(null);
  host.show(false);
  await host.settled();
  expect(page.state).toMatchObject({ focus: null, page: 'hidden' });
});

test('a page that reloads goes on with what it missed', async () => {
  open();
  Object.assign(window, { name: '' });
  const options = { subscribe: ['all' as const], hosts: [host.origin], extensions: ['sequence' as const] };
  const before = connect(options);
  await before.ready;
  host.rings(41);
  await host.settled();
  host.reload();
  host.happens({ Type: 'Indicator', ContactID: '41', Name: 'missed' });
  host.rings(42);
  const page = connect(options);
  const heard: string[] = [];
  page.on('*', (event) => heard.push('Type' in event ? event.Type : event.messageType));
  expect(await page.ready).toMatchObject({ recovered: true });
  await host.settled();
  expect(heard).toEqual(['Indicator', 'CallContactEvent']);
  expect([...page.state.contacts.keys()]).toEqual([41, 42]);
});

test('a page with a port of its own', async () => {
  open();
  const page = connect({ subscribe: ['all'], hosts: [host.origin], extensions: ['port'] });
  expect((await page.ready).extensions).toEqual(['port']);
  host.rings(41);
  await host.settled();
  await page.answer();
  await host.settled();
  expect(host.commands).toEqual([{ command: 'answer', contact: 41 }]);
  await expect.poll(() => page.state.contacts.get(41)?.Status).toBe('Active');
});

test('a host that is not listed is silent, and says so in time', async () => {
  vi.useFakeTimers();
  open();
  const page = connect({ subscribe: ['all'], hosts: ['https://other.example'] });
  const answer = expect(page.ready).rejects.toMatchObject({ code: 'no-answer' });
  await vi.advanceTimersByTimeAsync(10_000);
  await answer;
  vi.useRealTimers();
});

test('a host leaves nothing behind', () => {
  const hadWindow = 'window' in globalThis;
  open();
  host.close();
  expect('window' in globalThis).toBe(hadWindow);
  host = openHost();
});

test('a host that is closed says so, and may be closed again', async () => {
  open({ grants: ['session-token', 'call-commands'] });
  const page = connect({ subscribe: ['all'], hosts: [host.origin] });
  await page.ready;
  host.rings(41);
  await host.settled();
  const hold = page.answer();
  hold.catch(() => undefined);
  host.reload();
  host.close();
  // What was under way ends in silence.
  await host.settled();
  host.close();
  const said = /desktop is closed.*openHost/;
  expect(() => host.rings(42)).toThrow(said);
  expect(() => host.focus(null)).toThrow(said);
  expect(() => host.show(false)).toThrow(said);
  expect(() => host.reload()).toThrow(said);
  expect(() => host.play({ wait: true })).toThrow(said);
});
