// Starts the desktop, and says so in words when it cannot be started.
import init from "/desktop.js";

const loading = document.getElementById("loading");
const text = document.getElementById("loading-text");

try {
  await init({ module_or_path: "/desktop_bg.wasm" });
  loading.remove();
} catch (reason) {
  console.error(reason);
  text.textContent =
    typeof WebAssembly === "object"
      ? "Cordboard could not be loaded. Check the network and load this page again."
      : "This browser cannot run Cordboard: it has no WebAssembly, or a policy forbids it.";
}
