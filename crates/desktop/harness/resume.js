// Frames of another site that keep how far they are, the shipped page bridge, and a stream of numbered
// events: for reloads in the midst of it (P49).
import init, { Harness } from "/harness.js";

const wasm = await init({ module_or_path: "/harness_bg.wasm" });
const harness = new Harness();
const frames = [];
let next = 0;
let timer;

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
const loads = (frame) => new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));

async function open(count, origin) {
  for (let number = 0; number < count; number += 1) {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    harness.open(number, undefined, [origin], [], frame.contentWindow);
    frame.addEventListener("load", () => harness.frameLoaded(number));
    const isLoaded = loads(frame);
    frame.src = `${origin}/resume_page.html`;
    frames.push(frame);
    await isLoaded;
  }
}

/** One answer of get-next-event, of a few numbered events. */
function tell() {
  const events = Array.from({ length: 1 + (next % 3) }, () => ({ Type: "Numbered", Number: String(next++), Text: "n".repeat(400) }));
  harness.events(events, JSON.stringify(events).length);
}

function stream(everyMs) {
  clearInterval(timer);
  timer = everyMs > 0 ? setInterval(tell, everyMs) : undefined;
}

/** The page reloads itself, or the desktop reloads it. */
async function reload(number, byItself) {
  const frame = frames[number];
  const isLoaded = loads(frame);
  if (byItself) frame.contentWindow.postMessage({ harness: "reload" }, "*");
  else {
    harness.reload(number);
    frame.src = frame.src;
  }
  await isLoaded;
}

/** What each frame has dealt with, once all of them have everything. */
async function settled() {
  stream(0);
  const reports = [];
  for (const frame of frames) {
    for (;;) {
      const answer = says(frame);
      frame.contentWindow.postMessage({ harness: "report" }, "*");
      const report = await answer;
      if (report.next >= next || report.faults.length > 0) {
        reports.push(report);
        break;
      }
    }
  }
  return { told: next, reports, wasmBytes: wasm.memory.buffer.byteLength };
}

globalThis.resume = { open, tell, stream, reload, settled };
