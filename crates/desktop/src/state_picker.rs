//! The agent's state: what it is, for how long, what follows, and another to choose.

use cordboard_protocol::events::CurrentState;
use leptos::{prelude::*, task::spawn_local};

use crate::agent_session::{AgentSession, AgentStateNow};
use crate::duration;
use crate::icon::{Drawing, Icon};
use crate::menu::{CloseMenu, Menu};
use crate::shortcuts::{Deed, ShortcutLetter};
use crate::state_words::{agent_state, agent_state_mark, pending_state};

/// The picker.
#[component]
pub(crate) fn StatePicker() -> impl IntoView {
    let session = AgentSession::expect();
    let pending = Memo::new(move |_| {
        session.agent_state.with(|state| {
            let next =
                state.as_ref()?.next.iter().map(|next| format!("then {}", pending_state(next)));
            Some(next.collect::<Vec<_>>().join(", ")).filter(|pending| !pending.is_empty())
        })
    });
    view! {
        <Menu
            label="Agent state"
            button_class="state-button"
            deed=Deed::State
            button=ViewFn::from(|| view! { <StateNow /> })
        >
            <States />
        </Menu>
        <span class="pending" role="status">
            {move || pending.get()}
        </span>
    }
}

#[component]
fn StateNow() -> impl IntoView {
    let session = AgentSession::expect();
    let words = move || {
        session.agent_state.with(|state| match state {
            Some(state) => agent_state(state),
            None => "Connecting…".to_owned(),
        })
    };
    let time = move || {
        let since_ms = session.agent_state.with(|state| state.as_ref()?.since_ms);
        duration::since(session.now_ms.get(), since_ms)
    };
    view! {
        <span class="visually-hidden">"Agent state: "</span>
        <span
            class=move || session.agent_state.with(|state| agent_state_mark(state.as_ref()))
            aria-hidden="true"
        ></span>
        <span class="state-name">{words}</span>
        <span class="time">{time}</span>
        <ShortcutLetter deed=Deed::State />
        <Icon drawing=Drawing::Open />
    }
}

#[component]
fn States() -> impl IntoView {
    let session = AgentSession::expect();
    let has_contact = Memo::new(move |_| !session.contacts.with(Vec::is_empty));
    let codes = move || {
        let mut codes = session.codes.get();
        // An after-contact code without a contact is refused.
        codes.retain(|code| code.is_active && (!code.is_acw || has_contact.get()));
        codes.into_iter().map(|code| code.out_state_name).collect::<Vec<_>>()
    };
    view! {
        <Show when=move || has_contact.get()>
            <div class="menu-head" aria-hidden="true">"After this contact"</div>
        </Show>
        <StateItem is_available=true code=String::new() />
        <div class="menu-rule" role="separator"></div>
        <StateItem is_available=false code=String::new() />
        <For each=codes key=Clone::clone let:code>
            <StateItem is_available=false code=code />
        </For>
    }
}

#[component]
fn StateItem(is_available: bool, code: String) -> impl IntoView {
    let session = AgentSession::expect();
    let close = CloseMenu::expect();
    let code = StoredValue::new(code);
    let words = match (is_available, code.get_value()) {
        (true, _) => "Available".to_owned(),
        (false, code) if code.is_empty() => "Unavailable".to_owned(),
        (false, code) => code,
    };
    let mark = if is_available { "mark mark-available" } else { "mark mark-unavailable" };
    let is_chosen = move || {
        session.agent_state.with(|state| {
            state.as_ref().is_some_and(|state| is_chosen(state, is_available, &code.get_value()))
        })
    };
    let choose = move |_| {
        // The item goes away with the menu.
        let code = code.get_value();
        close();
        spawn_local(async move {
            // A failure is told in the notices.
            let _ = session.set_state(is_available, &code).await;
        });
    };
    view! {
        <button
            type="button"
            class="menu-item"
            role="menuitemradio"
            tabindex="-1"
            aria-checked=move || is_chosen().to_string()
            on:click=choose
        >
            <span class=mark aria-hidden="true"></span>
            {words}
        </button>
    }
}

/// Whether this is the agent's state, or on a contact the one that follows, after its work.
fn is_chosen(state: &AgentStateNow, is_available: bool, code: &str) -> bool {
    let (now, reason) = match state.next.last() {
        Some(next) => (next.state, next.out_reason.as_str()),
        None => (state.current, state.out_reason.as_str()),
    };
    match now {
        CurrentState::Available => is_available,
        CurrentState::Unavailable => !is_available && reason == code,
        CurrentState::InboundContact
        | CurrentState::OutboundContact
        | CurrentState::InboundConsult
        | CurrentState::OutboundConsult
        | CurrentState::Dialer
        | CurrentState::DialerPending => false,
    }
}
