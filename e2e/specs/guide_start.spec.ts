// The five minutes of `docs/pages/start.md`: its page, its command.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test } from '@playwright/test';

import { Cordboard } from '../fixtures/cordboard.js';
import { blocks } from '../fixtures/guide';
import { Desktop } from '../pages/desktop';

test('the page of the five-minute start shows the caller and holds the call (P1, P36)', async ({ page }) => {
  const all = blocks('pages/start.md');
  const html = all.find(({ language }) => language === 'html')!.text;
  const command = all.find(({ text }) => text.includes('--panel'))!.text;
  const pages = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((ready) => pages.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  // As it is typed, but for the port.
  const [, options] = command.trim().split(' -- ');
  const serve = options!.replace('http://127.0.0.1:9000', origin).split(' ');
  const cordboard = await Cordboard.start(['--demo', ...serve]);
  try {
    const desktop = new Desktop(page);
    await desktop.open(cordboard.url);
    await desktop.logIn();
    await desktop.choose('Available');
    await desktop.inState('Available');
    await cordboard.call(101, '+15551230042');
    await page.getByRole('tab', { name: 'Your page' }).click();
    const shown = page.frameLocator(`iframe[src^="${origin}"]`);
    await expect(shown.getByRole('heading')).toHaveText('+15551230042');
    await expect(shown.getByText('Incoming')).toBeVisible();
    await desktop.answer();
    await expect(shown.getByText('Active')).toBeVisible();
    await shown.getByRole('button', { name: 'Hold or resume' }).click();
    await expect(shown.getByText('Holding')).toBeVisible();
  } finally {
    await cordboard.stop();
    pages.close();
  }
});
