import Postmate from 'postmate';

import { guest } from './guest.js';

guest(async (take) => {
  const from = Number(new URLSearchParams(location.search).get('number'));
  const waiting = new Map();
  let last = 0;
  const answered = (id) => {
    waiting.get(id)();
    waiting.delete(id);
  };
  // Its handshake fails when an event comes first, as to a page that reloads: then the next one is waited for.
  let remote;
  while (!remote) remote = await new Postmate.Model({ take, answered }).catch(() => undefined);
  // It emits and is called: a call with an answer is made of both.
  return (card) =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      remote.emit('card', { from, id: last, card });
    });
});
