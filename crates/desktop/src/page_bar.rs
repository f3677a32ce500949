//! What can be done with the page that is seen: a window of its own, and back; loading it anew.

use leptos::prelude::*;

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};
use crate::pages::{OpenPageId, PagePlace};

/// The buttons of the page that is seen.
#[component]
pub(crate) fn PageBar(#[prop(into)] shown: Signal<Option<OpenPageId>>) -> impl IntoView {
    let session = AgentSession::expect();
    let page = Memo::new(move |_| {
        let id = shown.get()?;
        session.pages.with(|pages| {
            let page = pages.iter().find(|page| page.id == id)?;
            Some((id, page.title.clone(), page.place))
        })
    });
    move || {
        let (id, title, place) = page.get()?;
        Some(match place {
            PagePlace::Docked => view! {
                <span class="page-bar">
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=format!("Reload {title}")
                        title="Reload"
                        on:click=move |_| session.reload_page(id)
                    >
                        <Icon drawing=Drawing::Reload />
                    </button>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=format!("Pop out {title}")
                        title="Pop out"
                        on:click=move |_| session.pop_out(id)
                    >
                        <Icon drawing=Drawing::PopOut />
                    </button>
                </span>
            }
            .into_any(),
            PagePlace::PoppedOut | PagePlace::BareWindow { .. } | PagePlace::Link => ().into_any(),
        })
    }
}
