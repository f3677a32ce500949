// A contact panel: looks the caller up in the directory and puts name and picture on the contact card.

const host = window.opener || window.parent;

const WORDS = {
  Incoming: 'Ringing',
  Ringing: 'Ringing',
  Dialing: 'Dialing',
  Active: 'On the line',
  Holding: 'On hold',
  Masking: 'Recording masked',
  Joined: 'In a conference',
  Disconnected: 'After-contact work',
};

const customers = fetch('customers.json').then((answer) => {
  if (!answer.ok) throw new Error(`The directory answered ${answer.status}.`);
  return answer.json();
});

let lookedUp = null;

window.addEventListener('message', (message) => {
  if (message.source !== host || message.data?.issuer !== 'MAX') return;
  for (const event of message.data.events ?? []) {
    if (event.messageType === 'ClientEventSubscriptionAcknowledge' && event.status === 'ERROR') {
      say(`The desktop refused the registration: ${event.reason}.`);
    }
    if (event.Type === 'CallContactEvent') {
      showState(event);
      lookUp(event.ANI, message.origin);
    }
  }
});

host.postMessage(
  {
    issuer: 'Demo CRM',
    messageType: 'RegisterForClientEvents',
    subscriptionTypes: ['contact'],
  },
  '*',
);

function showState(event) {
  const isOver = event.FinalState === 'True';
  element('state').textContent = isOver ? 'Call ended' : (WORDS[event.Status] ?? event.Status);
}

async function lookUp(number, origin) {
  if (!number || number === lookedUp) return;
  lookedUp = number;
  try {
    const customer = (await customers).find((customer) => customer.numbers.includes(number));
    if (!customer) {
      say('This number is in no customer file.');
      return;
    }
    const picture = new URL(customer.picture, window.location.href).href;
    show(customer, picture);
    // To the desktop that told us the number, and to nobody else.
    host.postMessage(
      {
        issuer: 'Demo CRM',
        messageType: 'ContactCardData',
        contactCardData: { name: customer.name, userImg: picture },
      },
      origin,
    );
  } catch (error) {
    lookedUp = null;
    say(`The directory cannot be read: ${error.message}`);
  }
}

function show(customer, picture) {
  element('name').textContent = customer.name;
  element('picture').src = picture;
  element('picture').hidden = false;
  say('Found by the caller’s number.');
  for (const key of ['company', 'since', 'plan', 'note']) {
    element(key).textContent = customer[key];
  }
  element('details').hidden = false;
  element('order-rows').replaceChildren(
    ...customer.orders.map((order) => {
      const row = document.createElement('tr');
      for (const text of [order.number, order.what, order.state]) {
        row.insertCell().textContent = text;
      }
      return row;
    }),
  );
  element('orders').hidden = customer.orders.length === 0;
}

function say(text) {
  element('found').textContent = text;
}

function element(id) {
  return document.getElementById(id);
}
