// What every field page shares: it keeps what arrives, so that a test can read it.
// It answers nothing and registers nothing.
var host = window.opener || window.parent;
var heard = [];
var failures = [];

window.addEventListener('message', function (event) {
  heard.push({ data: event.data, origin: event.origin, fromHost: event.source === host });
});
window.addEventListener('error', function (event) {
  failures.push(String(event.message));
});
window.addEventListener('unhandledrejection', function (event) {
  failures.push(String(event.reason));
});
