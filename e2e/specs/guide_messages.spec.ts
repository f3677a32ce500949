// Every example of `docs/pages/messages.md` is run, as it stands there.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

import { SALES } from '../field/configuration';
import { expect, test, type Desk } from '../field/desk';
import { blocks, shows, type Block } from '../fixtures/guide';
import type { FieldPage, HeardEvent } from '../pages/field_page';

const BLOCKS = blocks('pages/messages.md');

/** What a command's examples bring, as somebody sees it who hears everything; and whether the call rings or is answered. */
const COMMANDS: Record<string, { on: 'ringing' | 'answered'; brings: HeardEvent }> = {
  AnswerEvent: { on: 'ringing', brings: { Type: 'CallContactEvent', Status: 'Active' } },
  RefuseEvent: { on: 'ringing', brings: { Type: 'CallContactEvent', Status: 'Disconnected', FinalState: 'True' } },
  HoldEvent: { on: 'answered', brings: { Type: 'CallContactEvent', Status: 'Holding' } },
  MuteEvent: { on: 'answered', brings: { Type: 'Mute', AgentMuted: 'True' } },
  MaskEvent: { on: 'answered', brings: { Type: 'CallContactEvent', Status: 'Masking' } },
  RecordEvent: { on: 'answered', brings: { Type: 'CallContactEvent', IsLogging: 'True' } },
  HangupEvent: { on: 'answered', brings: { Type: 'CallContactEvent', Status: 'Disconnected', FinalState: 'True' } },
};

/** The headings of what a page may ask for beside. */
const EXTENSIONS = ['CommandReceipt', 'Numbers', 'ContactFocus', 'PageLifecycle'];

/** The contact that the examples name. */
const EXAMPLE_CONTACT = '4711';

const of = (heading: string): Block[] => BLOCKS.filter((block) => block.heading === heading);
const FIRST_LINE = BLOCKS.find(({ language }) => language === 'js')!.text;

const ajv = new Ajv2020();
ajv.addSchema(JSON.parse(readFileSync(new URL('../../docs/pages/messages.schema.json', import.meta.url), 'utf8')), 'messages');

/** Every message that a page has had has the form that the guide's JSON Schema gives it. */
async function expectFormOf(page: FieldPage): Promise<void> {
  const isFromHost = ajv.getSchema('messages#/$defs/ToPage')!;
  const messages = await page.messages();
  expect(messages.length).toBeGreaterThan(3);
  for (const message of messages) {
    expect(isFromHost(message), `${JSON.stringify(message)}: ${ajv.errorsText(isFromHost.errors)}`).toBe(true);
  }
}

/** Runs an example in a page, in a scope of its own. */
async function run(page: FieldPage, example: string, contact?: number): Promise<void> {
  const text = contact === undefined ? example : example.replaceAll(EXAMPLE_CONTACT, String(contact));
  await page.frame.evaluate(`{ ${FIRST_LINE}\n${text} }`);
}

async function open(openDesk: (plan: object) => Promise<Desk>, site: string): Promise<{ desk: Desk; page: FieldPage; observer: FieldPage }> {
  const entry = (at: string) => ({
    id: at,
    name: at,
    url: `${site}/plain.html?at=${at}`,
    grants: ['session-token', 'call-commands', 'contact-card'],
  });
  const desk = await openDesk({ workspaces: [entry('page'), entry('observer')] });
  const [page, observer] = [await desk.pageAt('page'), await desk.pageAt('observer')];
  await observer.register(['all']);
  await desk.api.setState('Available');
  return { desk, page, observer };
}

test('the guide has an example of each message that a page may post (P7)', () => {
  const all = ['RegisterForClientEvents', 'UnregisterFromClientEvents', 'ContactCardData', ...Object.keys(COMMANDS)];
  for (const messageType of all) {
    const text = of(messageType).map((block) => block.text);
    expect(text.join(''), messageType).toContain(`messageType: '${messageType}'`);
  }
  const run = new Set([...all, 'Every message, with an example', 'Events', 'SessionInfo', ...EXTENSIONS]);
  expect(BLOCKS.filter(({ heading }) => !run.has(heading))).toEqual([]);
});

test('registrations of the guide are answered as it says (P12, P17, P21, P25, P27, P45 to P51)', async ({ field, openDesk }) => {
  const { desk, page } = await open(openDesk as never, field.crossSite);
  const contact = await desk.call(SALES);
  for (const heading of ['RegisterForClientEvents', 'SessionInfo', ...EXTENSIONS]) {
    const all = of(heading);
    for (const [at, { language, text }] of all.entries()) {
      if (language !== 'js') continue;
      const before = (await page.messages()).length;
      await run(page, text, contact);
      // Where a token belongs to it, it comes as soon as that is made.
      const count = async () => (await page.messages()).length;
      await expect.poll(count, { message: `${heading}: the answer to\n${text}` }).toBeGreaterThan(before);
      await page.fence();
      const answer = (await page.messages()).slice(before);
      const said = all[at + 1]?.language === 'json' ? JSON.parse(all[at + 1]!.text) : {};
      // The token comes as soon as it is made.
      const whole = { ...answer[0]!, events: answer.flatMap((message) => message.events) };
      expect(shows(said, whole), `${heading}: ${JSON.stringify(whole)}`).toBe(true);
      await run(page, of('UnregisterFromClientEvents')[0]!.text);
      await page.fence();
    }
  }
  const silent = (await page.messages()).length;
  await desk.api.setState('Unavailable', 'Break');
  await page.fence();
  expect((await page.messages()).length, 'unregistered').toBe(silent);
  await expectFormOf(page);
});

test('events come as the guide shows them (P28, P29)', async ({ field, openDesk }) => {
  const { desk, observer } = await open(openDesk as never, field.crossSite);
  await desk.call(SALES);
  const [{ text } = { text: '' }] = of('Events');
  const example = JSON.parse(text) as { events: unknown[] };
  const isShown = async () =>
    (await observer.messages()).some((message) =>
      message.events.some((event) => shows({ ...example, events: [example.events[0]] }, { ...message, events: [event] })),
    );
  await expect.poll(isShown).toBe(true);
});

test('the card of the guide is shown (P43)', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=panel`;
  const desk = await openDesk({ panels: [{ id: 'panel', url, skills: [SALES], grants: ['contact-card'] }] });
  await desk.api.setState('Available');
  await desk.api.contact(await desk.call(SALES), 'accept');
  await run(await desk.pageAt('panel'), of('ContactCardData')[0]!.text);
  await expect(desk.card).toContainText('Ada Lovelace');
});

test('commands of the guide do what it says (P35 to P42)', async ({ field, openDesk }) => {
  const { desk, page, observer } = await open(openDesk as never, field.crossSite);
  for (const [messageType, { on, brings }] of Object.entries(COMMANDS)) {
    for (const { text } of of(messageType)) {
      const contact = await desk.call(SALES);
      if (on === 'answered') {
        await desk.api.contact(contact, 'accept');
        await observer.event({ ContactID: String(contact), Status: 'Active' });
      }
      const before = await observer.count();
      await run(page, text, contact);
      await observer.event(brings, before);
      if (messageType === 'RefuseEvent') {
        // Else the customer waits on, and rings again.
        await desk.customerHangsUp(contact);
      } else if (brings['FinalState'] !== 'True') {
        const last = await observer.count();
        await desk.customerHangsUp(contact);
        await observer.event({ ContactID: String(contact), FinalState: 'True' }, last);
      }
      // Who refuses is Unavailable.
      await desk.api.setState('Available');
    }
  }
  await expectFormOf(observer);
});
