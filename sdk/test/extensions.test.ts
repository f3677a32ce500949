// What the extensions change (section 7 of the page protocol), where a host grants them.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { connect, type Extension, type PageEvent } from '../src/index';
import { ACKNOWLEDGE, AVAILABLE, CALL, DESK, FakeWindow, HostWindow, max } from './windows';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

function opened(extensions: Extension[], frame = new FakeWindow(new HostWindow())) {
  const page = connect({ subscribe: ['all'], hosts: [DESK], extensions, window: frame.window });
  const heard: PageEvent[] = [];
  page.on('*', (event) => heard.push(event));
  return { host: frame.host, frame, page, heard };
}

const granted = (extensions: Extension[], more: object = {}) => ({ ...ACKNOWLEDGE, extensions, ...more });
const lastHeard = (host: HostWindow) => host.heard.at(-1)!.data;

describe('receipts', () => {
  async function commanded(answer: object) {
    const { host, frame, page } = opened(['receipts']);
    const done = page.hold({ on: true, contactId: 41 });
    // Whether it may ask for a receipt, and for a state, only the acknowledgement says.
    expect(host.heard).toHaveLength(1);
    frame.deliver(max([granted(['receipts'])]));
    await page.ready;
    await vi.advanceTimersByTimeAsync(0);
    const { requestId, ...command } = lastHeard(host);
    expect(command).toEqual({ messageType: 'HoldEvent', contactId: 41, on: true });
    frame.deliver(max([{ messageType: 'CommandReceipt', requestId: 'of another', status: 'refused', reason: null }]));
    frame.deliver(max([{ messageType: 'CommandReceipt', requestId, ...answer }]));
    return done;
  }

  test('a command that is done says so', async () => {
    expect(await commanded({ status: 'done', reason: 'already' })).toMatchObject({ status: 'done', reason: 'already' });
  });

  test.each([
    ['ignored', 'button-off', 'command-ignored'],
    ['refused', 'not-granted', 'command-refused'],
    ['timeout', 'no-answer', 'command-timeout'],
  ])('one that is %s is an error with the reason', async (status, reason, code) => {
    await expect(commanded({ status, reason })).rejects.toMatchObject({ code, message: `HoldEvent: ${status}, ${reason}.` });
  });

  test('each has an id of its own, and none is waited for in vain', async () => {
    const { host, frame, page } = opened(['receipts']);
    frame.deliver(max([granted(['receipts'])]));
    await page.ready;
    const silent = [page.mute(), page.card({ name: 'Ann' })].map((done) => expect(done).rejects.toMatchObject({ code: 'no-answer' }));
    await vi.advanceTimersByTimeAsync(0);
    const [mute, card] = host.heard.slice(1).map(({ data }) => data['requestId']);
    expect(mute).not.toBe(card);
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(silent);
    const ended = expect(page.hold()).rejects.toMatchObject({ code: 'closed' });
    await vi.advanceTimersByTimeAsync(0);
    page.close();
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('sequence', () => {
  const SESSION_INFO = { messageType: 'SessionInfo', sessionToken: 'secret' };
  const numbered = (epoch: string, seq: number, ...events: object[]) => max(events, { epoch, seq });

  test('a name that only looks like ours is nobody’s place', async () => {
    const named = new FakeWindow(new HostWindow());
    named.name = 'cordboard-page';
    const { host } = opened(['sequence'], named);
    expect(lastHeard(host)).not.toHaveProperty('resume');
  });

  test('a reloaded page goes on where it was, and hears nothing twice', async () => {
    const named = new FakeWindow(new HostWindow());
    named.name = 'of the desktop';
    const { host, frame, page, heard } = opened(['sequence'], named);
    frame.deliver(numbered('e1', 1, granted(['sequence']), AVAILABLE, CALL));
    frame.deliver(numbered('e1', 2, { ...CALL, Status: 'Holding' }));
    await page.ready;
    frame.hide();
    expect(lastHeard(host)).toEqual({ messageType: 'UnregisterFromClientEvents', resume: { epoch: 'e1', seq: 2 } });
    expect(heard).toHaveLength(4);

    const again = opened(['sequence'], frame);
    // The name is behind, and the host knows it.
    expect(lastHeard(host)).toMatchObject({ extensions: ['sequence'], resume: { epoch: 'e1', seq: 1, state: true } });
    expect(frame.name, 'beside the own name').toContain('of the desktop');
    // What was meant for the document before comes again after the acknowledgement.
    frame.deliver(numbered('e1', 3, CALL));
    frame.deliver(numbered('e2', 1, granted(['sequence'], { recovered: true }), AVAILABLE, CALL, SESSION_INFO));
    frame.deliver(numbered('e1', 4, CALL));
    frame.deliver(numbered('e2', 2, CALL));
    frame.deliver(numbered('e2', 2, CALL));
    frame.deliver(numbered('e2', 3, { Type: 'Mute', AgentMuted: 'True' }));
    expect(await again.page.ready).toMatchObject({ recovered: true });
    expect(await again.page.sessionToken()).toBe('secret');
    // What is the case is in the state, and is told to nobody: what has brought it about is.
    expect(again.heard, 'each once').toEqual([CALL, { Type: 'Mute', AgentMuted: 'True' }]);
    expect(again.page.state).toMatchObject({ agent: { CurrentState: 'Available' } });
    expect([...again.page.state.contacts.keys()]).toEqual([41]);
    expect(host.heard.map(({ data }) => data['messageType']), 'registered once each').toEqual([
      'RegisterForClientEvents',
      'UnregisterFromClientEvents',
      'RegisterForClientEvents',
    ]);
  });

  test('where it is, is left at once, and then once for many messages', async () => {
    const { frame, page } = opened(['sequence']);
    frame.deliver(numbered('e1', 1, granted(['sequence']), CALL));
    frame.deliver(numbered('e1', 2, CALL));
    await page.ready;
    expect(frame.name).toBe('cordboard-page[{"epoch":"e1","seq":1},""]');
    frame.name = 'of the page';
    await vi.advanceTimersByTimeAsync(50);
    frame.deliver(numbered('e1', 3, CALL));
    expect(frame.name).toBe('cordboard-page[{"epoch":"e1","seq":3},"of the page"]');
  });

  test('no other origin finds what is known of customers', async () => {
    const { frame, page } = opened(['sequence']);
    frame.deliver(numbered('e1', 1, granted(['sequence']), CALL, { messageType: 'SessionInfo', sessionToken: 'secret' }));
    await page.ready;
    frame.hide();
    expect(frame.name).toBe('cordboard-page[{"epoch":"e1","seq":1},""]');
  });

  test('a page that begins anew says so, and knows all', async () => {
    const { frame, page } = opened(['sequence']);
    frame.deliver(numbered('e1', 1, granted(['sequence']), CALL));
    await page.ready;
    frame.hide();
    const again = opened(['sequence'], frame);
    frame.deliver(numbered('e2', 1, granted(['sequence'], { recovered: false }), AVAILABLE));
    expect(await again.page.ready).toMatchObject({ recovered: false });
    expect(again.page.state.contacts.size).toBe(0);
    expect(again.page.state.agent?.CurrentState).toBe('Available');
  });

  test('a page from the browser’s cache goes on, too', async () => {
    const { host, frame, page } = opened(['sequence']);
    frame.deliver(numbered('e1', 1, granted(['sequence']), CALL));
    await page.ready;
    frame.hide(true);
    frame.show();
    await vi.advanceTimersByTimeAsync(0);
    expect(lastHeard(host)['resume']).toEqual({ epoch: 'e1', seq: 1, state: true });
    frame.deliver(numbered('e2', 1, granted(['sequence'], { recovered: true }), AVAILABLE));
    expect(page.state.contacts.size, 'the call ended meanwhile').toBe(0);
    expect(page.state.agent).toMatchObject({ CurrentState: 'Available' });
  });

  test('a desktop that was reloaded begins anew, unasked', async () => {
    const { frame, page } = opened(['sequence']);
    frame.deliver(numbered('e1', 1, granted(['sequence']), CALL));
    await page.ready;
    frame.deliver(numbered('e2', 1, granted(['sequence'], { recovered: false }), AVAILABLE));
    frame.deliver(numbered('e2', 2, { Type: 'Mute', AgentMuted: 'True' }));
    expect(page.state).toMatchObject({ muted: true, contacts: new Map() });
  });

  test('other types than before are no going on', async () => {
    const { host, frame, page } = opened(['sequence']);
    frame.deliver(numbered('e1', 1, granted(['sequence']), CALL));
    await page.ready;
    await vi.advanceTimersByTimeAsync(0);
    void page.register({ subscribe: ['agent'] });
    expect(lastHeard(host)).not.toHaveProperty('resume');
  });
});

describe('port', () => {
  const soon = () => new Promise((done) => setImmediate(() => setImmediate(done)));

  test('everything travels over the port that the host took', async () => {
    const { host, page, heard } = opened(['port']);
    const [port] = host.heard[0]!.ports;
    const came: unknown[] = [];
    port!.onmessage = ({ data }) => came.push(data);
    port!.postMessage(max([granted(['port']), CALL]));
    expect(await page.ready).toMatchObject({ origin: DESK, extensions: ['port'] });
    await page.answer();
    port!.postMessage(max([AVAILABLE]));
    await soon();
    expect(came).toEqual([{ messageType: 'AnswerEvent' }]);
    expect(host.heard).toHaveLength(1);
    expect(heard.slice(1)).toEqual([CALL, AVAILABLE]);

    // Unregistering and registering keep their order: both go by window, the new one with a new port.
    void page.register({ subscribe: ['agent'] });
    await soon();
    expect(host.heard.slice(1).map(({ data, ports }) => [data['messageType'], ports.length])).toEqual([
      ['UnregisterFromClientEvents', 0],
      ['RegisterForClientEvents', 1],
    ]);
    page.close();
    port!.close();
  });

  test('a host that takes none goes on by window', async () => {
    const { host, frame, page } = opened(['port']);
    frame.deliver(max([ACKNOWLEDGE]));
    expect(await page.ready).toMatchObject({ extensions: [] });
    await page.answer();
    expect(lastHeard(host)).toEqual({ messageType: 'AnswerEvent' });
    page.close();
  });
});

test('focus and lifecycle are part of what is known', async () => {
  const { frame, page } = opened(['focus', 'lifecycle']);
  frame.deliver(max([granted(['focus', 'lifecycle']), CALL, { messageType: 'ContactFocus', contactId: 41 }, { messageType: 'PageLifecycle', state: 'shown' }]));
  expect(page.state).toMatchObject({ focus: 41, page: 'shown' });
  const closing: unknown[] = [];
  page.on('PageLifecycle', ({ state }) => closing.push(state));
  frame.deliver(max([{ messageType: 'ContactFocus', contactId: null }, { messageType: 'PageLifecycle', state: 'closing' }]));
  expect(page.state).toMatchObject({ focus: null, page: 'closing' });
  expect(closing).toEqual(['closing']);
});
