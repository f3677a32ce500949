// A page that uses this package runs unmodified on a host that knows MAX alone, and on one with the habits of MAX's
// successors: it shows the same, and posts nothing that a page written by hand would not.

import { describe, expect, test } from 'vitest';

import { connect, type Subscription } from '../src/index';
import { MAX, OldHost, SUCCESSORS } from './old_host';
import { AVAILABLE, CALL, DESK } from './windows';

type Raw = Record<string, string>;
const AGENT = AVAILABLE as unknown as Raw;
const OTHER_CALL = { ...CALL, ContactID: '42', ANI: '15551230002' };

/** A page that shows the caller, as its author writes it; it would use every extension. */
function samplePage(host: OldHost, subscribe: Subscription['subscribe']) {
  const page = connect({
    subscribe: subscribe!,
    contactId: 41,
    issuer: 'crm',
    hosts: [DESK],
    extensions: ['port', 'sequence', 'receipts', 'focus', 'lifecycle'],
    window: host.frame.window,
  });
  const heard: string[] = [];
  page.on('CallContactEvent', (event) => heard.push(`${event.ContactID} ${event.Status}`));
  const shown = () => ({
    agent: page.state.agent?.CurrentState,
    calls: [...page.state.contacts.values()].map(({ id, Status, ANI }) => ({ id, Status, ANI })),
    token: page.state.sessionToken,
  });
  return { page, heard, shown };
}

async function aCall(host: OldHost, subscribe: Subscription['subscribe']) {
  host.happens(AGENT, CALL);
  const { page, heard, shown } = samplePage(host, subscribe);
  const registered = await page.ready;
  const first = shown();
  host.happens({ ...CALL, Status: 'Holding' }, OTHER_CALL);
  await settled();
  const second = shown();
  await page.hold();
  await page.card({ name: 'Ann' });
  host.happens({ ...CALL, Status: 'Disconnected', FinalState: 'True' }, { ...AGENT, CurrentState: 'Unavailable' });
  await settled();
  return { registered, first, second, last: shown(), heard };
}

const settled = () => new Promise((done) => setTimeout(done));

test.each([
  ['agent and its contact', ['agent', 'contact']],
  ['agent and every contact', ['agent', 'contacts']],
  ['everything', ['all']],
  ['its contact and the token', ['contact', 'sessioninfo']],
  ['agent alone', ['agent']],
] as const)('a page that asks for %s sees the same on each host', async (_, subscribe) => {
  const reference = new OldHost(MAX);
  const wanted = await aCall(reference, subscribe);
  expect(wanted.registered).toMatchObject({ contactId: 41, extensions: [], issuer: 'MAX' });
  for (const habits of SUCCESSORS) {
    const host = new OldHost(habits);
    const came = await aCall(host, subscribe);
    expect(came).toEqual({ ...wanted, registered: { ...wanted.registered, issuer: habits.issuer } });
    expect(host.obeyed).toEqual(reference.obeyed);
  }
});

describe('on a host that knows MAX alone', () => {
  test('what a page posts is what a page written by hand posts, to the letter', async () => {
    const host = new OldHost(MAX);
    const page = connect({ subscribe: ['agent', 'contacts'], issuer: 'crm', hosts: [DESK], window: host.frame.window });
    await page.ready;
    await page.hold();
    await page.card({ name: 'Ann' }, { contactId: 41 });
    await page.register({ subscribe: ['all'], contactId: 41 });
    page.close();

    const byHand: object[] = [
      { issuer: 'crm', messageType: 'RegisterForClientEvents', subscriptionTypes: ['agent', 'contacts'] },
      { messageType: 'HoldEvent' },
      { messageType: 'ContactCardData', contactCardData: { name: 'Ann' }, contactId: 41 },
      { messageType: 'UnregisterFromClientEvents' },
      { contactId: 41, issuer: 'crm', messageType: 'RegisterForClientEvents', subscriptionTypes: ['all'] },
      { messageType: 'UnregisterFromClientEvents' },
    ];
    expect(host.window.texts()).toEqual(byHand.map((message) => JSON.stringify(message)));
    expect(host.window.heard.every(({ ports }) => ports.length === 0)).toBe(true);
  });

  test('a page that asks for extensions adds their key to its registration, and nothing else', async () => {
    const host = new OldHost(MAX);
    const { page } = samplePage(host, ['agent']);
    await page.ready;
    expect(await page.hold()).toBeUndefined();
    await expect(page.hold({ on: true })).rejects.toMatchObject({ code: 'not-granted' });
    page.close();
    expect(host.window.texts()).toEqual([
      '{"contactId":41,"issuer":"crm","messageType":"RegisterForClientEvents","subscriptionTypes":["agent"],"extensions":["port","sequence","receipts","focus","lifecycle"]}',
      '{"messageType":"HoldEvent"}',
      '{"messageType":"UnregisterFromClientEvents"}',
    ]);
  });
});

describe('on a successor of MAX', () => {
  test('a refusal is told as on MAX', async () => {
    for (const habits of [MAX, ...SUCCESSORS]) {
      const host = new OldHost(habits);
      const page = connect({ subscribe: ['agents' as 'agent'], hosts: [DESK], window: host.frame.window });
      await expect(page.ready).rejects.toMatchObject({ code: 'invalid-subscription-types' });
    }
  });

  test('everything is asked for where contacts would stay silent, once, and sifted', async () => {
    const host = new OldHost(SUCCESSORS[0]!);
    const page = connect({ subscribe: ['contacts'], hosts: [DESK], window: host.frame.window });
    await page.ready;
    expect(host.window.heard.map(({ data }) => data['subscriptionTypes'] ?? data['messageType'])).toEqual([
      ['contacts'],
      'UnregisterFromClientEvents',
      ['all'],
    ]);
    const heard: unknown[] = [];
    page.on('*', (event) => heard.push(event));
    host.happens(AGENT, CALL);
    await settled();
    expect(heard).toEqual([CALL]);
    expect(page.state).toMatchObject({ agent: null, sessionToken: null });
    // What is asked for next is asked for as it is.
    await page.register({ subscribe: ['agent'] });
    expect(host.window.heard.at(-1)?.data['subscriptionTypes']).toEqual(['agent']);
    host.happens({ ...AGENT, CurrentState: 'Unavailable' });
    await settled();
    expect(page.state.agent?.CurrentState).toBe('Unavailable');
  });
});
