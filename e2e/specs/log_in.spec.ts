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

test('with contacts open, logging out asks; staying changes nothing', async ({ agent, cordboard }) => {
  const { page } = agent;
  await cordboard.call(101);
  await agent.answer();
  const question = page.getByRole('dialog', { name: 'Log out with contacts open?' });
  await page.getByRole('button', { name: 'Log out' }).click();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(agent.card).toContainText('Active');
  await page.getByRole('button', { name: 'Log out' }).click();
  await question.getByRole('button', { name: 'End them and log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
});

test('user and station are remembered, the password is not', async ({ desktop }) => {
  const { page } = desktop;
  await desktop.logIn();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByLabel('User name')).toHaveValue('agent1');
  await expect(page.getByRole('textbox', { name: 'Phone number' })).toHaveValue('5550101');
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('the agent logs in with a station id', async ({ desktop }) => {
  const { page } = desktop;
  await page.getByRole('radio', { name: 'Station id' }).check();
  await page.getByLabel('User name').fill('agent1');
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('textbox', { name: 'Station id' }).fill('station-7');
  await page.getByRole('button', { name: 'Log in' }).click();
  await desktop.inState('Unavailable');
});

test('nothing of the log-in is left when the agent has logged out', async ({ agent }) => {
  await agent.choose('Break');
  await agent.inState('Break');
  const kept = () => agent.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(await kept()).toContain('access');
  await agent.page.getByRole('button', { name: 'Log out' }).click();
  await expect(agent.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  expect(await kept()).not.toContain('access');
});
