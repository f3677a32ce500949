// One case of `bench broker`: the shipped page bridge and raw `postMessage` of arrays filtered beforehand, in turns,
// over the same frames with the same events. What is timed is the work of this window's main thread, synchronous, many
// answers at a time; and beside it the time until every frame has taken everything (a fence comes back from each).
import init, { Harness } from "/harness.js";

await init({ module_or_path: "/harness_bg.wasm" });

const CONTACTS = 8;

const saying = new Map();
addEventListener(
  "message",
  (event) => {
    if (typeof event.data?.harness !== "string") return;
    event.stopImmediatePropagation();
    saying.get(event.source)?.(event.data);
  },
  { capture: true },
);
const says = (frame) => new Promise((resolve) => saying.set(frame.contentWindow, resolve));

/** What a page of the mixed case asks for, by its number, and whether it lets an event pass. */
const MIXED = [
  { types: ["all"], passes: () => true },
  { types: ["agent"], passes: (event) => event.ContactID === undefined },
  { types: ["contacts"], passes: (event) => event.ContactID !== undefined },
  { types: ["contact"], contact: 1, passes: (event) => event.ContactID === "1" },
  { types: ["agent", "contact"], contact: 2, passes: (event) => [undefined, "2"].includes(event.ContactID) },
];

const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** An event of about 500 bytes, of a call or of the agent. */
const event = (number) => {
  const contact = number % (CONTACTS + 2);
  const padding = (base) => ({ ...base, IISHost: "node1", VCHost: "n".repeat(Math.max(0, 480 - bytesOf(base))) });
  if (contact >= CONTACTS) {
    return padding({ Type: "AgentState", CurrentState: "InboundContact", CurrentOutReason: "", IsAcw: "False", NextStates: [] });
  }
  return padding({
    Type: "CallContactEvent", ContactID: String(contact + 1), MasterID: String(contact + 1), Status: number % 3 ? "Active" : "Holding",
    FinalState: "False", CallType: "Regular", IsInbound: "True", DNIS: "5550100", ANI: "+15551230001", Skill: "101",
    StartTimeUTC: "2026-01-02T03:04:05.000Z", LastStateChangeTimeUTC: "2026-01-02T03:04:05.000Z", ScreenPopUrl: "", IsLogging: "False",
  });
};

/** Measures a case; answers the times of each pair of turns, in milliseconds. */
async function measure({ frames: count, batch, isMixed, origin, pairs, turnMs }) {
  const harness = new Harness();
  const pages = [];
  for (let number = 0; number < count; number += 1) {
    const kind = isMixed ? MIXED[number % MIXED.length] : MIXED[0];
    const frame = document.createElement("iframe");
    const query = kind.types.map((type) => `type=${type}`).join("&") + (kind.contact ? `&contact=${kind.contact}` : "");
    document.body.append(frame);
    harness.open(number, undefined, [origin], [], frame.contentWindow);
    frame.src = `${origin}/bench_page.html?${query}`;
    await says(frame);
    harness.frameLoaded(number);
    pages.push({ frame, window: frame.contentWindow, kind, contactId: kind.contact ?? null });
  }
  const answers = Array.from({ length: 16 }, (_, number) => {
    const events = Array.from({ length: batch }, (_, at) => event(number * 7 + at));
    return { events, bytes: bytesOf({ sessionId: "k".repeat(24), events }) };
  });
  // The same array for all pages of one kind, as the bridge does.
  const filtered = answers.map(({ events }) => new Map(MIXED.map((kind) => [kind, events.filter(kind.passes)])));
  const delivered = (turns) => {
    let events = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      const arrays = filtered[turn % answers.length];
      for (const { kind } of pages) events += arrays.get(kind).length;
    }
    return events;
  };

  const bridge = (turns) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const { events, bytes } = answers[turn % answers.length];
      harness.events(events, bytes);
    }
  };
  const raw = (turns) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const arrays = filtered[turn % answers.length];
      for (const { window, kind, contactId } of pages) {
        const events = arrays.get(kind);
        if (events.length > 0) window.postMessage({ issuer: "MAX", contactId, events }, origin);
      }
    }
  };
  const fence = () =>
    Promise.all(pages.map(({ frame, window }) => {
      const back = says(frame);
      window.postMessage({ fence: true }, origin);
      return back;
    }));
  const seen = async () => (await fence()).reduce((sum, { events }) => sum + events, 0);
  const timed = async (work, turns) => {
    const start = performance.now();
    work(turns);
    const cpu = performance.now() - start;
    await fence();
    return { cpu, endToEnd: performance.now() - start };
  };

  // As many answers in a turn as take long enough for the clock, and no more than the receivers' queues bear.
  let turns = 1;
  while ((await timed(raw, turns)).cpu < turnMs && turns < 4096) turns *= 2;
  await timed(bridge, turns);

  // Both deliver the same, to the event.
  const before = await seen();
  raw(answers.length);
  const between = await seen();
  bridge(answers.length);
  const after = await seen();
  const expected = delivered(answers.length);
  if (between - before !== expected || after - between !== expected) {
    throw new Error(`delivered ${between - before} raw, ${after - between} by the bridge, of ${expected}`);
  }

  const measured = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Which goes first changes, so that neither always meets the warmer cache.
    const first = pair % 2 === 0;
    const one = await timed(first ? raw : bridge, turns);
    const other = await timed(first ? bridge : raw, turns);
    measured.push(first ? { raw: one, bridge: other } : { raw: other, bridge: one });
  }
  for (const [number, { frame }] of pages.entries()) {
    harness.close(number);
    frame.remove();
  }
  return { events: delivered(turns), measured };
}

globalThis.bench = { measure };
