import postRobot from 'post-robot';

import { guest } from './guest.js';

guest(async (take) => {
  const domain = globalThis.hostOrigin;
  postRobot.on('events', { window: parent, domain }, ({ data }) => take(data.events));
  return (card) => postRobot.send(parent, 'card', card, { domain });
});
