//! The keypad in a call: each key sends its tone, and what was sent is shown until the keypad closes.
//!
//! Nothing of it is kept: it may be somebody's code.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};
use crate::keypad::{Keypad, typed};

/// The keypad, which has the focus, so that the keyboard's digits send too.
#[component]
pub(crate) fn Dtmf(close: Callback<()>) -> impl IntoView {
    let session = AgentSession::expect();
    let sent = RwSignal::new(String::new());
    let waiting = StoredValue::new(String::new());
    let is_sending = StoredValue::new(false);
    let press = Callback::new(move |sign: char| {
        waiting.update_value(|waiting| waiting.push(sign));
        if !is_sending.get_value() {
            is_sending.set_value(true);
            spawn_local(async move { send(&session, waiting, is_sending, sent).await });
        }
    });
    let place = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // A place that is shown takes the focus.
            let _ = place.focus();
        }
    });
    let keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close.run(());
        } else if let Some(sign) = typed(&event.key())
            && !event.alt_key()
            && !event.ctrl_key()
            && !event.meta_key()
        {
            event.prevent_default();
            press.run(sign);
        }
    };
    view! {
        <section
            class="dtmf"
            node_ref=place
            tabindex="-1"
            aria-labelledby="dtmf-heading"
            on:keydown=keydown
        >
            <div class="dtmf-head">
                <h3 id="dtmf-heading">"Keypad"</h3>
                <p class="dtmf-sent number" role="status">
                    <span class="soft">"Sent: "</span>
                    {move || sent.with(|sent| if sent.is_empty() { "nothing yet".to_owned() } else { sent.clone() })}
                </p>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Close the keypad"
                    title="Close the keypad"
                    on:click=move |_| close.run(())
                >
                    <Icon drawing=Drawing::Close />
                </button>
            </div>
            <div class="dtmf-keys">
                <Keypad press=press />
                <p class="field-note">"Press the keys, or type on your keyboard."</p>
            </div>
        </section>
    }
}

/// Sends what waits, in order: what is typed meanwhile goes with the next.
async fn send(
    session: &AgentSession,
    waiting: StoredValue<String>,
    is_sending: StoredValue<bool>,
    sent: RwSignal<String>,
) {
    loop {
        // The keypad may have been closed by now.
        let Some(tones) = waiting.try_update_value(std::mem::take) else { return };
        if tones.is_empty() {
            break;
        }
        if session.send_tones(&tones).await.is_ok() {
            let _ = sent.try_update(|sent| sent.push_str(&tones));
        } else {
            // Told in the notices. What was typed behind it would be a wrong code.
            waiting.try_update_value(String::clear);
        }
    }
    is_sending.try_set_value(false);
}
