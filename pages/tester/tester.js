// The tester: what its buttons post stands in messages.js; here are the fields and the log.

import { GROUPS } from './messages.js';

const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 20_000;
const host = window.opener || window.parent;
const entries = [];
const counts = { received: 0, posted: 0 };

window.addEventListener('message', (message) => {
  const types = (message.data?.events ?? []).map((event) => event.Type ?? event.messageType);
  log('received', types.join(', ') || 'no events', message.data);
});

for (const group of GROUPS) {
  const section = document.createElement('section');
  section.className = 'card';
  const title = document.createElement('h2');
  title.textContent = group.title;
  const row = document.createElement('div');
  row.className = 'row';
  row.append(...Object.entries(group.buttons).map(([name, what]) => button(name, what)));
  section.append(title, row);
  element('groups').append(section);
}

element('post-own').addEventListener('click', () => {
  const data = parsed('own', 'Any message');
  if (data) post('Any message', data.value, 1);
});
element('clear').addEventListener('click', () => {
  entries.length = 0;
  counts.received = 0;
  counts.posted = 0;
  show();
});
element('filter').addEventListener('input', show);

// A contact id in the address fills the field.
element('contact-id').value = new URLSearchParams(window.location.search).get('contactId') ?? '';

function button(name, { make, count = 1 }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', () => {
    const given = fields();
    if (given) post(name, make(given), count);
  });
  return button;
}

function post(name, data, count) {
  for (let posted = 0; posted < count; posted += 1) host.postMessage(data, '*');
  log('posted', count === 1 ? name : `${name} (${count} times)`, data, count);
}

// Each field as the key that it fills; none when a field is no JSON.
function fields() {
  const keys = { contact: 'contactId', issuer: 'issuer', types: 'subscriptionTypes', card: 'contactCardData' };
  const ids = { contact: 'contact-id', issuer: 'issuer', types: 'types', card: 'card' };
  const all = {};
  for (const [field, key] of Object.entries(keys)) {
    all[field] = {};
    if (element(ids[field]).value.trim() === '') continue;
    const given = parsed(ids[field], key);
    if (!given) return null;
    all[field][key] = given.value;
  }
  return all;
}

function parsed(id, name) {
  try {
    const value = JSON.parse(element(id).value);
    element('field-error').textContent = '';
    return { value };
  } catch {
    element('field-error').textContent = `${name} is no JSON. Text stands in quotation marks.`;
    return null;
  }
}

function log(way, what, data, count = 1) {
  counts[way] += count;
  entries.push({ at: new Date(), way, what, text: asText(data) });
  if (entries.length > MOST_ENTRIES) entries.shift();
  show();
}

// As JSON, and in words what JSON cannot say.
function asText(data) {
  const seen = new WeakSet();
  const text = JSON.stringify(
    data,
    (key, value) => {
      if (typeof value === 'bigint') return `${value}n`;
      if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
      if (typeof value === 'object' && value !== null) {
        if (seen.has(value)) return '(seen above)';
        seen.add(value);
      }
      return value;
    },
    2,
  );
  if (text === undefined) return String(data);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} … ${text.length} characters` : text;
}

let isDue = false;

// Once a frame, however much arrives.
function show() {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    const wanted = element('filter').value.trim().toLowerCase();
    const shown = entries.filter((entry) =>
      `${entry.way} ${entry.what} ${entry.text}`.toLowerCase().includes(wanted),
    );
    element('count').textContent = `${counts.received} received, ${counts.posted} posted`;
    element('log').replaceChildren(...shown.toReversed().map(row));
  });
}

function row({ at, way, what, text }) {
  const item = document.createElement('li');
  item.dataset.way = way;
  const head = document.createElement('div');
  head.className = 'row';
  const time = document.createElement('time');
  time.className = 'mono quiet';
  time.dateTime = at.toISOString();
  time.textContent = at.toISOString().slice(11, 23);
  const title = document.createElement('strong');
  title.className = way === 'received' ? 'good' : 'warn';
  title.textContent = `${way}: ${what}`;
  head.append(time, title);
  const body = document.createElement('pre');
  body.textContent = text;
  item.append(head, body);
  return item;
}

function element(id) {
  return document.getElementById(id);
}
