import { AxeBuilder } from '@axe-core/playwright';

import { expect, test } from '../fixtures/demo';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 420, height: 800 },
  ]) {
    test.describe(`the page of the operations, ${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test('has nothing that axe finds, with an operation and with its answer', async ({ page, cordboard }) => {
        await page.goto(`${cordboard.url}/openapi`);
        await page.getByRole('link', { name: /^Starts an agent session/ }).click();
        await page.locator('summary', { hasText: 'Fields of the body' }).click();
        await page.locator('summary', { hasText: 'in place of the body’s' }).click();
        await page.getByRole('button', { name: 'Send' }).click();
        await expect(page.getByRole('heading', { name: /^401 / })).toBeVisible();
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      });
    });
  }
}

test('an agent logs in, finds an operation and tries it, by the keyboard alone', async ({ page, cordboard }) => {
  const broken: string[] = [];
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(`${cordboard.url}/openapi`);
  await page.getByLabel('Name').focus();
  await page.keyboard.type('agent1');
  await page.keyboard.press('Tab');
  await page.keyboard.type('demo');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is an agent’s token')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search' }).focus();
  await page.keyboard.type('agents agent-settings');
  await expect(page.getByText(/^1 of \d+ operations$/)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Reads the settings of an agent' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('agentId')).toBeFocused();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^200 / })).toBeVisible();
  await expect(page.getByRole('region', { name: 'The answer' })).toContainText('"maxConferenceParties": 3');
  // Nothing from elsewhere, nothing that the content security policy refuses.
  expect(broken).toEqual([]);
});

test('one logs in while the operations are still being read, and is told when they cannot be', async ({ page, cordboard }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/openapi.json', async (route) => {
    await arrived;
    await route.abort();
  });
  await page.goto(`${cordboard.url}/openapi`);
  await expect(page.getByText('Reading the operations …')).toBeVisible();
  await page.getByLabel('Name').fill('agent1');
  await page.getByLabel('Password').fill('demo');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is an agent’s token')).toBeVisible();
  arrive();
  await expect(page.getByRole('alert')).toContainText('The operations could not be read');
});

test('an answer that is a problem is shown as one', async ({ page, cordboard }) => {
  await page.goto(`${cordboard.url}/openapi#agents.get.get`);
  await page.getByLabel('Or with a token').fill('none');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByLabel('agentId').fill('1');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('region', { name: 'The answer' })).toContainText('/problems/not-authenticated');
});
