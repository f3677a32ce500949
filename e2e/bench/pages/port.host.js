import { host } from './host.js';

const ports = [];
addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'port' || !port) return;
  ports.push(port);
  port.onmessage = ({ data: asked }) => port.postMessage({ answers: asked.id, status: 'done' });
});
host({
  async open(address, _number, place) {
    place().src = address;
  },
  tell: (events) => {
    for (const port of ports) port.postMessage({ events });
  },
});
