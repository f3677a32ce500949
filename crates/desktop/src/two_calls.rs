//! Two calls, one above the other: who is on each, which one is heard, and what can be done with both.

use cordboard_protocol::events::CallStatus;
use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::call_buttons::Button;
use crate::call_controls::CallControls;
use crate::conference::ConferenceDeeds;
use crate::contact_card::Portrait;
use crate::duration;
use crate::hang_up_confirmation::HangUpConfirmation;
use crate::icon::{Drawing, Icon};
use crate::shortcuts::{Deed, ShortcutLetter, Shortcuts};
use crate::state_words::{call_status, contact_mark, customer, facts};

/// Whether the agent looks at one of several calls.
pub(crate) fn is_shown(session: &AgentSession) -> bool {
    let calls = session.calls();
    let focus = session.focus.get();
    calls.len() > 1 && calls.iter().any(|call| Some(call.id) == focus)
}

/// The calls, the buttons of the one in focus, and those for all.
#[component]
pub(crate) fn TwoCalls(contact: Memo<Option<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
    let calls = Memo::new(move |_| session.calls());
    let ids = move || calls.with(|calls| calls.iter().map(|call| call.id).collect::<Vec<_>>());
    let is_conference =
        Memo::new(move |_| calls.with(|calls| calls.iter().all(Contact::is_in_conference)));
    let heading = move || if is_conference.get() { "Conference" } else { "Your calls" };
    view! {
        <div class="calls">
            <h2 class="calls-head" id="contact-heading">
                {heading}
            </h2>
            <ul class="calls-list" aria-labelledby="contact-heading">
                <For each=ids key=|id| *id let:id>
                    <CallRow id=id calls=calls />
                </For>
            </ul>
            <CallControls contact=contact is_one_of_two=true />
            {move || {
                if is_conference.get() {
                    view! { <ConferenceDeeds calls=calls /> }.into_any()
                } else {
                    view! { <BothDeeds calls=calls /> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn CallRow(id: u64, calls: Memo<Vec<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
    let shortcuts = expect_context::<Shortcuts>();
    let contact =
        Memo::new(move |_| calls.with(|calls| calls.iter().find(|it| it.id == id).cloned()));
    let show = move |of: fn(&Contact) -> String| {
        move || contact.with(|contact| contact.as_ref().map(of).unwrap_or_default())
    };
    let buttons = Memo::new(move |_| {
        contact.with(|it| it.as_ref().map(|it| session.buttons(it)).unwrap_or_default())
    });
    let is_in_focus = Memo::new(move |_| session.focus.get() == Some(id));
    let is_held = Memo::new(move |_| {
        contact.with(|it| it.as_ref().is_some_and(|it| it.status == CallStatus::Holding))
    });
    let is_recording =
        Memo::new(move |_| contact.with(|it| it.as_ref().is_some_and(|it| it.is_recording)));
    // Of two held calls, the other than the one in focus.
    let can_switch = Memo::new(move |_| {
        let is_only_held = calls
            .with(|calls| calls.iter().filter(|it| it.status == CallStatus::Holding).count() == 1);
        is_held.get() && (is_only_held || !is_in_focus.get())
    });
    let is_confirming = RwSignal::new(false);
    let is_party =
        Memo::new(move |_| contact.with(|it| it.as_ref().is_some_and(Contact::is_in_conference)));
    let switch = move || {
        if can_switch.get_untracked() && untrack(|| buttons.get()).hold.is_on() {
            session.focus.set(Some(id));
            spawn_local(async move {
                // A failure is told in the notices.
                let _ = session.resume(id).await;
            });
        }
    };
    let hang_up = move || {
        if untrack(|| buttons.get()).hang_up.is_on() {
            is_confirming.set(true);
        }
    };
    let hang_up_words = move || if is_party.get() { "Drop" } else { "Hang up" };
    view! {
        <li class="call-row" class:call-row-focus=move || is_in_focus.get()>
            <button
                type="button"
                class="call-row-who"
                aria-current=move || is_in_focus.get().then_some("true")
                on:click=move |_| session.focus.set(Some(id))
            >
                <Portrait contact=contact />
                <span class="call-row-name number">{show(customer)}</span>
                <span class="call-row-facts soft number">{show(facts)}</span>
            </button>
            <p class="call-row-status">
                <span
                    class=move || contact.with(|it| it.as_ref().map(|it| contact_mark(it.status)))
                    aria-hidden="true"
                ></span>
                <span class="call-row-word">{show(|contact| call_status(contact).to_owned())}</span>
                <Show when=move || session.is_muted.get() && !is_held.get()>
                    <span>"· Muted"</span>
                </Show>
                <Show when=move || is_recording.get()>
                    <span class="recording">"Recording"</span>
                </Show>
                <span class="time">
                    <span class="visually-hidden">"for "</span>
                    {move || {
                        let since_ms = contact.with(|it| it.as_ref()?.changed_at_ms);
                        duration::since(session.now_ms.get(), since_ms)
                    }}
                </span>
            </p>
            <span class="call-row-buttons">
                <Show when=move || can_switch.get()>
                    <SwitchButton id=id buttons=Signal::derive(move || buttons.with(|it| it.hold)) switch=Callback::new(move |()| switch()) name=Signal::derive(show(customer)) />
                </Show>
                <Show when=move || buttons.with(|it| it.hang_up != Button::Hidden)>
                    <button
                        type="button"
                        class="button button-small button-bad"
                        aria-disabled=move || (!buttons.with(|it| it.hang_up.is_on())).to_string()
                        aria-label=move || format!("{}: {}", hang_up_words(), show(customer)())
                        aria-keyshortcuts=move || {
                            (is_in_focus.get() && !is_party.get()).then(|| shortcuts.aria(Deed::HangUp))
                        }
                        on:click=move |_| hang_up()
                    >
                        <Icon drawing=Drawing::HangUp />
                        {hang_up_words}
                        <Show when=move || is_in_focus.get() && !is_party.get()>
                            <HangUpKey run=Callback::new(move |()| hang_up()) />
                        </Show>
                    </button>
                </Show>
            </span>
            <Show when=move || is_confirming.get()>
                <HangUpConfirmation id=id close=Callback::new(move |()| is_confirming.set(false)) />
            </Show>
        </li>
    }
}

/// The shortcut's letter, and who listens to it: the call in focus alone.
#[component]
fn HangUpKey(run: Callback<()>) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    shortcuts.on(Deed::HangUp, move || run.run(()));
    view! { <ShortcutLetter deed=Deed::HangUp /> }
}

#[component]
fn SwitchButton(
    id: u64,
    buttons: Signal<Button>,
    switch: Callback<()>,
    name: Signal<String>,
) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    shortcuts.on(Deed::Switch, move || switch.run(()));
    view! {
        <button
            type="button"
            id=format!("switch-{id}")
            class="button button-small"
            aria-disabled=move || (!buttons.get().is_on()).to_string()
            aria-label=move || format!("Switch to {}", name.get())
            aria-keyshortcuts=move || shortcuts.aria(Deed::Switch)
            on:click=move |_| switch.run(())
        >
            <Icon drawing=Drawing::Switch />
            "Switch"
            <ShortcutLetter deed=Deed::Switch />
        </button>
    }
}

/// Transfer and conference, each with what comes of it.
#[component]
fn BothDeeds(calls: Memo<Vec<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
    let deeds = Memo::new(move |_| calls.with(|calls| Deeds::of(calls)));
    let is_busy = RwSignal::new(false);
    let do_it = move |is_transfer: bool| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = if is_transfer {
                session.transfer_calls().await
            } else {
                session.conference_calls().await
            };
            let _ = is_busy.try_set(false);
        });
    };
    let transfer_words = move || {
        if deeds.with(|it| it.is_ringing) { "Transfer now" } else { "Transfer" }
    };
    let conference_words = move || {
        let is_added = deeds.with(|it| it.transfer == Button::Hidden);
        if is_added { "Add to the conference" } else { "Conference" }
    };
    view! {
        <div class="deeds" role="group" aria-label="Both calls">
            <Show when=move || deeds.with(|it| it.transfer != Button::Hidden)>
                <DeedButton
                    deed=Deed::Transfer
                    drawing=Drawing::Transfer
                    words=Signal::derive(transfer_words)
                    note=Signal::derive(move || deeds.with(|it| it.transfer_note.clone()))
                    is_on=Signal::derive(move || deeds.with(|it| it.transfer.is_on()))
                    press=Callback::new(move |()| do_it(true))
                />
            </Show>
            <DeedButton
                deed=Deed::Conference
                drawing=Drawing::Conference
                words=Signal::derive(conference_words)
                note=Signal::derive(move || deeds.with(|it| it.conference_note.clone()))
                is_on=Signal::derive(move || deeds.with(|it| it.can_join))
                press=Callback::new(move |()| do_it(false))
            />
        </div>
    }
}

/// A button that says below what comes of it.
#[component]
pub(crate) fn DeedButton(
    deed: Deed,
    drawing: Drawing,
    words: Signal<&'static str>,
    note: Signal<String>,
    is_on: Signal<bool>,
    /// Whether it takes something from everybody.
    #[prop(optional)]
    is_bad: bool,
    press: Callback<()>,
) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let press = move || {
        if untrack(|| is_on.get()) {
            press.run(());
        }
    };
    shortcuts.on(deed, press);
    let id = format!("deed-{deed:?}").to_lowercase();
    view! {
        <div class="deed">
            <button
                type="button"
                class=if is_bad { "button button-bad" } else { "button" }
                aria-disabled=move || (!is_on.get()).to_string()
                aria-keyshortcuts=move || shortcuts.aria(deed)
                aria-describedby=id.clone()
                on:click=move |_| press()
            >
                <Icon drawing=drawing />
                {words}
                <ShortcutLetter deed=deed />
            </button>
            <p class="deed-note soft" id=id>
                {note}
            </p>
        </div>
    }
}

/// Says to a screen reader how the calls stand, when that changes; one call's card says it itself.
#[component]
pub(crate) fn CallsTold() -> impl IntoView {
    let session = AgentSession::expect();
    let words = Memo::new(move |_| {
        let calls = session.calls();
        let one = |call: &Contact| format!("{}: {}.", customer(call), call_status(call));
        let words = calls.iter().map(one).collect::<Vec<_>>().join(" ");
        if calls.len() > 1 { words } else { String::new() }
    });
    view! { <p class="visually-hidden" role="status">{words}</p> }
}

/// What can be done with calls that are not all in one conference.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Deeds {
    /// Hidden where a call is to be added to a conference.
    transfer: Button,
    transfer_note: String,
    can_join: bool,
    conference_note: String,
    /// Whether somebody is called and has not answered.
    is_ringing: bool,
}

impl Deeds {
    fn of(calls: &[Contact]) -> Self {
        let is_conference = calls.iter().any(Contact::is_in_conference);
        let ringing = calls.iter().find(|call| call.is_dialling());
        let talking: Vec<&Contact> = calls.iter().filter(|call| call.is_talking()).collect();
        // Whoever rings gets a caller from outside: a colleague cannot be handed on to a number that rings.
        let fits = ringing.is_none_or(|rings| {
            talking.iter().all(|call| !call.is_consult())
                || (!rings.is_consult() && talking.is_empty())
        });
        let names = |calls: &[&Contact]| match calls {
            [one, two] => format!("{} and {}", customer(one), customer(two)),
            _ => "The others".to_owned(),
        };
        let all: Vec<&Contact> = calls.iter().collect();
        let transfer_note = match (ringing, &talking[..]) {
            (Some(rings), [talks]) => {
                format!(
                    "{} hears it ring at {}. You are out at once.",
                    customer(talks),
                    customer(rings)
                )
            }
            _ => format!("{} talk with each other. You are out.", names(&all)),
        };
        let conference_note = match (ringing, is_conference) {
            (Some(rings), _) => format!("Once {} has answered.", customer(rings)),
            (None, true) => "All of you talk with each other.".to_owned(),
            (None, false) => "You talk with both, and they with each other.".to_owned(),
        };
        let transfer = match (is_conference, calls.len() == 2 && !talking.is_empty() && fits) {
            (true, _) => Button::Hidden,
            (false, true) => Button::On,
            (false, false) => Button::Off,
        };
        Self {
            transfer,
            transfer_note,
            can_join: ringing.is_none(),
            conference_note,
            is_ringing: ringing.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CallStatus::{Active, Dialing, Holding, Joined};
    use cordboard_protocol::events::CallType;

    #[test]
    fn both_calls_can_be_transferred_and_joined_once_both_talk() {
        let deeds = Deeds::of(&[customer_of(Holding), colleague(Active)]);
        assert!(deeds.transfer.is_on() && deeds.can_join && !deeds.is_ringing);
        assert_eq!(deeds.transfer_note, "+1555 and Ben Brook talk with each other. You are out.");
    }

    #[test]
    fn while_the_second_rings_the_first_can_be_handed_on_but_not_joined() {
        let deeds = Deeds::of(&[customer_of(Holding), colleague(Dialing)]);
        assert!(deeds.transfer.is_on() && !deeds.can_join && deeds.is_ringing);
        assert_eq!(deeds.transfer_note, "+1555 hears it ring at Ben Brook. You are out at once.");
        assert_eq!(deeds.conference_note, "Once Ben Brook has answered.");
    }

    #[test]
    fn a_colleague_is_not_handed_on_to_what_rings() {
        let rings = Contact { call_type: CallType::Regular, ..colleague(Dialing) };
        assert!(!Deeds::of(&[colleague(Holding), rings]).transfer.is_on());
    }

    #[test]
    fn a_call_beside_a_conference_can_only_be_added_to_it() {
        let deeds = Deeds::of(&[customer_of(Joined), colleague(Joined), colleague(Active)]);
        assert!(deeds.transfer == Button::Hidden && deeds.can_join);
    }

    fn customer_of(status: CallStatus) -> Contact {
        Contact { status, ani: "+1555".to_owned(), ..Contact::new(2) }
    }

    fn colleague(status: CallStatus) -> Contact {
        Contact {
            status,
            is_inbound: false,
            call_type: CallType::Consult,
            dnis: "Ben Brook".to_owned(),
            ..Contact::new(3)
        }
    }
}
