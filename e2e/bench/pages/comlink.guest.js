import * as Comlink from 'comlink';

import { guest } from './guest.js';

guest(async (take) => {
  const remote = Comlink.wrap(Comlink.windowEndpoint(parent, self, globalThis.hostOrigin));
  await remote.listen(Comlink.proxy(take));
  return (card) => remote.card(card);
});
