import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  expect,
  test as base,
  type APIRequestContext,
  type BrowserContext,
  type ConsoleMessage,
  type Frame,
  type Locator,
  type Page,
} from '@playwright/test';

import { Cordboard } from '../fixtures/cordboard.js';
import { Desktop } from '../pages/desktop';
import { FieldPage, QUICKLY, warnings } from '../pages/field_page';
import { AgentApi } from './agent_api';
import { cordboardToml, SOLVED, type FloorPlan } from './configuration';
import { FieldServer } from './field_server';

const FENCE = fileURLToPath(new URL('fence.js', import.meta.url));

/** What customers in these tests are called by: none of it may stand in the server's log. */
const CUSTOMER_DATA = ['15551230', 'Grace', 'Lovelace', 'Mallory'];

/** One agent's desktop in a real browser, with the server behind it and the field pages in it. */
export class Desk {
  /** The working tab. */
  readonly page: Page;
  readonly server: Cordboard;
  readonly api: AgentApi;
  readonly #console: ConsoleMessage[] = [];
  readonly #exceptions: Error[] = [];

  private constructor(page: Page, server: Cordboard, api: AgentApi) {
    this.page = page;
    this.server = server;
    this.api = api;
  }

  static async open(context: BrowserContext, request: APIRequestContext, server: Cordboard): Promise<Desk> {
    await context.addInitScript({ path: FENCE });
    const page = await context.newPage();
    const api = await AgentApi.logIn(request, server.url, 'agent1');
    const desk = new Desk(page, server, api);
    desk.#watch(page);
    const desktop = new Desktop(page);
    await desktop.open(desk.url);
    await desktop.logIn();
    await api.join();
    return desk;
  }

  /** The desktop's address, under `localhost`: another site than the pages of `127.0.0.1`. */
  get url(): string {
    const url = new URL(this.server.url);
    url.hostname = 'localhost';
    return url.origin;
  }

  /** The contact's card. */
  get card(): Locator {
    return new Desktop(this.page).card;
  }

  // --- Customers -----------------------------------------------------------------------------------------------

  /** A customer calls, and it rings here; answers the contact's id. */
  async call(skillId: number, ani?: string): Promise<number> {
    const contactId = await this.server.call(skillId, ani);
    await expect(new Desktop(this.page).incoming).toBeVisible();
    return contactId;
  }

  async customerHangsUp(contactId: number): Promise<void> {
    await this.server.hangUp(contactId);
  }

  async endAfterContactWork(contactId: number): Promise<void> {
    await this.api.contact(contactId, 'disposition', { primaryDispositionId: SOLVED });
  }

  // --- Pages ---------------------------------------------------------------------------------------------------

  /** The frame or window whose address says `at=NAME`, in one tab or in any. */
  frameOf(at: string, within?: Page): Frame | undefined {
    return this.#frames(within).find((frame) => {
      const url = URL.canParse(frame.url()) ? new URL(frame.url()) : undefined;
      return url?.searchParams.get('at') === at;
    });
  }

  /** Waits until the page is there and its recorder runs. */
  async pageAt(at: string, within?: Page): Promise<FieldPage> {
    return await this.#running(() => this.frameOf(at, within), at);
  }

  async frameMatching(matches: (frame: Frame) => boolean): Promise<FieldPage> {
    return await this.#running(() => this.#frames().find(matches), 'frame');
  }

  /** Waits until the page is nowhere any more. */
  async gone(at: string, within?: Page): Promise<void> {
    await expect.poll(() => this.frameOf(at, within) === undefined, { ...QUICKLY, message: `${at} is gone` }).toBe(true);
  }

  /** Brings a page's tab to the front. */
  async showPage(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name, exact: true });
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }

  async popOut(name: string): Promise<Page> {
    await this.showPage(name);
    return await this.#opening(() => this.page.getByRole('button', { name: `Pop out ${name}` }).click());
  }

  async popIn(name: string, popOut: Page): Promise<void> {
    const closed = popOut.isClosed() ? Promise.resolve() : popOut.waitForEvent('close');
    await this.page.getByRole('button', { name: `Bring ${name} back` }).click();
    await closed;
  }

  async openBareWindow(name: string): Promise<Page> {
    await this.showPage(name);
    return await this.#opening(() => this.page.getByRole('button', { name: `Open ${name}` }).click());
  }

  async reconnect(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Reconnect ${name}` }).click();
  }

  /** The desktop's own button for it. */
  async reloadPage(name: string): Promise<void> {
    await this.showPage(name);
    await this.page.getByRole('button', { name: `Reload ${name}` }).click();
  }

  /** The page reloads itself; answers when the new document's inline scripts have run. */
  async reloadItself(page: FieldPage): Promise<void> {
    await page.frame.evaluate(() => {
      Object.assign(window, { old: true });
      location.reload();
    });
    await page.frame.waitForFunction(() => !('old' in window) && 'heard' in window, undefined, { polling: 50 });
  }

  /** Posts into a page's frame from the desktop's own window, as a parent of a messaging library would. */
  async postInto(at: string, message: unknown): Promise<void> {
    const element = await this.frameOf(at)!.frameElement();
    await element.evaluate((frame, data) => (frame as HTMLIFrameElement).contentWindow!.postMessage(data, '*'), message);
  }

  /** How many messages that are none of MAX's have come from the page. */
  async foreignFrom(at: string): Promise<number> {
    const element = await this.frameOf(at)!.frameElement();
    return await element.evaluate((frame) => {
      const { arrived } = window as unknown as { arrived: { source: unknown; isForeign: boolean }[] };
      return arrived.filter((one) => one.source === (frame as HTMLIFrameElement).contentWindow && one.isForeign).length;
    });
  }

  /** Waits until a message with this key has come to the desktop, from whomever. */
  async arrives(key: string): Promise<void> {
    await expect
      .poll(
        async () =>
          await this.page.evaluate(
            (wanted) => (window as unknown as { arrived: { keys: string[] }[] }).arrived.some((one) => one.keys.includes(wanted)),
            key,
          ),
        QUICKLY,
      )
      .toBe(true);
  }

  // --- The agent -----------------------------------------------------------------------------------------------

  /** Waits until the desktop itself shows the state: it is alive. */
  async stateShown(words: string): Promise<void> {
    await new Desktop(this.page).inState(words);
  }

  /** Waits until the agent is told in words. */
  async told(words: RegExp): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Notices' }).getByText(words).first()).toBeVisible();
  }

  /** The agent reloads the desktop, which joins the session again. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#working();
    await this.api.join();
  }

  async openSecondTab(): Promise<Page> {
    const second = await this.page.context().newPage();
    this.#watch(second);
    await second.goto(this.url);
    await expect(second.getByRole('heading', { name: 'You are working in another tab' })).toBeVisible();
    return second;
  }

  async takeOver(second: Page): Promise<void> {
    await second.getByRole('button', { name: 'Work here' }).click();
    await this.#working(second);
    await expect(this.page.getByRole('heading', { name: 'Your work goes on in another tab' })).toBeVisible();
    await this.api.join();
  }

  /** Contact and phone commands that the working tab has sent to the agent API since it was loaded, in order. */
  async commands(): Promise<string[]> {
    const sent = await this.page.evaluate(() => (window as unknown as { sent: { method: string; url: string }[] }).sent);
    return sent
      .filter(({ method }) => method === 'POST')
      .map(({ url }) => /\/agent-sessions\/[^/]+\/(interactions\/\d+\/[a-z-]+|agent-phone\/[a-z]+)$/.exec(url)?.[1])
      .filter((command) => command !== undefined);
  }

  // --- What the desktop says of itself -------------------------------------------------------------------------

  /** The desktop's console at warning level, in order. */
  warnings(): string[] {
    return warnings(this.#console);
  }

  async warned(text: string): Promise<void> {
    await expect.poll(() => this.warnings(), { ...QUICKLY, message: text }).toContain(text);
  }

  /** Waits until the record says so; at any level of the desktop's console. */
  async noted(words: RegExp): Promise<void> {
    await expect
      .poll(() => this.#console.map((message) => message.text()).filter((text) => words.test(text)).length, {
        ...QUICKLY,
        message: String(words),
      })
      .toBeGreaterThan(0);
  }

  /** What must hold after every test, whatever the pages did. */
  async check(): Promise<void> {
    expect(this.#exceptions, 'exceptions in the desktop').toEqual([]);
    expect(
      this.#console.map((message) => message.text()).filter((text) => text.includes('panicked')),
      'panics in the desktop',
    ).toEqual([]);
    for (const data of CUSTOMER_DATA) {
      expect(
        this.server.log.filter((line) => line.includes(data)),
        'what customers are called by, in the server’s log',
      ).toEqual([]);
    }
  }

  async #running(find: () => Frame | undefined, what: string): Promise<FieldPage> {
    await expect
      .poll(
        async () => {
          try {
            return await find()?.evaluate(() => 'heard' in window);
          } catch {
            // The frame is between two documents.
            return false;
          }
        },
        { ...QUICKLY, message: `${what} is open` },
      )
      .toBe(true);
    return new FieldPage(find()!);
  }

  #frames(within?: Page): Frame[] {
    const pages = within === undefined ? this.page.context().pages() : [within];
    return pages.flatMap((page) => page.frames());
  }

  async #opening(click: () => Promise<void>): Promise<Page> {
    const opened = this.page.context().waitForEvent('page');
    await click();
    const page = await opened;
    page.on('pageerror', (error) => this.#exceptions.push(error));
    await page.waitForLoadState();
    return page;
  }

  async #working(page = this.page): Promise<void> {
    await expect(new Desktop(page).stateButton).not.toContainText('Connecting');
  }

  /** Keeps console and exceptions of a tab of the desktop; of its own frame only, not of the pages in it. */
  #watch(page: Page): void {
    page.on('console', (message) => {
      if (message.location().url.startsWith(`${this.url}/`)) {
        this.#console.push(message);
      }
    });
    page.on('pageerror', (error) => {
      // The pages' own exceptions are theirs.
      if (error.stack === undefined || error.stack.includes(`${this.url}/`)) {
        this.#exceptions.push(error);
      }
    });
  }
}

interface Fixtures {
  /** Logs in to a server with these pages and skills; `'demo'` is the server's own demo. */
  openDesk: (plan: FloorPlan | 'demo') => Promise<Desk>;
}

interface WorkerFixtures {
  field: FieldServer;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  field: [
    async ({}, use) => {
      const field = await FieldServer.start();
      await use(field);
      await field.stop();
    },
    { scope: 'worker' },
  ],
  openDesk: async ({ context, playwright, field }, use) => {
    field.reset();
    const request = await playwright.request.newContext();
    const desks: Desk[] = [];
    const servers: Cordboard[] = [];
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-field-'));
    await use(async (plan) => {
      const file = join(folder, `cordboard${servers.length}.toml`);
      if (plan !== 'demo') {
        writeFileSync(file, cordboardToml(plan));
      }
      const server = await Cordboard.start(plan === 'demo' ? ['--demo'] : ['--config', file]);
      servers.push(server);
      const desk = await Desk.open(context, request, server);
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) {
      await desk.check();
    }
    await context.close();
    await request.dispose();
    for (const server of servers) {
      await server.stop();
    }
    rmSync(folder, { recursive: true });
  },
});

export { expect };
