//! The question before the button hangs up. A page's `HangupEvent` never comes here (P38).

use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::dialog::Dialog;
use crate::icon::{Drawing, Icon};
use crate::state_words::customer;

/// Asks whether to hang up; goes away by itself when the call has ended.
///
/// In a conference, the agent with one call in it leaves; of the agent's own conference one party is dropped.
#[component]
pub(crate) fn HangUpConfirmation(id: u64, close: Callback<()>) -> impl IntoView {
    let session = AgentSession::expect();
    let contact = Memo::new(move |_| session.contact(id));
    let asked = untrack(|| Asked::about(&session, id));
    Effect::new(move |_| {
        let can_hang_up = contact
            .with(|contact| contact.as_ref().is_some_and(|it| session.buttons(it).hang_up.is_on()));
        // A question that no longer fits must not be answered.
        if !can_hang_up || Asked::about(&session, id) != asked {
            close.run(());
        }
    });
    let go_on = move |_| {
        close.run(());
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = match asked {
                Asked::HangUp | Asked::Leave => session.hang_up(id).await,
                Asked::Drop => session.drop_party(id).await,
            };
        });
    };
    let who = move || contact.with(|contact| contact.as_ref().map(customer));
    view! {
        <Dialog label="hang-up-heading" on_cancel=close>
            <h2 id="hang-up-heading">{asked.heading()}</h2>
            {match asked {
                Asked::HangUp => {
                    view! {
                        <p>"This ends the call with " <strong class="number">{who}</strong> "."</p>
                    }
                        .into_any()
                }
                Asked::Leave => view! { <p>"The others go on talking without you."</p> }.into_any(),
                Asked::Drop => {
                    view! {
                        <p>
                            "This hangs up on " <strong class="number">{who}</strong>
                            ". You and the others go on talking."
                        </p>
                    }
                        .into_any()
                }
            }}
            <div class="dialog-buttons">
                <button type="button" class="button" on:click=move |_| close.run(())>
                    {asked.stay()}
                </button>
                <button type="button" class="button button-bad" on:click=go_on>
                    <Icon drawing=Drawing::HangUp />
                    {asked.go_on()}
                </button>
            </div>
        </Dialog>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    HangUp,
    Leave,
    Drop,
}

impl Asked {
    fn about(session: &AgentSession, id: u64) -> Self {
        session.contacts.with(|contacts| {
            let mut joined = contacts.iter().filter(|it| it.is_in_conference());
            let is_joined = joined.clone().any(|contact| contact.id == id);
            match (is_joined, joined.nth(1)) {
                (false, _) => Self::HangUp,
                (true, None) => Self::Leave,
                (true, Some(Contact { .. })) => Self::Drop,
            }
        })
    }

    fn heading(self) -> &'static str {
        match self {
            Self::HangUp => "Hang up?",
            Self::Leave => "Leave the conference?",
            Self::Drop => "Drop from the conference?",
        }
    }

    fn stay(self) -> &'static str {
        match self {
            Self::HangUp => "Keep the call",
            Self::Leave => "Stay",
            Self::Drop => "Keep in the conference",
        }
    }

    fn go_on(self) -> &'static str {
        match self {
            Self::HangUp => "Hang up",
            Self::Leave => "Leave",
            Self::Drop => "Drop",
        }
    }
}
