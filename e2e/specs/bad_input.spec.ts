import { SALES } from '../field/configuration';
import { expect, test } from '../field/desk';

/** Values of every shape that a page can post. */
const VALUES = [
  'undefined',
  'null',
  'true',
  'NaN',
  '-0',
  'Infinity',
  '10n ** 400n',
  "''",
  "'x'.repeat(5_000_000)",
  '[]',
  '[, , 5]',
  'Object.assign([], { length: 4294967295 })',
  'Array.from({ length: 200_000 }, (_, i) => i)',
  '{}',
  'Object.assign(Object.create(null), { a: 1 })',
  "JSON.parse('{\"__proto__\":{\"messageType\":\"HangupEvent\"}}')",
  "(() => { const o = {}; o.o = o; o.a = [o]; return o; })()",
  "(() => { let o = {}; for (let i = 0; i < 500; i += 1) o = { o }; return o; })()",
  "(() => { const a = []; a.push(a); return a; })()",
  'new Date(NaN)',
  'new Map([[1, 2]])',
  'new Set([1])',
  '/x/g',
  'new Error("x")',
  'new Uint8Array(1_000_000)',
  'new ArrayBuffer(8)',
  'new Blob(["x"])',
  'new Boolean(false)',
  'new String("all")',
  'new Number(7)',
  'Object(Symbol.iterator).description',
  "JSON.parse('{\"constructor\":{\"prototype\":{}},\"toString\":5,\"valueOf\":5}')",
];

test('P8, P34: whatever a page posts, there is no effect, and the desktop lives', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({
    workspaces: [{ id: 'base', url, grants: ['session-token', 'call-commands', 'contact-card'] }],
  });
  const base = await desk.pageAt('base');
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await desk.api.contact(contactId, 'accept');
  for (const value of VALUES) {
    await base.postExpression(value);
    await base.postExpression(`{ messageType: ${value} }`);
    await base.postExpression(`{ [Symbol.for('x')]: 1, messageType: 'registerforclientevents', subscriptionTypes: ${value} }`);
    await base.postExpression(`{ MessageType: 'HangupEvent', value: ${value} }`);
    await base.fence();
  }
  expect(await base.messages()).toEqual([]);
  expect(await desk.commands()).toEqual([]);
  expect(await base.register(['all'])).toMatchObject({ status: 'OK' });
  await base.event({ Type: 'CallContactEvent', Status: 'Active' });
});

test('P14, P17: a registration of any shape is answered as the clause says, or not at all', async ({ field, openDesk }) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url }] });
  const base = await desk.pageAt('base');
  for (const value of VALUES) {
    // Types of every shape: at most an error, and no registration that stays.
    await base.postExpression(`{ messageType: 'RegisterForClientEvents', issuer: ${value}, subscriptionTypes: ${value} }`);
  }
  await base.fence();
  const answers = await base.acknowledgements();
  expect(answers).toHaveLength(VALUES.length);
  expect(new Set(answers.map((answer) => `${String(answer.status)}: ${String(answer.reason)}`))).toEqual(
    new Set(['ERROR: Invalid Subscription Types']),
  );

  const wrongIds = VALUES.filter((value) => value !== 'undefined' && value !== 'null');
  for (const value of wrongIds) {
    await base.postExpression(`{ messageType: 'RegisterForClientEvents', contactId: ${value}, subscriptionTypes: ['all'] }`);
  }
  await base.fence();
  const refusals = (await base.acknowledgements()).slice(VALUES.length);
  expect(refusals).toHaveLength(wrongIds.length);
  expect(new Set(refusals.map((answer) => answer.reason))).toEqual(new Set(['Invalid Contact Id']));
  expect(await base.register(['agent'])).toMatchObject({ status: 'OK' });
});

test('P39, P43: a command or card of any shape commands nothing and says nothing of the customer', async ({
  field,
  openDesk,
}) => {
  const url = `${field.crossSite}/plain.html?at=base`;
  const desk = await openDesk({ workspaces: [{ id: 'base', url, grants: ['call-commands', 'contact-card'] }] });
  const base = await desk.pageAt('base');
  for (const value of VALUES) {
    for (const command of ['AnswerEvent', 'HoldEvent', 'MuteEvent', 'HangupEvent', 'ContactCardData']) {
      await base.postExpression(`{ messageType: '${command}', contactId: ${value}, contactCardData: ${value} }`);
    }
    await base.postExpression(
      `{ messageType: 'ContactCardData', contactId: 1, contactCardData: { name: ${value}, userImg: ${value} } }`,
    );
    await base.fence();
  }
  expect(await base.messages()).toEqual([]);
  expect(await desk.commands()).toEqual([]);
  await base.register(['all']);
  await desk.api.setState('Available');
  const contactId = await desk.call(SALES);
  await base.event({ ContactID: String(contactId), Status: 'Incoming' });
});
