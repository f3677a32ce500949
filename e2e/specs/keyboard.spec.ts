import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/demo';

/** What has the focus, by its name or its words. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });
}

test('the shortcuts are shown in a dialog that keeps the focus and gives it back', async ({ agent }) => {
  const { page } = agent;
  await page.getByRole('button', { name: 'Log out' }).focus();
  await agent.key('Q');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeFocused();
  for (const words of ['Answer', 'Refuse', 'Hold, resume', 'Mute, unmute', 'Hang up', 'Choose a state']) {
    await expect(help.getByRole('row', { name: words })).toBeVisible();
  }
  for (let press = 0; press < 15; press += 1) {
    await page.keyboard.press('Tab');
    // The browser's own bar is the only other place that the focus may go to.
    expect(await help.evaluate((dialog) => dialog.contains(document.activeElement) || document.activeElement === document.body)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Log out' })).toBeFocused();
});

test('a shortcut is changed, holds after a reload, and no two are alike', async ({ agent, cordboard }) => {
  const { page } = agent;
  await agent.key('Q');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByLabel('Letter for: Answer').fill('j');
  await help.getByLabel('Letter for: Answer').press('Tab');
  await expect(help.getByLabel('Letter for: Answer')).toHaveValue('J');
  await help.getByLabel('Letter for: Refuse').fill('J');
  await help.getByLabel('Letter for: Refuse').press('Tab');
  await expect(help.getByRole('alert')).toContainText('J is taken');
  await expect(help.getByLabel('Letter for: Refuse')).toHaveValue('N');
  await help.getByRole('button', { name: 'Close' }).click();

  await page.reload();
  await agent.inState('Available');
  await cordboard.call(101);
  await expect(agent.incoming.getByRole('button', { name: 'Answer' })).toHaveAttribute('aria-keyshortcuts', 'Alt+Shift+J');
  await agent.key('Y');
  await expect(agent.incoming).toBeVisible();
  await agent.key('J');
  await expect(agent.card).toContainText('Active');
});

test('a call is refused by keyboard', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  await agent.key('N');
  await expect(agent.incoming).toHaveCount(0);
  await expect(agent.contacts).toHaveCount(0);
});

test('hang-up by keyboard asks like the button, and Escape keeps the call', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await agent.answer();
  await agent.control('Hold').focus();
  await agent.key('E');
  await expect(agent.hangUpConfirmation).toBeFocused();
  await agent.page.keyboard.press('Escape');
  await expect(agent.hangUpConfirmation).toHaveCount(0);
  await expect(agent.control('Hold')).toBeFocused();
  await expect(agent.card).toContainText('Active');
});

test('a menu: arrows go round, Escape closes it and gives the focus back', async ({ agent }) => {
  const { page } = agent;
  await agent.stateButton.press('ArrowDown');
  await expect(page.getByRole('menuitemradio', { name: 'Available', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  expect(await focused(page)).not.toBe('Available');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('Available');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(agent.stateButton).toBeFocused();
});

test('columns are resized by keyboard, and stay so', async ({ agent }) => {
  const { page } = agent;
  const separator = page.getByRole('separator', { name: 'Width of the contacts' });
  const contacts = page.getByRole('region', { name: 'Contacts' });
  const width = async (): Promise<number> => (await contacts.boundingBox())!.width;
  const before = await width();
  await separator.press('ArrowRight');
  await expect.poll(width).toBe(before + 16);
  await expect(separator).toHaveAttribute('aria-valuenow', String(before + 16));
  await page.reload();
  await agent.inState('Available');
  expect(await width()).toBe(before + 16);
});

test('the tabs of the workspaces are one stop, and arrows move between them', async ({ agent }) => {
  const { page } = agent;
  const tabs = page.getByRole('tablist', { name: 'Workspaces' }).getByRole('tab');
  await expect(tabs).toHaveCount(2);
  await tabs.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(tabs.nth(1)).toBeFocused();
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(tabs.first()).toHaveAttribute('tabindex', '-1');
});
