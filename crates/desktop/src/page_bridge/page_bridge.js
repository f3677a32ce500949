// The page bridge's few functions in JavaScript: what would cost a crossing per property from WebAssembly.
// Events are plain objects from JSON; what pages post may be anything that structured cloning brings.

// --- events -------------------------------------------------------------------------------------------------

// The codes of the names of types and statuses, as Rust gave them.
const typeCodes = new Map();
const statusCodes = new Map();
const unknownNames = [];
const NAMES_KEPT = 256;

const code = (codes, isType, name) => {
  if (typeof name !== "string") return 0;
  const known = codes.get(name);
  if (known !== undefined) return known;
  unknownNames.push(isType, name);
  return 0;
};

const contactNumber = (id) => {
  if (typeof id === "string") {
    if (!/^[0-9]+$/.test(id)) return -1;
    id = Number(id);
  }
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : -1;
};

const isEmpty = (value) => value === undefined || value === null || value === "";

// Writes four numbers for each event: code of its type, contact id (0 none, -1 unreadable), code of its status,
// flags. Says false when there are names whose codes it does not know: then `know` them and ask again.
export function classify(events, numbers) {
  unknownNames.length = 0;
  for (let at = 0, to = 0; at < events.length; at += 1, to += 4) {
    const event = events[at];
    if (typeof event !== "object" || event === null) {
      numbers.fill(0, to, to + 4);
      continue;
    }
    const id = isEmpty(event.ContactID) ? event.ContactId : event.ContactID;
    numbers[to] = code(typeCodes, true, event.Type);
    numbers[to + 1] = isEmpty(id) ? 0 : contactNumber(id);
    numbers[to + 2] = code(statusCodes, false, event.Status);
    numbers[to + 3] =
      (event.FinalState === "True" ? 1 : 0) +
      (event.IsInbound === "True" ? 2 : 0) +
      (event.IsLogging === "True" ? 4 : 0) +
      (event.AgentMuted === "True" ? 8 : 0) +
      (event.IsInbound === "False" ? 16 : 0);
  }
  return unknownNames.length === 0;
}

// The next name without a code, its kind before it; undefined when there is none.
export function nextUnknown() {
  if (unknownNames.length === 0) return undefined;
  const [isType, name] = unknownNames.splice(0, 2);
  return [isType, name];
}

export function know(isType, name, itsCode) {
  const codes = isType ? typeCodes : statusCodes;
  // Names come from the ACD, a few dozen; a server that makes them up must not fill the memory.
  if (codes.size >= NAMES_KEPT) codes.clear();
  codes.set(name, itsCode);
}

// --- posting ------------------------------------------------------------------------------------------------

export function pick(events, places) {
  const picked = new Array(places.length);
  for (let at = 0; at < places.length; at += 1) picked[at] = events[places[at]];
  return picked;
}

const hostMessage = (contactId, events) => ({
  issuer: "MAX",
  contactId: contactId === 0 ? null : contactId,
  events,
});

// With its place among the registration's messages, where the page asked for one.
const message = (contactId, events, epoch, seq) =>
  epoch === undefined ? hostMessage(contactId, events) : { ...hostMessage(contactId, events), epoch, seq };

// To a window, to that origin alone. A window that is gone takes nothing and hurts nobody.
export function postToWindow(target, origin, contactId, events, epoch, seq) {
  try {
    target.postMessage(message(contactId, events, epoch, seq), origin);
  } catch {
    // Only a value that cannot be cloned, or a window that is gone: neither may stop the other pages.
  }
}

// To the document that transferred the port, whatever its window holds now.
export function postToPort(port, contactId, events, epoch, seq) {
  try {
    port.postMessage(message(contactId, events, epoch, seq));
  } catch {
    // Only a value that cannot be cloned.
  }
}

// To a pop-out, which posts it on: to its page's window, or over the port that it knows by that number.
export function postToPopOut(channel, origin, contactId, events, epoch, seq, port) {
  channel.postMessage({ post: message(contactId, events, epoch, seq), origin, port });
}

// A recorded message, as it was.
export const postAsIs = (target, origin, message) => target.postMessage(message, origin);

export const postAsIsToPopOut = (channel, origin, message, port) =>
  channel.postMessage({ post: message, origin, port });

export const eventsOf = (message) => (Array.isArray(message?.events) ? message.events : undefined);

export const acknowledge = (contactId, reason, status) => ({
  contactId: contactId === 0 ? null : contactId,
  messageType: "ClientEventSubscriptionAcknowledge",
  reason,
  status,
});

export const grantingAcknowledge = (contactId, reason, status, extensions, recovered, epoch, seq) => {
  const granting = { ...acknowledge(contactId, reason, status), extensions };
  if (recovered === undefined) return granting;
  return recovered ? { ...granting, recovered, resume: { epoch, seq } } : { ...granting, recovered };
};

export const sessionInfo = (sessionToken) => ({ messageType: "SessionInfo", sessionToken });

export const commandReceipt = (requestId, status, reason) => ({
  messageType: "CommandReceipt",
  requestId,
  status,
  reason: reason ?? null,
});

export const contactFocus = (contactId) => ({
  messageType: "ContactFocus",
  contactId: contactId === 0 ? null : contactId,
});

export const pageLifecycle = (state) => ({ messageType: "PageLifecycle", state });

// --- what pages post ----------------------------------------------------------------------------------------

const UNDEFINED = 0, NULL = 1, BOOL = 2, NUMBER = 3, BIG_INT = 4, TEXT = 5, LONG_TEXT = 6, ARRAY = 7, OTHER = 8;

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

// A value as a pair: its kind, and as much of it as the limits allow.
const loose = (value, textLimit, entryLimit) => {
  switch (typeof value) {
    case "undefined": return [UNDEFINED, undefined];
    case "boolean": return [BOOL, value];
    case "number": return [NUMBER, value];
    case "bigint": return [BIG_INT, bigIntText(value, textLimit)];
    case "string":
      return value.length <= textLimit ? [TEXT, value] : [LONG_TEXT, value.slice(0, textLimit)];
    default:
  }
  if (value === null) return [NULL, undefined];
  if (Array.isArray(value) && entryLimit > 0) {
    const entries = [];
    const length = Math.min(value.length, entryLimit);
    // By index: a sparse array has entries that are not there.
    for (let at = 0; at < length; at += 1) entries.push(loose(value[at], textLimit, 0));
    return [ARRAY, entries];
  }
  return [OTHER, joined(value, textLimit)];
};

// Ten to the power of a thousand: writing out a longer one takes its time.
const LONG_BIG_INT = 10n ** 1000n;

const bigIntText = (value, limit) =>
  value < LONG_BIG_INT && value > -LONG_BIG_INT ? value.toString().slice(0, limit) : "…";

// What JavaScript makes of an object in `'' + value`, no longer than the limit and in no more steps than that;
// empty where JavaScript would throw.
const joined = (value, limit) => {
  const room = { left: limit };
  try {
    return textOf(value, room, []).slice(0, limit);
  } catch {
    return "";
  }
};

const textOf = (value, room, around) => {
  if (Array.isArray(value)) {
    // An array within itself joins as nothing; so does one deeper than anybody means.
    if (around.includes(value) || around.length > 16) return "";
    around.push(value);
    let text = "";
    for (let at = 0; at < value.length && room.left > 0; at += 1) {
      const entry = value[at];
      if (at > 0) { text += ","; room.left -= 1; }
      if (entry !== undefined && entry !== null) text += textOf(entry, room, around);
    }
    around.pop();
    return text;
  }
  const text = (typeof value === "bigint" ? bigIntText(value, room.left) : String(value)).slice(0, Math.max(room.left, 0));
  room.left -= text.length;
  return text;
};

const KINDS = 9;

// The keys that are read, by their numbers: those of a card and of a resume follow the one that says that it is there.
const MESSAGE_TYPE = 0, ISSUER = 1, CONTACT_ID = 2, SUBSCRIPTION_TYPES = 3, CARD = 4, CARD_NAME = 5, CARD_USER_IMG = 6,
  EXTENSIONS = 7, RESUME = 8, RESUME_EPOCH = 9, RESUME_SEQ = 10, REQUEST_ID = 11, ON = 12, RESUME_STATE = 13;

// The known keys of a posted value; undefined for what is no object. Flat, because each crossing into WebAssembly costs:
// for each key that says anything its number and kind in one, then its value.
export function readMessage(data, textLimit, issuerLimit, pictureLimit, entryLimit) {
  if (typeof data !== "object" || data === null) return undefined;
  const read = [];
  const take = (key, value, limit) => {
    if (value === undefined) return;
    const [kind, said] = loose(value, limit, entryLimit);
    read.push(key * KINDS + kind, said);
  };
  take(MESSAGE_TYPE, own(data, "messageType"), textLimit);
  take(ISSUER, own(data, "issuer"), issuerLimit);
  take(CONTACT_ID, own(data, "contactId"), textLimit);
  take(SUBSCRIPTION_TYPES, own(data, "subscriptionTypes"), textLimit);
  const card = own(data, "contactCardData");
  if (typeof card === "object" && card !== null) {
    read.push(CARD * KINDS, undefined);
    take(CARD_NAME, own(card, "name"), textLimit);
    take(CARD_USER_IMG, own(card, "userImg"), pictureLimit);
  }
  take(EXTENSIONS, own(data, "extensions"), textLimit);
  const resume = own(data, "resume");
  if (resume !== undefined && resume !== null) read.push(RESUME * KINDS, undefined);
  if (typeof resume === "object" && resume !== null) {
    take(RESUME_EPOCH, own(resume, "epoch"), textLimit);
    take(RESUME_SEQ, own(resume, "seq"), textLimit);
    take(RESUME_STATE, own(resume, "state"), textLimit);
  }
  take(REQUEST_ID, own(data, "requestId"), textLimit);
  take(ON, own(data, "on"), textLimit);
  return read;
}
