import { SALES } from '../field/configuration';
import { expect, test, type Desk } from '../field/desk';
import type { FieldPage } from '../pages/field_page';

/** Everything over the port and nothing to the window, and commands the same way. */
async function speaksOverPort(desk: Desk, page: FieldPage, contactId: number): Promise<void> {
  expect(await page.registerWithPort(['agent'], ['sequence', 'receipts'])).toMatchObject({
    status: 'OK',
    extensions: ['port', 'sequence', 'receipts'],
  });
  expect(await page.receipt({ messageType: 'HoldEvent', contactId, on: true }, 'port')).toEqual(['done', null]);
  expect(await page.receipt({ messageType: 'HoldEvent', contactId, on: false }, 'port')).toEqual(['done', null]);
  await desk.api.setState('Unavailable', 'Break');
  await page.event({ Type: 'AgentState' });
  const fromHost = (await page.heard()).filter(({ data }) => (data as { issuer?: string }).issuer === 'MAX');
  expect(fromHost.every(({ origin }) => origin === 'port')).toBe(true);
  const numbers = fromHost.map(({ data }) => (data as { seq: number }).seq);
  expect(numbers).toEqual(numbers.map((_, place) => place + 1));
}

test('P52: everything travels over the port, in a frame and popped out, and over a reload of the desktop', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url, grants: ['call-commands'] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  await speaksOverPort(desk, await desk.pageAt('base'), contactId);

  const popped = await desk.pageAt('base', await desk.popOut('Knowledge'));
  await speaksOverPort(desk, popped, contactId);
  await desk.reload();
  expect(await popped.acknowledgement(1)).toMatchObject({ extensions: ['port', 'sequence', 'receipts'], recovered: false });
  expect(await popped.receipt({ messageType: 'HoldEvent', contactId, on: true }, 'port')).toEqual(['done', null]);
  expect((await popped.heard()).filter(({ origin }) => origin === desk.url).map(({ data }) => data)).not.toContainEqual(
    expect.objectContaining({ issuer: 'MAX' }),
  );
});

test('P52: the port of a document that has gone is not heard, and the next one brings its own', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', name: 'Knowledge', url }] });
  const base = await desk.pageAt('base');
  await base.registerWithPort(['agent'], []);
  await base.postOverPort({ messageType: 'UnregisterFromClientEvents' });
  await base.postOverPort({ messageType: 'UegisterForClientEvents' });
  await base.fence();
  for (let round = 0; round < 2; round += 1) {
    await desk.reloadItself(base);
    await base.frame.waitForLoadState('load');
    expect(await base.registerWithPort(['agent'], [])).toMatchObject({ status: 'OK', extensions: ['port'] });
    await base.event({ Type: 'AgentState' });
  }
});
