import { connect } from '@cordboard/page';

import { guest } from './guest.js';

guest(async (take) => {
  const page = connect({
    subscribe: ['all'],
    hosts: [globalThis.hostOrigin],
    extensions: ['port', 'receipts', 'sequence'],
  });
  page.on('*', (event) => take([event]));
  await page.ready;
  return (card) => page.card(card);
});
