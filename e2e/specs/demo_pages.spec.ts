import { AxeBuilder } from '@axe-core/playwright';

import { expect, test } from '../fixtures/demo';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`demo pages, ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const path of ['/', '/crm/', '/example/', '/knowledge/', '/tester/']) {
      test(`${path} has nothing that axe finds`, async ({ page, cordboard }) => {
        const failures: string[] = [];
        page.on('pageerror', (error) => failures.push(error.message));
        await page.goto(`${cordboard.pagesUrl}${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations).toEqual([]);
        expect(failures).toEqual([]);
      });
    }

    test("the customer's phone has nothing that axe finds", async ({ page, cordboard }) => {
      await page.goto(`${cordboard.url}/phone`);
      await page.getByRole('button', { name: 'Call' }).click();
      await expect(page.getByRole('listitem')).toContainText('Contact');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
    });
  });
}

test("the customer's phone places a call and hangs up", async ({ page, cordboard }) => {
  await page.goto(`${cordboard.url}/phone`);
  await page.getByLabel('Skill').fill('102');
  await page.getByRole('button', { name: 'Call' }).click();
  const call = page.getByRole('listitem');
  await expect(call).toContainText('Waiting in the skill');
  await call.getByRole('button', { name: /^Hang up contact/ }).click();
  await expect(call).toContainText('Ended');
  await expect(call.getByRole('button')).toHaveCount(0);
});

test('the phone says in words why a call cannot be placed', async ({ page, cordboard }) => {
  await page.goto(`${cordboard.url}/phone`);
  await page.getByLabel('Skill').fill('999');
  await page.getByRole('button', { name: 'Call' }).click();
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await expect(page.getByRole('listitem')).toHaveCount(0);
});
