//! The server is not reached, or is again.

use std::time::Duration;

use leptos::prelude::*;

use crate::agent_session::{AgentSession, Network};
use crate::duration;

/// A break that is over sooner is none: a server that is started anew, a change of the radio cell.
const NOT_SHOUTED_MS: f64 = 4000.0;

/// How long the good news stays.
const GOOD_NEWS_STAYS: Duration = Duration::from_secs(8);

/// The warning, and the message that all is well again.
#[component]
pub(crate) fn NetworkWarning() -> impl IntoView {
    let session = AgentSession::expect();
    let is_lost = Memo::new(move |_| {
        let Network::Lost { since_ms, .. } = session.network.get() else { return false };
        session.now_ms.get() - since_ms >= NOT_SHOUTED_MS
    });
    let is_back = RwSignal::new(false);
    Effect::new(move |was_lost: Option<bool>| {
        let is_lost = is_lost.get();
        let has_come_back = was_lost == Some(true) && !is_lost;
        is_back.set(has_come_back);
        if has_come_back
            && let Ok(timer) = set_timeout_with_handle(move || is_back.set(false), GOOD_NEWS_STAYS)
        {
            on_cleanup(move || timer.clear());
        }
        is_lost
    });
    let time = move || match session.network.get() {
        Network::Lost { since_ms, .. } => {
            duration::since(session.now_ms.get(), Some(since_ms)).unwrap_or_default()
        }
        Network::Online => String::new(),
    };
    view! {
        <div role="status">
            <Show when=move || is_lost.get()>
                <div class="strip strip-now">
                    <span class="mark mark-now" aria-hidden="true"></span>
                    <p class="grow">
                        <strong>"No connection to the server."</strong>
                        " Your call goes on; buttons and events wait until it is back. Trying again…"
                    </p>
                    <span class="time" aria-hidden="true">
                        {time}
                    </span>
                </div>
            </Show>
            <Show when=move || is_back.get()>
                <div class="strip">
                    <span class="mark mark-available" aria-hidden="true"></span>
                    <p>"Connected again. Your agent session goes on."</p>
                </div>
            </Show>
        </div>
    }
}
