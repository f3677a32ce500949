//! The agent session is over.

use leptos::prelude::*;

use crate::agent_session::AgentSession;
use crate::brand::Brand;

/// Says why, and leads back to the log-in.
#[component]
pub(crate) fn SessionEnd(message: String) -> impl IntoView {
    let session = AgentSession::expect();
    view! {
        <main class="door">
            <div class="door-card">
                <Brand />
                <h1>"Your agent session has ended"</h1>
                <p role="status">{message}</p>
                <button
                    type="button"
                    class="button button-strong"
                    on:click=move |_| session.back_to_log_in()
                >
                    "Log in again"
                </button>
            </div>
        </main>
    }
}
