import { ChildHandshake, WindowMessenger } from 'post-me';

import { guest } from './guest.js';

guest(async (take) => {
  const messenger = new WindowMessenger({ localWindow: window, remoteWindow: parent, remoteOrigin: globalThis.hostOrigin });
  const connection = await ChildHandshake(messenger, { take });
  const remote = connection.remoteHandle();
  return (card) => remote.call('card', card);
});
