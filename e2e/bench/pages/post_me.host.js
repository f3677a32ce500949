import { ParentHandshake, WindowMessenger } from 'post-me';

import { GOES, host } from './host.js';

const pages = [];
const join = async (frame, origin, number) => {
  const messenger = new WindowMessenger({ localWindow: window, remoteWindow: frame.contentWindow, remoteOrigin: origin });
  pages[number] = { frame, origin };
  const connection = await ParentHandshake(messenger, { card: () => ({ status: 'done' }) }, 200, 50);
  pages[number].remote = connection.remoteHandle();
  pages[number].connection = connection;
};
host({
  async open(address, number, place) {
    const frame = place();
    void join(frame, new URL(address).origin, number);
    frame.src = address;
  },
  tell: (events) => {
    for (const { remote } of pages) remote?.call('take', events).catch(GOES);
  },
  reload(_page, number) {
    const { frame, origin, connection } = pages[number];
    connection.close();
    void join(frame, origin, number);
  },
});
