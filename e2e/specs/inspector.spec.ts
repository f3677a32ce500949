import { readFileSync } from 'node:fs';

import { SALES, type FloorPlan } from '../field/configuration';
import { expect, test, type Desk } from '../field/desk';
import type { FieldPage } from '../pages/field_page';
import { Inspector } from '../pages/inspector';

interface Mistake {
  mistake: string;
  level?: 'remark';
  grants?: ['call-commands' | 'contact-card'];
  permissions?: FloorPlan['permissions'];
  call?: 'Incoming' | 'Active';
  before?: object[];
  post: unknown;
  says: string;
}

const MISTAKES = JSON.parse(readFileSync(new URL('../field/mistakes.json', import.meta.url), 'utf8')) as Mistake[];
const MAY = ['mute', 'mask', 'record', 'inspect-pages'] as const;

test('the author of a page that misspells RegisterForClientEvents finds out in the first minute', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/misspelt_registration.html?at=crm`;
  const desk = await openDesk({ permissions: [...MAY], workspaces: [{ id: 'crm', name: 'My CRM', url }] });
  await desk.pageAt('crm');
  const began = Date.now();
  const inspector = new Inspector(desk.page);
  await inspector.open();
  const pages = await inspector.side('Pages');
  await expect(pages).toContainText('It is not registered, and nothing has come from it since the inspector was opened. Load it anew');
  await pages.getByRole('button', { name: 'Load My CRM anew' }).click();
  const says = 'Nothing was done: "RegisterForClientEvent" is no message type; RegisterForClientEvents was probably meant.';
  await expect(inspector.line(says)).toContainText('Problem:');
  const detail = await inspector.look(says);
  await expect(detail.getByRole('heading', { name: 'RegisterForClientEvent', exact: true })).toBeVisible();
  await expect(detail).toContainText('"subscriptionTypes": [');
  expect(Date.now() - began, 'milliseconds until the author knows').toBeLessThan(60_000);
});

test.describe('what is said of mistakes', () => {
  test.setTimeout(180_000);

  for (const isLimited of [false, true]) {
    const rows = MISTAKES.filter((row) => (row.permissions !== undefined) === isLimited);
    test(`each of ${rows.length} is told in its sentence${isLimited ? ', to an agent who may less' : ''}`, async ({
      field,
      openDesk,
    }) => {
      const at = (name: string): string => `${field.crossSite}/plain.html?at=${name}`;
      const desk = await openDesk({
        permissions: [...(rows[0]?.permissions ?? MAY), 'inspect-pages'],
        workspaces: [
          { id: 'plain', url: at('plain') },
          { id: 'call-commands', url: at('call-commands'), grants: ['call-commands'] },
          { id: 'contact-card', url: at('contact-card'), grants: ['contact-card'] },
        ],
      });
      const inspector = new Inspector(desk.page);
      await inspector.open();
      const check = async (row: Mistake, contact: number): Promise<void> => {
        const page = await desk.pageAt(row.grants?.[0] ?? 'plain');
        for (const message of row.before ?? []) await page.post(message);
        await inspector.press('Clear');
        await page.post(JSON.parse(JSON.stringify(row.post).replace('"$contact"', String(contact))));
        const line = inspector.line(row.says.replace('$contact', String(contact)));
        await expect(line, row.mistake).toHaveCount(1);
        await expect(line, row.mistake).toContainText(row.level === 'remark' ? 'Remark:' : 'Problem:');
        await page.unregister();
        await page.fence();
      };
      for (const row of rows.filter((one) => one.call === undefined)) await check(row, 0);
      await desk.api.setState('Available');
      const contact = await desk.call(SALES);
      for (const row of rows.filter((one) => one.call === 'Incoming')) await check(row, contact);
      await desk.api.contact(contact, 'accept');
      await expect(desk.card).toContainText('Active');
      for (const row of rows.filter((one) => one.call === 'Active')) await check(row, contact);
    });
  }
});

test('P11, P34: what is not heard is told with its reason', async ({ field, openDesk }) => {
  const desk = await openDesk({
    permissions: [...MAY],
    workspaces: [
      {
        id: 'strange',
        url: `${field.crossSite}/plain.html?at=strange`,
        origins: [field.neighbour],
        frame_origins: [field.crossSite, field.neighbour],
      },
      { id: 'boxed', url: `${field.crossSite}/plain.html?at=boxed`, sandbox: ['allow-scripts'] },
      { id: 'outer', url: `${field.crossSite}/nested.html?at=outer` },
      { id: 'floods', url: `${field.crossSite}/plain.html?at=floods` },
    ],
  });
  const inspector = new Inspector(desk.page);
  await inspector.open();
  await (await desk.pageAt('strange')).postRegistration(['agent']);
  await expect(
    inspector.line(`Not heard: it came from ${field.crossSite}, and the page's entry names ${field.neighbour} (the port differs).`),
  ).toHaveCount(1);
  await (await desk.pageAt('boxed')).postRegistration(['agent']);
  await expect(inspector.line('because its sandbox lacks allow-same-origin')).toHaveCount(1);

  await desk.pageAt('outer');
  const inner = await desk.frameMatching((frame) => frame.url().endsWith('/nested_inner.html'));
  await inner.frame.evaluate(() => window.top!.postMessage({ messageType: 'HoldEvent' }, '*'));
  await expect(inspector.line('Not heard: it came from a frame inside the page').first()).toBeVisible();

  const floods = await desk.pageAt('floods');
  await floods.frame.evaluate(() => {
    for (let at = 0; at < 3_000; at += 1) window.parent.postMessage({ at }, '*');
  });
  await floods.fence();
  const flood = inspector.line('were not looked at: a page may post 200 a second, and 1,000 in a burst.');
  await expect(flood).toHaveCount(1);
  await expect(await inspector.side('Pages')).toContainText(/Posted \d+ .* \d+ not heard/);
});

test('what is not heard of a page in a pop-out is told, too', async ({ field, openDesk }) => {
  const at = (name: string): string => `${field.crossSite}/plain.html?at=${name}`;
  const desk = await openDesk({
    permissions: [...MAY],
    workspaces: [
      { id: 'strange', name: 'Strange', url: at('strange'), origins: [field.neighbour], frame_origins: [field.crossSite] },
      { id: 'floods', name: 'Floods', url: at('floods') },
    ],
  });
  const inspector = new Inspector(desk.page);
  await inspector.open();
  await desk.pageAt('strange');
  const strange = await desk.pageAt('strange', await desk.popOut('Strange'));
  await strange.postRegistration(['agent']);
  await expect(inspector.line(`Not heard: it came from ${field.crossSite}, and the page's entry names ${field.neighbour}`)).toHaveCount(1);
  await desk.noted(/not heard: its entry does not name the origin/);

  await desk.pageAt('floods');
  const floods = await desk.pageAt('floods', await desk.popOut('Floods'));
  await floods.frame.evaluate(() => {
    for (let at = 0; at < 3_000; at += 1) window.parent.postMessage({ at }, '*');
  });
  const flood = inspector.line('were not looked at: a page may post 200 a second, and 1,000 in a burst.');
  await expect(flood).toHaveCount(1);
  // Of three thousand in a burst not much more than the thousand that it may are heard.
  await expect.poll(async () => Number((await flood.innerText()).match(/(\d+) messages were/)?.[1])).toBeGreaterThan(1_500);
});

test('a session token is never whole, neither on the screen nor in the export', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({
    permissions: [...MAY],
    workspaces: [{ id: 'crm', url, grants: ['session-token'] }],
  });
  const inspector = new Inspector(desk.page);
  await inspector.open();
  const page = await desk.pageAt('crm');
  await page.register(['all']);
  const { sessionToken } = await page.event({ messageType: 'SessionInfo' });
  const token = String(sessionToken);
  const beginning = `${token.slice(0, 4)}…`;
  // The page says it again wherever it can.
  await page.post({ note: token, [token]: token, list: [`Bearer ${token}`] });
  await page.post({ messageType: token });
  await page.post({ messageType: 'RegisterForClientEvents', issuer: token, subscriptionTypes: [token] });
  await page.unregister();
  await page.post({ messageType: 'RegisterForClientEvents', contactId: token, subscriptionTypes: [token] });
  // What is too long to be kept or said is cut, so that a letter of the token is missing.
  const most = token.slice(0, -1);
  const head = '{"note":"'.length;
  await page.post({ note: 'x'.repeat(65_536 - head - most.length) + token });
  await page.post({ messageType: 'x'.repeat(60 - most.length) + token });
  // Another's secrets, however deep.
  await page.post({ passwords: ['hunter2-in-a-list'], authorization: { scheme: 'Bearer', value: [{ of: 'sesame-sesame' }] } });
  await page.fence();
  for (const words of ['Answers the registration: OK', 'no messageType', beginning, 'Not answered', 'Invalid Contact Id']) {
    await expect(inspector.line(words).first(), words).toBeVisible();
  }
  const count = await inspector.lines.count();
  for (let at = 0; at < count; at += 1) {
    await inspector.lines.nth(at).click();
    const content = await desk.page.content();
    for (const secret of [most, 'hunter2', 'sesame']) expect(content).not.toContain(secret);
  }
  const given = await inspector.look('Answers the registration: OK');
  await expect(given).toContainText(`"sessionToken": "${beginning}"`);
  const { path } = await inspector.exported();
  const text = readFileSync(path, 'utf8');
  for (const secret of [most, 'hunter2', 'sesame']) expect(text).not.toContain(secret);
  expect(text).toContain(beginning);
});

test('what is exported is replayed to a page, as it was', async ({ field, openDesk }) => {
  const at = (name: string): string => `${field.crossSite}/plain.html?at=${name}`;
  const desk = await openDesk({
    permissions: [...MAY],
    workspaces: [
      { id: 'crm', name: 'CRM', url: at('crm') },
      { id: 'second', name: 'Second', url: at('second') },
    ],
  });
  const inspector = new Inspector(desk.page);
  await inspector.open();
  const crm = await desk.pageAt('crm');
  await crm.register(['all']);
  await desk.api.setState('Available');
  const contact = await desk.call(SALES);
  await desk.api.contact(contact, 'accept');
  await crm.event({ Type: 'CallContactEvent', Status: 'Active' });
  await crm.fence();
  const posted = await crm.messages();
  await expect(inspector.line(`CallContactEvent (contact ${contact}, Active)`).first()).toBeVisible();
  const { path, file } = await inspector.exported();
  expect(file.entries.filter((entry) => entry.way === 'out').map((entry) => entry.message)).toEqual(posted);

  const second = await desk.pageAt('second');
  expect(await second.messages()).toEqual([]);
  const replay = await inspector.side('Replay');
  await replay.getByLabel('Exported record').setInputFiles(path);
  await expect(replay.getByRole('status')).toContainText(`${posted.length} messages to pages are in it.`);
  await replay.getByLabel('Post it to').selectOption({ label: 'Second' });
  await replay.getByRole('button', { name: 'Replay' }).click();
  await expect(replay.getByRole('status')).toContainText(`All ${posted.length} messages were posted.`);
  await second.fence();
  // To the last letter: keys in their order, too.
  expect((await second.messages()).map((message) => JSON.stringify(message))).toEqual(
    posted.map((message) => JSON.stringify(message)),
  );
  await expect(inspector.line('replayed to').first()).toBeVisible();

  await replay.getByLabel('Exported record').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"har","version":1,"entries":[]}'),
  });
  await expect(replay.getByRole('status')).toContainText('The file is no record of this inspector.');
});

test('messages are filtered, searched, paused, cleared, and chosen by keyboard', async ({ field, openDesk }) => {
  const { desk, crm, inspector } = await withCrm(field.crossSite, openDesk);
  await desk.page.keyboard.press('Alt+Shift+L');
  await expect(inspector.place).toBeVisible();
  await crm.register(['agent']);
  await crm.post({ messageType: 'HoldEvents' });
  await crm.fence();
  await expect(inspector.line('HoldEvents')).toHaveCount(1);

  const kinds = inspector.place.getByRole('combobox', { name: 'Kind of messages' });
  await kinds.selectOption('What to mend');
  await expect(inspector.lines).toHaveCount(1);
  await kinds.selectOption('To pages');
  await expect(inspector.lines).toContainText(['Answers the registration: OK']);
  await kinds.selectOption('Everything');
  await inspector.search('holdevents nothing-of-it');
  await expect(inspector.lines).toHaveCount(0);
  await inspector.search('holdevents probably');
  await expect(inspector.lines).toHaveCount(1);
  await inspector.search('');

  await inspector.place.getByRole('listbox').focus();
  await desk.page.keyboard.press('Home');
  await desk.page.keyboard.press('ArrowDown');
  await expect(inspector.lines.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(inspector.place.getByRole('tabpanel', { name: 'Message' })).toBeVisible();

  await inspector.press('Pause');
  await crm.post({ messageType: 'MuteEvents' });
  await crm.fence();
  await expect(inspector.place).toContainText(/paused, \d+ passed meanwhile/);
  await expect(inspector.line('MuteEvents')).toHaveCount(0);
  await inspector.press('Pause');
  await inspector.press('Clear');
  await expect(inspector.place).toContainText('Nothing yet.');

  // It stays open over a reload, so that what pages post at their start is seen.
  await desk.reload();
  await expect(inspector.place).toBeVisible();
  await desk.page.keyboard.press('Alt+Shift+L');
  await expect(inspector.place).toHaveCount(0);
});

test('an agent without the permission has no inspector', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const desk = await openDesk({ workspaces: [{ id: 'crm', url }] });
  await (await desk.pageAt('crm')).register(['agent']);
  const inspector = new Inspector(desk.page);
  await expect(inspector.button).toHaveCount(0);
  await desk.page.keyboard.press('Alt+Shift+L');
  await desk.page.keyboard.press('Alt+Shift+Q');
  const help = desk.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  await expect(help.getByRole('row', { name: 'Message inspector' })).toHaveCount(0);
  await expect(inspector.place).toHaveCount(0);
});

async function withCrm(
  site: string,
  openDesk: (plan: FloorPlan) => Promise<Desk>,
): Promise<{ desk: Desk; crm: FieldPage; inspector: Inspector }> {
  const url = `${site}/plain.html?at=crm`;
  const desk = await openDesk({ permissions: [...MAY], workspaces: [{ id: 'crm', url, grants: ['call-commands'] }] });
  return { desk, crm: await desk.pageAt('crm'), inspector: new Inspector(desk.page) };
}
