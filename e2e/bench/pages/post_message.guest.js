import { guest } from './guest.js';

guest(async (take) => {
  const waiting = new Map();
  let id = 0;
  addEventListener('message', ({ data }) => {
    if (data?.events) take(data.events);
    else if (data?.answers) {
      waiting.get(data.answers)(data);
      waiting.delete(data.answers);
    }
  });
  return (card) =>
    new Promise((answered) => {
      id += 1;
      waiting.set(id, answered);
      parent.postMessage({ id, card }, globalThis.hostOrigin);
    });
});
