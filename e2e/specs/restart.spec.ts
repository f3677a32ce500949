// The server is killed and started again: the agent notices a moment's silence, no more.

import type { Request } from '@playwright/test';

import { SALES, SOLVED, SUPPORT } from '../field/configuration';
import { expect, test, type Desk } from '../field/desk';
import { Desktop } from '../pages/desktop';
import type { FieldPage, HeardEvent } from '../pages/field_page';

/** What an agent would notice: a log-in, a new agent session, a join, a page that is loaded anew. */
class Noticed {
  readonly #requests: string[] = [];

  constructor(desk: Desk) {
    desk.page.on('request', (request: Request) => {
      const path = new URL(request.url()).pathname;
      const isAnew = path.endsWith('/Token') || /\/agent-sessions(\/join)?$/.test(path);
      if (isAnew || request.isNavigationRequest()) this.#requests.push(path);
    });
  }

  nothing(): void {
    expect(this.#requests).toEqual([]);
  }
}

/** One of each event, in order: the same event twice has the same place in the contact's life. */
function once(events: HeardEvent[]): void {
  const calls = events.filter((event) => event['Type'] === 'CallContactEvent');
  const places = calls.map((call) => `${call['ContactID']} ${call['Status']} ${call['LastStateChangeTimeUTC']}`);
  expect(new Set(places).size, places.join('\n')).toBe(places.length);
}

async function statuses(page: FieldPage, contactId: number): Promise<unknown[]> {
  const calls = (await page.events()).filter(
    (event) => event['Type'] === 'CallContactEvent' && event['ContactID'] === String(contactId),
  );
  once(calls);
  return calls.map((call) => call['Status']);
}

async function restart(desk: Desk): Promise<void> {
  await desk.server.kill();
  await desk.server.startAgain();
}

test('killed in a call and in a hold: the call goes on, pages hear each event once and are not loaded anew', async ({
  field,
  openDesk,
}) => {
  const path = '/plain.html?at=crm';
  const desk = await openDesk({
    panels: [{ id: 'crm', url: `${field.crossSite}${path}`, skills: [SUPPORT], grants: ['session-token'] }],
  });
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  const contactId = await desk.call(SUPPORT);
  const crm = await desk.pageAt('crm');
  await crm.register(['contact', 'sessioninfo']);
  const token = await crm.event({ messageType: 'SessionInfo' });
  await agent.answer();
  await expect(agent.card).toContainText('Active');
  const noticed = new Noticed(desk);

  await restart(desk);
  await agent.press('Hold');
  await expect(agent.card).toContainText('On hold');
  await restart(desk);
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');

  await crm.event({ Status: 'Active' }, await crm.count() - 1);
  expect(await statuses(crm, contactId)).toEqual(['Incoming', 'Active', 'Holding', 'Active']);
  // The page's own session id is what it was, to the page and to the server.
  expect((await crm.events()).filter((event) => event['messageType'] === 'SessionInfo')).toHaveLength(1);
  const poll = await desk.api.get(`agent-sessions/${String(token['sessionToken'])}/get-next-event?timeout=0`);
  expect(poll.status()).toBe(200);
  // A customer of before the restart is still on the line.
  await desk.customerHangsUp(contactId);
  await expect(agent.afterContactWork).toBeVisible();
  expect(field.loads(path)).toBe(1);
  noticed.nothing();
});

test('killed while it rings: it rings on, and is answered', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  await desk.call(SALES);
  const noticed = new Noticed(desk);
  await restart(desk);
  await agent.answer();
  await expect(agent.card).toContainText('Active');
  await expect(agent.contacts).toHaveCount(1);
  noticed.nothing();
});

test('killed in after-contact work: what was typed is there, and is saved', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  const contactId = await desk.call(SUPPORT);
  await agent.answer();
  await desk.customerHangsUp(contactId);
  const notes = agent.afterContactWork.getByLabel('Notes');
  await notes.fill('Twelve pieces');
  const noticed = new Noticed(desk);
  await restart(desk);
  await expect(notes).toHaveValue('Twelve pieces');
  const saved = desk.page.waitForRequest((request) => request.url().endsWith('/disposition'));
  await agent.saveDisposition('Solved', 'Twelve pieces');
  expect((await saved).postDataJSON()).toMatchObject({ primaryDispositionId: SOLVED });
  await expect(agent.contacts).toHaveCount(0);
  await agent.inState('Available');
  noticed.nothing();
});

test('what is pressed in the silence is done when it is over, once', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  await desk.call(SALES);
  await agent.answer();
  await desk.server.kill();
  await agent.press('Hold');
  await agent.choose('Lunch');
  await desk.server.startAgain();
  await expect(agent.control('Resume')).toBeVisible();
  await expect(desk.page.getByText('then Lunch')).toBeVisible();
  await expect(desk.page.getByRole('region', { name: 'Notices' })).toBeEmpty();
});

test('an answer that was lost with the server is not asked for twice', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await agent.answer();
  let asked = 0;
  // The server holds the call; before it can say so, it is gone.
  await desk.page.route('**/hold', async (route) => {
    asked += 1;
    await desk.api.contact(contactId, 'hold');
    await desk.server.kill();
    await route.abort();
    await desk.server.startAgain();
  });
  await agent.press('Hold');
  await expect(agent.control('Resume')).toBeVisible();
  await agent.press('Resume');
  await expect(agent.card).toContainText('Active');
  expect(asked).toBe(1);
  await expect(desk.page.getByRole('region', { name: 'Notices' })).toBeEmpty();
});

test('a longer silence is told calmly, and so is what was not done in it', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  await desk.call(SALES);
  await agent.answer();
  await desk.server.kill();
  await agent.press('Hold');
  const warning = desk.page.getByText('No connection to the server.');
  await expect(warning).toBeVisible();
  await desk.told(/^Hold: the server cannot be reached\.$/);
  await desk.server.startAgain();
  await expect(desk.page.getByText('Connected again.')).toBeVisible({ timeout: 20_000 });
  await expect(warning).toHaveCount(0);
  await desk.told(/^Hold: it was not done\.$/);
  await agent.press('Hold');
  await expect(agent.control('Resume')).toBeVisible();
});

test('a refresh token that was given before holds after', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await restart(desk);
  const expired = { type: '/problems/token-expired', title: 'The token has expired', status: 401 };
  await desk.page.route(
    '**/state',
    (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify(expired) }),
    { times: 1 },
  );
  const refreshed = desk.page.waitForResponse((response) => response.url().endsWith('/Token'));
  await agent.choose('Lunch');
  await agent.inState('Lunch');
  expect((await refreshed).status()).toBe(200);
});

test('a desktop that is loaded anew while the server is away waits for it', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  await desk.call(SALES);
  await agent.answer();
  // The files are there, the server behind them is not.
  await desk.page.route('**/agent-sessions/**', (route) => route.abort(), { times: 1 });
  await desk.page.reload();
  await restart(desk);
  await expect(agent.card).toContainText('Active');
});

test('a server that cannot save is told in words, and what it did not do', async ({ openDesk }) => {
  const desk = await openDesk({});
  const agent = new Desktop(desk.page);
  await desk.api.setState('Available');
  await desk.call(SALES);
  await agent.answer();
  const problem = { type: '/problems/journal-unavailable', title: 'The journal cannot be written', status: 503 };
  await desk.page.route('**/hold', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
  await desk.page.route('**/readyz', (route) => route.fulfill({ status: 503, body: 'the disk is full' }));
  await agent.press('Hold');
  const warning = desk.page.getByText('The server cannot save at the moment.');
  await expect(warning).toBeVisible();
  await desk.told(/^Hold: /);
  await desk.page.unrouteAll();
  await expect(warning).toHaveCount(0);
  await desk.told(/^The server saves again/);
  await desk.told(/^Hold: it was not done\.$/);
  await agent.press('Hold');
  await expect(agent.control('Resume')).toBeVisible();
});
