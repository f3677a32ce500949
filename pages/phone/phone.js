// The customer's side of a call, over the line simulator's own API.

const API = '/simulator/v1';
const EVERY_MS = 1000;
const STATES = {
  waiting: 'Waiting in the skill',
  ringing: 'Ringing at an agent',
  talking: 'Talking',
  'on-hold': 'On hold',
  ended: 'Ended',
};

element('dial').addEventListener('submit', async (submission) => {
  submission.preventDefault();
  const call = { skillId: element('skill').value.trim(), ani: element('ani').value.trim() };
  const dnis = element('dnis').value.trim();
  if (dnis) call.dnis = dnis;
  await attempt(async () => {
    const { contactId } = await ask('POST', '/calls', call);
    show(contactId);
  });
});

await attempt(async () => {
  const { skills } = await ask('GET', '/skills');
  element('skills').replaceChildren(
    ...skills.map((skill) => new Option(`${skill.skillId} ${skill.skillName}`, skill.skillId)),
  );
});

function show(contactId) {
  element('none').hidden = true;
  const row = document.createElement('li');
  row.className = 'card';
  const text = document.createElement('span');
  text.textContent = `Contact ${contactId}: ${STATES.waiting}`;
  const end = document.createElement('button');
  end.className = 'end';
  end.type = 'button';
  end.textContent = 'Hang up';
  end.setAttribute('aria-label', `Hang up contact ${contactId}`);
  end.addEventListener('click', () =>
    attempt(async () => {
      await ask('DELETE', `/calls/${contactId}`);
      await follow();
    }),
  );
  row.append(text, end);
  element('calls').prepend(row);

  const timer = setInterval(() => attempt(follow), EVERY_MS);
  async function follow() {
    const state = await stateOf(contactId);
    text.textContent = `Contact ${contactId}: ${STATES[state] ?? state}`;
    if (state === 'ended') {
      clearInterval(timer);
      end.remove();
    }
  }
}

// A call that the simulator has forgotten is over.
async function stateOf(contactId) {
  try {
    return (await ask('GET', `/calls/${contactId}`)).state;
  } catch (error) {
    if (error.status === 404) return 'ended';
    throw error;
  }
}

async function ask(method, path, body) {
  const answer = await fetch(`${API}${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : null,
  }).catch(() => {
    throw new Error('The server does not answer.');
  });
  const text = await answer.text();
  if (!answer.ok) throw Object.assign(new Error(reason(answer, text)), { status: answer.status });
  return text ? JSON.parse(text) : null;
}

// The problem's own words where there are some.
function reason(answer, text) {
  try {
    const problem = JSON.parse(text);
    return [problem.title, problem.detail].filter(Boolean).join('. ');
  } catch {
    return `The server answered ${answer.status}.`;
  }
}

async function attempt(action) {
  try {
    await action();
    element('failure').textContent = '';
  } catch (error) {
    element('failure').textContent = error.message;
  }
}

function element(id) {
  return document.getElementById(id);
}
