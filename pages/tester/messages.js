// What the buttons post, group by group. `make` gets the fields of the page; `count` is how often it is posted.

const plain = (make) => ({ make });
const command = (messageType) => plain((fields) => ({ messageType, ...fields.contact }));
const register = (subscriptionTypes) =>
  plain((fields) => ({
    ...fields.contact,
    ...fields.issuer,
    messageType: 'RegisterForClientEvents',
    subscriptionTypes,
  }));
const contactId = (contactId) =>
  plain((fields) => ({
    contactId,
    ...fields.issuer,
    messageType: 'RegisterForClientEvents',
    subscriptionTypes: ['contact'],
  }));
const card = (contactCardData) =>
  plain((fields) => ({ ...fields.contact, messageType: 'ContactCardData', contactCardData }));

export const GROUPS = [
  {
    title: 'Registration',
    buttons: {
      Register: plain((fields) => ({
        ...fields.contact,
        ...fields.issuer,
        messageType: 'RegisterForClientEvents',
        ...fields.types,
      })),
      Unregister: plain((fields) => ({ ...fields.issuer, messageType: 'UnregisterFromClientEvents' })),
      'Register: all': register(['all']),
      'Register: agent': register(['agent']),
      'Register: contact': register(['contact']),
      'Register: contacts': register(['contacts']),
      'Register: sessioninfo': register(['sessioninfo']),
      'Register: agent and contacts': register(['agent', 'contacts']),
      'Register: ALL in capitals': register(['ALL']),
    },
  },
  {
    title: 'Registration with subscription types that are not right',
    buttons: {
      'Types: one right, one wrong': register(['agent', 'weather']),
      'Types: only wrong ones': register(['weather', 'news']),
      'Types: empty array': register([]),
      'Types: no array': register('all'),
      'Types: key absent': plain((fields) => ({
        ...fields.contact,
        ...fields.issuer,
        messageType: 'RegisterForClientEvents',
      })),
      'Types: with a space': register([' all']),
      'Types: not strings': register([1, null, {}, ['all'], true]),
      'Types: sparse array': register(Object.assign([], { 3: 'agent' })),
      'Types: 10,000 entries': register([...Array(9999).fill('weather'), 'all']),
    },
  },
  {
    title: 'Registration with contact ids that are not right',
    buttons: {
      'Contact id: 0': contactId(0),
      'Contact id: "0"': contactId('0'),
      'Contact id: -1': contactId(-1),
      'Contact id: 1.5': contactId(1.5),
      'Contact id: "5.0"': contactId('5.0'),
      'Contact id: "1e3"': contactId('1e3'),
      'Contact id: " 5"': contactId(' 5'),
      'Contact id: empty string': contactId(''),
      'Contact id: NaN': contactId(NaN),
      'Contact id: true': contactId(true),
      'Contact id: BigInt': contactId(5n),
      'Contact id: object': contactId({}),
      'Contact id: above 2^53': contactId(2 ** 53),
      'Contact id: unknown, 999999999': contactId(999999999),
    },
  },
  {
    title: 'Call commands',
    buttons: {
      Answer: command('AnswerEvent'),
      Refuse: command('RefuseEvent'),
      Hold: command('HoldEvent'),
      Mute: command('MuteEvent'),
      Mask: command('MaskEvent'),
      Record: command('RecordEvent'),
      'Hang up': command('HangupEvent'),
    },
  },
  {
    title: 'Contact card',
    buttons: {
      'Card from the field': plain((fields) => ({
        ...fields.contact,
        messageType: 'ContactCardData',
        ...fields.card,
      })),
      'Card: name alone': card({ name: 'Ada Marlow' }),
      'Card: picture by address': card({ userImg: new URL('../crm/faces/ada.png', window.location.href).href }),
      'Card: picture within': card({
        userImg:
          'data:image/gif;base64,R0lGODlhAQABAIAAAAtcrf///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==',
      }),
      'Card: picture as SVG': card({ userImg: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>' }),
      'Card: picture by a script address': card({ userImg: 'javascript:alert(1)' }),
      'Card: name with markup': card({ name: '<b onclick="alert(1)">Ada</b>' }),
      'Card: name too long': card({ name: 'A'.repeat(201) }),
      'Card: wrong kinds': card({ name: 7, userImg: ['x'] }),
      'Card: no data': plain((fields) => ({ ...fields.contact, messageType: 'ContactCardData' })),
    },
  },
  {
    title: 'Near misses and foreign traffic',
    buttons: {
      'Misspelt: UnegisterFromClientEvents': command('UnegisterFromClientEvents'),
      'Misspelt: Register-ForClientEvents': command('Register-ForClientEvents'),
      'Wrong case: holdevent': command('holdevent'),
      'Wrong case: messagetype': plain(() => ({ messagetype: 'MuteEvent' })),
      'messageType: a number': plain(() => ({ messageType: 7 })),
      'messageType: absent': plain(() => ({ hello: 'world' })),
      'Data: a string': plain(() => 'MuteEvent'),
      'Data: JSON as a string': plain(() => '{"messageType":"MuteEvent"}'),
      'Data: null': plain(() => null),
      'Data: a number': plain(() => 42),
      'Data: an array': plain(() => [{ messageType: 'MuteEvent' }]),
      'Data: cyclic': plain(() => {
        const message = { messageType: 'RegisterForClientEvents', subscriptionTypes: ['agent'] };
        message.issuer = message;
        return message;
      }),
      'Data: __proto__': plain(() => JSON.parse('{"__proto__": {"messageType": "MuteEvent"}}')),
      'Data: 5 MB': plain(() => ({ messageType: 'RegisterForClientEvents', issuer: 'A'.repeat(5_000_000) })),
      'Flood: 10,000 messages': { make: () => ({ flood: true }), count: 10_000 },
    },
  },
];
