// A custom workspace: shows the agent's state and brings forward what fits the skill of the call.

const host = window.opener || window.parent;
const SKILLS = { 101: 'Sales', 102: 'Support' };
const STATES = {
  InboundContact: 'On a contact',
  OutboundContact: 'On a contact',
  InboundConsult: 'In a consultation',
  OutboundConsult: 'In a consultation',
};

// Every contact that is not over, the newest last.
const contacts = new Map();
let articles = [];

window.addEventListener('message', (message) => {
  if (message.source !== host || message.data?.issuer !== 'MAX') return;
  for (const event of message.data.events ?? []) {
    if (event.Type === 'AgentState') showAgent(event);
    if (event.Type === 'AgentSessionStart') contacts.clear();
    if (event.Type === 'AgentSessionEnd') {
      contacts.clear();
      element('agent').textContent = 'Logged out';
    }
    if (event.Type === 'CallContactEvent') {
      if (event.FinalState === 'True') contacts.delete(event.ContactID);
      else contacts.set(event.ContactID, event);
    }
  }
  showCall();
  showArticles();
});

host.postMessage(
  {
    issuer: 'Demo knowledge base',
    messageType: 'RegisterForClientEvents',
    subscriptionTypes: ['agent', 'contacts'],
  },
  '*',
);

element('search').addEventListener('input', showArticles);

try {
  const answer = await fetch('articles.json');
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  articles = await answer.json();
  showArticles();
} catch (error) {
  element('articles').textContent = `The articles cannot be read: ${error.message}.`;
}

function showAgent(event) {
  const state = STATES[event.CurrentState] ?? event.CurrentState;
  const reason = event.CurrentOutReason ? `: ${event.CurrentOutReason}` : '';
  element('agent').textContent = `${state}${reason}`;
}

function showCall() {
  const call = [...contacts.values()].at(-1);
  element('call').textContent = call ? `Call for ${SKILLS[call.Skill] ?? call.Skill}` : 'No call';
}

function showArticles() {
  const skill = [...contacts.values()].at(-1)?.Skill;
  const wanted = element('search').value.trim().toLowerCase();
  const fits = (article) => skill !== undefined && article.skills.includes(String(skill));
  const found = articles
    .filter((article) => `${article.title} ${article.text.join(' ')}`.toLowerCase().includes(wanted))
    .sort((one, other) => Number(fits(other)) - Number(fits(one)));
  const open = new Set(
    [...document.querySelectorAll('details[open] summary')].map((summary) => summary.textContent),
  );
  element('articles').replaceChildren(...found.map((article) => show(article, fits(article), open)));
  if (found.length === 0 && articles.length > 0) {
    element('articles').textContent = 'No article has these words.';
  }
}

function show(article, isFitting, open) {
  const details = document.createElement('details');
  details.className = isFitting ? 'fitting' : '';
  details.open = open.has(article.title);
  const summary = document.createElement('summary');
  summary.textContent = article.title;
  details.append(
    summary,
    ...article.text.map((text) => Object.assign(document.createElement('p'), { textContent: text })),
  );
  return details;
}

function element(id) {
  return document.getElementById(id);
}
