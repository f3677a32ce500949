//! What the agent does with a conference of their own: leave it, which the others do not feel, or end it for all.

use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::call_buttons::Button;
use crate::dial_panel::{DialFor, DialPanel};
use crate::dialog::Dialog;
use crate::icon::{Drawing, Icon};
use crate::shortcuts::Deed;
use crate::state_words::customer;
use crate::two_calls::DeedButton;

/// Leave, add, end.
#[component]
pub(crate) fn ConferenceDeeds(calls: Memo<Vec<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
    let panel = DialPanel::expect();
    let is_asking = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let leave = Callback::new(move |()| {
        is_asking.set(false);
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = session.leave_conference().await;
            let _ = is_busy.try_set(false);
        });
    });
    let add = Callback::new(move |()| {
        if let Some(first) = calls.with_untracked(|calls| calls.first().map(DialFor::contact)) {
            panel.open(first);
        }
    });
    let ask = Callback::new(move |()| is_asking.set(true));
    let may_end = Memo::new(move |_| {
        calls.with(|calls| {
            calls.iter().map(|call| session.buttons(call).hang_up).min() == Some(Button::On)
        })
    });
    let may_add = Memo::new(move |_| {
        calls.with(|calls| calls.first().is_some_and(|it| session.buttons(it).transfer.is_on()))
    });
    let others = Memo::new(move |_| calls.with(|calls| names(calls)));
    view! {
        <div class="deeds" role="group" aria-label="The conference">
            <DeedButton
                deed=Deed::HangUp
                drawing=Drawing::LogOut
                words=Signal::stored("Leave (the others go on)")
                note=Signal::derive(move || format!("{} talk on without you.", others.get()))
                is_on=Signal::stored(true)
                press=leave
            />
            <DeedButton
                deed=Deed::Transfer
                drawing=Drawing::NewCall
                words=Signal::stored("Call one more…")
                note=Signal::stored("You add them once they have answered.".to_owned())
                is_on=may_add.into()
                press=add
            />
            <Show when=move || may_end.get()>
                <DeedButton
                    deed=Deed::EndConference
                    drawing=Drawing::HangUp
                    is_bad=true
                    words=Signal::stored("End for everyone")
                    note=Signal::stored("Hangs up on all of them.".to_owned())
                    is_on=Signal::stored(true)
                    press=ask
                />
            </Show>
        </div>
        <Show when=move || is_asking.get()>
            <EndConfirmation
                others=others
                leave=leave
                close=Callback::new(move |()| is_asking.set(false))
            />
        </Show>
    }
}

#[component]
fn EndConfirmation(
    others: Memo<String>,
    leave: Callback<()>,
    close: Callback<()>,
) -> impl IntoView {
    let session = AgentSession::expect();
    let end = move |_| {
        close.run(());
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = session.end_conference().await;
        });
    };
    view! {
        <Dialog label="end-conference-heading" on_cancel=close>
            <h2 id="end-conference-heading">"End the conference for everyone?"</h2>
            <p>
                "This hangs up on " <strong class="number">{move || others.get()}</strong>
                ". To go while they talk on, leave instead."
            </p>
            <div class="dialog-choices">
                <button type="button" class="button" on:click=move |_| close.run(())>
                    "Stay in the conference"
                </button>
                <button type="button" class="button" on:click=move |_| leave.run(())>
                    <Icon drawing=Drawing::LogOut />
                    "Leave (the others go on)"
                </button>
                <button type="button" class="button button-bad" on:click=end>
                    <Icon drawing=Drawing::HangUp />
                    "End for everyone"
                </button>
            </div>
        </Dialog>
    }
}

/// All of them, as a person would list them.
fn names(calls: &[Contact]) -> String {
    let names: Vec<String> = calls.iter().map(customer).collect();
    match &names[..] {
        [] => "The others".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_a_person_would() {
        let call = |ani: &str| Contact { ani: ani.to_owned(), ..Contact::new(2) };
        assert_eq!(names(&[call("101"), call("102")]), "101 and 102");
        assert_eq!(names(&[call("101"), call("102"), call("103")]), "101, 102 and 103");
    }
}
