// Calling a number: what is typed, what is wrong with it, who is not reached.

import { expect, test } from '../fixtures/demo';

/** The line simulator lets it ring for as long as nobody gives up. */
const NOBODY_ANSWERS = '+15551230999';
const BUSY = '+15551230998';

test('a number is called as people write it, for the skill, and the work after it is the skill’s', async ({ agent }) => {
  const panel = await agent.newCall();
  await panel.call('+1 (555) 123-0042');
  await expect(panel.place).toHaveCount(0);
  await expect(agent.card).toContainText('Active');
  await expect(agent.card).toContainText('+15551230042');
  await expect(agent.card).toContainText('Sales');
  await agent.inState('Working');
  await agent.hangUp();
  await agent.saveDisposition('Sold', '');
  await agent.inState('Available');
});

test('what is wrong with a number is said in words, at the field, and the field keeps the focus', async ({ agent }) => {
  const panel = await agent.newCall();
  for (const [typed, words] of [
    ['', 'Type a number'],
    ['555+1', 'The + stands in front'],
    ['5;1', 'Nobody of that name'],
    ['1'.repeat(33), 'too long'],
  ] as const) {
    await panel.call(typed);
    await expect(panel.wrong).toContainText(words);
    await expect(panel.field).toHaveAttribute('aria-invalid', 'true');
    await expect(panel.field).toBeFocused();
  }
  await panel.field.fill('5551');
  await expect(panel.wrong).toBeEmpty();
  await expect(agent.contacts).toHaveCount(0);
});

test('a number is put together on the keypad', async ({ agent }) => {
  const panel = await agent.newCall();
  await panel.place.getByRole('button', { name: 'Keypad' }).click();
  for (const key of ['5', '5', '5', 'Star', '0', 'Hash', '9']) {
    await panel.keys.getByRole('button', { name: key, exact: true }).click();
  }
  await panel.place.getByRole('button', { name: 'Erase the last' }).click();
  await expect(panel.field).toHaveValue('555*0#');
});

test('while it rings, hanging up is all there is; nobody answers on a busy line', async ({ agent }) => {
  const panel = await agent.newCall();
  await panel.call(NOBODY_ANSWERS);
  await expect(agent.card).toContainText('Dialling');
  for (const name of ['Hold', 'Mute', 'Mask', 'Record', 'Keypad', 'Transfer'] as const) {
    await expect(agent.control(name)).toHaveAttribute('aria-disabled', 'true');
  }
  await expect(agent.page.getByRole('button', { name: /^New call/ })).toHaveAttribute('aria-disabled', 'true');
  await agent.hangUp();
  await agent.saveDisposition('Call again', '');
  const again = await agent.newCall();
  await again.call(BUSY);
  await expect(agent.notices).toContainText(`${BUSY} is busy.`);
});

test('the numbers dialled last are offered, put into the field, and gone after a reload', async ({ agent }) => {
  const panel = await agent.newCall();
  await panel.call('5550042');
  await agent.hangUp();
  await agent.saveDisposition('Sold', '');
  await agent.newCall();
  await panel.lastDialled.getByText('5550042').click();
  await expect(panel.field).toHaveValue('5550042');
  const kept = await agent.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('5550042');
  await agent.page.reload();
  await agent.inState('Available');
  await agent.newCall();
  await expect(panel.lastDialled).toHaveCount(0);
});

test('by keyboard alone: open, type, Enter; Escape gives the focus back', async ({ agent }) => {
  const { page } = agent;
  await page.getByRole('button', { name: 'Log out' }).focus();
  await agent.key('D');
  await expect(page.getByLabel('Number or name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Number or name')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Log out' })).toBeFocused();
  await agent.key('D');
  await page.keyboard.type('5550042');
  await page.keyboard.press('Enter');
  await expect(agent.card).toContainText('Active');
  await expect(page.locator('#contact')).toBeFocused();
});

test('who has no skill for it is told so, and can still call colleagues', async ({ desktop, colleague }) => {
  await colleague.inState('Unavailable');
  await desktop.logIn('agent3');
  const panel = await desktop.newCall();
  await expect(panel.place).toContainText('You have no skill to call numbers for.');
  await panel.call('5550042');
  await expect(panel.wrong).toContainText('You have no skill to call numbers for.');
  await panel.field.fill('');
  await panel.entry('Ben Brook').getByRole('button', { name: /^Call/ }).click();
  await expect(colleague.incoming).toContainText('Cleo Castle');
});

test('a call that comes in meanwhile closes the panel and is answered', async ({ agent, cordboard }) => {
  const panel = await agent.newCall();
  await panel.field.fill('555');
  await cordboard.call(101);
  await expect(panel.place).toHaveCount(0);
  await agent.answer();
  await expect(agent.card).toContainText('Active');
});
