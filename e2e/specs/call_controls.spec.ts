import type { CallButton } from '../pages/desktop';
import { expect, test } from '../fixtures/demo';

/** The buttons that can be pressed, as the agent reads them. */
const RULES: [state: string, on: CallButton[], off: CallButton[]][] = [
  ['Active', ['Hold', 'Mute', 'Mask', 'Record', 'Hang up'], []],
  ['On hold', ['Resume', 'Mute', 'Hang up'], ['Mask', 'Record']],
  ['Masked', ['Unmask', 'Mute', 'Hang up'], ['Hold', 'Record']],
];

test('a number that was not dialled is not called withheld', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await agent.answer();
  await expect(agent.card.getByText('From', { exact: true })).toBeVisible();
  await expect(agent.card.getByText('To', { exact: true })).toHaveCount(0);
  await expect(agent.card).not.toContainText('withheld');
});

test('which button when: active, on hold, masked, recording', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await agent.answer();
  const rules = async ([state, on, off]: (typeof RULES)[number]): Promise<void> => {
    await expect(agent.card).toContainText(state);
    for (const name of on) await expect(agent.control(name)).toBeEnabled();
    for (const name of off) await expect(agent.control(name)).toBeDisabled();
  };
  await rules(RULES[0]!);
  await agent.press('Hold');
  await rules(RULES[1]!);
  await agent.press('Resume');
  await rules(RULES[0]!);
  await agent.press('Mask');
  await rules(RULES[2]!);
  await agent.press('Unmask');
  await rules(RULES[0]!);
  await agent.press('Record');
  await expect(agent.control('Recording')).toBeDisabled();
  await expect(agent.control('Hold')).toBeEnabled();
});

test('while it rings, and in after-contact work, none can be pressed', async ({ agent, cordboard }) => {
  const contactId = await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  for (const name of ['Hold', 'Mute', 'Mask', 'Record', 'Hang up'] as const) {
    await expect(agent.control(name)).toBeDisabled();
  }
  await agent.answer();
  await cordboard.hangUp(contactId);
  await expect(agent.afterContactWork).toBeVisible();
  await expect(agent.page.getByRole('group', { name: 'Call controls' })).toHaveCount(0);
});

test('a button that is off sends nothing, by pointer or by key', async ({ agent, cordboard }) => {
  const commands: string[] = [];
  agent.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/interactions/')) commands.push(request.url());
  });
  await cordboard.call(101);
  await agent.answer();
  await agent.press('Hold');
  await expect(agent.card).toContainText('On hold');
  const before = commands.length;
  await agent.control('Mask').click({ force: true });
  await agent.key('K');
  await agent.key('R');
  // Resuming is a fence: commands of one contact go one after another.
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');
  expect(commands.slice(before).map((url) => url.split('/').at(-1))).toEqual(['resume']);
});

test('P38: the question before hanging up belongs to the button, and goes away with the call', async ({ agent, cordboard }) => {
  const contactId = await cordboard.call(101);
  await agent.answer();
  await agent.press('Hang up');
  await expect(agent.hangUpConfirmation).toBeVisible();
  await cordboard.hangUp(contactId);
  await expect(agent.hangUpConfirmation).toHaveCount(0);
  await expect(agent.afterContactWork).toBeVisible();
});

test('the contact list shows status and times without a hover', async ({ agent, cordboard }) => {
  await cordboard.call(101, '+15551230007');
  await agent.answer();
  const row = agent.contacts.first();
  await expect(row).toContainText('Active · Sales');
  await agent.press('Hold');
  await expect(row).toContainText('On hold · Sales');
  await expect(row).toContainText(/in all \d+:\d\d/);
  await expect(row).toContainText(/in this status \d+:\d\d/);
});
