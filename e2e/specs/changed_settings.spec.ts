// An administrator changes pages, codes or permissions while the agent works.

import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';
import { Desktop } from '../pages/desktop';

const MINUTE = 61_000;

test('changed pages are told of, and apply when the agent reloads', async ({ context, field, openDesk }) => {
  await context.clock.install();
  const path = '/plain.html?at=knowledge';
  const desk = await openDesk({ workspaces: [{ id: 'knowledge', name: 'Knowledge', url: `${field.crossSite}${path}` }] });
  const agent = new Desktop(desk.page);
  await desk.pageAt('knowledge');
  const notice = desk.page.getByText('Your administrator has changed pages.');

  const unchanged = desk.page.waitForResponse('**/desktop/v1/settings');
  await context.clock.fastForward(MINUTE);
  expect((await unchanged).status()).toBe(304);
  await expect(notice).toHaveCount(0);

  await desk.server.change('/pages/knowledge', { name: 'Handbook' });
  await context.clock.fastForward(MINUTE);
  await expect(notice).toBeVisible();
  await expect(notice).not.toContainText('Better after this contact');
  await desk.api.setState('Available');
  await desk.call(SALES);
  await agent.answer();
  await expect(notice).toContainText('Better after this contact');
  expect(field.loads(path)).toBe(1);
  await expect(desk.page.getByRole('tab', { name: 'Knowledge' })).toBeVisible();

  await desk.page.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect(desk.page.getByRole('tab', { name: 'Handbook' })).toBeVisible();
  await expect(agent.card).toContainText('Active');
  await expect(notice).toHaveCount(0);
});

test('a notice that was put off comes again with the next change', async ({ context, field, openDesk }) => {
  await context.clock.install();
  const url = `${field.crossSite}/plain.html?at=knowledge`;
  const desk = await openDesk({ workspaces: [{ id: 'knowledge', name: 'Knowledge', url }] });
  await desk.pageAt('knowledge');
  const notice = desk.page.getByText('Your administrator has changed pages.');
  await desk.server.change('/pages/knowledge', { name: 'Handbook' });
  await context.clock.fastForward(MINUTE);
  await desk.page.getByRole('button', { name: 'Later' }).click();
  await expect(notice).toHaveCount(0);
  const unchanged = desk.page.waitForResponse('**/desktop/v1/settings');
  await context.clock.fastForward(MINUTE);
  expect((await unchanged).status()).toBe(304);
  await expect(notice).toHaveCount(0);
  await desk.server.change('/pages/knowledge', { name: 'Manual' });
  await context.clock.fastForward(MINUTE);
  await expect(notice).toBeVisible();
});

test('changed codes and permissions apply at once, in a call too', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  await desk.call(SALES);
  await agent.answer();
  await expect(agent.control('Mask')).toBeVisible();
  await desk.server.change('/agents/1', { permissions: ['mute'] });
  await expect(agent.control('Mask')).toHaveCount(0);
  await expect(agent.control('Mute')).toBeVisible();
  await agent.stateButton.click();
  await expect(desk.page.getByRole('menuitemradio', { name: 'Lunch' })).toBeVisible();
  const training = desk.page.getByRole('menuitemradio', { name: 'Training' });
  await expect(training).toHaveCount(0);
  await desk.server.change('/unavailable-codes/9', { name: 'Training' });
  await expect(training).toBeVisible();
  await training.click();
  await expect(desk.page.getByText('then Training')).toBeVisible();
});
