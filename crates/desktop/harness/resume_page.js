// A page that keeps how far it is, registers in its first script, and goes on where it was. It keeps it in its window's
// name, which reloads leave as it is: storage may be denied to a frame of another site.
const host = window.opener || window.parent;
const kept = JSON.parse(window.name || '{"next":0,"documents":0,"recovered":0,"faults":[]}');
kept.documents += 1;
const fault = (text) => kept.faults.push(`document ${kept.documents}: ${text}`);
const keep = () => {
  window.name = JSON.stringify(kept);
};
keep();
let epoch;
let seq = 0;

const deal = (message) => {
  const [first] = message.events;
  if (first.messageType === "ClientEventSubscriptionAcknowledge") {
    if (kept.place !== undefined && first.recovered !== true) fault(`not recovered from ${JSON.stringify(kept.place)}`);
    if (first.recovered && JSON.stringify(first.resume) !== JSON.stringify(kept.place)) {
      // The answer to a document before this one, which was elsewhere.
      host.postMessage({ messageType: "UnregisterFromClientEvents" }, "*");
      register();
      return;
    }
    if (first.recovered) kept.recovered += 1;
    epoch = message.epoch;
    seq = 0;
  }
  // For the document before, or of it.
  if (message.epoch !== epoch) return;
  seq += 1;
  if (message.seq !== seq) fault(`${message.seq} came where ${seq} was next`);
  for (const event of message.events) {
    if (event.Type !== "Numbered") continue;
    if (Number(event.Number) !== kept.next) fault(`event ${event.Number} came where ${kept.next} was next`);
    kept.next = Number(event.Number) + 1;
  }
  kept.place = { epoch, seq };
  keep();
};

addEventListener("message", ({ data }) => {
  if (data.harness === "reload") location.reload();
  else if (data.harness === "report") host.postMessage({ harness: "report", ...kept }, "*");
  else if (data.issuer === "MAX") deal(data);
});

const register = () =>
  host.postMessage(
    { messageType: "RegisterForClientEvents", subscriptionTypes: ["agent"], extensions: ["sequence"], resume: kept.place },
    "*",
  );
register();
