import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test as base } from '../fixtures/demo';

/** A program that sends people to the log-in page and takes them back. */
class Program {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly state = 'st & <ate>';

  private constructor(
    private readonly server: Server,
    readonly back: string,
  ) {}

  static async start(): Promise<Program> {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><html lang="en"><title>Back</title><h1>Back at the program</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new Program(server, `http://127.0.0.1:${port}/back`);
  }

  stop(): void {
    this.server.close();
  }

  /** The address of the log-in page, with all that it asks for. */
  address(url: string, display = 'page'): string {
    const asked = new URLSearchParams({
      response_type: 'code',
      client_id: 'app@vendor',
      redirect_uri: this.back,
      state: this.state,
      nonce: 'n-1',
      scope: 'openid',
      display,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return `${url}/auth/authorize?${asked}`;
  }

  /** Exchanges the code that the browser has come back with. */
  async exchange(url: string, cameBack: string): Promise<Record<string, unknown>> {
    const code = new URL(cameBack).searchParams.get('code') ?? '';
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.back,
      client_id: 'app@vendor',
      code_verifier: this.verifier,
    });
    const answer = await fetch(`${url}/auth/token`, { method: 'POST', body });
    return (await answer.json()) as Record<string, unknown>;
  }
}

const test = base.extend<{ program: Program }>({
  program: async ({}, use) => {
    const program = await Program.start();
    await use(program);
    program.stop();
  },
});

async function logIn(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('an agent logs in for a program, which gets a token', async ({ page, cordboard, program }) => {
      await page.goto(program.address(cordboard.url));
      await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
      await expect(page.getByText(new URL(program.back).host)).toBeVisible();
      await logIn(page, 'agent1', 'demo');
      await expect(page.getByRole('heading', { name: 'Back at the program' })).toBeVisible();
      const came = new URL(page.url());
      expect(came.searchParams.get('state')).toBe(program.state);
      const given = await program.exchange(cordboard.url, page.url());
      expect(given).toMatchObject({ token_type: 'bearer', agent_id: 1 });
      expect(given['id_token']).toEqual(expect.any(String));
    });

    test('a wrong password is said in words, and the right one then works', async ({ page, cordboard, program }) => {
      await page.goto(program.address(cordboard.url));
      await logIn(page, 'agent1', 'not the password');
      await expect(page.getByRole('alert')).toHaveText('User name or password is wrong.');
      await expect(page.getByLabel('User name')).toHaveValue('agent1');
      await expect(page.getByLabel('Password')).toHaveValue('');
      await page.getByLabel('Password').fill('demo');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'Back at the program' })).toBeVisible();
      expect(cordboard.log.filter((line) => line.includes('not the password'))).toEqual([]);
    });
  });
}

test('whoever cancels goes back, and two pages at once both work', async ({ context, cordboard, program }) => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  await one.goto(program.address(cordboard.url));
  await two.goto(program.address(cordboard.url, 'popup'));
  await one.getByRole('button', { name: 'Cancel' }).click();
  await expect(one.getByRole('heading', { name: 'Back at the program' })).toBeVisible();
  expect(new URL(one.url()).searchParams.get('error')).toBe('access_denied');
  await logIn(two, 'agent2', 'demo');
  await expect(two.getByRole('heading', { name: 'Back at the program' })).toBeVisible();
});

test('it opens in a pop-up and is shown in no frame', async ({ page, cordboard, program }) => {
  await page.goto(program.back);
  const opened = page.waitForEvent('popup');
  await page.evaluate((address) => window.open(address, '_blank', 'popup,width=480,height=640'), program.address(cordboard.url, 'popup'));
  const popup = await opened;
  await logIn(popup, 'agent1', 'demo');
  await expect(popup.getByRole('heading', { name: 'Back at the program' })).toBeVisible();
  // The program's page that opened it still has it.
  expect(await popup.evaluate(() => window.opener !== null)).toBe(true);

  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  }, program.address(cordboard.url));
  await refused;
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 480, height: 640 },
    { width: 320, height: 480 },
  ]) {
    test.describe(`axe finds nothing at the log-in page, ${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test('empty, wrong, and where nobody can log in', async ({ page, cordboard, program }) => {
        const nothingFound = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
        const loaded: string[] = [];
        page.on('console', (message) => loaded.push(message.text()));
        await page.goto(program.address(cordboard.url));
        await expect(page.getByLabel('User name')).toBeFocused();
        await nothingFound();
        await logIn(page, 'agent1', 'wrong');
        await expect(page.getByRole('alert')).not.toBeEmpty();
        await expect(page.getByLabel('Password')).toBeFocused();
        await nothingFound();
        await page.goto(`${cordboard.url}/auth/authorize`);
        await expect(page.getByRole('heading', { name: 'You cannot log in here' })).toBeVisible();
        await nothingFound();
        await page.goto(`${cordboard.url}/auth/endsession`);
        await expect(page.getByRole('heading', { name: 'Nobody was logged out' })).toBeVisible();
        await nothingFound();
        expect(loaded.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
      });
    });
  }
}
