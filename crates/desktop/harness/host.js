// The host of the harness: plays vectors with real windows.
import init, { Harness, plan, readsAlike, runVector } from "/harness.js";

await init({ module_or_path: "/harness_bg.wasm" });

/** What a frame said to the harness itself; the bridge must not hear it. */
const saying = new Map();
/** How many messages came over the ports of a frame, and who waits for the next. */
const overPort = new Map();
addEventListener(
  "message",
  (event) => {
    for (const port of event.ports) {
      // Before the bridge hears it; a port that only has a listener is not started.
      port.addEventListener("message", () => overPort.get(event.source)?.());
    }
    if (typeof event.data?.harness !== "string") return;
    event.stopImmediatePropagation();
    saying.get(event.source)?.(event.data.harness);
  },
  { capture: true },
);

/** A page of a vector in a frame of its own. */
class Page {
  constructor(number, origin, isSandboxed, document_) {
    this.number = number;
    this.document = document_;
    /** From where it posts unless a step says otherwise, and where it is told. */
    this.first = origin;
    this.home = origin;
    this.frame = document.createElement("iframe");
    if (isSandboxed) this.frame.sandbox = "allow-scripts";
  }

  async goTo(origin) {
    if (this.at === origin) return;
    this.at = origin;
    if (origin === "null") this.frame.setAttribute("sandbox", "allow-scripts");
    else this.frame.removeAttribute("sandbox");
    const address = origin === "null" ? this.first : origin;
    this.frame.src = `${address}/${this.document}`;
    if (!this.frame.isConnected) document.body.append(this.frame);
    await this.says("here");
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const isReady = this.answers();
    this.frame.contentWindow.postMessage({ harness: "port" }, "*", [port2]);
    await isReady;
  }

  /** Waits until the frame says a word to the harness. */
  says(word) {
    return new Promise((resolve) => {
      saying.set(this.frame.contentWindow, (said) => said === word && resolve());
    });
  }

  answers() {
    return new Promise((resolve) => {
      this.port.onmessage = ({ data }) => resolve(data);
    });
  }

  async post(json, times, ports) {
    const isPosted = this.says("posted");
    const isHeard = ports.overPort && !this.hasNoPort ? this.heardOverPort(times) : undefined;
    if (ports.transferPort) this.hasNoPort = false;
    this.port.postMessage({ post: JSON.stringify(json), times, ...ports });
    await isPosted;
    await isHeard;
  }

  /** Waits until so many messages have come over its port, and the bridge has heard them. */
  heardOverPort(times) {
    return new Promise((resolve) => {
      let left = times;
      overPort.set(this.frame.contentWindow, () => {
        left -= 1;
        if (left === 0) setTimeout(resolve);
      });
    });
  }

  /** What it got up to here, at least so much of it over its port. */
  async got(overPort) {
    const answer = this.answers();
    this.frame.contentWindow.postMessage({ harness: "fence", overPort }, "*");
    return await answer;
  }
}

/** Plays a vector with this document as each page; answers what does not fit, nothing when all does. */
async function play(json, origins, document_ = "fixture.html") {
  const vector = JSON.parse(plan(json));
  const harness = new Harness();
  const pages = new Map();
  const real = (origin) => {
    if (origin === "null") return origin;
    if (!assigned.has(origin)) assigned.set(origin, origins[assigned.size]);
    const found = assigned.get(origin);
    if (!found) throw new Error("more origins than ports");
    return found;
  };
  const assigned = new Map();
  const warnings = [];
  const warn = console.warn;
  console.warn = (...words) => warnings.push(words);

  const open = async (name, given) => {
    const named = (given.origins ?? vector.given.allowedOrigins).map(real);
    const page = new Page(pages.size, named[0], named[0] === "null", document_);
    // A name that is opened again is another page.
    pages.set(pages.has(name) ? `${name} (closed ${pages.size})` : name, pages.get(name));
    pages.set(name, page);
    page.number = next;
    next += 1;
    await page.goTo(named[0]);
    harness.open(page.number, given.panel, named, given.grants ?? [], page.frame.contentWindow);
    if (given.loaded) harness.frameLoaded(page.number);
    return page;
  };
  let next = 0;
  const pageOf = async (name) => pages.get(name) ?? (await open(name, {}));

  const act = async (step) => {
    const page = step.page === undefined || step.open ? undefined : await pageOf(step.page);
    if ("post" in step) {
      await page.goTo(step.origin === undefined ? page.first : real(step.origin));
      const { transferPort, overPort } = step;
      await page.post(step.post, step.times ?? 1, { transferPort, overPort });
    } else if (step.open) await open(step.page, step.open);
    else if (step.close) { harness.close(page.number); page.isClosed = true; }
    else if (step.frameLoaded) harness.frameLoaded(page.number);
    else if (step.reload) harness.reload(page.number);
    else if ("shown" in step) harness.shown(page.number, step.shown);
    else if (step.closing) harness.closing(page.number);
    else if (step.events) {
      const bytes = step.bytes ?? step.events.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
      harness.events(step.events.map((text) => JSON.parse(text)), bytes);
    } else if (step.agentSession) harness.agentSession(step.agentSession === "started");
    else if ("sessionToken" in step) harness.sessionToken(page.number, step.sessionToken ?? undefined);
    else if ("focus" in step) harness.focus(step.focus ?? undefined);
    else if (step.permissions) permit(step.permissions);
    else if (step.outcome) {
      const { command, contact, result } = step.outcome;
      if (!harness.outcome(command, contact, result === "accepted")) throw new Error(`no ${command} was sent`);
    } else if (step.press) {
      if (!harness.press(step.press.contact, step.press.word)) throw new Error("no such button");
    } else if (!step.wait) throw new Error("nothing happens in it");
  };
  const permit = ({ mute = false, mask = false, record = false, hangUpInbound = false }) =>
    harness.permissions(mute, mask, record, hangUpInbound);
  const ALL = { mute: true, mask: true, record: true, hangUpInbound: true };

  // Where a step says to which origin a page is told, the page is there; else where it was told last.
  const settle = async (step) => {
    if ("post" in step && (step.page in step.posts || step.page in step.portPosts)) {
      const page = await pageOf(step.page);
      page.home = step.origin === undefined ? page.first : real(step.origin);
    }
    for (const expect of step.expect) {
      const page = expect.to === undefined ? undefined : pages.get(expect.page ?? step.page);
      if (page) page.home = real(expect.to);
    }
    for (const [name, page] of pages) {
      if (page && !("post" in step && step.page === name)) await page.goTo(page.home);
    }
  };

  const compare = async (step) => {
    const faults = [];
    for (const [name, page] of pages) {
      if (!page) continue;
      const wanted = (step.posts[name] ?? []);
      // Only where it is from is it told.
      const wantedOverPort = step.portPosts[name] ?? [];
      const { got, gotOverPort } = await page.got(wantedOverPort.length);
      for (const [came, should] of [[got, wanted], [gotOverPort, wantedOverPort]]) {
        if (JSON.stringify(came) === JSON.stringify(should)) continue;
        faults.push(`${name} got\n  ${came.join("\n  ")}\nwanted\n  ${should.join("\n  ")}`);
      }
    }
    const happened = JSON.parse(harness.happened());
    const wanted = step.expect.filter((expect) => !("post" in expect));
    for (const expect of wanted) {
      const page = "endPort" in expect ? pages.get(expect.page ?? step.page) : undefined;
      if (page) page.hasNoPort = true;
    }
    if (happened.length !== wanted.length) {
      faults.push(`${JSON.stringify(happened)} came where this was wanted: ${JSON.stringify(wanted)}`);
    }
    wanted.forEach((expect, at) => {
      const came = happened[at] ?? {};
      for (const [key, value] of Object.entries(expect)) {
        if (key === "to") continue;
        let should = value;
        if (key === "page") should = pages.get(value)?.number;
        if (key === "detail" && assigned.has(value)) should = assigned.get(value);
        if (JSON.stringify(came[key]) !== JSON.stringify(should)) {
          faults.push(`${JSON.stringify(came)} came where this was wanted: ${JSON.stringify(expect)}`);
        }
      }
    });
    // The console is told each warning, to the letter, as one text.
    const texts = happened.filter((it) => "warn" in it).map((it) => [it.text]);
    if (JSON.stringify(warnings.splice(0)) !== JSON.stringify(texts)) faults.push("the console was told otherwise");
    return faults;
  };

  try {
    permit(vector.given.permissions ?? ALL);
    for (const [name, given] of Object.entries(vector.given.pages ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
      await open(name, given);
    }
    for (const [number, step] of vector.steps.entries()) {
      harness.moveTo(step.atMs);
      await settle(step);
      await act(step);
      const faults = await compare(step);
      if (faults.length > 0) return [`step ${number}:`, ...faults];
    }
    return [];
  } finally {
    console.warn = warn;
    for (const page of pages.values()) page?.frame.remove();
    for (const page of pages.values()) if (page) harness.close(page.number);
  }
}

/** Whether the bridge reads each value that a vector posts as the vectors' own runner does. */
function reads(json) {
  const posted = JSON.parse(json).steps.filter((step) => "post" in step).map((step) => step.post);
  return posted
    .map((post) => readsAlike(structuredClone(globalThis.jsValue(post)), JSON.stringify(post)))
    .filter((fault) => fault !== undefined);
}

globalThis.harness = { Harness, play, reads, runVector };
