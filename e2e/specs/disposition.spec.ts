import { expect, test } from '../fixtures/demo';

test('a required disposition is asked for, saved with its notes, and ends the work', async ({ agent, cordboard }) => {
  const saved = agent.page.waitForRequest((request) => request.url().endsWith('/disposition'));
  await cordboard.call(101);
  await agent.answer();
  await agent.hangUp();
  const work = agent.afterContactWork;
  await expect(work.getByLabel('Disposition (required)')).toBeVisible();
  await work.getByRole('button', { name: 'Save and finish' }).click();
  await expect(work.getByRole('alert')).toContainText('Choose a disposition');
  await expect(work.getByLabel('Disposition (required)')).toBeFocused();
  await expect(work).toBeVisible();
  await agent.saveDisposition('Sold', ' Twelve pieces ');
  expect((await saved).postDataJSON()).toMatchObject({ primaryDispositionNotes: 'Twelve pieces' });
  await expect(agent.contacts).toHaveCount(0);
  await agent.inState('Available');
});

test('an optional disposition may be left empty', async ({ agent, cordboard }) => {
  await cordboard.call(102);
  await agent.answer();
  await agent.hangUp();
  const work = agent.afterContactWork;
  await expect(work.getByLabel('Disposition (optional)')).toBeVisible();
  await work.getByRole('button', { name: 'Save and finish' }).click();
  await expect(agent.contacts).toHaveCount(0);
  await agent.inState('Available');
});

test('after-contact work that is limited counts down', async ({ agent, cordboard }) => {
  const contactId = await cordboard.call(102);
  await agent.answer();
  await cordboard.hangUp(contactId);
  const left = agent.afterContactWork.getByText(/^\d+:\d\d left$/);
  const before = await left.innerText();
  await expect.poll(async () => await left.innerText()).not.toBe(before);
});
