import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P3: a custom workspace is always open and belongs to no contact', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base&agent={agentId}&bus={busNo}&ani={ani}`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  const address = '/plain.html?at=base&agent=1&bus=1&ani=';
  expect(base.frame.url()).toBe(`${field.crossSite}${address}`);
  expect(await base.register(['contact'])).toEqual({
    contactId: null,
    messageType: 'ClientEventSubscriptionAcknowledge',
    reason: 'Success',
    status: 'OK',
  });
  await base.unregister();
  await base.register(['agent', 'contact']);

  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  await desk.customerHangsUp(contactId);
  await desk.api.setState('Unavailable', 'Break');

  await base.event({ Type: 'AgentState', CurrentState: 'Unavailable', CurrentOutReason: 'Break' });
  expect((await base.events()).filter((event) => 'ContactID' in event || 'ContactId' in event)).toEqual([]);
  expect(field.loads(address)).toBe(1);
});
