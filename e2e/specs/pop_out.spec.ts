import { SALES, type PageEntry, type Skill } from '../field/configuration';
import { expect, test } from '../field/desk';

for (const kind of ['workspace', 'panel'] as const) {
  test(`P4: a ${kind} works in a frame, popped out, and back again`, async ({ field, openDesk }) => {
    const entry: PageEntry = {
      id: 'crm',
      name: 'CRM',
      url: `${field.crossSite}/opener_or_parent.html?at=crm`,
      grants: ['call-commands'],
    };
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
    await popped.post({ messageType: 'HoldEvent' });
    await popped.event({ Type: 'CallContactEvent', Status: 'Holding' });
    expect((await popped.heard()).every((one) => one.fromHost)).toBe(true);

    await desk.popIn('CRM', popOut);
    const back = await desk.pageAt('crm', desk.page);
    await back.event({ Type: 'CallContactEvent', Status: 'Holding' });
    await back.post({ messageType: 'HoldEvent' });
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

test('P20: in a pop-out, too, a second registration never takes the place of the first', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  await desk.pageAt('base');
  const popped = await desk.pageAt('base', await desk.popOut('Knowledge'));
  await popped.register(['agent']);
  await popped.postRegistration(['contacts'], { issuer: 'second' });
  await desk.warned('Error processing Client Even Subscription. Issuer: [second] has already subscribed.');
  // Who comes back twice is told twice which registration was answered.
  for (const [times, reason] of [
    [1, 'Break'],
    [2, 'Lunch'],
  ] as const) {
    await desk.reload();
    await popped.acknowledgement(times);
    const before = await popped.count();
    await desk.api.setState('Unavailable', reason);
    await popped.event({ Type: 'AgentState', CurrentOutReason: reason }, before);
  }
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

test('P4: a popped-out page says when the desktop that it belongs to is closed', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=knowledge`;
  const desk = await openDesk({ workspaces: [{ id: 'knowledge', name: 'Knowledge', url }] });
  await desk.pageAt('knowledge');
  const popOut = await desk.popOut('Knowledge');
  await desk.pageAt('knowledge', popOut);
  const closed = popOut.getByText('The desktop is closed.');
  await desk.reload();
  await expect(closed).toHaveCount(0);
  await desk.page.close();
  await expect(closed).toBeVisible();
  await expect(popOut.getByRole('button', { name: 'Back to the desktop' })).toBeDisabled();

  // What the desktop said last may come when it is gone, and says nothing. A desktop that answers is there.
  const sayUntilAsked = (words: object) =>
    popOut.evaluate((words) => {
      const channel = new BroadcastChannel(`cordboard-page-${location.hash.slice(1)}`);
      channel.postMessage(words);
      return new Promise<void>((resolve) => {
        channel.onmessage = ({ data }) => data.isAnyoneThere && resolve();
      });
    }, words);
  await sayUntilAsked({ endPort: 99 });
  await expect(closed).toBeVisible();
  await sayUntilAsked({ here: true });
  await expect(closed).toHaveCount(0);
  await expect(closed).toBeVisible();
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

test('P4: a bare window that the agent closes is missed, and opens again', async ({ field, openDesk }) => {
  const desk = await openDesk({
    workspaces: [
      { id: 'base', name: 'Knowledge', url: `${field.crossSite}/refuses_frames.html?at=base`, framing: 'window' },
      { id: 'other', name: 'Other', url: `${field.crossSite}/opener_or_parent.html?at=other` },
    ],
  });
  const bare = await desk.openBareWindow('Knowledge');
  await (await desk.pageAt('base', bare)).acknowledgement();
  await bare.close();
  await expect(desk.page.getByRole('button', { name: 'Reconnect Knowledge' })).toBeVisible();
  await desk.api.setState('Unavailable', 'Break');
  await (await desk.pageAt('other')).event({ Type: 'AgentState', CurrentOutReason: 'Break' });

  const again = await desk.pageAt('base', await desk.openBareWindow('Knowledge'));
  expect(await again.acknowledgement()).toMatchObject({ status: 'OK' });
});

test('P1, P4: an address popped into a window of its own has the contact, and closes with it', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/opener_or_parent.html?at=popped`;
  const skill: Skill = {
    id: 201,
    name: 'Pop-out',
    screen_pop: {
      url,
      by: 'PopURL',
      title: 'Order',
      destination: 'Popout',
      width: 500,
      height: 400,
      close_on_termination: true,
    },
  };
  const desk = await openDesk({
    skills: [skill],
    panels: [{ id: 'order', url: `${field.crossSite}/opener_or_parent.html`, origins: [field.crossSite] }],
  });
  await desk.api.setState('Available');
  const opened = desk.page.context().waitForEvent('page');
  const contactId = await desk.call(skill.id);
  const popOut = await opened;
  const popped = await desk.pageAt('popped', popOut);
  expect(await popped.acknowledgement()).toMatchObject({ status: 'OK', contactId });
  await popped.event({ Type: 'CallContactEvent', Status: 'Incoming' });
  const closed = popOut.waitForEvent('close');
  await desk.customerHangsUp(contactId);
  await closed;
});

test('P11: in a pop-out, too, a frame inside the page is not heard', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/nested.html?at=outer`;
  const desk = await openDesk({ workspaces: [{ id: 'outer', name: 'Outer', url }] });
  await desk.pageAt('outer');
  const outer = await desk.pageAt('outer', await desk.popOut('Outer'));
  await outer.acknowledgement();
  const inner = await desk.frameMatching((frame) => frame.url().endsWith('/nested_inner.html'));
  await inner.post({ messageType: 'RegisterForClientEvents', subscriptionTypes: ['all'] });
  await inner.fence();
  // What the pop-out relays keeps its order: a registration of the inner frame would be warned about before this one.
  await outer.postRegistration(['agent'], { issuer: 'Last' });
  await desk.warned('Error processing Client Even Subscription. Issuer: [Last] has already subscribed.');
  expect(desk.warnings().filter((text) => text.includes('has already subscribed'))).toHaveLength(1);
  await inner.fence();
  expect(await inner.messages()).toEqual([]);
  expect(await outer.acknowledgements()).toHaveLength(1);
});

test('P33: in a pop-out, too, a frame that has gone to another origin gets nothing', async ({ field, openDesk }) => {
  const desk = await openDesk({
    workspaces: [
      {
        id: 'base',
        name: 'Knowledge',
        url: `${field.crossSite}/opener_or_parent.html?at=base`,
        frame_origins: [field.crossSite, field.otherSite],
      },
      { id: 'witness', url: `${field.neighbour}/opener_or_parent.html?at=witness` },
    ],
  });
  await desk.pageAt('base');
  const popped = await desk.pageAt('base', await desk.popOut('Knowledge'));
  await popped.acknowledgement();
  const witness = await desk.pageAt('witness');
  field.holdSlow();
  const elsewhere = `${field.otherSite}/inline_reload.html?at=base`;
  await popped.frame.evaluate((there) => location.assign(there), elsewhere);
  await popped.frame.waitForURL(elsewhere, { waitUntil: 'commit' });
  for (const reason of ['Break', 'Lunch']) {
    await desk.api.setState('Unavailable', reason);
    await witness.event({ Type: 'AgentState', CurrentOutReason: reason });
    await popped.fence();
    expect(await popped.messages()).toEqual([]);
    field.letSlowGo();
    await popped.frame.waitForLoadState('load');
  }
});

test('P34: a page that floods from a pop-out is cut off there, and nobody else notices', async ({ field, openDesk }) => {
  const desk = await openDesk({
    workspaces: [
      { id: 'bad', name: 'Flooding page', url: `${field.crossSite}/floods.html?at=bad` },
      { id: 'good', url: `${field.otherSite}/opener_or_parent.html?at=good` },
    ],
  });
  const good = await desk.pageAt('good');
  await desk.pageAt('bad');
  const bad = await desk.pageAt('bad', await desk.popOut('Flooding page'));
  await bad.acknowledgement();
  await bad.frame.evaluate('flood()');
  await expect
    .poll(async () => await bad.frame.evaluate<number>('flooded'), { intervals: [100], timeout: 15_000 })
    .toBeGreaterThan(5_000);
  for (const reason of ['Break', 'Lunch']) {
    await desk.api.setState('Unavailable', reason);
    await good.event({ Type: 'AgentState', CurrentOutReason: reason });
    await desk.stateShown(reason);
  }
  await desk.told(/Flooding page/);
  await bad.frame.evaluate('stop()');
  await bad.event({ Type: 'AgentState', CurrentOutReason: 'Lunch' });
});

test('P4, P8: what a page transfers beside a registration hinders it neither in a frame nor in a pop-out', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  const withPort = `{
    const { port1 } = new MessageChannel();
    const registration = { messageType: 'RegisterForClientEvents', subscriptionTypes: ['agent'], port: port1 };
    host.postMessage(registration, '*', [port1]);
  }`;
  const framed = await desk.pageAt('base');
  await framed.frame.evaluate(withPort);
  expect(await framed.acknowledgement()).toMatchObject({ status: 'OK' });
  const popped = await desk.pageAt('base', await desk.popOut('Knowledge'));
  await popped.frame.evaluate(withPort);
  expect(await popped.acknowledgement()).toMatchObject({ status: 'OK' });
});
