// The shipped page bridge, as the desktop has it.
import init, { Harness } from '/harness.js';

import { host } from './host.js';

await init({ module_or_path: '/harness_bg.wasm' });
const harness = new Harness();
const CONTACT = 1;
const text = (events) => JSON.stringify(events).length;
let now = 0;

host({
  async open(address, number, place) {
    const frame = place();
    harness.open(number, CONTACT, [new URL(address).origin], ['contact-card'], frame.contentWindow);
    frame.addEventListener('load', () => harness.frameLoaded(number));
    frame.src = address;
  },
  tell: (events) => harness.events(events, BYTES.get(events) ?? remembered(events)),
  rest() {
    // The harness keeps a list for tests, and its clock stands still: a page's budget would end.
    harness.happened();
    now += 60_000;
    harness.moveTo(now);
  },
});
// The server says how long its answer was: nobody counts it again.
const BYTES = new WeakMap();
const remembered = (events) => {
  BYTES.set(events, text(events));
  return BYTES.get(events);
};
harness.events([{ Type: 'CallContactEvent', ContactID: '1', Status: 'Active', FinalState: 'False' }], 100);
