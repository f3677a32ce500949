import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P20: a page that never unregisters and registers again and again keeps its first registration', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/never_unregisters.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  const base = await desk.pageAt('base');
  await base.acknowledgement();
  await base.frame.evaluate('register(); register()');
  await base.fence();
  expect(await base.acknowledgements()).toHaveLength(1);
  const again = 'Error processing Client Even Subscription. Issuer: [NeverUnregisters] has already subscribed.';
  await expect.poll(() => desk.warnings().filter((text) => text === again).length).toBeGreaterThanOrEqual(2);

  const before = await base.count();
  await desk.api.setState('Unavailable', 'Break');
  await base.event({ Type: 'AgentState', CurrentOutReason: 'Break' }, before);
  await base.fence();
  const states = (await base.events()).slice(before).filter((event) => event.CurrentOutReason === 'Break');
  expect(states, 'each event once, however often it registered').toHaveLength(1);
});

test('P8: a misspelt UnegisterFromClientEvents has no effect', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/misspelt.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  await base.acknowledgement();
  await base.frame.evaluate('leave(); comeBack()');
  await desk.warned('Error processing Client Even Subscription. Issuer: [Misspelt] has already subscribed.');
  await desk.api.setState('Available');
  await base.event({ Type: 'AgentState', CurrentState: 'Available' });
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  await desk.customerHangsUp(contactId);
  await desk.api.setState('Unavailable', 'Lunch');
  await base.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' });
  expect(await base.acknowledgements()).toHaveLength(1);
  expect((await base.events()).filter((event) => 'ContactID' in event)).toEqual([]);
});

test('P24, P29: a page that walks the events with for-in and hasOwnProperty finds each of them', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/for_in.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  await base.acknowledgement();
  await desk.api.setState('Available');
  await base.event({ CurrentState: 'Available' });
  const contactId = await desk.call(SALES);
  await base.event({ Type: 'CallContactEvent', ContactID: String(contactId) });

  const keys = await base.frame.evaluate<string[]>('keys');
  expect(keys).toHaveLength(await base.count());
  expect(keys.every((key) => /^\d+$/.test(key))).toBe(true);
  expect(await base.frame.evaluate<string[]>('states')).toContain('Available');
  expect(await base.failures()).toEqual([]);
});

test('P29: a page that knows contacts by their own Type and merges them by ContactID keeps up', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/merge_by_contact.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  await base.acknowledgement();
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES, '+15551230007');
  await base.event({ ContactID: String(contactId), Status: 'Incoming' });
  await desk.api.contact(contactId, 'accept');
  await base.event({ ContactID: String(contactId), Status: 'Active' });

  const contacts = await base.frame.evaluate<Record<string, Record<string, string>>>('contacts');
  expect(Object.keys(contacts)).toEqual([String(contactId)]);
  expect(contacts[String(contactId)]).toMatchObject({ Status: 'Active', ANI: '+15551230007', Skill: String(SALES) });

  await desk.customerHangsUp(contactId);
  await base.event({ ContactID: String(contactId), FinalState: 'True' });
  expect(await base.frame.evaluate('contacts')).toEqual({});
});

test("P30: a page that asks for ['contacts'] alone hears no agent events", async ({ field, openDesk }) => {
  const url = `${field.crossSite}/contacts_alone.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  expect(await base.acknowledgement()).toMatchObject({ status: 'OK', contactId: null });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await base.event({ Type: 'CallContactEvent', ContactID: String(contactId), Status: 'Incoming' });
  await desk.customerHangsUp(contactId);
  await base.event({ ContactID: String(contactId), FinalState: 'True' });
  expect((await base.events()).filter((event) => event.Type !== 'CallContactEvent')).toEqual([
    expect.objectContaining({ messageType: 'ClientEventSubscriptionAcknowledge' }),
  ]);
});

test('P27: with the grant a page gets a session token that works beside the desktop; without it nothing', async ({
  field,
  openDesk,
}) => {
  const desk = await openDesk({
    workspaces: [
      { id: 'granted', url: `${field.crossSite}/plain.html?at=granted`, grants: ['session-token'] },
      { id: 'plain', url: `${field.crossSite}/plain.html?at=plain` },
    ],
  });
  const granted = await desk.pageAt('granted');
  await granted.register(['sessioninfo']);
  const { sessionToken } = await granted.event({ messageType: 'SessionInfo' });
  const answer = await desk.api.post(`agent-sessions/${String(sessionToken)}/state`, {
    state: 'Unavailable',
    reason: 'Break',
  });
  expect(answer.status()).toBe(202);
  const poll = await desk.api.get(`agent-sessions/${String(sessionToken)}/get-next-event?timeout=0`);
  expect(poll.status()).toBe(200);
  await desk.stateShown('Break');

  const plain = await desk.pageAt('plain');
  expect(await plain.register(['sessioninfo', 'agent'])).toMatchObject({ status: 'OK' });
  await desk.api.setState('Unavailable', 'Lunch');
  await plain.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' });
  expect((await plain.events()).filter((event) => event.messageType === 'SessionInfo')).toEqual([]);
});

test('P27: a page’s session token ends with the page', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES], grants: ['session-token'] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  await crm.register(['sessioninfo']);
  const { sessionToken } = await crm.event({ messageType: 'SessionInfo' });
  const path = `agent-sessions/${String(sessionToken)}`;
  expect((await desk.api.get(path)).status()).toBe(200);
  // The same page gets the same token again.
  await crm.unregister();
  const before = await crm.count();
  await crm.register(['all']);
  expect(await crm.event({ messageType: 'SessionInfo' }, before)).toMatchObject({ sessionToken });

  await desk.customerHangsUp(contactId);
  await desk.gone('crm');
  await expect.poll(async () => (await desk.api.get(path)).status()).toBe(409);
});
