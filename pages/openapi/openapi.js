// Everything that openapi.json names, to read and to try.

import { example, fields, form, resolved } from './schema.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const TOKEN_CALL = '/InContactAuthorizationServer/Token';
const ADMINISTRATORS = '/admin/v1/token';

// Tokens are kept here alone: a page that is loaded anew knows nobody.
const tokens = {};

// Before the file is here, which takes a while: one may log in meanwhile.
element('log-in').addEventListener('submit', logIn);
element('with-token').addEventListener('submit', takeToken);

const openapi = await read();
const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  METHODS.filter((method) => methods[method]).map((method) => ({ path, method, ...methods[method] })),
);

element('search').addEventListener('input', list);
addEventListener('hashchange', () => show(true));
list();
show(false);

async function read() {
  try {
    const response = await fetch('/openapi.json');
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (error) {
    element('found').textContent = '';
    element('failure').textContent = `The operations could not be read: ${error.message}. Load this page anew.`;
    throw error;
  }
}

function list() {
  const words = element('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ path, method, summary, tags }) => {
    const text = `${method} ${path} ${summary} ${tags.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = operations.filter(matches);
  element('found').textContent = `${found.length} of ${operations.length} operations`;
  const sections = openapi.tags.map(({ name, description }) => {
    const own = found.filter(({ tags }) => tags.includes(name));
    if (!own.length) return [];
    return [make('h2', {}, name), make('p', { className: 'quiet' }, description), make('ul', {}, ...own.map(link))];
  });
  element('operations').replaceChildren(...sections.flat());
  mark();
}

function link({ operationId, method, path, summary }) {
  const small = make('small', { className: 'mono' }, `${method.toUpperCase()} ${path}`);
  return make('li', {}, make('a', { href: `#${operationId}` }, summary, small));
}

function mark() {
  for (const one of document.querySelectorAll('nav li a')) {
    if (one.hash === location.hash) one.setAttribute('aria-current', 'page');
    else one.removeAttribute('aria-current');
  }
}

function show(focus) {
  const id = decodeURIComponent(location.hash.slice(1));
  const operation = operations.find(({ operationId }) => operationId === id);
  mark();
  if (!operation) return;
  const title = make('h2', { tabIndex: -1 }, operation.summary);
  const address = make('p', { className: 'mono address' }, `${operation.method.toUpperCase()} ${operation.path}`);
  element('operation').replaceChildren(
    title,
    address,
    ...paragraphs(operation.description ?? ''),
    tryIt(operation),
    ...answers(operation),
  );
  if (focus) title.focus();
}

/** Paragraphs, headings and code, which is all that descriptions have. */
function paragraphs(text) {
  const blocks = text.split(/\n\s*\n|\n(?=# )|(?<=^# .*)\n/m).filter((block) => block.trim());
  return blocks.map((block) => {
    const heading = block.match(/^# (.*)$/);
    if (heading) return make('h3', {}, heading[1]);
    return make('p', {}, ...inline(block));
  });
}

function inline(text) {
  return text.split('`').map((part, at) => (at % 2 ? make('code', {}, part) : part));
}

function tryIt(operation) {
  const parameters = (operation.parameters ?? []).map((one) => resolved(openapi, one));
  const inPlace = operation.requestBody ? parameters.filter((one) => one.in === 'query' && !one.required) : [];
  const inputs = new Map(parameters.map((one) => [one, input(one)]));
  const shown = parameters.filter((one) => !inPlace.includes(one));
  const row = (some) => make('div', { className: 'row' }, ...some.map((one) => inputs.get(one)));
  const body = bodyOf(operation);
  const answer = make('div', { role: 'status' });
  const parts = [make('h3', {}, 'Try it')];
  if (shown.length) parts.push(row(shown));
  if (body) parts.push(body.labelled, ...body.about);
  if (inPlace.length) {
    parts.push(make('details', {}, make('summary', {}, 'Parameters of the query, in place of the body’s'), row(inPlace)));
  }
  const wanted = operation.security?.[0] && Object.keys(operation.security[0])[0];
  const whose = wanted ? `It takes the token of an ${wanted}.` : 'It takes no token.';
  parts.push(make('p', { className: 'quiet' }, whose), make('button', { className: 'main', type: 'submit' }, 'Send'), answer);
  const sending = make('form', { className: 'card' }, ...parts);
  sending.addEventListener('submit', async (submission) => {
    submission.preventDefault();
    const request = made(operation, wanted, inputs, body);
    answer.replaceChildren(make('p', {}, 'Waiting for the answer …'));
    answer.replaceChildren(...(await answered(request)));
  });
  return sending;
}

function input(parameter) {
  const label = `${parameter.name}${parameter.required ? '' : ' (may be left out)'}`;
  const about = [parameter.description, form(openapi, parameter.schema)].filter(Boolean).join(': ');
  const id = `parameter-${parameter.in}-${parameter.name}`;
  const field = make('input', { id, autocomplete: 'off', spellcheck: false, required: parameter.required });
  field.setAttribute('aria-describedby', `${id}-about`);
  const small = make('small', { id: `${id}-about`, className: 'quiet' }, about);
  return make('p', {}, make('label', { htmlFor: id }, label), field, small);
}

function bodyOf(operation) {
  const body = resolved(openapi, operation.requestBody);
  const [type, content] = Object.entries(body.content ?? {})[0] ?? [];
  if (!type) return undefined;
  const isJson = type === 'application/json';
  const value = isJson ? JSON.stringify(example(openapi, content.schema), null, 2) : '';
  const text = make('textarea', { id: 'body', className: 'mono', spellcheck: false, value });
  const label = make('label', { htmlFor: 'body' }, `Body, ${type}${body.required === false ? ' (may be left out)' : ''}`);
  const rows = fields(openapi, content.schema);
  return { type, text, labelled: make('p', {}, label, text), about: rows.length ? [folded('Fields of the body', rows)] : [] };
}

/** The request as it will be sent. */
function made({ path, method }, wanted, inputs, body) {
  const query = new URLSearchParams();
  const headers = {};
  let address = path;
  for (const [parameter, labelled] of inputs) {
    const { value } = labelled.querySelector('input');
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value && parameter.in === 'query') query.set(parameter.name, value);
    else if (value && parameter.in === 'header') headers[parameter.name] = value;
  }
  if (tokens[wanted]) headers.Authorization = `Bearer ${tokens[wanted]}`;
  const text = body?.text.value.trim();
  if (text) headers['Content-Type'] = body.type;
  const search = query.size ? `?${query}` : '';
  return { address: address + search, method: method.toUpperCase(), headers, body: text || undefined };
}

async function answered({ address, ...request }) {
  const begun = performance.now();
  try {
    const response = await fetch(address, request);
    const text = await response.text();
    const took = Math.round(performance.now() - begun);
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    return [
      make('h3', {}, `${response.status} ${response.statusText}, ${took} ms`),
      scrolls('The answer', text ? pretty(text) : '(no body)'),
      make('details', {}, make('summary', {}, 'Headers'), scrolls('Its headers', head)),
    ];
  } catch (error) {
    return [make('p', { className: 'bad' }, `There is no answer: ${error.message}`)];
  }
}

/** Text that may be wider than the page, and is scrolled by the keyboard too. */
function scrolls(name, text) {
  const box = make('pre', { tabIndex: 0, role: 'region' }, text);
  box.setAttribute('aria-label', name);
  return box;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function answers(operation) {
  const rows = Object.entries(operation.responses).map(([status, response]) => {
    const { description, content } = resolved(openapi, response);
    const type = Object.values(content ?? {})[0]?.schema?.allOf?.[1]?.properties?.type?.enum;
    return [status, description, (type ?? []).join(' ')];
  });
  const good = Object.entries(operation.responses).flatMap(([status, response]) => {
    const schema = resolved(openapi, response).content?.['application/json']?.schema;
    const own = schema && Number(status) < 400 ? fields(openapi, schema) : [];
    return own.length ? [folded(`Fields of the answer ${status}`, own)] : [];
  });
  return [make('h3', {}, 'Answers'), table('Each by its status', ['Status', 'What it means', 'Problem types'], rows), ...good];
}

function folded(title, rows) {
  const cells = rows.map(({ path, form, required, about }) => [path, required ? `${form}, always there` : form, about]);
  return make('details', {}, make('summary', {}, title), table(title, ['Field', 'Form', 'What it is'], cells));
}

function table(title, heads, rows) {
  const head = make('tr', {}, ...heads.map((text) => make('th', { scope: 'col' }, text)));
  const lines = rows.map(([first, ...rest]) =>
    make('tr', {}, make('th', { scope: 'row', className: 'mono' }, first), ...rest.map((text) => make('td', {}, ...inline(text)))),
  );
  return make('table', {}, make('caption', {}, title), make('thead', {}, head), make('tbody', {}, ...lines));
}

async function logIn(submission) {
  submission.preventDefault();
  const [who, name, password] = ['who', 'name', 'password'].map((id) => element(id).value);
  const [address, asked] =
    who === 'agent'
      ? [TOKEN_CALL, { grant_type: 'password', username: name, password }]
      : [ADMINISTRATORS, { login: name, password }];
  try {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify(asked) });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail ?? answer.title);
    tokens[who] = answer.access_token;
    element('password').value = '';
    known();
  } catch (error) {
    element('failure').textContent = error.message;
  }
}

function takeToken(submission) {
  submission.preventDefault();
  tokens[element('who').value] = element('token').value.trim();
  element('token').value = '';
  known();
}

function known() {
  element('failure').textContent = '';
  const whose = Object.keys(tokens).map((who) => `an ${who}’s`);
  element('logged-in').textContent = `There is ${whose.join(' and ')} token, until this page is loaded anew.`;
}

function make(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function element(id) {
  return document.getElementById(id);
}
