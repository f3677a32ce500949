// The keypad in a call.

import type { Desktop } from '../pages/desktop';
import { expect, test } from '../fixtures/demo';

/** The tones that the desktop asks for, request by request. */
function tones(agent: Desktop): string[] {
  const sent: string[] = [];
  agent.page.on('request', (request) => {
    if (request.url().endsWith('/send-dtmf')) sent.push(JSON.parse(request.postData() ?? '{}').dtmfSequence);
  });
  return sent;
}

test('each key sends its tone, the keyboard types too, in order, and what was sent is shown', async ({ agent, cordboard }) => {
  const sent = tones(agent);
  await cordboard.call(101);
  await agent.answer();
  await agent.press('Keypad');
  const keypad = agent.page.getByRole('region', { name: 'Keypad' });
  await expect(keypad).toBeFocused();
  await expect(keypad.getByRole('status')).toContainText('nothing yet');
  await agent.page.keyboard.type('12*#');
  await keypad.getByRole('button', { name: '9', exact: true }).click();
  await expect(keypad.getByRole('status')).toHaveText('Sent: 12*#9');
  expect(sent.join('')).toBe('12*#9');
  // Letters and shortcuts are no tones.
  await agent.page.keyboard.type('abc');
  await agent.key('M');
  await expect(agent.card).toContainText('Muted');
  expect(sent.join('')).toBe('12*#9');
});

test('it closes by Escape with the focus where it was, and forgets what was sent', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await agent.answer();
  await agent.key('P');
  const keypad = agent.page.getByRole('region', { name: 'Keypad' });
  await agent.page.keyboard.type('4711');
  await expect(keypad.getByRole('status')).toHaveText('Sent: 4711');
  await agent.page.keyboard.press('Escape');
  await expect(keypad).toHaveCount(0);
  await expect(agent.control('Keypad')).toBeFocused();
  await agent.key('P');
  await expect(keypad.getByRole('status')).toContainText('nothing yet');
});

test('on hold nobody hears tones: the keypad goes and its button is off', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await agent.answer();
  await agent.press('Keypad');
  await agent.press('Hold');
  await expect(agent.page.getByRole('region', { name: 'Keypad' })).toHaveCount(0);
  await expect(agent.control('Keypad')).toHaveAttribute('aria-disabled', 'true');
});

test('a tone that fails is told, and what was typed behind it is not sent', async ({ agent, cordboard }) => {
  const sent = tones(agent);
  await cordboard.call(101);
  await agent.answer();
  let answer = (): void => {};
  const held = new Promise<void>((done) => (answer = done));
  await agent.page.route('**/send-dtmf', async (route) => {
    await held;
    await route.abort();
  });
  await agent.press('Keypad');
  await agent.page.keyboard.type('123');
  answer();
  await expect(agent.notices).toContainText('Send the tones');
  await expect(agent.page.getByRole('region', { name: 'Keypad' }).getByRole('status')).toContainText('nothing yet');
  expect(sent).toEqual(['1']);
});
