// Two calls, one above the other.

import type { Desktop } from '../pages/desktop';
import { expect, test } from '../fixtures/demo';

/** A customer on hold, and a number called beside. */
async function callBeside(agent: Desktop, number = '5550042'): Promise<void> {
  const panel = await agent.newCall();
  await panel.call(number);
  await expect(agent.calls.rows).toHaveCount(2);
}

test.beforeEach(async ({ agent, cordboard }) => {
  await cordboard.call(101, '+15551230001');
  await agent.answer();
});

test('the first is held, the second is heard, and each says so in words with its time', async ({ agent }) => {
  await callBeside(agent);
  await expect(agent.calls.row('Ada Marlow')).toContainText('On hold');
  await expect(agent.calls.row('5550042')).toContainText('You are talking');
  for (const row of await agent.calls.rows.all()) await expect(row).toContainText(/\d:\d\d/);
  await expect(agent.calls.row('5550042').getByRole('button').first()).toHaveAttribute('aria-current', 'true');
});

test('switching: the other is heard and in focus, by button and by keyboard', async ({ agent }) => {
  await callBeside(agent);
  await agent.calls.button('Switch', 'Ada Marlow').click();
  await expect(agent.calls.row('Ada Marlow')).toContainText('You are talking');
  await expect(agent.calls.row('5550042')).toContainText('On hold');
  await expect(agent.calls.row('Ada Marlow').getByRole('button').first()).toHaveAttribute('aria-current', 'true');
  await agent.key('W');
  await expect(agent.calls.row('5550042')).toContainText('You are talking');
  await expect(agent.calls.row('Ada Marlow')).toContainText('On hold');
});

test('while the second rings, the first stays on hold', async ({ agent }) => {
  await callBeside(agent, '5550999');
  await expect(agent.calls.row('5550999')).toContainText('Ringing there');
  await expect(agent.calls.button('Switch', 'Ada Marlow')).toHaveAttribute('aria-disabled', 'true');
  await expect(agent.page.getByRole('button', { name: /^New call/ })).toHaveAttribute('aria-disabled', 'true');
});

test('each is hung up by itself, with the question before; the other stays', async ({ agent }) => {
  await callBeside(agent);
  await agent.calls.button('Hang up', '5550042').click();
  await expect(agent.hangUpConfirmation).toContainText('5550042');
  await agent.hangUpConfirmation.getByRole('button', { name: 'Hang up' }).click();
  await expect(agent.calls.rows).toHaveCount(0);
  await expect(agent.card).toContainText('Ada Marlow');
  await expect(agent.card).toContainText('On hold');
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');
});

test('each has its own panels, and looking at a call does not switch to it', async ({ agent }) => {
  await callBeside(agent);
  await agent.calls.row('Ada Marlow').getByRole('button').first().click();
  await expect(agent.calls.row('Ada Marlow')).toContainText('On hold');
  await expect(agent.page.getByRole('tab', { name: 'CRM' })).toBeVisible();
  const addresses = (): Promise<string[]> =>
    agent.page.locator('.frame-place.shown iframe').evaluateAll((frames) => frames.map((frame) => (frame as HTMLIFrameElement).src));
  const first = await addresses();
  await agent.calls.row('5550042').getByRole('button').first().click();
  await expect.poll(addresses).not.toEqual(first);
});

test('a reload finds both again, with the one that is heard in focus', async ({ agent }) => {
  await callBeside(agent);
  await agent.page.reload();
  await expect(agent.calls.row('5550042')).toContainText('You are talking');
  await expect(agent.calls.rows).toHaveCount(2);
  await expect(agent.calls.row('5550042').getByRole('button').first()).toHaveAttribute('aria-current', 'true');
});

test('a page commands the call in focus', async ({ agent }) => {
  await callBeside(agent);
  await agent.showPage('Protocol tester');
  await agent.calls.row('Ada Marlow').getByRole('button').first().click();
  const tester = agent.frame('/tester/');
  await tester.locator('body').evaluate(() => window.parent.postMessage({ messageType: 'HoldEvent' }, '*'));
  await expect(agent.calls.row('Ada Marlow')).toContainText('You are talking');
  await expect(agent.calls.row('5550042')).toContainText('On hold');
});
