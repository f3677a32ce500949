// The agent session ends while the agent is in the middle of something.

import { expect, test } from '../field/desk';
import { Desktop } from '../pages/desktop';

test('a session that ends under an open menu is told, and the next log-in works', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await agent.stateButton.click();
  await expect(desk.page.getByRole('menuitemradio', { name: 'Lunch' })).toBeVisible();
  await desk.api.endSession();
  await expect(desk.page.getByRole('heading', { name: 'Your agent session has ended' })).toBeVisible();
  await desk.page.getByRole('button', { name: 'Log in again' }).click();
  await agent.logIn();
});
