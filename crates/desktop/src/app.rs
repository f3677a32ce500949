//! What the agent sees, by how far the agent session is.

use leptos::prelude::*;

use crate::agent_session::{AgentSession, Phase, Place};
use crate::elsewhere::Elsewhere;
use crate::log_in::LogIn;
use crate::notices::Notices;
use crate::session_end::SessionEnd;
use crate::settings::Settings;
use crate::shortcuts::Shortcuts;
use crate::work::Work;

/// The whole desktop.
#[component]
#[expect(clippy::must_use_candidate, reason = "the component macro drops the attribute")]
pub fn App() -> impl IntoView {
    let session = AgentSession::provide();
    Settings::provide();
    Shortcuts::provide();
    session.begin();
    let view = Memo::new(move |_| View::of(&session.phase.get()));
    view! {
        {move || match view.get() {
            View::LogIn => view! { <LogIn /> }.into_any(),
            View::Restoring => view! { <Restoring /> }.into_any(),
            View::Work => view! { <Work /> }.into_any(),
            View::Elsewhere { place, is_taken_over } => {
                view! { <Elsewhere place=place is_taken_over=is_taken_over /> }.into_any()
            }
            View::Ended { message } => view! { <SessionEnd message=message /> }.into_any(),
        }}
        <Notices />
    }
}

/// One view for several phases: the log-in form stays what it is while a log-in is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
enum View {
    LogIn,
    Restoring,
    Work,
    Elsewhere { place: Place, is_taken_over: bool },
    Ended { message: String },
}

impl View {
    fn of(phase: &Phase) -> Self {
        match phase {
            Phase::LoggedOut | Phase::LoggingIn => Self::LogIn,
            Phase::Restoring => Self::Restoring,
            Phase::Working => Self::Work,
            Phase::Elsewhere { place, is_taken_over } => {
                Self::Elsewhere { place: *place, is_taken_over: *is_taken_over }
            }
            Phase::Ended { message } => Self::Ended { message: message.clone() },
        }
    }
}

#[component]
fn Restoring() -> impl IntoView {
    view! {
        <main class="loading">
            <h1 class="visually-hidden">"Cordboard"</h1>
            <p role="status">"Joining your agent session again…"</p>
        </main>
    }
}
