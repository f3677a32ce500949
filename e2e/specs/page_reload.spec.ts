import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P22: a page that registers inline and reloads in a call is answered after its load, with the full state', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/inline_reload.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  await crm.acknowledgement();
  await desk.api.contact(contactId, 'accept');
  await crm.event({ Type: 'CallContactEvent', Status: 'Active' });

  field.holdSlow();
  await desk.reloadItself(crm);
  // The new document has registered; the desktop takes it for a second registration until the load.
  await desk.warned('Error processing Client Even Subscription. Issuer: [Inline] has already subscribed.');
  await crm.fence();
  expect(await crm.acknowledgements()).toEqual([]);

  field.letSlowGo();
  expect(await crm.acknowledgement()).toMatchObject({ status: 'OK', contactId });
  const answer = (await crm.messages()).find((message) => 'messageType' in message.events[0]!)!;
  expect(answer.events.map((event) => event.Type ?? event.messageType)).toEqual([
    'ClientEventSubscriptionAcknowledge',
    'AgentState',
    'CallContactEvent',
  ]);
  expect(answer.events[2]).toMatchObject({ ContactID: String(contactId), Status: 'Active' });

  const before = await crm.count();
  await desk.api.contact(contactId, 'hold');
  await crm.event({ Status: 'Holding' }, before);
  expect(await crm.acknowledgements()).toHaveLength(1);
});

test('P22: a page that registers after its load and reloads twice is answered each time', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  await base.register(['agent']);
  for (let round = 0; round < 2; round += 1) {
    await desk.reloadItself(base);
    await base.frame.waitForLoadState('load');
    expect(await base.register(['agent'])).toMatchObject({ status: 'OK' });
    await base.event({ Type: 'AgentState' });
  }
});

test('P20, P22: without a load the second registration is never answered', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  await base.register(['agent'], { issuer: 'first' });
  await base.postRegistration(['all'], { issuer: 'second' });
  await desk.warned('Error processing Client Even Subscription. Issuer: [second] has already subscribed.');
  await desk.api.setState('Unavailable', 'Break');
  await base.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
  await base.fence();
  expect(await base.acknowledgements()).toHaveLength(1);
});

test('P22: a frame that the desktop reloads loses its registration at once and is answered anew', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/inline_reload.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  const base = await desk.pageAt('base');
  await base.acknowledgement();
  await base.frame.evaluate(() => Object.assign(window, { old: true }));

  field.holdSlow();
  await desk.reloadPage('Knowledge');
  await base.frame.waitForFunction(() => !('old' in window), undefined, { polling: 50 });
  // Its load has not come yet, and still the answer is there.
  expect(await base.acknowledgement()).toMatchObject({ status: 'OK' });
  await base.event({ Type: 'AgentState' });
  field.letSlowGo();
  await base.frame.waitForLoadState('load');
  await desk.api.setState('Unavailable', 'Break');
  await base.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
});

test('P26: after a reload of the desktop in a call, panels return and registrations get the full state', async ({
  field,
  openDesk,
}) => {
  const url = (at: string): string => `${field.crossSite}/inline_reload.html?at=${at}`;
  const desk = await openDesk({
    panels: [{ id: 'crm', url: url('crm'), skills: [SALES] }],
    workspaces: [{ id: 'base', url: url('base') }],
  });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.pageAt('crm');
  await desk.api.contact(contactId, 'accept');
  await (await desk.pageAt('crm')).event({ Type: 'CallContactEvent', Status: 'Active' });
  await desk.api.contact(contactId, 'hold');
  await (await desk.pageAt('crm')).event({ Status: 'Holding' });

  await desk.reload();
  for (const at of ['crm', 'base']) {
    const page = await desk.pageAt(at);
    expect(await page.acknowledgement()).toMatchObject({
      status: 'OK',
      contactId: at === 'crm' ? contactId : null,
    });
    await page.event({ Type: 'AgentState', CurrentState: 'InboundContact' });
    await page.event({ Type: 'CallContactEvent', ContactID: String(contactId), Status: 'Holding' });
  }
  await desk.api.contact(contactId, 'resume');
  await (await desk.pageAt('crm')).event({ Type: 'CallContactEvent', Status: 'Active' });
});
