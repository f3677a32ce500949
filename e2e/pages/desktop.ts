import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

import { Calls } from './calls';
import { DialPanel } from './dial_panel';

/** A call command as its button says it. */
export type CallButton =
  | 'Hold'
  | 'Resume'
  | 'Mute'
  | 'Unmute'
  | 'Mask'
  | 'Unmask'
  | 'Record'
  | 'Recording'
  | 'Keypad'
  | 'Transfer'
  | 'Hang up'
  | 'Leave';

/** The agent's desktop, as an agent sees it. */
export class Desktop {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the desktop and waits for the log-in form. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  }

  /** Fills the form and sends it, whatever becomes of it. */
  async tryLogIn(user: string, password: string, phone = '5550101'): Promise<void> {
    await this.page.getByLabel('User name').fill(user);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('textbox', { name: 'Phone number' }).fill(phone);
    await this.page.getByRole('button', { name: 'Log in' }).click();
  }

  /** Logs in and waits until the first state is there. */
  async logIn(user = 'agent1', password = 'demo'): Promise<void> {
    await this.tryLogIn(user, password);
    await this.inState('Unavailable');
  }

  get stateButton(): Locator {
    return this.page.getByRole('button', { name: /^Agent state/ });
  }

  async inState(words: string): Promise<void> {
    await expect(this.stateButton).toContainText(words);
  }

  async choose(state: string): Promise<void> {
    await this.stateButton.click();
    await this.page.getByRole('menuitemradio', { name: state, exact: true }).click();
  }

  get incoming(): Locator {
    return this.page.getByRole('dialog', { name: /^Incoming call/ });
  }

  async answer(): Promise<void> {
    await this.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(this.incoming).toHaveCount(0);
  }

  async refuse(): Promise<void> {
    await this.incoming.getByRole('button', { name: 'Refuse' }).click();
    await expect(this.incoming).toHaveCount(0);
  }

  get card(): Locator {
    return this.page.getByRole('region', { name: 'Contact card' });
  }

  get contacts(): Locator {
    return this.page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
  }

  control(name: CallButton): Locator {
    // Its letter stands behind the word.
    return this.page.getByRole('group', { name: 'Call controls' }).getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }

  async press(name: CallButton): Promise<void> {
    await this.control(name).click();
  }

  /** Opens the place to call somebody. */
  async newCall(): Promise<DialPanel> {
    await this.showPart('Contacts');
    await this.page.getByRole('button', { name: /^New call/ }).click();
    const panel = new DialPanel(this.page);
    await expect(panel.field).toBeFocused();
    return panel;
  }

  /** Opens the place to hand the call in focus on. */
  async transfer(): Promise<DialPanel> {
    await this.showPart('Contact');
    await this.press('Transfer');
    const panel = new DialPanel(this.page, /^Transfer /);
    await expect(panel.field).toBeFocused();
    return panel;
  }

  /** Several calls, one above the other. */
  get calls(): Calls {
    return new Calls(this.page);
  }

  get notices(): Locator {
    return this.page.getByRole('region', { name: 'Notices' });
  }

  get hangUpConfirmation(): Locator {
    return this.page.getByRole('dialog', { name: 'Hang up?' });
  }

  /** By the button, so with the question before. */
  async hangUp(): Promise<void> {
    await this.press('Hang up');
    await this.hangUpConfirmation.getByRole('button', { name: 'Hang up' }).click();
  }

  get afterContactWork(): Locator {
    return this.page.getByRole('region', { name: 'After-contact work' });
  }

  async saveDisposition(name: string, notes: string): Promise<void> {
    await this.afterContactWork.getByLabel(/^Disposition/).selectOption({ label: name });
    await this.afterContactWork.getByLabel('Notes').fill(notes);
    await this.afterContactWork.getByRole('button', { name: 'Save and finish' }).click();
  }

  /** In a narrow window: shows one part. In a wide one all are there. */
  async showPart(name: 'Contacts' | 'Contact' | 'Panels' | 'Workspaces'): Promise<void> {
    const parts = this.page.getByRole('navigation', { name: 'Parts of the desktop' });
    if (await parts.isVisible()) {
      await parts.getByRole('button', { name, exact: true }).click();
    }
  }

  /** Brings a panel or workspace to the front. */
  async showPage(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** The document of a panel or workspace, by a part of its address. */
  frame(path: string): FrameLocator {
    return this.page.frameLocator(`iframe[src*="${path}"]`);
  }

  /** A shortcut: Alt, Shift and the letter. */
  async key(letter: string): Promise<void> {
    await this.page.keyboard.press(`Alt+Shift+${letter}`);
  }
}
