// A page as a vector plays it: told by its host over a port what to post, and asked what it got.
const host = window.opener || window.parent;
const got = [];
let port;

addEventListener("message", (event) => {
  if (event.data?.harness === "port") {
    [port] = event.ports;
    port.onmessage = told;
    port.postMessage({ ready: true });
  } else if (event.data?.harness === "fence") {
    // What came before the fence counts.
    port.postMessage({ got: got.splice(0), fence: event.data.fence });
  } else {
    got.push(JSON.stringify(event.data));
  }
});

const told = ({ data }) => {
  const value = globalThis.jsValue(JSON.parse(data.post));
  for (let time = 0; time < data.times; time += 1) host.postMessage(value, "*");
  host.postMessage({ harness: "posted" }, "*");
};

// The first script of the document is over: the host may speak.
host.postMessage({ harness: "here" }, "*");
