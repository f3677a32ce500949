import * as Comlink from 'comlink';

import { GOES, host } from './host.js';

const takers = [];
// Its endpoints hear every window: one that hears its own frame alone is the host's to make.
const heardFrom = (frame) => {
  const heard = new Map();
  return {
    addEventListener(type, listener) {
      heard.set(listener, (event) => event.source === frame.contentWindow && listener(event));
      addEventListener(type, heard.get(listener));
    },
    removeEventListener: (type, listener) => removeEventListener(type, heard.get(listener)),
  };
};
host({
  async open(address, number, place) {
    const frame = place();
    const { origin } = new URL(address);
    const api = {
      card: () => ({ status: 'done' }),
      listen: (take) => {
        takers[number] = take;
      },
    };
    Comlink.expose(api, Comlink.windowEndpoint(frame.contentWindow, heardFrom(frame), origin), [origin]);
    frame.src = address;
  },
  tell: (events) => {
    for (const take of takers) take(events).catch(GOES);
  },
});
