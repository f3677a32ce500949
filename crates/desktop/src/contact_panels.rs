//! The contact panels: tabs beside the contact. Panels of other contacts stay, unseen.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::agent_session::AgentSession;
use crate::page_bar::PageBar;
use crate::page_frame::Frames;
use crate::page_tabs::{Lie, PageTabs};
use crate::pages::{OpenPage, OpenPageId};

/// The panels of the contact that the agent looks at.
#[component]
pub(crate) fn ContactPanels() -> impl IntoView {
    let session = AgentSession::expect();
    let chosen = RwSignal::new(BTreeMap::<u64, OpenPageId>::new());
    let pages = Memo::new(move |_| {
        let focus = session.focus.get();
        session.pages.with(|pages| {
            let is_here = |page: &&OpenPage| page.contact.is_some() && page.contact == focus;
            pages.iter().filter(is_here).cloned().collect::<Vec<_>>()
        })
    });
    let shown = Memo::new(move |_| {
        let chosen = chosen.with(|chosen| chosen.get(&session.focus.get()?).copied());
        pages.with(|pages| {
            let is_chosen = |page: &&OpenPage| Some(page.id) == chosen;
            pages.iter().find(is_chosen).or(pages.first()).map(|page| page.id)
        })
    });
    let choose = Callback::new(move |id| {
        if let Some(contact) = session.focus.get_untracked() {
            chosen.update(|chosen| {
                chosen.insert(contact, id);
            });
        }
    });
    // What is closed need not be remembered.
    Effect::new(move |_| {
        let open = session.contacts.with(|it| it.iter().map(|it| it.id).collect::<Vec<_>>());
        chosen.update_untracked(|chosen| chosen.retain(|contact, _| open.contains(contact)));
    });
    view! {
        <section
            class="panels"
            class:panels-none=move || session.focus.get().is_none()
            aria-label="Contact panels"
        >
            <Show when=move || !pages.with(Vec::is_empty)>
                <div class="panels-head">
                    <PageTabs
                        label="Contact panels"
                        lie=Lie::Row
                        pages=pages
                        shown=shown
                        choose=choose
                    />
                    <PageBar shown=shown />
                </div>
            </Show>
            <Show when=move || pages.with(Vec::is_empty) && session.focus.get().is_some()>
                <p class="empty">"No panel is open for this contact."</p>
            </Show>
            <Frames is_held=|page| page.contact.is_some() shown=shown />
        </section>
    }
}
