import { expect, test } from '../fixtures/demo';

test('an incoming call says skill and number, counts down, and is announced', async ({ agent, cordboard }) => {
  await cordboard.call(102, '+15551230009');
  await expect(agent.incoming).toContainText('Support');
  await expect(agent.incoming).toContainText('+15551230009');
  const left = agent.incoming.getByText(/\d+ s left to answer/);
  const first = Number.parseInt(await left.innerText(), 10);
  expect(first).toBeGreaterThan(10);
  await expect.poll(async () => Number.parseInt(await left.innerText(), 10)).toBeLessThan(first);
  await expect(agent.page.locator('[aria-live="assertive"]')).toContainText('Incoming call for Support');
  await expect(agent.page.locator('[aria-live="assertive"]')).toContainText('Answer: Alt+Shift+Y');
});

test('title and icon of the tab tell of the call, and no longer when it is answered', async ({ agent, cordboard }) => {
  const { page } = agent;
  await expect(page).toHaveTitle('Cordboard');
  await cordboard.call(101);
  await expect(page).toHaveTitle('Incoming call: Sales · Cordboard');
  await expect(page.locator('#favicon')).toHaveAttribute('href', '/favicon-incoming.svg');
  await agent.answer();
  await expect(page).toHaveTitle('Cordboard');
  await expect(page.locator('#favicon')).toHaveAttribute('href', '/favicon.svg');
});

test('it rings until it is answered, unless the agent switched that off', async ({ agent, cordboard }) => {
  const { page } = agent;
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const { play, pause } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
      heard.push(`play ${new URL(this.src).pathname}`);
      await play.call(this);
    };
    HTMLMediaElement.prototype.pause = function (this: HTMLMediaElement) {
      heard.push('pause');
      pause.call(this);
    };
  });
  const heard = async (): Promise<string[]> => await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await cordboard.call(101);
  await expect.poll(heard).toEqual(['play /ring.wav']);
  await agent.answer();
  await expect.poll(heard).toEqual(['play /ring.wav', 'pause']);
  await agent.hangUp();
  await agent.saveDisposition('Sold', '');
  await agent.inState('Available');

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitemcheckbox', { name: /^Ring tone/ }).click();
  await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  expect((await heard()).filter((what) => what.startsWith('play'))).toHaveLength(1);
});

test('a system notification comes while the agent looks elsewhere, and only when allowed', async ({ agent, cordboard }) => {
  const { page } = agent;
  await page.evaluate(() => {
    const shown: string[] = [];
    class Shown {
      static permission = 'default';
      static async requestPermission(): Promise<string> {
        Shown.permission = 'granted';
        return Shown.permission;
      }
      constructor(title: string, options: NotificationOptions) {
        shown.push(`${title}: ${options.body}`);
      }
      close(): void {
        shown.push('closed');
      }
    }
    Object.assign(window, { shown, Notification: Shown });
    document.hasFocus = () => false;
  });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: /^System notifications/ }).click();
  await expect
    .poll(async () => await page.evaluate(() => (Notification as unknown as { permission: string }).permission))
    .toBe('granted');
  const contactId = await cordboard.call(101, '+15551230001');
  await expect(agent.incoming).toBeVisible();
  const shown = async (): Promise<string[]> => await page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  // Neither name nor number of a customer stands on a locked screen.
  await expect.poll(shown).toEqual(['Incoming call: Sales']);
  await cordboard.hangUp(contactId);
  await expect.poll(shown).toEqual(['Incoming call: Sales', 'closed']);
});

test('what somebody types when a call comes in presses nothing', async ({ agent, cordboard }) => {
  const { page } = agent;
  await agent.key('Q');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).focus();
  await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
});

test('P1: a panel opens with the ringing call and can be used beside the dialog', async ({ agent, cordboard }) => {
  await cordboard.call(101);
  await expect(agent.incoming).toBeVisible();
  const tabs = agent.page.getByRole('tablist', { name: 'Contact panels' }).getByRole('tab');
  await tabs.last().click();
  await expect(tabs.last()).toHaveAttribute('aria-selected', 'true');
  await expect(agent.incoming).toBeVisible();
});
