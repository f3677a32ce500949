import { guest } from './guest.js';

guest(async (take) => {
  const { port1, port2 } = new MessageChannel();
  const waiting = new Map();
  let id = 0;
  port1.onmessage = ({ data }) => {
    if (data.events) return take(data.events);
    waiting.get(data.answers)(data);
    waiting.delete(data.answers);
  };
  parent.postMessage('port', globalThis.hostOrigin, [port2]);
  return (card) =>
    new Promise((answered) => {
      id += 1;
      waiting.set(id, answered);
      port1.postMessage({ id, card });
    });
});
