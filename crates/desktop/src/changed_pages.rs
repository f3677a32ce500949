//! An administrator has changed pages: they hold at the desktop's next load, and the desktop says so.

use leptos::prelude::*;

use crate::agent_session::AgentSession;

/// The notice, with the way to it. It never loads anew by itself.
#[component]
pub(crate) fn ChangedPages() -> impl IntoView {
    let session = AgentSession::expect();
    let put_off = RwSignal::new(None::<String>);
    let is_shown = Memo::new(move |_| {
        session.pages_changed.with(|changed| changed.is_some() && *changed != put_off.get())
    });
    let has_contact = Memo::new(move |_| session.contacts.with(|contacts| !contacts.is_empty()));
    let reload = move |_| {
        // A browser that does not is left as it is.
        let _ = window().location().reload();
    };
    view! {
        <div role="status">
            <Show when=move || is_shown.get()>
                <div class="strip">
                    <p class="grow">
                        "Your administrator has changed pages. The change applies when you reload the desktop."
                        <Show when=move || has_contact.get()>
                            " Better after this contact: its panels load anew, too."
                        </Show>
                    </p>
                    <button type="button" class="button button-small" on:click=reload>
                        "Reload"
                    </button>
                    <button
                        type="button"
                        class="button button-small button-quiet"
                        on:click=move |_| put_off.set(session.pages_changed.get_untracked())
                    >
                        "Later"
                    </button>
                </div>
            </Show>
        </div>
    }
}
