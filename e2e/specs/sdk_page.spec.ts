// A page with the package for pages, as one file for a `<script>`, in the real desktop.

import type { FieldPage } from '../pages/field_page';
import { QUICKLY } from '../pages/field_page';
import { SALES, type PageEntry } from '../field/configuration';
import { expect, test } from '../field/desk';

/** What the page shows of its calls. */
const shows = (page: FieldPage, text: string) =>
  expect.poll(() => page.frame.locator('#shown').textContent(), QUICKLY).toBe(text);

const entry = (origin: string, query = ''): PageEntry => ({
  id: 'crm',
  name: 'CRM',
  url: `${origin}/sdk.html?at=crm${query}`,
  grants: ['call-commands', 'session-token'],
});

test('P4: a page with the package knows its call and drives it, in a frame, popped out, and as the desktop reloads', async ({
  field,
  openDesk,
}) => {
  const desk = await openDesk({ panels: [{ ...entry(field.crossSite), skills: [SALES] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES, '+15551230007');
  const framed = await desk.pageAt('crm');
  await shows(framed, `${contactId} +15551230007 Incoming`);
  await framed.frame.evaluate('page.answer()');
  await shows(framed, `${contactId} +15551230007 Active`);
  expect(await framed.frame.evaluate('registered')).toMatchObject({ contactId, issuer: 'MAX', extensions: [] });
  expect(await framed.frame.evaluate('page.sessionToken()')).toMatch(/./);

  const popOut = await desk.popOut('CRM');
  const popped = await desk.pageAt('crm', popOut);
  await shows(popped, `${contactId} +15551230007 Active`);
  await popped.frame.evaluate('page.hold()');
  await shows(popped, `${contactId} +15551230007 Holding`);

  await desk.reload();
  await desk.api.contact(contactId, 'resume');
  await shows(popped, `${contactId} +15551230007 Active`);
  await popped.frame.evaluate('page.hangUp()');
  await desk.gone('crm');
});

test('P47, P49, P52: a page with the package and every extension goes on after a reload, and commands by state', async ({
  field,
  openDesk,
}) => {
  const all = ['port', 'sequence', 'receipts', 'focus', 'lifecycle'];
  const query = all.map((extension) => `&extension=${extension}`).join('');
  const desk = await openDesk({ workspaces: [entry(field.crossSite, query)] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES, '+15551230007');
  const crm = await desk.pageAt('crm');
  await shows(crm, `${contactId} +15551230007 Incoming`);
  expect(await crm.frame.evaluate('registered.extensions')).toEqual(all);
  expect(await crm.frame.evaluate('page.answer()')).toMatchObject({ status: 'done' });
  expect(await crm.frame.evaluate('page.hold({ on: true })')).toMatchObject({ status: 'done' });
  expect(await crm.frame.evaluate('page.hold({ on: true })')).toMatchObject({ status: 'done', reason: 'already' });
  expect(await crm.frame.evaluate("page.answer().catch((error) => error.code)")).toBe('command-ignored');
  expect(await crm.frame.evaluate('page.state.focus')).toBe(contactId);

  await desk.reloadItself(crm);
  await expect.poll(() => crm.frame.evaluate('registered?.recovered'), QUICKLY).toBe(true);
  await shows(crm, `${contactId} +15551230007 Holding`);
  expect(await crm.frame.evaluate('page.hold({ on: false })')).toMatchObject({ status: 'done' });
  await shows(crm, `${contactId} +15551230007 Active`);
  await desk.customerHangsUp(contactId);
  await shows(crm, '');
});
