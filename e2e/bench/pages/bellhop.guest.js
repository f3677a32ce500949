import { Bellhop } from 'bellhop-iframe';

import { guest } from './guest.js';

guest(async (take) => {
  const bellhop = new Bellhop();
  bellhop.connect();
  bellhop.on('events', ({ data }) => take(data));
  return (card) => new Promise((answered) => bellhop.fetch('card', answered, card, true));
});
