import { expect, test } from '../fixtures/demo';

test('a lost connection is said, and when it is back everything goes on', async ({ agent, context, cordboard }) => {
  const { page } = agent;
  await context.setOffline(true);
  await expect(page.getByText('No connection to the server.')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('Connected again.')).toBeVisible();
  await expect(page.getByText('No connection to the server.')).toHaveCount(0);
  await cordboard.call(101);
  await agent.answer();
  await expect(agent.card).toContainText('Active');
});
