import Framebus from 'framebus';

import { guest } from './guest.js';

guest(async (take) => {
  const bus = new Framebus({ channel: 'bench', origin: '*' });
  bus.on('events', ({ events }) => take(events));
  return (card) => bus.emitAsPromise('card', card);
});
