import { expect, test } from '../fixtures/demo';

test('an agent logs in, starts Unavailable, and logs out', async ({ desktop }) => {
  await desktop.logIn();
  await desktop.page.getByRole('button', { name: 'Log out' }).click();
  await expect(desktop.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
});

test('a wrong password is said in words, and the right one then works', async ({ desktop, cordboard }) => {
  await desktop.tryLogIn('agent1', 'not the password');
  await expect(desktop.page.getByRole('alert')).toContainText(/password/i);
  await desktop.logIn();
  expect(cordboard.log.filter((line) => line.includes('not the password'))).toEqual([]);
});

test('an unknown user is answered like a wrong password', async ({ desktop }) => {
  await desktop.tryLogIn('agent1', 'wrong');
  const alert = desktop.page.getByRole('alert');
  await expect(alert).not.toBeEmpty();
  const words = await alert.innerText();
  await desktop.tryLogIn('nobody', 'wrong');
  await expect(alert).toHaveText(words);
});

test('an empty field is named', async ({ desktop }) => {
  await desktop.tryLogIn('', 'demo');
  await expect(desktop.page.getByRole('alert')).toContainText('user name');
});
