// A page as a vector plays it: told by its host over a port what to post, and asked what it got.
const host = window.opener || window.parent;
const got = [];
const gotOverPort = [];
let port;
/** The port whose other end was transferred with a registration. */
let transferred;
let hasMore = () => {};

addEventListener("message", (event) => {
  if (event.data?.harness === "port") {
    [port] = event.ports;
    port.onmessage = told;
    port.postMessage({ ready: true });
  } else if (event.data?.harness === "fence") {
    // What came before the fence counts. Over a port nothing is fenced: as much as is wanted must come.
    const answer = () => {
      if (gotOverPort.length < event.data.overPort) return;
      hasMore = () => {};
      port.postMessage({ got: got.splice(0), gotOverPort: gotOverPort.splice(0) });
    };
    hasMore = answer;
    answer();
  } else {
    got.push(JSON.stringify(event.data));
  }
});

const told = ({ data }) => {
  const value = globalThis.jsValue(JSON.parse(data.post));
  const ports = [];
  if (data.transferPort) {
    const { port1, port2 } = new MessageChannel();
    transferred = port1;
    transferred.onmessage = (event) => {
      gotOverPort.push(JSON.stringify(event.data));
      hasMore();
    };
    ports.push(port2);
  }
  for (let time = 0; time < data.times; time += 1) {
    if (data.overPort) transferred.postMessage(value);
    else host.postMessage(value, "*", ports);
  }
  host.postMessage({ harness: "posted" }, "*");
};

// The first script of the document is over: the host may speak.
host.postMessage({ harness: "here" }, "*");
