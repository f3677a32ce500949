import { SALES, SUPPORT } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P1, P2: a contact panel opens with Incoming, can answer, and closes when the contact is closed', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/plain.html?at=crm&c={contactId}`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES], grants: ['call-commands'] }] });
  await desk.api.setState('Available');
  expect(desk.frameOf('crm')).toBeUndefined();

  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  expect(crm.frame.url()).toContain(`c=${contactId}`);
  const acknowledgement = await crm.register(['contact']);
  expect(acknowledgement).toMatchObject({ status: 'OK', contactId });
  await crm.event({ Type: 'CallContactEvent', ContactID: String(contactId), Status: 'Incoming', FinalState: 'False' });

  await crm.post({ messageType: 'AnswerEvent' });
  await crm.event({ Type: 'CallContactEvent', ContactID: String(contactId), Status: 'Active' });

  await desk.customerHangsUp(contactId);
  await desk.gone('crm');
});

test('P1, P30: a panel gets the event that closes its contact before it goes', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  await crm.register(['contact']);
  await crm.frame.evaluate(() => {
    window.addEventListener('message', ({ data }) => {
      const isLast = data?.events?.some((event: { FinalState?: string }) => event.FinalState === 'True');
      if (isLast) window.parent.postMessage({ gotTheLast: true }, '*');
    });
  });
  await desk.customerHangsUp(contactId);
  await desk.arrives('gotTheLast');
  await desk.gone('crm');
});

test('P1: a panel whose call is taken away while it rings closes with it', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.pageAt('crm');
  await desk.customerHangsUp(contactId);
  await desk.gone('crm');
});

test('P1: a page popped by the skill has the contact, by ScreenPopUrl, PopURL and PageOpen alike', async ({
  field,
  openDesk,
}) => {
  const skills = (['ScreenPopUrl', 'PopURL', 'PageOpen'] as const).map((by, index) => ({
    id: 201 + index,
    name: `Popped by ${by}`,
    screen_pop: { url: `${field.crossSite}/plain.html?at=${by}&ani={ani}`, by },
  }));
  const entry = { id: 'popped', url: `${field.crossSite}/plain.html`, origins: [field.crossSite] };
  const desk = await openDesk({ skills, panels: [entry] });
  for (const skill of skills) {
    await desk.api.setState('Available');
    const contactId = await desk.call(skill.id, '+15551230009');
    const page = await desk.pageAt(skill.screen_pop.by);
    expect(new URL(page.frame.url()).searchParams.get('ani')).toBe('+15551230009');
    expect(await page.register(['contact'])).toMatchObject({ status: 'OK', contactId });
    await page.event({ Type: 'CallContactEvent', Status: 'Incoming' });
    await desk.customerHangsUp(contactId);
    await desk.gone(skill.screen_pop.by);
  }
});

test('P2: a panel stays through after-contact work', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SUPPORT] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SUPPORT);
  const crm = await desk.pageAt('crm');
  await crm.register(['contact']);
  await desk.api.contact(contactId, 'accept');
  await crm.event({ Type: 'CallContactEvent', Status: 'Active' });

  await desk.customerHangsUp(contactId);
  await crm.event({ Status: 'Disconnected', FinalState: 'False' });
  await crm.unregister();
  expect(await crm.register(['contact'])).toMatchObject({ status: 'OK', contactId });
  await crm.event({ Status: 'Disconnected', FinalState: 'False' }, await crm.count() - 1);
  expect(field.loads('/plain.html?at=crm')).toBe(1);

  await desk.endAfterContactWork(contactId);
  await desk.gone('crm');
});

test('P5: a hidden panel keeps running: another tab or another contact reloads nothing', async ({ field, openDesk }) => {
  const url = (at: string): string => `${field.crossSite}/plain.html?at=${at}`;
  const desk = await openDesk({
    panels: [
      { id: 'crm', name: 'CRM', url: url('crm'), skills: [SALES] },
      { id: 'orders', name: 'Orders', url: url('orders'), skills: [SALES] },
    ],
    workspaces: [{ id: 'base', name: 'Knowledge', url: url('base') }],
  });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  const pages = await Promise.all(['crm', 'orders', 'base'].map((at) => desk.pageAt(at)));
  for (const page of pages) {
    await page.register(['all']);
    await page.frame.locator('#note').evaluate((note: HTMLInputElement) => (note.value = 'unsaved'));
  }

  for (const name of ['Orders', 'CRM', 'Knowledge', 'Orders', 'CRM']) {
    await desk.showPage(name);
  }
  await desk.api.contact(contactId, 'hold');

  for (const [index, at] of ['crm', 'orders', 'base'].entries()) {
    const page = pages[index]!;
    await page.event({ Type: 'CallContactEvent', Status: 'Holding' });
    expect(await page.frame.locator('#note').inputValue()).toBe('unsaved');
    expect(field.loads(`/plain.html?at=${at}`)).toBe(1);
  }
});
