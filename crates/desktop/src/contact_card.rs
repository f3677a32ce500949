//! Who the customer is: name and picture (from a page, P43), numbers, skill, times.

use leptos::prelude::*;

use crate::agent_session::{AgentSession, Contact};
use crate::duration;
use crate::state_words::{contact_mark, contact_status, customer, name, number, skill};

/// The card of a contact.
#[component]
pub(crate) fn ContactCard(contact: Memo<Option<Contact>>) -> impl IntoView {
    let session = AgentSession::expect();
    let show = move |of: fn(&Contact) -> String| {
        move || contact.with(|contact| contact.as_ref().map(of).unwrap_or_default())
    };
    let since = move |of: fn(&Contact) -> Option<f64>| {
        move || duration::since(session.now_ms.get(), contact.with(|it| it.as_ref().and_then(of)))
    };
    let is_recording =
        Memo::new(move |_| contact.with(|it| it.as_ref().is_some_and(|it| it.is_recording)));
    let has_dnis =
        Memo::new(move |_| contact.with(|it| it.as_ref().is_some_and(|it| !it.dnis.is_empty())));
    view! {
        <section class="card" aria-label="Contact card">
            <Portrait contact=contact />
            <div class="card-names">
                <h2 class="card-name number" id="contact-heading">
                    {show(customer)}
                </h2>
                <dl class="card-facts">
                    <div>
                        <dt>"From"</dt>
                        <dd>{show(|contact| number(&contact.ani))}</dd>
                    </div>
                    <Show when=move || has_dnis.get()>
                        <div>
                            <dt>"To"</dt>
                            <dd>{show(|contact| contact.dnis.clone())}</dd>
                        </div>
                    </Show>
                    <div>
                        <dt>"Skill"</dt>
                        <dd>{show(skill)}</dd>
                    </div>
                </dl>
            </div>
            <div class="card-status">
                <p class="status" role="status">
                    <span
                        class=move || {
                            contact.with(|it| it.as_ref().map(|it| contact_mark(it.status)))
                        }
                        aria-hidden="true"
                    ></span>
                    {show(|contact| contact_status(contact.status).to_owned())}
                    <Show when=move || session.is_muted.get()>
                        <span>"· Muted"</span>
                    </Show>
                    <Show when=move || is_recording.get()>
                        <span class="recording">"Recording"</span>
                    </Show>
                </p>
                <p class="card-times">
                    <span class="soft">"In all "</span>
                    <span class="time soft">{since(|contact| contact.started_at_ms)}</span>
                    <span class="visually-hidden">", in this status "</span>
                    <span class="time time-now">{since(|contact| contact.changed_at_ms)}</span>
                </p>
            </div>
        </section>
    }
}

/// The customer's picture, or initials where there is none or it cannot be shown.
#[component]
pub(crate) fn Portrait(contact: Memo<Option<Contact>>) -> impl IntoView {
    let picture = Memo::new(move |_| contact.with(|it| it.as_ref()?.card.picture.clone()));
    let initials = Memo::new(move |_| contact.with(|it| initials(name(it.as_ref()?)?)));
    let broken = RwSignal::new(None::<String>);
    let shown = move || picture.get().filter(|picture| broken.get().as_ref() != Some(picture));
    view! {
        <div class="portrait" aria-hidden="true">
            {move || match shown() {
                Some(picture) => {
                    let address = picture.clone();
                    view! {
                        <img
                            referrerpolicy="no-referrer"
                            alt=""
                            src=picture
                            on:error=move |_| broken.set(Some(address.clone()))
                        />
                    }
                        .into_any()
                }
                None => initials.get().unwrap_or_else(|| "?".to_owned()).into_any(),
            }}
        </div>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    let first = words.next()?;
    let letters = [Some(first), words.next_back()];
    let letters = letters.into_iter().flatten().filter_map(|word| word.chars().next());
    Some(letters.flat_map(char::to_uppercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("ada lovelace").as_deref(), Some("AL"));
        assert_eq!(initials("Ana María de la Cruz").as_deref(), Some("AC"));
        assert_eq!(initials("Ötzi").as_deref(), Some("Ö"));
        assert_eq!(initials("  "), None);
    }
}
