import { expect, test } from '../fixtures/demo';

test('an agent chooses a state and a code', async ({ agent }) => {
  await agent.choose('Lunch');
  await agent.inState('Lunch');
  await agent.choose('Available');
  await agent.inState('Available');
});

test('the state is chosen by keyboard alone', async ({ agent }) => {
  await agent.key('S');
  const unavailable = agent.page.getByRole('menuitemradio', { name: 'Unavailable', exact: true });
  await expect(unavailable).toBeVisible();
  while (!(await unavailable.evaluate((item) => item === document.activeElement))) {
    await agent.page.keyboard.press('ArrowDown');
  }
  await agent.page.keyboard.press('Enter');
  await agent.inState('Unavailable');
});

test('a state chosen on a call comes after it', async ({ agent, cordboard }) => {
  const contactId = await cordboard.call(101);
  await agent.answer();
  await agent.inState('Working');
  await agent.choose('Break');
  await expect(agent.page.getByText('then Break')).toBeVisible();
  await cordboard.hangUp(contactId);
  await agent.saveDisposition('Sold', '');
  await agent.inState('Break');
});
