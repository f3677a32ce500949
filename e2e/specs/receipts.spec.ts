import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

test('P46, P47: a panel is told what became of each of its commands, and of its card', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=crm`;
  const grants = ['call-commands', 'contact-card'] as const;
  const desk = await openDesk({ panels: [{ id: 'crm', url, skills: [SALES], grants: [...grants] }] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  const crm = await desk.pageAt('crm');
  expect(await crm.register(['contact'], { extensions: ['receipts'] })).toMatchObject({ extensions: ['receipts'] });

  expect(await crm.receipt({ messageType: 'HoldEvent', on: true })).toEqual(['ignored', 'button-off']);
  expect(await crm.receipt({ messageType: 'AnswerEvent' })).toEqual(['done', null]);
  expect(await crm.receipt({ messageType: 'AnswerEvent' })).toEqual(['ignored', 'no-dialog']);
  expect(await crm.receipt({ messageType: 'HoldEvent', on: true })).toEqual(['done', null]);
  await crm.event({ Type: 'CallContactEvent', Status: 'Holding' });
  expect(await crm.receipt({ messageType: 'HoldEvent', on: true })).toEqual(['done', 'already']);
  expect(await crm.receipt({ messageType: 'HoldEvent', on: false })).toEqual(['done', null]);
  expect(await crm.receipt({ messageType: 'MuteEvent', on: false })).toEqual(['done', 'already']);
  expect(await crm.receipt({ messageType: 'MuteEvent', on: true })).toEqual(['done', null]);
  expect(await crm.receipt({ messageType: 'MaskEvent', on: true })).toEqual(['done', null]);
  expect(await crm.receipt({ messageType: 'MaskEvent', on: 'no' })).toEqual(['refused', 'invalid-on']);

  const card = { messageType: 'ContactCardData', contactCardData: { name: 'Ada Lovelace' } };
  expect(await crm.receipt(card)).toEqual(['done', null]);
  await expect(desk.card.getByText('Ada Lovelace')).toBeVisible();
  expect(await crm.receipt({ ...card, contactId: contactId + 1_000 })).toEqual(['refused', 'unknown-contact']);

  // Toggled or set: each of them once.
  const sent = ['accept', 'hold', 'resume', 'mask'].map((word) => `interactions/${contactId}/${word}`);
  expect((await desk.commands()).filter((command) => command.startsWith('interactions/'))).toEqual(sent);
});

test('P46: a page without the grant is told so', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  await base.register(['agent'], { extensions: ['receipts'] });
  expect(await base.receipt({ messageType: 'HoldEvent' })).toEqual(['refused', 'not-granted']);
  expect(await base.receipt({ messageType: 'ContactCardData' })).toEqual(['refused', 'not-granted']);
});

test('P46: a command that the server never answers is a timeout after five seconds', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url, grants: ['call-commands'] }] });
  const base = await desk.pageAt('base');
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await base.register(['agent'], { extensions: ['receipts'] });
  await desk.page.route(`**/interactions/${contactId}/accept**`, () => {});
  expect(await base.receipt({ messageType: 'AnswerEvent' })).toEqual(['timeout', 'no-answer']);
});
