import { WindowMessenger, connect } from 'penpal';

import { guest } from './guest.js';

guest(async (take) => {
  const messenger = new WindowMessenger({ remoteWindow: parent, allowedOrigins: [globalThis.hostOrigin] });
  const remote = await connect({ messenger, methods: { take } }).promise;
  return (card) => remote.card(card);
});
