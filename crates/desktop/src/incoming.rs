//! The dialog of an incoming contact: who, through which skill, how long is left, answer or refuse.
//!
//! It is a bar on top of everything else and not modal: a contact panel opens with the first event so that it can
//! answer (P1), and whoever is typing elsewhere goes on typing. It is announced, and two shortcuts decide it.

use cordboard_protocol::events::CallStatus;
use leptos::{html, prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::contact_card::Portrait;
use crate::duration;
use crate::failure;
use crate::icon::{Drawing, Icon};
use crate::shortcuts::{Deed, ShortcutLetter, Shortcuts};
use crate::state_words::{customer, customer_number, name, number, skill};

/// When the agent is told that little time is left.
const LITTLE_LEFT_S: u64 = 10;

/// Shows the dialog while a contact comes in, and says so to a screen reader.
#[component]
pub(crate) fn Incoming() -> impl IntoView {
    let session = AgentSession::expect();
    let incoming = incoming(&session);
    view! {
        <div class="visually-hidden" aria-live="assertive">
            {move || incoming.get().map(|id| view! { <Announcement id=id /> })}
        </div>
        {move || incoming.get().map(|id| view! { <IncomingDialog id=id /> })}
    }
}

/// The contact that comes in.
pub(crate) fn incoming(session: &AgentSession) -> Memo<Option<u64>> {
    let session = *session;
    Memo::new(move |_| {
        session.contacts.with(|contacts| {
            let mut contacts = contacts.iter();
            contacts
                .find(|contact| contact.status == CallStatus::Incoming)
                .map(|contact| contact.id)
        })
    })
}

/// A modal dialog would keep the agent from an incoming contact: it goes away.
pub(crate) fn close_for_a_call(close: Callback<()>) {
    let incoming = incoming(&AgentSession::expect());
    Effect::new(move |_| {
        if incoming.get().is_some() {
            close.run(());
        }
    });
}

#[component]
fn IncomingDialog(id: u64) -> impl IntoView {
    let session = AgentSession::expect();
    let shortcuts = expect_context::<Shortcuts>();
    let contact = Memo::new(move |_| session.contact(id));
    let show = move |of: fn(&Contact) -> String| {
        move || contact.with(|contact| contact.as_ref().map(of).unwrap_or_default())
    };
    let is_busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let decide = move |is_answer: bool| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let outcome =
                if is_answer { session.accept(id).await } else { session.refuse(id).await };
            // The dialog may be gone by now.
            if let Err(failure) = outcome {
                let _ = is_busy.try_set(false);
                let _ = wrong.try_set(Some(failure::words(&failure)));
            }
        });
    };
    shortcuts.on(Deed::Answer, move || decide(true));
    shortcuts.on(Deed::Refuse, move || decide(false));
    let node = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && document().active_element().is_none_or(|focused| focused.tag_name() == "BODY")
        {
            // The focus is nobody's: the dialog, which is shown, takes it.
            let _ = dialog.focus();
        }
    });
    view! {
        <section
            node_ref=node
            class="incoming"
            role="dialog"
            aria-labelledby="incoming-heading"
            tabindex="-1"
        >
            <Portrait contact=contact />
            <div class="incoming-who">
                <h2 id="incoming-heading">{show(heading)}</h2>
                <p>
                    <strong class="incoming-name number">{show(customer)}</strong>
                    <span class="number">{show(numbers)}</span>
                </p>
            </div>
            <Countdown contact=contact />
            <div class="incoming-buttons">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || is_busy.get().to_string()
                    aria-keyshortcuts=move || shortcuts.aria(Deed::Refuse)
                    on:click=move |_| decide(false)
                >
                    "Refuse"
                    <ShortcutLetter deed=Deed::Refuse />
                </button>
                <button
                    type="button"
                    class="button button-now"
                    aria-disabled=move || is_busy.get().to_string()
                    aria-keyshortcuts=move || shortcuts.aria(Deed::Answer)
                    on:click=move |_| decide(true)
                >
                    <Icon drawing=Drawing::Phone />
                    "Answer"
                    <ShortcutLetter deed=Deed::Answer />
                </button>
            </div>
            <div role="alert" class="incoming-wrong">
                {move || wrong.get().map(|words| view! { <p class="said-wrong">{words}</p> })}
            </div>
        </section>
    }
}

fn heading(contact: &Contact) -> String {
    if contact.is_consult() {
        format!("Incoming call of a colleague: {}", skill(contact))
    } else {
        format!("Incoming call: {}", skill(contact))
    }
}

/// What stands beside the customer's name.
fn numbers(contact: &Contact) -> String {
    if name(contact).is_some() {
        number(customer_number(contact))
    } else if contact.dnis.is_empty() {
        String::new()
    } else {
        format!("to {}", contact.dnis)
    }
}

#[component]
fn Countdown(contact: Memo<Option<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
    let deadline_ms = Memo::new(move |_| contact.with(|it| it.as_ref()?.refusal_deadline_ms));
    let whole_s = move || {
        contact.with(|contact| {
            let contact = contact.as_ref()?;
            Some(duration::seconds_left(contact.changed_at_ms?, contact.refusal_deadline_ms?))
        })
    };
    view! {
        {move || {
            deadline_ms
                .get()
                .map(|deadline_ms| {
                    let left = move || duration::seconds_left(session.now_ms.get(), deadline_ms);
                    view! {
                        <div class="countdown">
                            <progress
                                aria-label="Time left to answer"
                                max=whole_s
                                prop:value=move || left().to_string()
                            ></progress>
                            <span class="time soft">
                                {move || format!("{} s left to answer", left())}
                            </span>
                        </div>
                    }
                })
        }}
    }
}

/// What a screen reader says: at once who calls and how to answer, later that little time is left.
#[component]
fn Announcement(id: u64) -> impl IntoView {
    let session = AgentSession::expect();
    let shortcuts = expect_context::<Shortcuts>();
    let contact = Memo::new(move |_| session.contact(id));
    let is_little = Memo::new(move |_| {
        let deadline_ms = contact.with(|contact| contact.as_ref()?.refusal_deadline_ms);
        deadline_ms.is_some_and(|deadline_ms| {
            duration::seconds_left(session.now_ms.get(), deadline_ms) <= LITTLE_LEFT_S
        })
    });
    let who = contact.with_untracked(|contact| {
        let contact = contact.as_ref()?;
        let whose = if contact.is_consult() { " of a colleague" } else { "" };
        Some(format!("Incoming call{whose} for {} from {}.", skill(contact), customer(contact)))
    });
    let keys = untrack(|| {
        format!(
            " Answer: {}. Refuse: {}.",
            shortcuts.aria(Deed::Answer),
            shortcuts.aria(Deed::Refuse)
        )
    });
    view! {
        <p>{who} {keys}</p>
        <Show when=move || is_little.get()>
            <p>"Little time is left to answer."</p>
        </Show>
    }
}
