//! What the agent is told in words, in a corner, until dismissed.

use std::time::Duration;

use leptos::prelude::*;

use crate::agent_session::{AgentSession, Level, Notice};
use crate::icon::{Drawing, Icon};

/// How long what is only good to know stays.
const INFORMATION_STAYS: Duration = Duration::from_secs(12);

/// All notices, announced politely.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let session = AgentSession::expect();
    view! {
        <section class="notices" aria-label="Notices" aria-live="polite">
            <For each=move || session.notices.get() key=|notice| notice.id let:notice>
                <NoticeView notice=notice />
            </For>
        </section>
    }
}

#[component]
fn NoticeView(notice: Notice) -> impl IntoView {
    let session = AgentSession::expect();
    let Notice { id, text, level } = notice;
    if level == Level::Information
        && let Ok(timer) = set_timeout_with_handle(move || session.dismiss(id), INFORMATION_STAYS)
    {
        on_cleanup(move || timer.clear());
    }
    let class = match level {
        Level::Information => "notice",
        Level::Failure => "notice notice-bad",
    };
    view! {
        <div class=class>
            <p class="notice-text">{text}</p>
            <button
                type="button"
                class="icon-button"
                aria-label="Dismiss this notice"
                title="Dismiss"
                on:click=move |_| session.dismiss(id)
            >
                <Icon drawing=Drawing::Close />
            </button>
        </div>
    }
}
