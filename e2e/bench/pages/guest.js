// What every guest of `bench pages` has: it counts what it is told, and measures its own round trips.

/**
 * A guest begins: `connect` joins it to its host by its library, hands each array of events to `take`, and answers a
 * function that calls the host and waits for its answer.
 */
export function guest(connect) {
  const heard = { events: 0, last: 0, numbers: [] };
  const take = (events) => {
    heard.events += events.length;
    heard.last = performance.timeOrigin + performance.now();
    for (const event of events) if (event.Number !== undefined) heard.numbers.push(event.Number);
  };
  globalThis.heard = heard;
  // What it was told until its end counts, too.
  addEventListener('pagehide', () => parent.postMessage({ heardBefore: heard.numbers }, '*'));
  globalThis.isReady = (async () => {
    const call = await connect(take);
    await call({ name: 'Ada Lovelace' });
    // The clock of a document begins with its navigation; the first line of the guest's script is later.
    globalThis.firstAnswerMs = performance.now() - globalThis.scriptBegan;
    globalThis.call = call;
    return true;
  })();
}

/** Round trips one after another: milliseconds each, as the mean of so many; the browser's clock is too coarse for one. */
globalThis.roundTrips = async (blocks, each) => {
  const means = [];
  for (let block = 0; block < blocks; block += 1) {
    const begun = performance.now();
    for (let trip = 0; trip < each; trip += 1) await globalThis.call({ name: `Ada ${block} ${trip}` });
    means.push((performance.now() - begun) / each);
  }
  return means;
};
