//! One working tab for an agent: Web Locks decide which, and the work can be handed from tab to tab.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(inline_js = r#"
const PREFIX = "cordboard-agent-";
const HAND_OVER = "cordboard-hand-over";

// A lock of the document before a reload is let go while the new document starts: a moment's wait.
const A_MOMENT_MS = 1000;

export function hold(agent, steal, onLost) {
  return new Promise((resolve) => {
    // Only on a page served over plain HTTP from another machine: then nothing can tell the tabs apart.
    if (!navigator.locks) { resolve(() => {}); return; }
    const options = steal ? { steal: true } : { signal: AbortSignal.timeout(A_MOMENT_MS) };
    let isHeld = false;
    let release = () => {};
    const held = new Promise((done) => { release = done; });
    navigator.locks.request(PREFIX + agent, options, () => {
      isHeld = true;
      resolve(() => { isHeld = false; release(); });
      return held;
    }).catch(() => { if (isHeld) { isHeld = false; onLost(); } else { resolve(null); } });
  });
}

export async function isHeldByAny() {
  if (!navigator.locks) return false;
  const { held } = await navigator.locks.query();
  return (held || []).some((lock) => lock.name.startsWith(PREFIX));
}

export function ask() {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(HAND_OVER);
    const end = (kept) => { channel.close(); resolve(kept); };
    channel.onmessage = (event) => {
      if (event.data && typeof event.data.kept === "string") end(event.data.kept);
    };
    channel.postMessage({ wanted: true });
    setTimeout(() => end(null), A_MOMENT_MS);
  });
}

export function answer(kept) {
  const channel = new BroadcastChannel(HAND_OVER);
  channel.onmessage = (event) => {
    if (!event.data || event.data.wanted !== true) return;
    const text = kept();
    if (typeof text === "string") channel.postMessage({ kept: text });
  };
}
"#)]
extern "C" {
    fn hold(agent: &str, steal: bool, on_lost: &Function) -> Promise;
    #[wasm_bindgen(js_name = isHeldByAny)]
    fn is_held_by_any_js() -> Promise;
    fn ask() -> Promise;
    fn answer(kept: &Function);
}

/// The right to work for an agent in this browser, until dropped.
pub struct TabLock {
    release: Function,
    _on_lost: Closure<dyn Fn()>,
}

impl TabLock {
    /// Gets the lock, or `None` while another tab works for the agent. `is_taken` takes it away from that tab.
    pub async fn get(agent: u64, is_taken: bool, on_lost: impl Fn() + 'static) -> Option<Self> {
        let on_lost = Closure::new(on_lost);
        let function: &Function = on_lost.as_ref().unchecked_ref();
        let held = JsFuture::from(hold(&agent.to_string(), is_taken, function)).await.ok()?;
        let release = held.dyn_into().ok()?;
        Some(Self { release, _on_lost: on_lost })
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Whether some tab of this browser works for an agent.
pub async fn is_held_by_any() -> bool {
    JsFuture::from(is_held_by_any_js()).await.is_ok_and(|held| held.is_truthy())
}

/// Asks the working tab for what it keeps.
pub async fn ask_working_tab() -> Option<String> {
    JsFuture::from(ask()).await.ok()?.as_string()
}

/// Answers other tabs that ask: `kept` says what this tab keeps while it works.
pub fn answer_other_tabs(kept: impl Fn() -> Option<String> + 'static) {
    let kept = Closure::<dyn Fn() -> Option<String>>::new(kept);
    answer(kept.as_ref().unchecked_ref());
    // As long as the page lives.
    kept.forget();
}
