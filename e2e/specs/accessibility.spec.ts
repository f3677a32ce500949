import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/demo';
import { Inspector } from '../pages/inspector';

/** The desktop and the pages in it. */
async function nothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => [node.html, node.failureSummary]) }));
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
        // A button that is about to be enabled has neither one colour nor the other.
        await expect(desktop.page.getByRole('button', { name: 'Log in' })).toHaveAttribute('aria-disabled', 'false');
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

      test('on hold, muted, masked and recording', async ({ agent, cordboard }) => {
        await cordboard.call(101);
        await agent.answer();
        await agent.press('Mute');
        await agent.press('Hold');
        await expect(agent.card).toContainText('On hold');
        await expect(agent.card).toContainText('Muted');
        await nothingFound(agent.page);
        await agent.press('Resume');
        await agent.press('Record');
        await expect(agent.card).toContainText('Recording');
        await agent.press('Mask');
        await expect(agent.card).toContainText('Masked');
        await nothingFound(agent.page);
      });

      test('where somebody is called, on the keypad, with two calls, and in a conference', async ({ agent, cordboard }) => {
        const { page } = agent;
        const panel = await agent.newCall();
        await expect(panel.entry('Ben Brook')).toBeVisible();
        await nothingFound(page);
        await panel.place.getByRole('button', { name: 'Keypad' }).click();
        await panel.call('5+5');
        await expect(panel.wrong).not.toBeEmpty();
        await nothingFound(page);
        await page.keyboard.press('Escape');

        await cordboard.call(101);
        await agent.answer();
        await agent.press('Keypad');
        await expect(page.getByRole('region', { name: 'Keypad' })).toBeFocused();
        await nothingFound(page);
        await page.keyboard.press('Escape');
        const transfer = await agent.transfer();
        await expect(transfer.entry('Ben Brook')).toBeVisible();
        await nothingFound(page);
        await transfer.call('5550042');
        await expect(agent.calls.rows).toHaveCount(2);
        await nothingFound(page);
        await agent.calls.deed(/^Conference/).click();
        await expect(agent.calls.deed(/^Leave/)).toBeVisible();
        await nothingFound(page);
        await agent.calls.deed(/^End for everyone/).click();
        await expect(page.getByRole('dialog', { name: 'End the conference for everyone?' })).toBeVisible();
        await nothingFound(page);
      });

      test('in the help, the settings, the question before logging out, and without a network', async ({ agent, context, cordboard }) => {
        const { page } = agent;
        await agent.key('Q');
        await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
        await nothingFound(page);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Settings' }).click();
        await expect(page.getByRole('menu')).toBeVisible();
        await nothingFound(page);
        await page.keyboard.press('Escape');
        await cordboard.call(101);
        await agent.answer();
        await page.getByRole('button', { name: 'Log out' }).click();
        await expect(page.getByRole('dialog', { name: /^Log out/ })).toBeVisible();
        await nothingFound(page);
        await page.keyboard.press('Escape');
        await context.setOffline(true);
        await expect(page.getByText('No connection to the server.')).toBeVisible();
        await nothingFound(page);
      });

      test('where the server cannot save, and with notes that were not saved', async ({ agent, cordboard }) => {
        const { page } = agent;
        await cordboard.call(101);
        await agent.answer();
        const left = { contact: 7, who: 'Ada Marlow', notes: 'Twelve pieces' };
        await page.evaluate(
          (kept) => sessionStorage.setItem('cordboard.drafts', JSON.stringify(kept)),
          { agent: 1, open: [], left: [left] },
        );
        await page.reload();
        await expect(page.getByRole('textbox', { name: 'Notes that were not saved' })).toBeVisible();
        const problem = { type: '/problems/journal-unavailable', title: 'The journal cannot be written', status: 503 };
        await page.route('**/hold', (route) =>
          route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
        );
        await page.route('**/readyz', (route) => route.fulfill({ status: 503 }));
        await agent.showPart('Contact');
        await agent.press('Hold');
        await expect(page.getByText('The server cannot save at the moment.')).toBeVisible();
        await nothingFound(page);
      });

      test('in the message inspector', async ({ agent }) => {
        const { page } = agent;
        const inspector = new Inspector(page);
        await inspector.open();
        const pages = await inspector.side('Pages');
        await nothingFound(page);
        await pages.getByRole('button', { name: /^Load .* anew$/ }).first().click();
        await expect(inspector.line('Answers the registration').first()).toBeVisible();
        await inspector.look('Registered for');
        await nothingFound(page);
        await inspector.side('Replay');
        await inspector.press('Pause');
        await nothingFound(page);
      });

      test('where the work goes on elsewhere, and in a pop-out', async ({ agent, context, cordboard }) => {
        const opened = context.waitForEvent('page');
        await agent.showPart('Workspaces');
        await agent.page.getByRole('button', { name: /^Pop out/ }).click();
        const popOut = await opened;
        await expect(popOut.getByRole('button', { name: 'Back to the desktop' })).toBeVisible();
        await nothingFound(popOut);
        await agent.showPart('Workspaces');
        await expect(agent.page.getByRole('button', { name: /^Bring .* back$/ })).toBeVisible();
        await nothingFound(agent.page);

        const second = await context.newPage();
        await second.goto(cordboard.url);
        await expect(second.getByRole('heading', { name: 'You are working in another tab' })).toBeVisible();
        await nothingFound(second);
      });
    });
  }
}
