//! The agent works in another tab or at another computer.

use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Place};
use crate::brand::Brand;

/// Says where, and offers to bring the work here.
#[component]
pub(crate) fn Elsewhere(place: Place, is_taken_over: bool) -> impl IntoView {
    let session = AgentSession::expect();
    let is_busy = RwSignal::new(false);
    let take_over = move |_| {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            spawn_local(async move {
                // A failure is told in the notices.
                let _ = session.take_over().await;
                let _ = is_busy.try_set(false);
            });
        }
    };
    view! {
        <main class="door">
            <div class="door-card">
                <Brand />
                <h1>{heading(place, is_taken_over)}</h1>
                <p role="status">
                    "One place works at a time. Your calls and your state stay as they are when you work here instead."
                </p>
                <button
                    type="button"
                    class="button button-strong"
                    aria-disabled=move || is_busy.get().to_string()
                    on:click=take_over
                >
                    "Work here"
                </button>
                <button type="button" class="button" on:click=move |_| session.back_to_log_in()>
                    "Log in as somebody else"
                </button>
            </div>
        </main>
    }
}

fn heading(place: Place, is_taken_over: bool) -> &'static str {
    match (place, is_taken_over) {
        (Place::Tab, true) => "Your work goes on in another tab",
        (Place::Tab, false) => "You are working in another tab",
        (Place::Computer, true) => "Your work goes on in another place",
        (Place::Computer, false) => "You are working in another place",
    }
}
