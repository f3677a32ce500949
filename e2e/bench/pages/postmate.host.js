import Postmate from 'postmate';

import { host } from './host.js';

const pages = [];
host({
  // It makes the frame itself, and is there once the page has shaken hands.
  async open(address, number) {
    const page = await new Postmate({ container: document.body, url: address, name: `page ${number}` });
    pages[number] = page;
    // What another page of that origin says during a handshake fails it: the next frame comes when this one is done.
    await new Promise((called) => {
      // Every page of an origin is heard by all of its hosts: who calls says itself which it is.
      page.on('card', ({ from, id }) => {
        if (from !== number) return;
        page.call('answered', id);
        called();
      });
    });
  },
  tell: (events) => {
    for (const page of pages) page.call('take', events);
  },
});
