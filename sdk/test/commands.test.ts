import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { connect } from '../src/index';
import { ACKNOWLEDGE, DESK, FakeWindow, HostWindow, max } from './windows';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened(options: object = {}) {
  const host = new HostWindow();
  const frame = new FakeWindow(host);
  const page = connect({ hosts: [DESK], window: frame.window, ...options });
  return { host, frame, page };
}

test('commands and cards are what a page written by hand posts, to the letter and at once', async () => {
  const { host, page } = opened();
  const done = [
    page.answer(),
    page.refuse(),
    page.hold(),
    page.mute(),
    page.mask(),
    page.record(),
    page.hangUp(),
    page.hold({ contactId: 41 }),
    page.card({ name: 'Ann', userImg: 'https://crm.example/ann.png' }),
    page.card({ name: 'Ann' }, { contactId: '41' }),
  ];
  expect(host.texts()).toEqual([
    '{"messageType":"AnswerEvent"}',
    '{"messageType":"RefuseEvent"}',
    '{"messageType":"HoldEvent"}',
    '{"messageType":"MuteEvent"}',
    '{"messageType":"MaskEvent"}',
    '{"messageType":"RecordEvent"}',
    '{"messageType":"HangupEvent"}',
    '{"messageType":"HoldEvent","contactId":41}',
    '{"messageType":"ContactCardData","contactCardData":{"name":"Ann","userImg":"https://crm.example/ann.png"}}',
    '{"messageType":"ContactCardData","contactCardData":{"name":"Ann"},"contactId":"41"}',
  ]);
  expect(await Promise.all(done)).toEqual(done.map(() => undefined));
});

test('a state that is asked for is not turned into a toggle where nobody understands it', async () => {
  const { host, page } = opened();
  await expect(page.hold({ on: true })).rejects.toMatchObject({ code: 'not-granted' });
  expect(host.heard).toEqual([]);
});

test('what cannot be cloned is an error of the command, not of the page', async () => {
  const { page } = opened();
  await expect(page.card({ name: (() => 'Ann') as unknown as string })).rejects.toThrow();
});

test('the session token is waited for, and its absence is an error', async () => {
  const { frame, page } = opened({ subscribe: ['sessioninfo'], timeoutMs: 500 });
  frame.deliver(max([ACKNOWLEDGE]));
  const token = page.sessionToken();
  frame.deliver(max([{ messageType: 'SessionInfo', sessionToken: 't1' }]));
  expect(await token).toBe('t1');

  const without = opened({ subscribe: ['sessioninfo'], timeoutMs: 500 });
  without.frame.deliver(max([ACKNOWLEDGE]));
  const none = expect(without.page.sessionToken()).rejects.toMatchObject({ code: 'no-session-token' });
  await vi.advanceTimersByTimeAsync(500);
  await none;
});
