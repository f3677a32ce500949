//! The agent's own phone connection.

use cordboard_protocol::events::AgentLegStatus;
use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};

/// How the phone is connected, and the button to change that.
#[component]
pub(crate) fn AgentLegView() -> impl IntoView {
    let session = AgentSession::expect();
    let status = Memo::new(move |_| session.leg.get().map(|leg| leg.status));
    let is_up = move || status.get().is_some_and(|status| status != AgentLegStatus::Disconnected);
    let words = move || match status.get() {
        Some(AgentLegStatus::Active) => "Phone connected",
        Some(AgentLegStatus::Dialing) => "Phone is ringing",
        Some(AgentLegStatus::Disconnected) | None => "Phone not connected",
    };
    let mark = move || match status.get() {
        Some(AgentLegStatus::Active) => "mark mark-available",
        Some(AgentLegStatus::Dialing) => "mark mark-active",
        Some(AgentLegStatus::Disconnected) | None => "mark mark-unavailable",
    };
    let press = move |_| {
        let is_up = untrack(is_up);
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = if is_up { session.hang_up_leg().await } else { session.dial_leg().await };
        });
    };
    view! {
        <div class="leg">
            <span class=mark aria-hidden="true"></span>
            <span class="leg-word" role="status">
                {words}
            </span>
            <button
                type="button"
                class="button button-small"
                aria-label=move || if is_up() { "Disconnect the phone" } else { "Connect the phone" }
                on:click=press
            >
                {move || {
                    let drawing = if is_up() { Drawing::HangUp } else { Drawing::Phone };
                    view! { <Icon drawing=drawing /> }
                }}
                <span class="leg-word">
                    {move || if is_up() { "Disconnect" } else { "Connect" }}
                </span>
            </button>
        </div>
    }
}
