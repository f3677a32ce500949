import { WindowMessenger, connect } from 'penpal';

import { GOES, host } from './host.js';

const remotes = [];
const join = async (frame, origin, number) => {
  const messenger = new WindowMessenger({ remoteWindow: frame.contentWindow, allowedOrigins: [origin] });
  const connection = connect({ messenger, methods: { card: () => ({ status: 'done' }) } });
  remotes[number] = { frame, origin, connection };
  remotes[number].take = await connection.promise;
};
host({
  async open(address, number, place) {
    const frame = place();
    void join(frame, new URL(address).origin, number);
    frame.src = address;
  },
  tell: (events) => {
    for (const { take } of remotes) take?.take(events).catch(GOES);
  },
  reload(_page, number) {
    const { frame, origin, connection } = remotes[number];
    connection.destroy();
    void join(frame, origin, number);
  },
});
