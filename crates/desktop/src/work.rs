//! The desktop while the agent works: contacts, the contact, its panels, the workspaces.

use cordboard_protocol::events::CallStatus;
use leptos::prelude::*;

use crate::agent_session::{AgentSession, Contact};
use crate::call_controls::CallControls;
use crate::cannot_save::CannotSave;
use crate::changed_pages::ChangedPages;
use crate::contact_card::ContactCard;
use crate::contact_list::ContactList;
use crate::contact_panels::ContactPanels;
use crate::disposition::AfterContactWork;
use crate::drafts::Drafts;
use crate::header::Header;
use crate::incoming::Incoming;
use crate::left_notes::LeftNotesStrips;
use crate::network_warning::NetworkWarning;
use crate::notifications::{Attention, NotificationQuestion, SystemNotifications};
use crate::part::{Part, Parts};
use crate::separator::{Column, Separator};
use crate::workspaces::{Workspaces, WorkspacesView};

/// The whole view.
#[component]
pub(crate) fn Work() -> impl IntoView {
    let session = AgentSession::expect();
    SystemNotifications::provide();
    Drafts::provide(&session);
    let part = RwSignal::new(Part::Contacts);
    let workspaces = WorkspacesView::new();
    turn_to_what_was_answered(&session, part);
    view! {
        <a class="skip" href="#contact">
            "Skip to the contact"
        </a>
        <div class="desktop" data-part=move || part.get().key()>
            <Header />
            <section class="strips" aria-label="Messages">
                <Incoming />
                <NetworkWarning />
                <CannotSave />
                <ChangedPages />
                <LeftNotesStrips />
                <Attention />
                <NotificationQuestion />
            </section>
            <main class="columns" aria-label="Contacts and pages" data-workspaces=move || workspaces.column().key()>
                <ContactList part=part />
                <Separator column=Column::Contacts />
                <ContactColumn />
                <Workspaces view=workspaces />
            </main>
            <Parts part=part />
        </div>
    }
}

#[component]
fn ContactColumn() -> impl IntoView {
    let session = AgentSession::expect();
    let contact = Memo::new(move |_| session.focused());
    let is_there = Memo::new(move |_| contact.with(Option::is_some));
    let has_heading = move || is_there.get().then_some("contact-heading");
    view! {
        <section
            class="column column-contact"
            id="contact"
            tabindex="-1"
            aria-labelledby=has_heading
            aria-label=move || (!is_there.get()).then_some("Contact")
        >
            <Show when=move || is_there.get() fallback=NoContact>
                <div class="contact-band">
                    <ContactCard contact=contact />
                    <Show when=move || has_controls(contact)>
                        <CallControls contact=contact />
                    </Show>
                    <AfterContactWork contact=contact />
                </div>
            </Show>
            <ContactPanels />
        </section>
    }
}

#[component]
fn NoContact() -> impl IntoView {
    view! {
        <div class="contact-band empty empty-large">
            <h2>"No contact"</h2>
            <p>"When you are Available, calls come to you."</p>
        </div>
    }
}

fn has_controls(contact: Memo<Option<Contact>>) -> bool {
    contact.with(|it| it.as_ref().is_some_and(|it| !it.is_after_contact_work()))
}

/// Whoever answered, the agent or a page: the agent turns to that contact.
fn turn_to_what_was_answered(session: &AgentSession, part: RwSignal<Part>) {
    let session = *session;
    Effect::new(move |incoming: Option<Vec<u64>>| {
        let (now, answered) = session.contacts.with(|contacts| {
            let is_incoming = |contact: &&Contact| contact.status == CallStatus::Incoming;
            let now: Vec<u64> = contacts.iter().filter(is_incoming).map(|it| it.id).collect();
            let was_incoming = |id: u64| incoming.as_ref().is_some_and(|it| it.contains(&id));
            let mut contacts = contacts.iter();
            let answered = contacts.find(|it| it.is_talking() && was_incoming(it.id));
            (now, answered.map(|contact| contact.id))
        });
        if answered.is_some() {
            session.focus.set(answered);
            part.set(Part::Contact);
        }
        now
    });
}
