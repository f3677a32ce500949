//! The call's buttons: which is on is one rule for them and for the pages' commands.

use cordboard_protocol::events::CallStatus;
use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, Contact};
use crate::call_buttons::{Button, CallButtons};
use crate::hang_up_confirmation::HangUpConfirmation;
use crate::icon::{Drawing, Icon};
use crate::shortcuts::{Deed, ShortcutLetter, Shortcuts};

/// The buttons of a contact's call.
#[component]
pub(crate) fn CallControls(contact: Memo<Option<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
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
    let is_confirming = RwSignal::new(None::<u64>);

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
                Deed::Answer
                | Deed::Refuse
                | Deed::HangUp
                | Deed::State
                | Deed::Contacts
                | Deed::Help => Ok(()),
            };
        });
    };
    let is = move |of: fn(&CallButtons) -> Button| Signal::derive(move || buttons.with(of));
    let press = Callback::new(press);
    let confirm = Callback::new(move |_| is_confirming.set(id.get_untracked()));
    view! {
        <div class="controls" role="group" aria-label="Call controls">
            <CallButton deed=Deed::Hold state=is(|it| it.hold) is_in=is_held press=press />
            <CallButton deed=Deed::Mute state=is(|it| it.mute) is_in=is_muted press=press />
            <CallButton deed=Deed::Mask state=is(|it| it.mask) is_in=is_masked press=press />
            <CallButton deed=Deed::Record state=is(|it| it.record) is_in=is_recording press=press />
            <CallButton
                deed=Deed::HangUp
                state=is(|it| it.hang_up)
                is_in=Signal::stored(false)
                press=confirm
            />
        </div>
        {move || {
            let id = is_confirming.get()?;
            let close = Callback::new(move |()| is_confirming.set(None));
            Some(view! { <HangUpConfirmation id=id close=close /> })
        }}
    }
}

#[component]
fn CallButton(
    deed: Deed,
    state: Signal<Button>,
    /// Whether what the button brings about is so: held, muted, masked, recording.
    is_in: Signal<bool>,
    press: Callback<Deed>,
) -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let press = move || {
        if untrack(|| state.get()).is_on() {
            press.run(deed);
        }
    };
    shortcuts.on(deed, press);
    let class = move || match (deed, is_in.get()) {
        (Deed::HangUp, _) => "button button-bad",
        (_, true) => "button button-in",
        (_, false) => "button",
    };
    view! {
        <Show when=move || state.get() != Button::Hidden>
            <button
                type="button"
                class=class
                aria-disabled=move || (!state.get().is_on()).to_string()
                aria-keyshortcuts=move || shortcuts.aria(deed)
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
        (
            Deed::Record
            | Deed::HangUp
            | Deed::Answer
            | Deed::Refuse
            | Deed::State
            | Deed::Contacts
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
        (Deed::HangUp, _) => Drawing::HangUp,
        (Deed::Answer | Deed::Refuse | Deed::State | Deed::Contacts | Deed::Help, _) => {
            Drawing::Phone
        }
    }
}
