import { expect, test } from '../fixtures/demo';

test('a call by its buttons: answer, hold, mute, mask, record, hang up, disposition', async ({ agent, cordboard }) => {
  await cordboard.call(101, '+15551230003');
  await expect(agent.incoming).toContainText('Sales');
  await agent.answer();
  await expect(agent.card).toContainText('Active');
  await expect(agent.card).toContainText('+15551230003');

  await agent.press('Hold');
  await expect(agent.card).toContainText('On hold');
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');
  await agent.press('Mute');
  await expect(agent.card).toContainText('Muted');
  await agent.press('Unmute');
  await expect(agent.card).not.toContainText('Muted');
  await agent.press('Mask');
  await expect(agent.card).toContainText('Masked');
  await agent.press('Unmask');
  await expect(agent.card).toContainText('Active');
  await agent.press('Record');
  await expect(agent.card).toContainText('Recording');

  await agent.press('Hang up');
  await agent.hangUpConfirmation.getByRole('button', { name: 'Keep the call' }).click();
  await expect(agent.card).toContainText('Active');
  await agent.hangUp();
  await expect(agent.afterContactWork).toBeVisible();

  await agent.afterContactWork.getByRole('button', { name: 'Save and finish' }).click();
  await expect(agent.afterContactWork.getByRole('alert')).not.toBeEmpty();
  await agent.saveDisposition('Sold', 'Twelve pieces');
  await expect(agent.contacts).toHaveCount(0);
  await agent.inState('Available');
});

test('a call by keyboard alone', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  await expect(agent.page).toHaveTitle(/call/i);
  await agent.key('Y');
  await expect(agent.card).toContainText('Active');
  await agent.key('H');
  await expect(agent.card).toContainText('On hold');
  await agent.key('H');
  await expect(agent.card).toContainText('Active');
  await agent.key('M');
  await expect(agent.card).toContainText('Muted');
  await agent.key('E');
  await expect(agent.hangUpConfirmation).toBeVisible();
  await agent.hangUpConfirmation.getByRole('button', { name: 'Hang up' }).press('Enter');
  await expect(agent.afterContactWork).toBeVisible();
});

test('a refused call goes back to its place, and the agent is Unavailable', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await agent.refuse();
  await expect(agent.stateButton).not.toContainText('Available', { ignoreCase: false });
  await expect(agent.contacts).toHaveCount(0);
  await agent.choose('Available');
  await expect(agent.incoming).toBeVisible();
});

test('a customer who hangs up while it rings takes the dialog away', async ({ agent, cordboard }) => {
  const contactId = await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  await cordboard.hangUp(contactId);
  await expect(agent.incoming).toHaveCount(0);
  await expect(agent.contacts).toHaveCount(0);
});
