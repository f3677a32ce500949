// A conference, with leave and end in words that cannot be confused.

import type { Desktop } from '../pages/desktop';
import { DialPanel } from '../pages/dial_panel';
import { expect, test } from '../fixtures/demo';

/** Customer, agent and colleague talk. */
async function confer(agent: Desktop, colleague: Desktop): Promise<void> {
  const panel = await agent.transfer();
  await panel.entry('Ben Brook').getByRole('button', { name: /^Call first/ }).click();
  await colleague.answer();
  await agent.calls.deed(/^Conference/).click();
  await expect(agent.calls.row('Ada Marlow')).toContainText('In the conference');
  await expect(agent.calls.row('Ben Brook')).toContainText('In the conference');
  await expect(colleague.card).toContainText('Conference');
}

let customer = 0;

test.beforeEach(async ({ agent, cordboard }) => {
  customer = await cordboard.call(101, '+15551230001');
  await agent.answer();
});

test('leave: the others go on, and the button says so', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  const leave = agent.calls.deed(/^Leave \(the others go on\)/);
  await expect(leave).toHaveAccessibleDescription('Ada Marlow and Ben Brook talk on without you.');
  await leave.click();
  await expect(agent.afterContactWork).toBeVisible();
  await expect(colleague.card).toContainText('+15551230001');
  await expect(colleague.card).toContainText('Active');
});

test('end for everyone asks first, offers to leave instead, and then hangs up on all', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  await agent.calls.deed(/^End for everyone/).click();
  const question = agent.page.getByRole('dialog', { name: 'End the conference for everyone?' });
  await expect(question).toContainText('This hangs up on Ada Marlow and Ben Brook.');
  await expect(question.getByRole('button', { name: 'Leave (the others go on)' })).toBeVisible();
  await agent.page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(agent.calls.rows).toHaveCount(2);

  await agent.key('Z');
  await question.getByRole('button', { name: 'End for everyone' }).click();
  await expect(agent.afterContactWork).toBeVisible();
  await expect(colleague.contacts).toHaveCount(0);
});

test('one party is dropped, with a question; the other stays', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  await agent.calls.button('Drop', 'Ben Brook').click();
  const question = agent.page.getByRole('dialog', { name: 'Drop from the conference?' });
  await expect(question).toContainText('Ben Brook');
  await question.getByRole('button', { name: 'Drop' }).click();
  await expect(colleague.contacts).toHaveCount(0);
  await expect(agent.card).toContainText('Ada Marlow');
  await expect(agent.card).toContainText('Active');
});

test('a party of somebody else’s conference leaves it, and the others go on', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  await colleague.press('Leave');
  const question = colleague.page.getByRole('dialog', { name: 'Leave the conference?' });
  await expect(question).toContainText('The others go on talking without you.');
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(colleague.contacts).toHaveCount(0);
  await expect(agent.card).toContainText('Ada Marlow');
  await expect(agent.card).toContainText('Active');
});

test('P38: a page that hangs up in a conference takes the agent out of it, without a question', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  await agent.showPage('Protocol tester');
  await agent.frame('/tester/').locator('body').evaluate(() => window.parent.postMessage({ messageType: 'HangupEvent' }, '*'));
  await expect(agent.afterContactWork).toBeVisible();
  await expect(agent.page.getByRole('dialog')).toHaveCount(0);
  await expect(colleague.card).toContainText('+15551230001');
  await expect(colleague.card).toContainText('Active');
});

test('in a conference all buttons but Hold', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  await expect(agent.control('Hold')).toHaveAttribute('aria-disabled', 'true');
  for (const name of ['Mute', 'Mask', 'Record', 'Keypad'] as const) {
    await expect(agent.control(name)).toHaveAttribute('aria-disabled', 'false');
  }
  await agent.press('Mute');
  await expect(agent.calls.row('Ada Marlow')).toContainText('Muted');
});

test('a customer who hangs up leaves the two agents', async ({ agent, colleague, cordboard }) => {
  await confer(agent, colleague);
  await cordboard.hangUp(customer);
  await expect(agent.card).toContainText('Ben Brook');
  await expect(colleague.card).toContainText('Active');
});

test('one more is called and added; the conference goes on meanwhile', async ({ agent, colleague, cordboard }) => {
  await cordboard.change('/business-unit', { max_conference_parties: 4 });
  await confer(agent, colleague);
  await agent.calls.deed(/^Call one more/).click();
  await new DialPanel(agent.page, 'Call one more').call('5550042');
  await expect(agent.calls.row('5550042')).toContainText('You are talking');
  await expect(colleague.card).toContainText('Conference');
  await expect(agent.calls.deed(/^Transfer/)).toHaveCount(0);
  await agent.calls.deed(/^Add to the conference/).click();
  await expect(agent.calls.row('5550042')).toContainText('In the conference');
  await expect(agent.calls.rows).toHaveCount(3);
});

test('a conference that is full says so, and the one who was called stays a call', async ({ agent, colleague }) => {
  await confer(agent, colleague);
  await agent.calls.deed(/^Call one more/).click();
  await new DialPanel(agent.page, 'Call one more').call('5550042');
  await agent.calls.deed(/^Add to the conference/).click();
  await expect(agent.notices).toContainText('Conference:');
  await expect(agent.calls.row('5550042')).toContainText('You are talking');
});
