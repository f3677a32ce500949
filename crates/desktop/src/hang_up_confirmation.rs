//! The question before the button hangs up. A page's `HangupEvent` never comes here (P38).

use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::AgentSession;
use crate::dialog::Dialog;
use crate::icon::{Drawing, Icon};
use crate::state_words::customer;

/// Asks whether to hang up; goes away by itself when the call has ended.
#[component]
pub(crate) fn HangUpConfirmation(id: u64, close: Callback<()>) -> impl IntoView {
    let session = AgentSession::expect();
    let contact = Memo::new(move |_| session.contact(id));
    Effect::new(move |_| {
        let can_hang_up = contact
            .with(|contact| contact.as_ref().is_some_and(|it| session.buttons(it).hang_up.is_on()));
        if !can_hang_up {
            close.run(());
        }
    });
    let hang_up = move |_| {
        close.run(());
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = session.hang_up(id).await;
        });
    };
    view! {
        <Dialog label="hang-up-heading" on_cancel=close>
            <h2 id="hang-up-heading">"Hang up?"</h2>
            <p>
                "This ends the call with "
                <strong class="number">
                    {move || contact.with(|contact| contact.as_ref().map(customer))}
                </strong> "."
            </p>
            <div class="dialog-buttons">
                <button type="button" class="button" on:click=move |_| close.run(())>
                    "Keep the call"
                </button>
                <button type="button" class="button button-bad" on:click=hang_up>
                    <Icon drawing=Drawing::HangUp />
                    "Hang up"
                </button>
            </div>
        </Dialog>
    }
}
