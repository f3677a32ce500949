import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { connect, PageError, type ConnectOptions, type PageEvent } from '../src/index';
import { ACKNOWLEDGE, AVAILABLE, CALL, DESK, FakeWindow, HostWindow, max } from './windows';

let host: HostWindow;
let frame: FakeWindow;
beforeEach(() => {
  vi.useFakeTimers();
  host = new HostWindow();
  frame = new FakeWindow(host);
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (options: Partial<ConnectOptions> = {}) =>
  connect({ subscribe: ['agent', 'contacts'], hosts: [DESK], window: frame.window, ...options });
const code = async (answer: Promise<unknown>) =>
  await answer.then(
    () => 'no error',
    (error: unknown) => (error instanceof PageError ? error.code : error),
  );

describe('a registration', () => {
  test('is what a page written by hand posts, to the letter', () => {
    open({ contactId: 41, issuer: 'MyTestSite' });
    open();
    open({ contactId: '41', subscribe: ['all'] });
    expect(host.texts()).toEqual([
      '{"contactId":41,"issuer":"MyTestSite","messageType":"RegisterForClientEvents","subscriptionTypes":["agent","contacts"]}',
      '{"messageType":"RegisterForClientEvents","subscriptionTypes":["agent","contacts"]}',
      '{"contactId":"41","messageType":"RegisterForClientEvents","subscriptionTypes":["all"]}',
    ]);
  });

  test('is answered wherever the acknowledgement stands', async () => {
    const page = open();
    frame.deliver(max([AVAILABLE, { ...ACKNOWLEDGE, contactId: 41 }]));
    expect(await page.ready).toEqual({ contactId: 41, issuer: 'MAX', origin: DESK, extensions: [], recovered: false });
  });

  test.each([
    ['Invalid Contact Id', 'invalid-contact-id'],
    ['Invalid Subscription Types', 'invalid-subscription-types'],
    ['Invalid Subscription Types.', 'invalid-subscription-types'],
    ['Out of order', 'refused'],
  ])('that is refused with %s is the error %s', async (reason, expected) => {
    const page = open();
    frame.deliver(max([{ ...ACKNOWLEDGE, status: 'ERROR', reason }]));
    expect(await code(page.ready)).toBe(expected);
    await expect(page.ready).rejects.toThrow(reason);
  });

  test('without an answer is an error, not silence', async () => {
    const page = open({ timeoutMs: 500 });
    const answer = code(page.ready);
    await vi.advanceTimersByTimeAsync(500);
    expect(await answer).toBe('no-answer');
    // A host that answers late is heard all the same.
    frame.deliver(max([ACKNOWLEDGE, AVAILABLE]));
    expect(page.state.agent?.CurrentState).toBe('Available');
  });

  test('is waited for from the load of the document on: a page that reloads is answered there', async () => {
    frame.document.readyState = 'interactive';
    const page = open({ timeoutMs: 500 });
    const answer = code(page.ready);
    await vi.advanceTimersByTimeAsync(2_000);
    frame.document.readyState = 'complete';
    frame.deliver(max([ACKNOWLEDGE]));
    expect(await answer).toBe('no error');
  });

  test('of something else unregisters first; one waits for the other', async () => {
    const page = open({ subscribe: ['agent'] });
    const second = page.register({ subscribe: ['contact'], contactId: 41 });
    const third = page.register({ subscribe: ['all'] });
    expect(host.heard).toHaveLength(1);
    frame.deliver(max([ACKNOWLEDGE, AVAILABLE]));
    await page.ready;
    await vi.advanceTimersByTimeAsync(0);
    expect(host.texts().slice(1)).toEqual([
      '{"messageType":"UnregisterFromClientEvents"}',
      '{"contactId":41,"messageType":"RegisterForClientEvents","subscriptionTypes":["contact"]}',
    ]);
    frame.deliver(max([{ ...ACKNOWLEDGE, contactId: 41 }]));
    expect(await second).toMatchObject({ contactId: 41 });
    expect(page.state).toMatchObject({ contactId: 41, agent: null });
    await vi.advanceTimersByTimeAsync(0);
    frame.deliver(max([ACKNOWLEDGE, CALL]));
    await third;
    expect(page.state).toMatchObject({ contactId: null });
    expect([...page.state.contacts.keys()]).toEqual([41]);
  });

  test('after a refused one has nothing to unregister', async () => {
    const page = open({ contactId: 0 });
    frame.deliver(max([{ ...ACKNOWLEDGE, status: 'ERROR', reason: 'Invalid Contact Id' }]));
    expect(await code(page.ready)).toBe('invalid-contact-id');
    void page.register({ subscribe: ['agent'] });
    await vi.advanceTimersByTimeAsync(0);
    expect(host.heard.map(({ data }) => data['messageType'])).toEqual(['RegisterForClientEvents', 'RegisterForClientEvents']);
  });

  test('is not made without subscribe, until it is asked for', async () => {
    const page = connect({ hosts: [DESK], window: frame.window });
    expect(host.heard).toEqual([]);
    const registered = page.register({ subscribe: ['all'] });
    frame.deliver(max([ACKNOWLEDGE]));
    expect((await registered).issuer).toBe('MAX');
  });
});

describe('who is heard', () => {
  test.each([
    ['missing', undefined],
    ['empty', []],
    ['any', ['*']],
    ['with a path', ['https://desk.example/']],
    ['no address', ['desk.example']],
  ])('hosts that are %s are refused at once', (_, hosts) => {
    expect(() => open({ hosts: hosts as string[] })).toThrow(PageError);
    expect(host.heard).toEqual([]);
  });

  test('the hosts alone, in their own window', async () => {
    const page = open();
    const heard: PageEvent[] = [];
    page.on('*', (event) => heard.push(event));
    frame.deliver(max([ACKNOWLEDGE]), 'https://elsewhere.example');
    frame.deliver(max([ACKNOWLEDGE]), DESK, {});
    for (const foreign of [null, 'text', 5, [], {}, { events: [CALL] }, { issuer: 'crm', events: [CALL] }, { issuer: 'MAX', events: {} }]) {
      frame.deliver(foreign);
    }
    frame.deliver(max([null, 'text', 7] as unknown as object[]));
    expect(heard).toEqual([]);
    frame.deliver(max([ACKNOWLEDGE]));
    expect(heard).toHaveLength(1);
    await page.ready;
  });

  test.each(['MAX', 'CXA', 'CXoneAgent'])('the issuer %s', async (issuer) => {
    const page = open({ subscribe: ['agent'] });
    frame.deliver({ issuer, contactId: 0, events: [{ ...ACKNOWLEDGE, contactId: 0 }] });
    expect(await page.ready).toMatchObject({ issuer, contactId: null });
  });

  test('a pop-out’s opener', async () => {
    frame = new FakeWindow(host, 'pop-out');
    const page = open();
    frame.deliver(max([ACKNOWLEDGE]));
    expect((await page.ready).origin).toBe(DESK);
  });

  test('each of several hosts is tried, and then the one that answered alone', async () => {
    const tried: string[] = [];
    host.postMessage = (_, target) => void tried.push(target);
    const page = open({ hosts: ['https://other.example', DESK] });
    frame.deliver(max([ACKNOWLEDGE]));
    await page.ready;
    await page.answer();
    expect(tried).toEqual(['https://other.example', DESK, DESK]);
  });

  test('a browser that says who embeds the page spares the others', async () => {
    frame.location.ancestorOrigins = [DESK];
    const tried: string[] = [];
    host.postMessage = (_, target) => void tried.push(target);
    open({ hosts: ['https://other.example', DESK] });
    expect(tried).toEqual([DESK]);
    expect(await code(open({ hosts: ['https://other.example'] }).ready)).toBe('host-not-listed');
  });

  test('nobody, where nothing embeds the page', async () => {
    frame.parent = frame;
    const page = open();
    expect(await code(page.ready)).toBe('not-embedded');
    expect(await code(page.hold())).toBe('not-embedded');
    expect(await code(page.register({ subscribe: ['all'] }))).toBe('not-embedded');
    // As on a server, where there is no window.
    const { window: _, ...options } = { subscribe: ['all'], hosts: [DESK], window: 0 } as const;
    expect(await code(connect(options).ready)).toBe('not-embedded');
  });
});

describe('events', () => {
  test('come to listeners by name, as they came', () => {
    const page = open();
    const calls: unknown[] = [];
    const all: string[] = [];
    const end = page.on('CallContactEvent', (event) => calls.push(event));
    page.on('*', (event) => all.push('Type' in event ? event.Type : event.messageType));
    page.on('VoiceMailContactEvent', (event: object) => calls.push(event));
    frame.deliver(max([ACKNOWLEDGE, AVAILABLE, CALL]));
    frame.deliver(max([{ Type: 'VoiceMailContactEvent', ContactID: '42' }]));
    end();
    frame.deliver(max([CALL]));
    expect(calls).toEqual([CALL, { Type: 'VoiceMailContactEvent', ContactID: '42' }]);
    expect(all).toEqual(['ClientEventSubscriptionAcknowledge', 'AgentState', 'CallContactEvent', 'VoiceMailContactEvent', 'CallContactEvent']);
  });

  test('a listener that throws stops nobody, and is reported', async () => {
    vi.useRealTimers();
    const page = open();
    const reported: string[] = [];
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (error: Error) => reported.push(error.message));
    const states: unknown[] = [];
    page.on('AgentState', () => {
      throw new Error('broken');
    });
    page.on('AgentState', () => states.push(page.state.agent?.CurrentState));
    page.subscribe(() => {
      throw new Error('broken too');
    });
    frame.deliver(max([ACKNOWLEDGE, AVAILABLE]));
    expect(states).toEqual(['Available']);
    await page.ready;
    await new Promise((done) => setTimeout(done));
    expect(reported).toEqual(['broken', 'broken too']);
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  });

  test('come to a loop, whole and in order, and end with the connection', async () => {
    const page = open();
    const loop = (async () => {
      const names: string[] = [];
      for await (const event of page) names.push('Type' in event ? event.Type : event.messageType);
      return names;
    })();
    frame.deliver(max([ACKNOWLEDGE, AVAILABLE]));
    frame.deliver(max([CALL, CALL]));
    await page.ready;
    page.close();
    expect(await loop).toEqual(['ClientEventSubscriptionAcknowledge', 'AgentState', 'CallContactEvent', 'CallContactEvent']);
  });

  test('a loop that is left hears no more; one that is not read is ended with an error', async () => {
    const page = open();
    const unread = page[Symbol.asyncIterator]();
    for await (const event of (frame.deliver(max([])), queueMicrotask(() => frame.deliver(max([ACKNOWLEDGE]))), page)) {
      expect(event).toEqual(ACKNOWLEDGE);
      break;
    }
    for (let time = 0; time <= 500; time += 1) frame.deliver(max(Array.from({ length: 20 }, () => CALL)));
    expect(await code(unread.next())).toBe('too-slow');
  });
});

describe('the end', () => {
  test('close unregisters, and answers everything with an error', async () => {
    const page = open();
    const answer = code(page.ready);
    page.close();
    expect(await answer).toBe('closed');
    expect(host.texts()[1]).toBe('{"messageType":"UnregisterFromClientEvents"}');
    frame.deliver(max([ACKNOWLEDGE, AVAILABLE]));
    expect(page.state.agent).toBeNull();
    expect(await code(page.register({ subscribe: ['all'] }))).toBe('closed');
    expect(await code(page.hold())).toBe('closed');
    expect(host.heard).toHaveLength(2);
  });

  test('a document that goes unregisters and leaves nothing behind', async () => {
    const page = open();
    frame.deliver(max([ACKNOWLEDGE]));
    await page.ready;
    frame.hide();
    expect(host.texts()[1]).toBe('{"messageType":"UnregisterFromClientEvents"}');
    expect(vi.getTimerCount()).toBe(0);
    const heard = vi.fn();
    page.on('*', heard);
    frame.deliver(max([ACKNOWLEDGE, CALL]));
    frame.hide(true);
    frame.show();
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).not.toHaveBeenCalled();
    expect(host.heard).toHaveLength(2);
  });

  test('a document that comes back from the browser’s cache registers again', async () => {
    const page = open();
    frame.deliver(max([ACKNOWLEDGE, CALL]));
    await page.ready;
    frame.hide(true);
    frame.show();
    await vi.advanceTimersByTimeAsync(0);
    expect(host.heard.map(({ data }) => data['messageType'])).toEqual([
      'RegisterForClientEvents',
      'UnregisterFromClientEvents',
      'RegisterForClientEvents',
    ]);
    frame.deliver(max([ACKNOWLEDGE]));
    expect(page.state.contacts.size).toBe(0);
  });
});
