// What breaks and comes back: the network, the token, the place where the agent works.

import { expect, test } from '../fixtures/demo';
import { Desktop } from '../pages/desktop';

const SALES = 101;

test('a network break is said, and what happened meanwhile comes after it, once', async ({ agent, cordboard }) => {
  const warning = agent.page.getByText('No connection to the server.');
  await agent.page.context().setOffline(true);
  await expect(warning).toBeVisible();
  const contact = await cordboard.call(SALES);
  await agent.page.context().setOffline(false);
  await expect(agent.page.getByText('Connected again.')).toBeVisible();
  await expect(agent.incoming).toBeVisible();
  await expect(warning).toHaveCount(0);
  await agent.answer();
  await expect(agent.contacts).toHaveCount(1);
  await cordboard.hangUp(contact);
  await expect(agent.afterContactWork).toBeVisible();
});

test('a command that does not reach the server fails in words', async ({ agent, cordboard }) => {
  await cordboard.call(SALES);
  await agent.answer();
  await agent.page.context().setOffline(true);
  await agent.press('Hold');
  await expect(agent.page.getByText('Hold: the server cannot be reached.')).toBeVisible();
  await agent.page.context().setOffline(false);
  await expect(agent.page.getByText('No connection to the server.')).toHaveCount(0);
  await agent.press('Hold');
  await expect(agent.control('Resume')).toBeVisible();
});

test('a token that holds no more is changed for a new one, and the command goes through', async ({ agent }) => {
  let refused = 0;
  const refreshed: (string | null)[] = [];
  await agent.page.route('**/agent-sessions/*/state', async (route) => {
    refused += 1;
    if (refused > 1) return route.continue();
    await route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: '/problems/token-expired', title: 'The token has expired', status: 401 }),
    });
  });
  agent.page.on('request', (request) => {
    if (request.url().endsWith('/Token')) refreshed.push(request.postData());
  });
  await agent.choose('Break');
  await agent.inState('Break');
  expect(refused).toBe(2);
  expect(refreshed).toHaveLength(1);
  expect(JSON.parse(refreshed[0] ?? '')).toMatchObject({ grant_type: 'refresh_token' });
});

test('a reload in a call joins the session again, with everything as it was', async ({ agent, cordboard }) => {
  await cordboard.call(SALES);
  await agent.answer();
  await agent.press('Hold');
  await expect(agent.card).toContainText('On hold');
  await agent.page.reload();
  await agent.inState('Working');
  await expect(agent.card).toContainText('On hold');
  await expect(agent.contacts).toHaveCount(1);
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');
});

test('another computer takes the work over, and gives it back', async ({ agent, cordboard, browser }) => {
  await cordboard.call(SALES);
  await agent.answer();
  const context = await browser.newContext();
  const other = new Desktop(await context.newPage());
  await other.open(cordboard.url);
  await other.tryLogIn('agent1', 'demo');
  await expect(other.page.getByRole('heading', { name: 'You are working in another place' })).toBeVisible();
  await other.page.getByRole('button', { name: 'Work here' }).click();
  await expect(other.control('Hold')).toBeVisible();
  await expect(agent.page.getByRole('heading', { name: 'Your work goes on in another place' })).toBeVisible();
  await agent.page.getByRole('button', { name: 'Work here' }).click();
  await expect(agent.control('Hold')).toBeVisible();
  await expect(other.page.getByRole('heading', { name: 'Your work goes on in another place' })).toBeVisible();
  await context.close();
});

test('a server that does not answer is told in words, and the call goes on', async ({ agent, cordboard }) => {
  await cordboard.call(SALES);
  await agent.answer();
  await expect(agent.control('Hold')).toBeEnabled();
  // The limit of a command, made short.
  await agent.page.evaluate(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms === 15_000 ? 300 : ms);
  });
  // Taken, and never answered.
  await agent.page.route('**/hold', () => undefined);
  await agent.press('Hold');
  const notices = agent.page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('Hold: the server cannot be reached.');
  await agent.page.unroute('**/hold');
  await agent.page.reload();
  await agent.press('Hold');
  await expect(agent.control('Resume')).toBeVisible();
});

test('what one agent was told is gone when the next logs in', async ({ agent }) => {
  const notices = agent.page.getByRole('region', { name: 'Notices' });
  await agent.page.route('**/state', (route) => route.abort());
  await agent.choose('Break');
  await expect(notices).toContainText('Change state: it was not done.');
  await agent.page.getByRole('button', { name: 'Log out' }).click();
  await expect(agent.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await expect(agent.page.getByText('it was not done')).toHaveCount(0);
});
