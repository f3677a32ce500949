// An administrator changes pages, codes, skills or permissions while the agent works.

import type { Page } from '@playwright/test';

import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';
import { Desktop } from '../pages/desktop';

const MINUTE = 61_000;

/** From now on the settings have another name for the first page. */
async function changePages(page: Page, name: string): Promise<void> {
  await page.unroute('**/desktop/v1/settings');
  await page.route('**/desktop/v1/settings', async (route) => {
    const headers = { ...route.request().headers() };
    if (headers['if-none-match'] === `"${name}"`) return await route.fulfill({ status: 304 });
    delete headers['if-none-match'];
    const answer = await route.fetch({ headers });
    const settings = (await answer.json()) as { pages: { name: string }[]; version: string };
    settings.pages[0]!.name = name;
    settings.version = name;
    await route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(settings) });
  });
}

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

  await changePages(desk.page, 'Handbook');
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
  await changePages(desk.page, 'Handbook');
  await context.clock.fastForward(MINUTE);
  await desk.page.getByRole('button', { name: 'Later' }).click();
  await expect(notice).toHaveCount(0);
  const unchanged = desk.page.waitForResponse('**/desktop/v1/settings');
  await context.clock.fastForward(MINUTE);
  await unchanged;
  await expect(notice).toHaveCount(0);
  await changePages(desk.page, 'Manual');
  await context.clock.fastForward(MINUTE);
  await expect(notice).toBeVisible();
});
