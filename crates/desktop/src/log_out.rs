//! The way out; with contacts open, it asks.

use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::AgentSession;
use crate::dialog::Dialog;
use crate::icon::{Drawing, Icon};
use crate::incoming::close_for_a_call;

/// The button, and the question.
#[component]
pub(crate) fn LogOut() -> impl IntoView {
    let session = AgentSession::expect();
    let is_asking = RwSignal::new(false);
    let log_out = move |is_forced: bool| {
        is_asking.set(false);
        spawn_local(async move {
            if let Err(failure) = session.log_out(is_forced).await
                && failure.problem_name() == "contacts-open"
            {
                let _ = is_asking.try_set(true);
            }
        });
    };
    let press = move |_| {
        if session.contacts.with_untracked(Vec::is_empty) {
            log_out(false);
        } else {
            is_asking.set(true);
        }
    };
    let close = Callback::new(move |()| is_asking.set(false));
    close_for_a_call(close);
    view! {
        <button type="button" class="icon-button" aria-label="Log out" title="Log out" on:click=press>
            <Icon drawing=Drawing::LogOut />
        </button>
        <Show when=move || is_asking.get()>
            <Dialog label="log-out-heading" on_cancel=close>
                <h2 id="log-out-heading">"Log out with contacts open?"</h2>
                <p>"You still have contacts. Logging out ends them, and what is not saved of them is lost."</p>
                <div class="dialog-buttons">
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        "Stay"
                    </button>
                    <button
                        type="button"
                        class="button button-bad"
                        on:click=move |_| log_out(true)
                    >
                        "End them and log out"
                    </button>
                </div>
            </Dialog>
        </Show>
    }
}
