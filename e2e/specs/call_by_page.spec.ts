import { SALES, SUPPORT, type FloorPlan } from '../field/configuration';
import { expect, test, type Desk } from '../field/desk';
import type { FieldServer } from '../field/field_server';
import type { FieldPage } from '../pages/field_page';

const COMMANDS = [
  'AnswerEvent',
  'RefuseEvent',
  'HoldEvent',
  'MuteEvent',
  'MaskEvent',
  'RecordEvent',
  'HangupEvent',
] as const;
type Command = (typeof COMMANDS)[number];

/** A desktop with one page that may command, and the page, which hears everything. */
async function withDriver(
  field: FieldServer,
  openDesk: (plan: FloorPlan) => Promise<Desk>,
  more: FloorPlan = {},
): Promise<{ desk: Desk; driver: FieldPage }> {
  const url = `${field.crossSite}/plain.html?at=driver`;
  const desk = await openDesk({
    workspaces: [{ id: 'driver', name: 'Driver', url, grants: ['call-commands'] }],
    ...more,
  });
  const driver = await desk.pageAt('driver');
  await driver.register(['all']);
  return { desk, driver };
}

/** Posts a command and waits for what it brings. */
async function commands(driver: FieldPage, messageType: Command, brings: Record<string, string>): Promise<void> {
  const before = await driver.count();
  await driver.post({ messageType });
  await driver.event(brings, before);
}

/** Posts commands that must do nothing here. */
async function doesNothing(driver: FieldPage, desk: Desk, idle: readonly Command[]): Promise<void> {
  const issued = (await desk.commands()).length;
  const messages = (await driver.messages()).length;
  for (const messageType of idle) {
    await driver.post({ messageType });
  }
  await driver.fence();
  expect((await desk.commands()).slice(issued)).toEqual([]);
  expect((await driver.messages()).length, 'no command is ever answered').toBe(messages);
}

test('P35, P36, P37, P38, P41, P42: a whole call by page alone', async ({ field, openDesk }) => {
  const { desk, driver } = await withDriver(field, openDesk);
  // It need not even be registered to command; registered, it sees what comes of it.
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await driver.event({ Type: 'CallContactEvent', Status: 'Incoming' });

  await commands(driver, 'AnswerEvent', { Type: 'CallContactEvent', Status: 'Active' });
  await commands(driver, 'HoldEvent', { Status: 'Holding' });
  await commands(driver, 'HoldEvent', { Type: 'CallContactEvent', Status: 'Active' });
  await commands(driver, 'MuteEvent', { Type: 'Mute', AgentMuted: 'True' });
  await commands(driver, 'MuteEvent', { Type: 'Mute', AgentMuted: 'False' });
  await commands(driver, 'MaskEvent', { Status: 'Masking' });
  await commands(driver, 'MaskEvent', { Type: 'CallContactEvent', Status: 'Active' });
  await commands(driver, 'RecordEvent', { Type: 'CallContactEvent', IsLogging: 'True' });
  await doesNothing(driver, desk, ['RecordEvent']);
  await commands(driver, 'HangupEvent', { Status: 'Disconnected', FinalState: 'True' });

  const interactions = `interactions/${contactId}`;
  expect(await desk.commands()).toEqual([
    `${interactions}/accept`,
    `${interactions}/hold`,
    `${interactions}/resume`,
    'agent-phone/mute',
    'agent-phone/unmute',
    `${interactions}/mask`,
    `${interactions}/unmask`,
    `${interactions}/record`,
    `${interactions}/end`,
  ]);
});

test('P36: toggles posted in one breath are judged on what those under way will bring', async ({ field, openDesk }) => {
  const { desk, driver } = await withDriver(field, openDesk);
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  await driver.event({ Type: 'CallContactEvent', Status: 'Active' });
  const before = await driver.count();
  await driver.frame.evaluate(() => {
    const { host } = window as unknown as { host: Window };
    for (let toggle = 0; toggle < 5; toggle += 1) {
      host.postMessage({ messageType: 'HoldEvent' }, '*');
    }
  });
  await expect.poll(async () => (await desk.commands()).length, { timeout: 15_000 }).toBe(5);
  await expect
    .poll(
      async () =>
        (await driver.events())
          .slice(before)
          .filter((event) => event.Type === 'CallContactEvent')
          .map((event) => event.Status),
      { timeout: 15_000 },
    )
    .toEqual(['Holding', 'Active', 'Holding', 'Active', 'Holding']);
  expect((await desk.commands()).map((command) => command.split('/').at(-1))).toEqual(['hold', 'resume', 'hold', 'resume', 'hold']);
});

test('P39: without a call no command does anything', async ({ field, openDesk }) => {
  const { desk, driver } = await withDriver(field, openDesk);
  await doesNothing(driver, desk, COMMANDS);
  await desk.api.setState('Available');
  await driver.event({ Type: 'AgentState', CurrentState: 'Available' });
  await doesNothing(driver, desk, COMMANDS);
  // A call that rings later is not touched by any of them.
  await desk.call(SALES);
  await driver.event({ Status: 'Incoming' });
  await driver.fence();
  expect(await desk.commands()).toEqual([]);
});

test('P35, P39: while it rings a call can only be answered or refused', async ({ field, openDesk }) => {
  const { desk, driver } = await withDriver(field, openDesk);
  await desk.api.setState('Available');
  await desk.call(SALES);
  await driver.event({ Status: 'Incoming' });
  await doesNothing(driver, desk, ['HoldEvent', 'MuteEvent', 'MaskEvent', 'RecordEvent', 'HangupEvent']);
  await commands(driver, 'RefuseEvent', { Status: 'Disconnected', FinalState: 'True' });
  await driver.event({ Type: 'AgentState', CurrentState: 'Unavailable', CurrentOutReason: 'Refused' });
  await doesNothing(driver, desk, COMMANDS);
});

test('P38, P39: active, held, masked, muted: what has no button does nothing, and hang up always works', async ({
  field,
  openDesk,
}) => {
  const { desk, driver } = await withDriver(field, openDesk);
  for (const during of ['Holding', 'Masking', 'Muted'] as const) {
    await desk.api.setState('Available');
    const start = await driver.count();
    await desk.call(SALES);
    await driver.event({ Status: 'Incoming' }, start);
    await commands(driver, 'AnswerEvent', { Type: 'CallContactEvent', Status: 'Active' });
    await doesNothing(driver, desk, ['AnswerEvent', 'RefuseEvent']);
    if (during === 'Holding') {
      await commands(driver, 'HoldEvent', { Status: 'Holding' });
      await doesNothing(driver, desk, ['AnswerEvent', 'RefuseEvent', 'MaskEvent', 'RecordEvent']);
    } else if (during === 'Masking') {
      await commands(driver, 'MaskEvent', { Status: 'Masking' });
      await doesNothing(driver, desk, ['AnswerEvent', 'RefuseEvent', 'HoldEvent', 'RecordEvent']);
    } else {
      await commands(driver, 'MuteEvent', { Type: 'Mute', AgentMuted: 'True' });
    }
    await commands(driver, 'HangupEvent', { Status: 'Disconnected', FinalState: 'True' });
  }
});

test('P39, P42: in after-contact work nothing is left to command, and mute has ended with the call', async ({
  field,
  openDesk,
}) => {
  const { desk, driver } = await withDriver(field, openDesk);
  await desk.api.setState('Available');
  const contactId = await desk.call(SUPPORT);
  await driver.event({ Status: 'Incoming' });
  await commands(driver, 'AnswerEvent', { Type: 'CallContactEvent', Status: 'Active' });
  await commands(driver, 'MuteEvent', { Type: 'Mute', AgentMuted: 'True' });
  const before = await driver.count();
  await desk.customerHangsUp(contactId);
  await driver.event({ Status: 'Disconnected', FinalState: 'False' }, before);
  await driver.event({ Type: 'Mute', AgentMuted: 'False' }, before);
  await doesNothing(driver, desk, COMMANDS);
});

test('P39: what a permission hides does nothing', async ({ field, openDesk }) => {
  const { desk, driver } = await withDriver(field, openDesk, { permissions: ['hide-inbound-hangup'] });
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await driver.event({ Status: 'Incoming' });
  await commands(driver, 'AnswerEvent', { Type: 'CallContactEvent', Status: 'Active' });
  await doesNothing(driver, desk, ['MuteEvent', 'MaskEvent', 'RecordEvent', 'HangupEvent']);
  await commands(driver, 'HoldEvent', { Status: 'Holding' });
  await doesNothing(driver, desk, ['HangupEvent']);
  expect(await desk.commands()).toEqual([`interactions/${contactId}/accept`, `interactions/${contactId}/hold`]);
});

test('P41: a page without the grant is not obeyed, one with it need not be registered', async ({ field, openDesk }) => {
  const entry = (at: string) => ({ id: at, name: at, url: `${field.crossSite}/plain.html?at=${at}` });
  const desk = await openDesk({ workspaces: [entry('plain'), { ...entry('granted'), grants: ['call-commands'] }] });
  const plain = await desk.pageAt('plain');
  const granted = await desk.pageAt('granted');
  await plain.register(['all']);
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await plain.event({ Status: 'Incoming' });
  await doesNothing(plain, desk, COMMANDS);
  await desk.noted(/call-commands/);

  await granted.post({ messageType: 'AnswerEvent' });
  await plain.event({ Type: 'CallContactEvent', Status: 'Active' });
  expect(await desk.commands()).toEqual([`interactions/${contactId}/accept`]);
  expect(await granted.messages()).toEqual([]);
});

test('P40: a contact id that is none of the agent’s is ignored, and the call in focus is meant', async ({
  field,
  openDesk,
}) => {
  const { desk, driver } = await withDriver(field, openDesk);
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await driver.event({ Status: 'Incoming' });
  await driver.post({ messageType: 'AnswerEvent', contactId: contactId + 1000 });
  await driver.event({ Type: 'CallContactEvent', Status: 'Active' });
  await driver.postExpression("{ messageType: 'HoldEvent', contactId: { not: 'an id' } }");
  await driver.event({ Status: 'Holding' });
  const before = await driver.count();
  await driver.post({ messageType: 'HoldEvent', contactId: String(contactId) });
  await driver.event({ Type: 'CallContactEvent', Status: 'Active' }, before);
});
