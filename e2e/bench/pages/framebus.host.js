import Framebus from 'framebus';

import { host } from './host.js';

const bus = new Framebus({ channel: 'bench', origin: '*' });
bus.on('card', (_card, answer) => answer({ status: 'done' }));
host({
  async open(address, _number, place) {
    const frame = place();
    frame.src = address;
    bus.addTargetFrame?.(frame);
  },
  // It broadcasts.
  tell: (events) => bus.emit('events', { events }),
});
