import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

for (const kind of ['workspace', 'panel'] as const) {
  test(`P4: a ${kind} works in a frame, popped out, and back again`, async ({ field, openDesk }) => {
    const entry = { id: 'crm', name: 'CRM', url: `${field.crossSite}/opener_or_parent.html?at=crm` };
    const desk = await openDesk(
      kind === 'workspace' ? { workspaces: [entry] } : { panels: [{ ...entry, skills: [SALES] }] },
    );
    await desk.api.setState('Available');
    const contactId = await desk.call(SALES);
    const framed = await desk.pageAt('crm');
    await framed.event({ Type: 'CallContactEvent', Status: 'Incoming' });
    await desk.api.contact(contactId, 'accept');
    await framed.event({ Type: 'CallContactEvent', Status: 'Active' });

    const popOut = await desk.popOut('CRM');
    expect(new URL(popOut.url()).origin).toBe(desk.url);
    const popped = await desk.pageAt('crm', popOut);
    expect(await popped.acknowledgement()).toMatchObject({
      status: 'OK',
      contactId: kind === 'panel' ? contactId : null,
    });
    await popped.event({ Type: 'CallContactEvent', Status: 'Active' });
    await desk.api.contact(contactId, 'hold');
    await popped.event({ Type: 'CallContactEvent', Status: 'Holding' });
    expect((await popped.heard()).every((one) => one.fromHost)).toBe(true);

    await desk.popIn('CRM', popOut);
    const back = await desk.pageAt('crm', desk.page);
    await back.event({ Type: 'CallContactEvent', Status: 'Holding' });
    await desk.api.contact(contactId, 'resume');
    await back.event({ Type: 'CallContactEvent', Status: 'Active' });
  });
}

test('P4: a popped-out page goes on after a reload of the desktop, without a reload of its own', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/opener_or_parent.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  await desk.pageAt('base');
  const popOut = await desk.popOut('Knowledge');
  const popped = await desk.pageAt('base', popOut);
  await popped.acknowledgement();
  const loads = field.loads('/opener_or_parent.html?at=base');

  await desk.reload();
  const before = await popped.count();
  await desk.api.setState('Unavailable', 'Break');
  await popped.event({ Type: 'AgentState', CurrentOutReason: 'Break' }, before);
  expect(field.loads('/opener_or_parent.html?at=base')).toBe(loads);
});

test('P4: a popped-out page that reloads itself is answered anew', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/opener_or_parent.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  await desk.pageAt('base');
  const popped = await desk.pageAt('base', await desk.popOut('Knowledge'));
  await popped.acknowledgement();
  await desk.reloadItself(popped);
  expect(await popped.acknowledgement()).toMatchObject({ status: 'OK' });
  await popped.event({ Type: 'AgentState' });
});

test('P1, P4: the pop-out of a panel closes when its contact is closed', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/opener_or_parent.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', name: 'CRM', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  await desk.pageAt('crm');
  const popOut = await desk.popOut('CRM');
  const popped = await desk.pageAt('crm', popOut);
  await popped.acknowledgement();
  const closed = popOut.waitForEvent('close');
  await desk.customerHangsUp(contactId);
  await closed;
});

test('P4: a page that refuses frames gets a bare window, and a bar to reconnect after a reload', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/refuses_frames.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url, framing: 'window' }] });
  const bare = await desk.openBareWindow('Knowledge');
  expect(bare.url()).toBe(url);
  const page = await desk.pageAt('base', bare);
  expect(await page.acknowledgement()).toMatchObject({ status: 'OK', contactId: null });
  await desk.api.setState('Unavailable', 'Break');
  await page.event({ Type: 'AgentState', CurrentOutReason: 'Break' });

  await desk.reload();
  await desk.reconnect('Knowledge');
  // The same window, found by its name; its page is loaded anew, so that it registers anew.
  expect(desk.page.context().pages()).toHaveLength(2);
  await expect.poll(() => field.loads('/refuses_frames.html?at=base')).toBe(2);
  expect(await page.acknowledgement()).toMatchObject({ status: 'OK' });
  const before = await page.count();
  await desk.api.setState('Unavailable', 'Lunch');
  await page.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' }, before);
});

test('P4: a page that knows only its opener is answered in a bare window', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/opener.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url, framing: 'window' }] });
  const page = await desk.pageAt('base', await desk.openBareWindow('Knowledge'));
  expect(await page.acknowledgement()).toMatchObject({ status: 'OK' });
  await desk.api.setState('Unavailable', 'Break');
  await page.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
});
