// Notes that were typed and not saved are not lost.

import { SOLVED, SUPPORT } from '../field/configuration';
import { expect, test } from '../field/desk';
import { Desktop } from '../pages/desktop';

const HURRIED = 301;

test('notes of work that ran out are offered again, through a reload, until they are discarded', async ({ openDesk }) => {
  const hurried = {
    id: HURRIED,
    name: 'Hurried',
    after_contact_work: 'automatic' as const,
    after_contact_work_s: 5,
    require_disposition: true,
    dispositions: [SOLVED],
  };
  const desk = await openDesk({ skills: [hurried] });
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  const contactId = await desk.call(HURRIED);
  await agent.answer();
  await desk.customerHangsUp(contactId);
  await agent.afterContactWork.getByLabel('Notes').fill('Twelve pieces');
  const left = desk.page.getByRole('textbox', { name: 'Notes that were not saved' });
  await expect(left).toHaveValue('Twelve pieces');
  await expect(agent.contacts).toHaveCount(0);
  await desk.reload();
  await expect(left).toHaveValue('Twelve pieces');
  await desk.page.getByRole('button', { name: 'Discard' }).click();
  await expect(left).toHaveCount(0);
  await desk.reload();
  await expect(agent.stateButton).not.toContainText('Connecting');
  await expect(left).toHaveCount(0);
});

test('a reload in after-contact work keeps what was entered, and saved notes are not offered', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  const contactId = await desk.call(SUPPORT);
  await agent.answer();
  await desk.customerHangsUp(contactId);
  await agent.afterContactWork.getByLabel(/^Disposition/).selectOption({ label: 'Solved' });
  await agent.afterContactWork.getByLabel('Notes').fill('Twelve pieces');
  await desk.reload();
  await expect(agent.afterContactWork.getByLabel('Notes')).toHaveValue('Twelve pieces');
  await expect(agent.afterContactWork.getByLabel(/^Disposition/)).toHaveValue(String(SOLVED));
  await agent.afterContactWork.getByRole('button', { name: 'Save and finish' }).click();
  await expect(agent.contacts).toHaveCount(0);
  await expect(desk.page.getByRole('textbox', { name: 'Notes that were not saved' })).toHaveCount(0);
});

test('notes are gone when the agent has logged out', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  const contactId = await desk.call(SUPPORT);
  await agent.answer();
  await desk.customerHangsUp(contactId);
  await agent.afterContactWork.getByLabel('Notes').fill('Twelve pieces');
  await desk.page.getByRole('button', { name: 'Log out' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: /log out/i }).click();
  await expect(desk.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  const kept = await desk.page.evaluate(() => JSON.stringify(sessionStorage));
  expect(kept).not.toContain('Twelve');
});
