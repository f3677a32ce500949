import { expect, test, vi } from 'vitest';

import { connect } from '../src/index';
import { ACKNOWLEDGE, AVAILABLE, CALL, DESK, FakeWindow, HostWindow, max } from './windows';

function opened() {
  const frame = new FakeWindow(new HostWindow());
  const page = connect({ subscribe: ['all'], hosts: [DESK], window: frame.window });
  return { frame, page };
}

test('values are plain, whichever way they are spelt, and the event stays at hand as it came', () => {
  const { frame, page } = opened();
  frame.deliver(max([ACKNOWLEDGE, { ...AVAILABLE, IsAcw: 'TRUE', AcwTimeout: '30' }, CALL]));
  expect(page.state.agent).toMatchObject({ CurrentState: 'Available', IsAcw: true, AcwTimeout: 30, raw: { IsAcw: 'TRUE' } });
  expect(page.state.contacts.get(41)).toEqual({
    Type: 'CallContactEvent',
    id: 41,
    ContactID: 41,
    MasterID: 41,
    Status: 'Active',
    FinalState: false,
    IsInbound: true,
    Skill: 101,
    ANI: '15551230001',
    raw: CALL,
  });
});

test('what people write stays text, also where it looks like a value', () => {
  const { frame, page } = opened();
  frame.deliver(max([ACKNOWLEDGE, { ...AVAILABLE, CurrentOutReason: 'True' }, { ...CALL, CustomData: 'false', DNIS: '0123' }]));
  expect(page.state.agent?.CurrentOutReason).toBe('True');
  expect(page.state.contacts.get(41)).toMatchObject({ CustomData: 'false', DNIS: '0123' });
});

test('a contact is what its last event says, in either spelling of its id, until the final one', () => {
  const { frame, page } = opened();
  frame.deliver(max([ACKNOWLEDGE, { ...CALL, DisconnectCode: '1' }, { Type: 'ChatContactEvent', ContactId: '42', FinalState: 'False' }]));
  frame.deliver(max([{ ...CALL, Status: 'Holding' }]));
  frame.deliver(max([{ Type: 'Indicator', ContactID: '41', Name: 'x' }, { Type: 'PopURL', ContactId: '43', URL: 'https://crm.example' }]));
  expect([...page.state.contacts.keys()]).toEqual([41, 42]);
  expect(page.state.contacts.get(41)).toMatchObject({ Status: 'Holding' });
  expect(page.state.contacts.get(41)).not.toHaveProperty('DisconnectCode');
  frame.deliver(max([{ ...CALL, Status: 'Disconnected' }]));
  expect(page.state.contacts.has(41), 'after-contact work').toBe(true);
  frame.deliver(max([{ ...CALL, Status: 'Disconnected', FinalState: 'True' }, { ...CALL, ContactID: '44', FinalState: 'true' }]));
  expect([...page.state.contacts.keys()]).toEqual([42]);
});

test('a state never changes: what is new comes as another, and says so once for each message', () => {
  const { frame, page } = opened();
  const told = vi.fn();
  const end = page.subscribe(told);
  const first = page.state;
  frame.deliver(max([ACKNOWLEDGE, AVAILABLE, CALL]));
  expect(told).toHaveBeenCalledTimes(1);
  const second = page.state;
  expect(first.contacts.size).toBe(0);
  frame.deliver(max([{ Type: 'Indicator', ContactID: '41' }]));
  expect(page.state).toBe(second);
  expect(told).toHaveBeenCalledTimes(1);
  frame.deliver(max([{ Type: 'Mute', AgentMuted: 'True' }]));
  expect(page.state.muted).toBe(true);
  expect(second.muted).toBeNull();
  expect(page.state.contacts).toBe(second.contacts);
  end();
  frame.deliver(max([{ Type: 'Mute', AgentMuted: 'False' }]));
  expect(told).toHaveBeenCalledTimes(2);
});

test('a new picture of the agent session begins empty; its token holds until the session ends', async () => {
  const { frame, page } = opened();
  frame.deliver(max([ACKNOWLEDGE, AVAILABLE, CALL, { messageType: 'SessionInfo', sessionToken: 't1' }]));
  frame.deliver(max([{ Type: 'AgentSessionStart', SessionId: '7' }]));
  expect(page.state).toMatchObject({ agent: null, sessionToken: 't1', muted: null });
  expect(page.state.contacts.size).toBe(0);
  expect(await page.sessionToken()).toBe('t1');
  frame.deliver(max([{ Type: 'AgentSessionEnd', Message: '', Success: 'True' }]));
  expect(page.state.sessionToken).toBeNull();
});
