//! The server cannot save: what goes on, and what does not.

use leptos::prelude::*;

use crate::agent_session::AgentSession;

/// The warning, as long as it is so.
#[component]
pub(crate) fn CannotSave() -> impl IntoView {
    let session = AgentSession::expect();
    let is_so = Memo::new(move |_| session.cannot_save.with(Option::is_some));
    let why = move || session.cannot_save.get().filter(|why| !why.is_empty());
    view! {
        <div role="status">
            <Show when=move || is_so.get()>
                <div class="strip strip-now">
                    <span class="mark mark-now" aria-hidden="true"></span>
                    <p class="grow">
                        <strong>"The server cannot save at the moment."</strong>
                        " Your call and what you see go on. States, call buttons and dispositions do nothing until it can; "
                        "what you type stays here. Your administrator has to act."
                        {move || why().map(|why| view! { <span class="soft">" " {why}</span> })}
                    </p>
                </div>
            </Show>
        </div>
    }
}
