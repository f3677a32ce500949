//! The loop: polls get-next-event, one poll after another, as long as this tab works.
//!
//! No timer of ours paces it (a hidden tab's timers are throttled, its fetches are not); a timer is only in the
//! waits between failed attempts, and guards a poll against a connection that died without a word.

use cordboard_client::Failure;
use cordboard_client::back_off::BackOff;
use js_sys::{Array, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, PageTransitionEvent};

use super::{AgentSession, Level, Network, Phase, Place};

/// How long the server parks a poll.
const PARK_S: u32 = 30;
/// How long a poll may take before its connection counts as dead.
const DEAD_AFTER_MS: u32 = (PARK_S + 15) * 1000;

#[wasm_bindgen(inline_js = r#"
// Ends when the time is over, or as soon as the browser sees a network again.
export function waitOrOnline(ms) {
  return new Promise((resolve) => {
    const end = () => { clearTimeout(timer); removeEventListener("online", end); resolve(); };
    const timer = setTimeout(end, ms);
    addEventListener("online", end);
  });
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = waitOrOnline)]
    fn wait_or_online(ms: f64) -> Promise;
}

impl AgentSession {
    pub(super) async fn poll(self, run: u64) {
        let driver = self.driver();
        let mut back_off = BackOff::default();
        while driver.is_run(run) {
            let Some(session_id) = driver.session_id() else { return };
            let Ok(abort) = AbortController::new() else { return };
            let signal = guarded(&abort);
            driver.set_poll(Some(abort.clone()));
            // After a loss, an answer at once tells that the server is back.
            let is_lost = self.network.get_untracked() != Network::Online;
            let park_s = if is_lost { 0 } else { PARK_S };
            let outcome = driver.api().next_event(&session_id, park_s, &signal).await;
            if !driver.is_run(run) {
                return;
            }
            match outcome {
                Ok(answer) => {
                    back_off.reset();
                    self.found();
                    if let Some(answer) = answer {
                        driver.set_session_id(Some(answer.session_id.clone()));
                        self.take(&answer);
                    }
                    driver.answer_came();
                }
                // `offline`, or a poll without any answer in its time.
                Err(Failure::Aborted) => self.lost(&mut back_off).await,
                Err(failure) if failure.is_passing() => self.lost(&mut back_off).await,
                // Forgotten, as by a server with another memory: there may be a newer one.
                Err(failure) if failure.status() == Some(404) => match self.join(false).await {
                    Ok(()) => return,
                    Err(failure) if failure.is_passing() => self.lost(&mut back_off).await,
                    Err(_) => return self.over(&failure),
                },
                Err(failure) => return self.over(&failure),
            }
        }
    }

    /// The network is gone: says so, and waits before the next attempt.
    pub(super) async fn lost(&self, back_off: &mut BackOff) {
        let wait = back_off.next_wait(js_sys::Math::random());
        let since_ms = match self.network.get_untracked() {
            Network::Lost { since_ms, .. } => since_ms,
            Network::Online => self.driver().now_ms(),
        };
        self.network.set(Network::Lost { since_ms, attempt: back_off.attempt() });
        self::wait(wait).await;
    }

    fn found(&self) {
        if self.network.get_untracked() != Network::Online {
            self.network.set(Network::Online);
        }
    }

    /// The server will answer this id no more.
    fn over(&self, failure: &Failure) {
        let message = match failure.status() {
            Some(404) => "The server no longer knows your session: log in again.".to_owned(),
            Some(409) => "Your session is over: log in again.".to_owned(),
            _ => format!("Log in again: {failure}."),
        };
        self.leave(Phase::Ended { message });
    }

    /// The poll ends when the page is left, and goes on when the browser brings the page back as it was.
    pub(super) fn watch_browser(self) {
        let Some(window) = web_sys::window() else { return };
        let listen = |name: &str, listener: Closure<dyn Fn(PageTransitionEvent)>| {
            let function = listener.as_ref().unchecked_ref();
            let _ = window.add_event_listener_with_callback(name, function);
            // As long as the page lives.
            listener.forget();
        };
        listen("pagehide", Closure::new(move |_| self.driver().stop_run()));
        listen(
            "pageshow",
            Closure::new(move |event: PageTransitionEvent| {
                if event.persisted() && self.phase.get_untracked() == Phase::Working {
                    let run = self.driver().begin_run();
                    spawn_local(self.poll(run));
                }
            }),
        );
        listen("offline", Closure::new(move |_| self.driver().abort_poll()));
        let tick = Closure::<dyn Fn()>::new(move || {
            self.now_ms.set(self.driver().now_ms());
            self.watch_windows();
            self.look_now_and_then();
        });
        let function = tick.as_ref().unchecked_ref();
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(function, 1000);
        tick.forget();
        self.now_ms.set(self.driver().now_ms());
    }

    /// Another computer took the session over.
    pub(super) fn taken_over(&self, message: &str) {
        self.leave(Phase::Elsewhere { place: Place::Computer, is_taken_over: true });
        self.tell(Level::Information, message);
    }
}

/// Waits, at the longest until the browser sees a network again.
pub(super) async fn wait(time: std::time::Duration) {
    let _ = JsFuture::from(wait_or_online(time.as_secs_f64() * 1e3)).await;
}

fn guarded(abort: &AbortController) -> AbortSignal {
    let both = Array::of2(&abort.signal(), &AbortSignal::timeout_with_u32(DEAD_AFTER_MS));
    AbortSignal::any(&both)
}
