import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/demo';

/** The desktop and the pages in it. */
async function nothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }));
  expect(found).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 420, height: 800 },
  ]) {
    test.describe(`axe finds nothing, ${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test('in the log-in form, empty and with a wrong password', async ({ desktop }) => {
        await nothingFound(desktop.page);
        await desktop.tryLogIn('agent1', 'wrong');
        await expect(desktop.page.getByRole('alert')).not.toBeEmpty();
        await nothingFound(desktop.page);
      });

      test('in each state of a call', async ({ agent, cordboard }) => {
        await nothingFound(agent.page);
        await agent.stateButton.click();
        await expect(agent.page.getByRole('menu')).toBeVisible();
        await nothingFound(agent.page);
        await agent.page.keyboard.press('Escape');

        const contactId = await cordboard.call(101);
        await expect(agent.incoming).toBeVisible();
        await nothingFound(agent.page);
        await agent.answer();
        await expect(agent.card).toContainText('Active');
        await nothingFound(agent.page);
        await agent.press('Hang up');
        await expect(agent.hangUpConfirmation).toBeVisible();
        await nothingFound(agent.page);
        await agent.page.keyboard.press('Escape');
        await cordboard.hangUp(contactId);
        await expect(agent.afterContactWork).toBeVisible();
        await nothingFound(agent.page);
      });
    });
  }
}
