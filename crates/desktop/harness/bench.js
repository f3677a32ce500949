// One case of `bench broker`: the shipped page bridge and raw `postMessage` of arrays filtered beforehand, in turns,
// over the same frames with the same events. A turn is synchronous work of this window's main thread, many answers at a
// time; it is over when every frame has taken everything (a fence comes back from each).
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

/** Opens a case's frames and finds how many answers make a turn. */
async function prepare({ frames: count, batch, isMixed, origin, turnMs }) {
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
  const works = { raw, bridge };
  prepared = { works, fence, seen, delivered, answers: answers.length };

  // Both deliver the same, to the event; and both are warm.
  const before = await seen();
  raw(answers.length);
  const between = await seen();
  bridge(answers.length);
  const after = await seen();
  const expected = delivered(answers.length);
  if (between - before !== expected || after - between !== expected) {
    throw new Error(`delivered ${between - before} raw, ${after - between} by the bridge, of ${expected}`);
  }

  // As many answers in a turn as take long enough for the clock, and no more than the receivers' queues bear.
  let turns = answers.length;
  for (; turns < 8192; turns *= 2) {
    const start = performance.now();
    raw(turns);
    const wall = performance.now() - start;
    await fence();
    bridge(turns);
    await fence();
    if (wall >= turnMs) break;
  }
  return { turns, events: delivered(turns) };
}

let prepared;

/** One turn, synchronous; answers how long it took by the clock. */
function turn(name, turns) {
  prepared.start = performance.now();
  prepared.works[name](turns);
  return performance.now() - prepared.start;
}

/** Every frame has taken everything; answers the time since the turn began. */
async function taken() {
  await prepared.fence();
  return performance.now() - prepared.start;
}

globalThis.bench = { prepare, turn, taken };
