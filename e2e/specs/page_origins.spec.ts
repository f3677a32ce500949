import { SALES, type Skill } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P10: two pages of one origin never hear each other', async ({ field, openDesk }) => {
  const entry = (at: string) => ({ id: at, name: at, url: `${field.crossSite}/plain.html?at=${at}` });
  const desk = await openDesk({ workspaces: [entry('one'), entry('two')] });
  const one = await desk.pageAt('one');
  const two = await desk.pageAt('two');

  await one.register(['agent'], { issuer: 'same' });
  await two.fence();
  expect(await two.messages()).toEqual([]);

  await two.register(['contacts'], { issuer: 'same', contactId: 77 });
  await one.fence();
  expect((await one.acknowledgements()).map((event) => event.contactId)).toEqual([null]);
  expect((await two.acknowledgements()).map((event) => event.contactId)).toEqual([77]);

  // One leaves: the other goes on.
  await one.unregister();
  await one.fence();
  const before = await one.count();
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await two.event({ ContactID: String(contactId) });
  await one.fence();
  expect(await one.count()).toBe(before);
});

test('P11: a frame inside a page is not heard, the page is', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/nested.html?at=outer`;
  const desk = await openDesk({ workspaces: [{ id: 'outer', url }] });
  const outer = await desk.pageAt('outer');
  await outer.acknowledgement();
  const inner = await desk.frameMatching((frame) => frame.url().endsWith('/nested_inner.html'));
  await inner.post({ messageType: 'RegisterForClientEvents', subscriptionTypes: ['all'] });
  await inner.fence();
  await desk.api.setState('Unavailable', 'Break');
  await outer.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
  await inner.fence();
  expect(await inner.messages()).toEqual([]);
});

test('P11: an origin that may be shown is not heard; the page is, once it comes to its own', async ({
  field,
  openDesk,
}) => {
  const desk = await openDesk({
    workspaces: [
      {
        id: 'base',
        url: `${field.neighbour}/sign_in.html?at=base`,
        origins: [field.crossSite],
        frame_origins: [field.crossSite, field.neighbour],
      },
    ],
  });
  const base = await desk.pageAt('base');
  await base.postRegistration(['all']);
  await base.fence();
  expect(await base.messages()).toEqual([]);

  // The sign-in is done: it sends the frame on to where the page lives.
  const home = `${field.crossSite}/plain.html?at=base`;
  await base.frame.evaluate((there) => location.assign(there), home);
  await base.frame.waitForURL(home);
  expect(await base.register(['agent'])).toMatchObject({ status: 'OK' });
});

test('P11: a popped address without an entry becomes a link that is never heard', async ({ field, openDesk }) => {
  const url = `${field.otherSite}/plain.html?at=stranger`;
  const skill: Skill = { id: 201, name: 'Stranger', screen_pop: { url, by: 'PopURL', title: 'Stranger' } };
  const known = { id: 'known', url: `${field.crossSite}/plain.html?at=known` };
  const desk = await openDesk({ skills: [skill], workspaces: [known] });
  await desk.api.setState('Available');
  await desk.api.contact(await desk.call(201), 'accept');

  const link = desk.page.locator(`a[href="${url}"]`);
  await expect(link).toBeVisible();
  expect((await link.getAttribute('rel'))?.split(' ')).toContain('noopener');
  expect(desk.frameOf('stranger')).toBeUndefined();

  const opened = desk.page.context().waitForEvent('page');
  await link.click();
  const stranger = await opened;
  await stranger.waitForLoadState();
  expect(await stranger.evaluate(() => window.opener)).toBeNull();
});

test('P11: a page in a sandbox without allow-same-origin is shown, not heard, and the desktop says so', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/plain.html?at=boxed`;
  const desk = await openDesk({ workspaces: [{ id: 'boxed', url, sandbox: ['allow-scripts'] }] });
  const boxed = await desk.pageAt('boxed');
  await boxed.postRegistration(['all']);
  await boxed.fence();
  await desk.api.setState('Unavailable', 'Break');
  await desk.stateShown('Break');
  await boxed.fence();
  expect(await boxed.messages()).toEqual([]);
  await desk.noted(/origin/i);
});

test('P33: a frame that has gone to another origin gets nothing of what was meant for the first', async ({
  field,
  openDesk,
}) => {
  const desk = await openDesk({
    workspaces: [
      {
        id: 'base',
        url: `${field.crossSite}/plain.html?at=base`,
        origins: [field.crossSite],
        frame_origins: [field.crossSite, field.otherSite],
      },
      { id: 'witness', url: `${field.neighbour}/plain.html?at=witness` },
    ],
  });
  const base = await desk.pageAt('base');
  const witness = await desk.pageAt('witness');
  await base.register(['all']);
  await witness.register(['all']);

  // The new document never finishes loading, so the desktop cannot know yet that the page has gone.
  field.holdSlow();
  const elsewhere = `${field.otherSite}/inline_reload.html?at=base`;
  await base.frame.evaluate((there) => location.assign(there), elsewhere);
  await base.frame.waitForURL(elsewhere, { waitUntil: 'commit' });
  await base.fence();
  await desk.api.setState('Unavailable', 'Break');
  await witness.event({ Type: 'AgentState', CurrentOutReason: 'Break' });
  await base.fence();
  expect(await base.messages()).toEqual([]);

  field.letSlowGo();
  await base.frame.waitForLoadState('load');
  await desk.api.setState('Available');
  await witness.event({ Type: 'AgentState', CurrentState: 'Available' });
  await base.fence();
  expect(await base.messages()).toEqual([]);
});
