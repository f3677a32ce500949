import { expect, test } from '../fixtures/demo';

test('the knowledge base follows the state of the agent and the skill of the call', async ({ agent, cordboard }) => {
  await agent.showPage('Knowledge base');
  const knowledge = agent.frame('/knowledge/');
  await expect(knowledge.locator('#agent')).toHaveText('Available');
  const contactId = await cordboard.call(102);
  await agent.answer();
  await expect(knowledge.locator('#agent')).toHaveText('On a contact');
  await expect(knowledge.locator('#call')).toHaveText('Call for Support');
  await expect(knowledge.locator('summary').first()).toHaveText('A device does not switch on');
  await cordboard.hangUp(contactId);
  await agent.saveDisposition('Solved', '');
  await expect(knowledge.locator('#call')).toHaveText('No call');
  await expect(knowledge.locator('#agent')).toHaveText('Available');
});

test('P35, P36, P38, P41: the tester drives a whole call by messages alone', async ({ agent, cordboard }) => {
  await agent.showPage('Protocol tester');
  const tester = agent.frame('/tester/');
  const post = (name: string): Promise<void> => tester.getByRole('button', { name, exact: true }).click();
  await post('Register: all');
  await expect(tester.locator('#log')).toContainText('ClientEventSubscriptionAcknowledge');

  await cordboard.call(102);
  await expect(agent.incoming).toBeVisible();
  await post('Answer');
  await expect(agent.card).toContainText('Active');
  await post('Hold');
  await expect(agent.card).toContainText('On hold');
  await post('Hold');
  await expect(agent.card).toContainText('Active');
  await post('Mute');
  await expect(agent.card).toContainText('Muted');
  await post('Mute');
  await expect(agent.card).not.toContainText('Muted');
  await post('Mask');
  await expect(agent.card).toContainText('Masked');
  await post('Mask');
  await expect(agent.card).toContainText('Active');
  await post('Record');
  await expect(agent.card).toContainText('Recording');
  await post('Hang up');
  await expect(agent.afterContactWork).toBeVisible();
  await expect(agent.hangUpConfirmation).toHaveCount(0);
});
