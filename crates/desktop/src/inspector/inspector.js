// The message inspector's few functions in JavaScript: making texts of values, and what only the browser can do.

// --- values as texts ----------------------------------------------------------------------------------------

// Keys whose texts are secrets, whoever posts them and however deep they stand: of these the beginning is shown.
const SECRET = /token|password|secret|authorization/i;
const SEEN = 4;
const DEEPEST = 64;

const add = (out, text) => {
  out.text += text;
  out.left -= text.length;
};

// A bounded text, JSON where JSON can say it. Nothing of the value can run: it came by structured cloning.
const put = (out, value, isSecret, around) => {
  if (out.left <= 0) return;
  switch (typeof value) {
    case "string": {
      const shown = isSecret && value.length > SEEN ? `${value.slice(0, SEEN)}…` : value.slice(0, out.left);
      return add(out, JSON.stringify(shown));
    }
    case "boolean":
      return add(out, String(value));
    case "number":
      out.isJson &&= Number.isFinite(value);
      return add(out, String(value));
    case "bigint":
      out.isJson = false;
      return add(out, value < 10n ** 1000n && value > -(10n ** 1000n) ? `${value}n` : "…n");
    case "object":
      if (value === null) return add(out, "null");
      break;
    default:
      out.isJson = false;
      return add(out, "undefined");
  }
  const tag = Object.prototype.toString.call(value);
  const isArray = Array.isArray(value);
  if ((!isArray && tag !== "[object Object]") || around.includes(value) || around.length >= DEEPEST) {
    out.isJson = false;
    return add(out, around.includes(value) ? "[circular]" : tag);
  }
  around.push(value);
  let isFirst = true;
  if (isArray) {
    add(out, "[");
    for (let at = 0; at < value.length && out.left > 0; at += 1) {
      if (!isFirst) add(out, ",");
      put(out, value[at], isSecret, around);
      isFirst = false;
    }
    add(out, "]");
  } else {
    add(out, "{");
    for (const name in value) {
      if (out.left <= 0) break;
      if (!Object.hasOwn(value, name)) continue;
      if (!isFirst) add(out, ",");
      add(out, `${JSON.stringify(name.slice(0, out.left))}:`);
      put(out, value[name], isSecret || SECRET.test(name), around);
      isFirst = false;
    }
    add(out, "}");
  }
  around.pop();
};

const lengthOf = (text) => new TextEncoder().encode(text).length;

// A value as a text of at most `kept` characters: the text, whether it is JSON, whether it is cut, and its bytes
// (counted up to `measured` characters).
export function write(value, kept, measured) {
  const out = { text: "", left: measured, isJson: true };
  try {
    put(out, value, false, []);
  } catch {
    out.isJson = false;
  }
  const isCut = out.left <= 0 || out.text.length > kept;
  return [isCut ? out.text.slice(0, kept) : out.text, out.isJson && !isCut, isCut, lengthOf(out.text)];
}

// The texts of arrays that go to several pages.
const written = new WeakMap();

// A message of the host as a text, as `write` does.
export function writePosted(contactId, events, epoch, seq, kept, measured) {
  let its = written.get(events);
  if (its === undefined) {
    its = write(events, kept, measured);
    written.set(events, its);
  }
  const [text, isJson, isCut, bytes] = its;
  const head = `{"issuer":"MAX","contactId":${contactId === 0 ? "null" : contactId},"events":`;
  const tail = epoch === undefined ? "}" : `,"epoch":${JSON.stringify(epoch)},"seq":${seq}}`;
  return [isCut ? head + text : head + text + tail, isJson, isCut, head.length + bytes + tail.length];
}

// A text as somebody reads it; what is no JSON stays as it is.
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// --- what a value looks like --------------------------------------------------------------------------------

// For an object three values for each of its first keys: its name, its text if it is a short one, whether a
// messageType stands in it. For a text, whether one stands in that. Else undefined.
export function look(data, most, limit) {
  if (typeof data === "string") return data.slice(0, 65_536).includes('"messageType"');
  if (typeof data !== "object" || data === null) return undefined;
  const seen = [];
  for (const name in data) {
    if (seen.length >= most * 3) break;
    if (!Object.hasOwn(data, name)) continue;
    const value = data[name];
    const isText = typeof value === "string" && value.length <= limit;
    const isObject = typeof value === "object" && value !== null;
    seen.push(name.slice(0, limit), isText ? value : undefined, isObject && Object.hasOwn(value, "messageType"));
  }
  return seen;
}

const word = (...values) => {
  const found = values.find((value) => (typeof value === "string" && value !== "") || typeof value === "number");
  return found === undefined ? "" : String(found).slice(0, 80);
};

// For each event four texts: its name, the contact it names, how things stand, why.
export function brief(events, most) {
  const told = [];
  for (let at = 0; at < Math.min(events.length, most); at += 1) {
    const event = events[at];
    if (typeof event !== "object" || event === null) {
      told.push("", "", "", "");
    } else if (event.Type === undefined && event.messageType !== undefined) {
      told.push(word(event.messageType), word(event.contactId), word(event.status, event.state), word(event.reason));
    } else {
      const contact = word(event.ContactID, event.ContactId);
      told.push(word(event.Type), contact, word(event.Status, event.CurrentState), word(event.CurrentOutReason));
    }
  }
  return told;
}

// --- files --------------------------------------------------------------------------------------------------

// Hands a text to the browser's downloads.
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // A download that has begun keeps what it needs.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The text of the file that was chosen; undefined where there is none, or one too long to be a log of ours.
export async function chosenText(input, most) {
  const file = input.files?.[0];
  return file === undefined || file.size > most ? undefined : await file.text();
}
