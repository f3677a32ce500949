// Whom an agent can call.

import { expect, test } from '../fixtures/demo';

test('colleagues with their state, skills, and books of numbers; the agent is not among them', async ({ agent, colleague }) => {
  await colleague.inState('Unavailable');
  const panel = await agent.newCall();
  await expect(panel.entry('Ben Brook')).toContainText('Unavailable');
  await expect(panel.entry('Cleo Castle')).toContainText('Logged out');
  await expect(panel.entry('Cleo Castle').getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await expect(panel.entries(/^Colleagues/)).toHaveCount(2);
  await expect(panel.entries(/^Skills/)).toHaveCount(2);
  await expect(panel.entry('Nobody waits')).toHaveCount(2);
  await expect(panel.entry('Pia Porter').first()).toContainText('5550201');
});

test('states are read again while it is open', async ({ agent, colleague }) => {
  const panel = await agent.newCall();
  await expect(panel.entry('Ben Brook')).toContainText('Unavailable');
  await colleague.choose('Available');
  await expect(panel.entry('Ben Brook')).toContainText('Available');
});

test('who waits in a skill is said', async ({ desktop, cordboard }) => {
  await desktop.logIn();
  await cordboard.call(102);
  const panel = await desktop.newCall();
  await expect(panel.entries(/^Skills/).filter({ hasText: 'Support' })).toContainText(/1 waiting, longest \d:\d\d · 0 free/);
});

test('a search finds as it is typed, in names and numbers, and says how many', async ({ agent }) => {
  const panel = await agent.newCall();
  await panel.field.fill('porter');
  await expect(panel.place.getByRole('listitem')).toHaveCount(2);
  await expect(panel.place.getByRole('status')).toHaveText('2 entries found.');
  await panel.field.fill('0203');
  await expect(panel.place.getByRole('listitem')).toHaveCount(1);
  await expect(panel.entry('Quentin Quill')).toBeVisible();
  await panel.field.fill('nobody at all');
  await expect(panel.place).toContainText('Nobody of that name.');
});

test('by keyboard: down into the list, arrows through it, one stop for the tab key, Enter calls', async ({ agent }) => {
  const { page } = agent;
  await agent.key('D');
  await page.keyboard.type('qui');
  await expect(page.getByRole('region', { name: 'New call' }).getByRole('listitem')).toHaveCount(1);
  // Enter on a name goes to what was found: nobody is called by a slip.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Call Quentin Quill' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(agent.card).toContainText('5550203');
  await expect(agent.card).toContainText('Active');
});

test('arrows move between entries and between the buttons of one', async ({ agent, cordboard }) => {
  const { page } = agent;
  await cordboard.call(101);
  await agent.answer();
  const panel = await agent.transfer();
  await expect(panel.entries(/^Colleagues/)).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Call first: Ben Brook' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Call first: Cleo Castle' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Transfer now: Cleo Castle' })).toBeFocused();
  await expect(panel.place.locator('.entry button[tabindex="0"]')).toHaveCount(2);
});

test('an address book that cannot be read says so', async ({ agent }) => {
  await agent.page.route('**/agents/states', (route) => route.abort());
  const panel = await agent.newCall();
  await expect(panel.place.getByRole('alert').filter({ hasText: 'not up to date' })).toBeVisible();
});
