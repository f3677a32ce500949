// What every host of `bench pages` has: it opens frames by its library and tells all of them events.

/** A page that goes takes no answer: what it missed is counted. */
export const GOES = () => {};

/**
 * A host begins. `library.open(address, number, frame)` opens a page in a frame, which `place()` puts into the document;
 * `library.tell(events)` tells every page; `library.reload(page)` is for libraries that need help when a page reloads.
 */
export function host({ open, tell, reload, rest }) {
  const pages = [];
  const heardBefore = [];
  addEventListener('message', ({ data }) => heardBefore.push(...(data?.heardBefore ?? [])));
  const place = () => document.body.appendChild(document.createElement('iframe'));
  globalThis.bench = {
    async open(address, count) {
      while (pages.length < count) {
        const number = pages.length;
        pages.push(await open(`${address}?number=${number}`, number, place));
      }
    },
    /** Tells the same arrays to everybody, without a break; answers when it began. */
    tell(arrays) {
      const begun = performance.timeOrigin + performance.now();
      for (const events of arrays) tell(events);
      return begun;
    },
    reload: (number) => reload?.(pages[number], number),
    /** What documents that have gone were told. */
    heardBefore: () => heardBefore.splice(0),
    /** Between two measurements: what a host does when it has time. */
    rest: () => rest?.(),
    flood(address) {
      const frame = place();
      frame.src = address;
      return new Promise((loaded) => frame.addEventListener('load', () => loaded()));
    },
    /** An array of events of about 500 bytes each. */
    events: (count, first) =>
      Array.from({ length: count }, (_, at) => ({
        // About a contact, and none of its states: nothing of it is told again to a page that comes back.
        Type: 'Indicator', ContactID: '1', Name: 'Orders', ActionType: 'OpenURL', IndicatorState: 'On',
        ActionUri: 'https://crm.example/orders', ImageUri: 'https://crm.example/orders.png', ToolTip: 'Orders',
        IISHost: 'node1', VCHost: 'n'.repeat(290),
        ...(first === undefined ? {} : { Number: first + at }),
      })),
  };
}
