//! The call's buttons: which is on is one rule for them and for the pages' commands.

use cordboard_protocol::events::CallStatus;
use leptos::{html, prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::call_buttons::{Button, CallButtons};
use crate::dial_panel::{DialFor, DialPanel};
use crate::dtmf::Dtmf;
use crate::hang_up_confirmation::HangUpConfirmation;
use crate::icon::{Drawing, Icon};
use crate::shortcuts::{Deed, ShortcutLetter, Shortcuts};

/// The buttons of a contact's call.
#[component]
pub(crate) fn CallControls(
    contact: Memo<Option<Contact>>,
    /// Whether it is one of two: what is done with both, and hanging up on each, has buttons of its own.
    #[prop(optional)]
    is_one_of_two: bool,
) -> impl IntoView {
    let session = AgentSession::expect();
    let panel = DialPanel::expect();
    let buttons = Memo::new(move |_| {
        contact.with(|it| it.as_ref().map(|it| session.buttons(it)).unwrap_or_default())
    });
    let id = Memo::new(move |_| contact.with(|it| it.as_ref().map(|it| it.id)));
    let status = Memo::new(move |_| contact.with(|it| it.as_ref().map(|it| it.status)));
    let is_held = Signal::derive(move || status.get() == Some(CallStatus::Holding));
    let is_masked = Signal::derive(move || status.get() == Some(CallStatus::Masking));
    let is_recording =
        Signal::derive(move || contact.with(|it| it.as_ref().is_some_and(|it| it.is_recording)));
    let is_muted = Signal::derive(move || session.is_muted.get());
    let is_party = Signal::derive(move || {
        contact.with(|it| it.as_ref().is_some_and(Contact::is_in_conference))
    });
    let is_confirming = RwSignal::new(None::<u64>);
    let keypad = KeypadOf::new(id, buttons);

    let press = move |deed: Deed| {
        let Some(id) = id.get_untracked() else { return };
        let (is_held, is_masked, is_muted) =
            untrack(|| (is_held.get(), is_masked.get(), is_muted.get()));
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = match deed {
                Deed::Hold if is_held => session.resume(id).await,
                Deed::Hold => session.hold(id).await,
                Deed::Mask if is_masked => session.unmask(id).await,
                Deed::Mask => session.mask(id).await,
                Deed::Mute if is_muted => session.unmute().await,
                Deed::Mute => session.mute().await,
                Deed::Record => session.record(id).await,
                Deed::Keypad
                | Deed::Transfer
                | Deed::Switch
                | Deed::Conference
                | Deed::EndConference
                | Deed::NewCall
                | Deed::Answer
                | Deed::Refuse
                | Deed::HangUp
                | Deed::State
                | Deed::Contacts
                | Deed::Inspector
                | Deed::Help => Ok(()),
            };
        });
    };
    let is = move |of: fn(&CallButtons) -> Button| Signal::derive(move || buttons.with(of));
    let press = Callback::new(press);
    let confirm = Callback::new(move |_| is_confirming.set(id.get_untracked()));
    let transfer = Callback::new(move |_| {
        if let Some(contact) = contact.get_untracked() {
            panel.open(DialFor::contact(&contact));
        }
    });
    view! {
        <div class="controls" role="group" aria-label="Call controls">
            <CallButton deed=Deed::Hold state=is(|it| it.hold) is_in=is_held press=press />
            <CallButton deed=Deed::Mute state=is(|it| it.mute) is_in=is_muted press=press />
            <CallButton deed=Deed::Mask state=is(|it| it.mask) is_in=is_masked press=press />
            <CallButton deed=Deed::Record state=is(|it| it.record) is_in=is_recording press=press />
            <CallButton
                deed=Deed::Keypad
                state=is(|it| it.keypad)
                is_in=Signal::derive(move || keypad.is_open.get())
                press=Callback::new(move |_| keypad.turn())
                node=keypad.button
            />
            {(!is_one_of_two)
                .then(|| {
                    view! {
                        <CallButton
                            deed=Deed::Transfer
                            state=is(|it| it.transfer)
                            is_in=is_party
                            press=transfer
                        />
                        <CallButton
                            deed=Deed::HangUp
                            state=is(|it| it.hang_up)
                            is_in=is_party
                            press=confirm
                        />
                    }
                })}
        </div>
        <Show when=move || keypad.is_open.get()>
            <Dtmf close=Callback::new(move |()| keypad.close()) />
        </Show>
        {move || {
            let id = is_confirming.get()?;
            let close = Callback::new(move |()| is_confirming.set(None));
            Some(view! { <HangUpConfirmation id=id close=close /> })
        }}
    }
}

/// The keypad of the call in focus: it closes with that call, and when nobody hears tones.
#[derive(Clone, Copy)]
struct KeypadOf {
    is_open: RwSignal<bool>,
    button: NodeRef<html::Button>,
}

impl KeypadOf {
    fn new(id: Memo<Option<u64>>, buttons: Memo<CallButtons>) -> Self {
        let keypad = Self { is_open: RwSignal::new(false), button: NodeRef::new() };
        Effect::new(move |before: Option<Option<u64>>| {
            let now = id.get();
            let is_heard = buttons.with(|it| it.keypad.is_on());
            if !is_heard || before.is_some_and(|before| before != now) {
                keypad.is_open.set(false);
            }
            now
        });
        keypad
    }

    fn turn(self) {
        if self.is_open.get_untracked() { self.close() } else { self.is_open.set(true) }
    }

    fn close(self) {
        self.is_open.set(false);
        if let Some(button) = self.button.get_untracked() {
            // A button that is shown takes the focus.
            let _ = button.focus();
        }
    }
}

/// One button of a call.
#[component]
pub(crate) fn CallButton(
    deed: Deed,
    state: Signal<Button>,
    /// Whether what the button brings about is so: held, muted, masked, recording.
    is_in: Signal<bool>,
    press: Callback<Deed>,
    #[prop(optional)] node: NodeRef<html::Button>,
) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let press = move || {
        if untrack(|| state.get()).is_on() {
            press.run(deed);
        }
    };
    shortcuts.on(deed, press);
    let class = move || match (deed, is_in.get()) {
        (Deed::HangUp | Deed::EndConference, _) => "button button-bad",
        (Deed::Transfer, _) | (_, false) => "button",
        (_, true) => "button button-in",
    };
    view! {
        <Show when=move || state.get() != Button::Hidden>
            <button
                type="button"
                node_ref=node
                class=class
                aria-disabled=move || (!state.get().is_on()).to_string()
                aria-keyshortcuts=move || shortcuts.aria(deed)
                aria-expanded=move || (deed == Deed::Keypad).then(|| is_in.get().to_string())
                on:click=move |_| press()
            >
                {move || view! { <Icon drawing=drawing(deed, is_in.get()) /> }}
                {move || words(deed, is_in.get())}
                <ShortcutLetter deed=deed />
            </button>
        </Show>
    }
}

fn words(deed: Deed, is_in: bool) -> &'static str {
    match (deed, is_in) {
        (Deed::Hold, true) => "Resume",
        (Deed::Hold, false) => "Hold",
        (Deed::Mute, true) => "Unmute",
        (Deed::Mute, false) => "Mute",
        (Deed::Mask, true) => "Unmask",
        (Deed::Mask, false) => "Mask",
        (Deed::Record, true) => "Recording",
        (Deed::HangUp, true) => "Leave",
        (Deed::HangUp, false) => "Hang up",
        (Deed::Transfer, true) => "Add…",
        (Deed::Transfer, false) => "Transfer…",
        (
            Deed::Record
            | Deed::Keypad
            | Deed::Switch
            | Deed::Conference
            | Deed::EndConference
            | Deed::NewCall
            | Deed::Answer
            | Deed::Refuse
            | Deed::State
            | Deed::Contacts
            | Deed::Inspector
            | Deed::Help,
            _,
        ) => deed.words(),
    }
}

fn drawing(deed: Deed, is_in: bool) -> Drawing {
    match (deed, is_in) {
        (Deed::Hold, true) => Drawing::Resume,
        (Deed::Hold, false) => Drawing::Hold,
        (Deed::Mute, _) => Drawing::Mute,
        (Deed::Mask, _) => Drawing::Mask,
        (Deed::Record, _) => Drawing::Record,
        (Deed::Keypad, _) => Drawing::Keypad,
        (Deed::Transfer, _) => Drawing::Transfer,
        (Deed::Switch, _) => Drawing::Switch,
        (Deed::Conference, _) => Drawing::Conference,
        (Deed::HangUp, true) => Drawing::LogOut,
        (Deed::HangUp, false) | (Deed::EndConference, _) => Drawing::HangUp,
        (Deed::NewCall, _) => Drawing::NewCall,
        (
            Deed::Answer
            | Deed::Refuse
            | Deed::State
            | Deed::Contacts
            | Deed::Inspector
            | Deed::Help,
            _,
        ) => Drawing::Phone,
    }
}
