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
use crate::dial_panel::DialPanel;
use crate::disposition::AfterContactWork;
use crate::drafts::Drafts;
use crate::header::Header;
use crate::incoming::Incoming;
use crate::inspector::{Inspector, InspectorDock};
use crate::left_notes::LeftNotesStrips;
use crate::network_warning::NetworkWarning;
use crate::notifications::{Attention, NotificationQuestion, SystemNotifications};
use crate::part::{Part, Parts};
use crate::separator::{Edge, Separator};
use crate::two_calls::{self, CallsTold, TwoCalls};
use crate::workspaces::{Workspaces, WorkspacesView};

/// The whole view.
#[component]
pub(crate) fn Work() -> impl IntoView {
    let session = AgentSession::expect();
    SystemNotifications::provide();
    Drafts::provide(&session);
    Inspector::provide(&session);
    let part = RwSignal::new(Part::Contacts);
    let workspaces = WorkspacesView::new();
    let dial = DialPanel::provide(part);
    turn_to_what_is_heard(&session, part);
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
            <main
                class="columns"
                class:columns-dialling=move || dial.is_open()
                aria-label="Contacts and pages"
                data-workspaces=move || workspaces.column().key()
            >
                <ContactList part=part />
                <Separator edge=Edge::Contacts />
                <ContactColumn />
                <Workspaces view=workspaces />
            </main>
            <InspectorDock />
            <Parts part=part />
        </div>
    }
}

#[component]
fn ContactColumn() -> impl IntoView {
    let session = AgentSession::expect();
    let contact = Memo::new(move |_| session.focused());
    let is_there = Memo::new(move |_| contact.with(Option::is_some));
    let is_one_of_two = Memo::new(move |_| two_calls::is_shown(&session));
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
                    <Show
                        when=move || is_one_of_two.get()
                        fallback=move || view! { <OneContact contact=contact /> }
                    >
                        <TwoCalls contact=contact />
                    </Show>
                </div>
            </Show>
            <CallsTold />
            <ContactPanels />
        </section>
    }
}

#[component]
fn OneContact(contact: Memo<Option<Contact>>) -> impl IntoView {
    view! {
        <ContactCard contact=contact />
        <Show when=move || has_controls(contact)>
            <CallControls contact=contact />
        </Show>
        <AfterContactWork contact=contact />
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

/// Whoever answered, dialled or switched, the agent or a page: the agent turns to that call.
fn turn_to_what_is_heard(session: &AgentSession, part: RwSignal<Part>) {
    let session = *session;
    Effect::new(move |before: Option<Vec<(u64, bool)>>| {
        let before = before.unwrap_or_default();
        let now: Vec<(u64, bool)> = session.contacts.with(|contacts| {
            let calls = contacts.iter().filter(|call| call.is_on_line());
            calls.map(|call| (call.id, call.status != CallStatus::Holding)).collect()
        });
        let turned = now.iter().rfind(|call| call.1 && !before.contains(call));
        if let Some((turned, _)) = turned.copied() {
            let is_known = before.iter().any(|(id, _)| *id == turned);
            if !is_known || session.focus.get_untracked() != Some(turned) {
                session.focus.set(Some(turned));
                part.set(Part::Contact);
            }
        }
        now
    });
}
