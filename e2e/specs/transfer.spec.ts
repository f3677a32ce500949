// Handing a call on: after a word with the other, and at once.

import { expect, test } from '../fixtures/demo';

let customer = 0;

test.beforeEach(async ({ agent, cordboard }) => {
  customer = await cordboard.call(101, '+15551230001');
  await agent.answer();
});

test('call first, then transfer: the colleague has the customer, the agent the work after the call', async ({ agent, colleague }) => {
  const panel = await agent.transfer();
  await panel.entry('Ben Brook').getByRole('button', { name: /^Call first/ }).click();
  await expect(agent.calls.row('Ben Brook')).toContainText('Ringing there');
  await expect(agent.calls.row('Ada Marlow')).toContainText('On hold');
  await expect(colleague.incoming).toContainText('of a colleague');
  await colleague.answer();
  await expect(agent.calls.row('Ben Brook')).toContainText('You are talking');
  await expect(agent.calls.deed(/^Transfer/)).toHaveAccessibleDescription('Ada Marlow and Ben Brook talk with each other. You are out.');
  await agent.calls.deed(/^Transfer/).click();
  await expect(agent.notices).toContainText('Transferred.');
  await expect(agent.afterContactWork).toBeVisible();
  await expect(colleague.card).toContainText('+15551230001');
  await expect(colleague.card).toContainText('Active');
});

test('transfer now: the customer hears it ring, the agent is out at once', async ({ agent, colleague }) => {
  const panel = await agent.transfer();
  await panel.entry('Ben Brook').getByRole('button', { name: /^Transfer now/ }).click();
  await expect(agent.afterContactWork).toBeVisible();
  await expect(colleague.incoming).toContainText('+15551230001');
  await colleague.answer();
  await expect(colleague.card).toContainText('+15551230001');
});

test('a customer is handed on to a number outside', async ({ agent }) => {
  const panel = await agent.transfer();
  await panel.call('5550042');
  await expect(agent.calls.row('5550042')).toContainText('You are talking');
  await agent.key('X');
  await expect(agent.afterContactWork).toBeVisible();
  await expect(agent.calls.rows).toHaveCount(0);
});

test('while it rings, Transfer says that it is at once', async ({ agent }) => {
  const panel = await agent.transfer();
  await panel.call('5550999');
  const transfer = agent.calls.deed(/^Transfer now/);
  await expect(transfer).toHaveAccessibleDescription('Ada Marlow hears it ring at 5550999. You are out at once.');
  await expect(agent.calls.deed(/^Conference/)).toHaveAttribute('aria-disabled', 'true');
  await transfer.click();
  await expect(agent.afterContactWork).toBeVisible();
});

test('a colleague who refuses is said, and the customer is still there', async ({ agent, colleague }) => {
  const panel = await agent.transfer();
  await panel.entry('Ben Brook').getByRole('button', { name: /^Call first/ }).click();
  await colleague.refuse();
  await expect(agent.notices).toContainText('Ben Brook is busy.');
  await expect(agent.card).toContainText('Ada Marlow');
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');
});

test('to a skill: whoever of it is free gets the customer', async ({ agent, colleague }) => {
  await colleague.choose('Available');
  await colleague.inState('Available');
  const panel = await agent.transfer();
  await panel.entries(/^Skills/).filter({ hasText: 'Sales' }).getByRole('button', { name: /^Transfer now/ }).click();
  await expect(colleague.incoming).toContainText('+15551230001');
  await expect(agent.afterContactWork).toBeVisible();
});

test('the panel goes with the call that was to be handed on', async ({ agent, cordboard }) => {
  const panel = await agent.transfer();
  await cordboard.hangUp(customer);
  await expect(panel.place).toHaveCount(0);
  await expect(agent.afterContactWork).toBeVisible();
});
