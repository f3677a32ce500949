//! All contacts at a glance, each with its status and its times.

use leptos::prelude::*;

use crate::agent_session::AgentSession;
use crate::dial_panel::{DialPanelView, NewCallButton};
use crate::duration;
use crate::part::Part;
use crate::shortcuts::{Deed, Shortcuts};
use crate::state_words::{contact_mark, contact_status, customer, kind};

/// The list.
#[component]
pub(crate) fn ContactList(part: RwSignal<Part>) -> impl IntoView {
    let session = AgentSession::expect();
    let shortcuts = expect_context::<Shortcuts>();
    let ids = Memo::new(move |_| {
        session.contacts.with(|contacts| contacts.iter().map(|it| it.id).collect::<Vec<_>>())
    });
    shortcuts.on(Deed::Contacts, move || {
        let next = ids.with_untracked(|ids| after(ids, session.focus.get_untracked()));
        session.focus.set(next);
        if next.is_some() {
            part.set(Part::Contact);
        }
    });
    view! {
        <section class="column column-contacts" aria-labelledby="contacts-heading">
            <div class="column-head">
                <h2 id="contacts-heading">"Contacts"</h2>
                <span class="soft number" aria-hidden="true">
                    {move || ids.with(Vec::len)}
                </span>
                <span class="grow"></span>
                <NewCallButton />
            </div>
            <Show
                when=move || !ids.with(Vec::is_empty)
                fallback=|| {
                    view! { <p class="empty">"No contacts. A call appears here when it comes in."</p> }
                }
            >
                <ul class="contacts" aria-labelledby="contacts-heading">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <ContactRow id=id part=part />
                    </For>
                </ul>
            </Show>
            <DialPanelView />
        </section>
    }
}

#[component]
fn ContactRow(id: u64, part: RwSignal<Part>) -> impl IntoView {
    let session = AgentSession::expect();
    let contact = Memo::new(move |_| session.contact(id));
    let choose = move |_| {
        session.focus.set(Some(id));
        part.set(Part::Contact);
    };
    let status = move || {
        contact.with(|contact| {
            let contact = contact.as_ref()?;
            Some(format!("{} · {}", contact_status(contact.status), kind(contact)))
        })
    };
    let since = move |of: fn(&crate::agent_session::Contact) -> Option<f64>| {
        move || duration::since(session.now_ms.get(), contact.with(|it| it.as_ref().and_then(of)))
    };
    view! {
        <li>
            <button
                type="button"
                class="contact-row"
                aria-current=move || (session.focus.get() == Some(id)).then_some("true")
                on:click=choose
            >
                <span
                    class=move || {
                        contact.with(|it| it.as_ref().map(|contact| contact_mark(contact.status)))
                    }
                    aria-hidden="true"
                ></span>
                <span class="contact-row-name number">
                    {move || contact.with(|contact| contact.as_ref().map(customer))}
                </span>
                <span class="time">
                    <span class="visually-hidden">"in all "</span>
                    {since(|contact| contact.started_at_ms)}
                </span>
                <span class="contact-row-status">{status}</span>
                <span class="time">
                    <span class="visually-hidden">"in this status "</span>
                    {since(|contact| contact.changed_at_ms)}
                </span>
            </button>
        </li>
    }
}

/// The contact after this one, around the end.
fn after(ids: &[u64], id: Option<u64>) -> Option<u64> {
    let at = ids.iter().position(|it| Some(*it) == id);
    at.and_then(|at| ids.get(at + 1)).or(ids.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_contact_goes_around() {
        assert_eq!(after(&[], None), None);
        assert_eq!(after(&[1, 2], None), Some(1));
        assert_eq!(after(&[1, 2], Some(1)), Some(2));
        assert_eq!(after(&[1, 2], Some(2)), Some(1));
        assert_eq!(after(&[1, 2], Some(9)), Some(1));
    }
}
