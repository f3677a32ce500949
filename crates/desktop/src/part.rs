//! The parts of the desktop, of which a narrow window shows one at a time.

use leptos::prelude::*;

/// What a narrow window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Contacts,
    Contact,
    Panels,
    Workspaces,
}

impl Part {
    const ALL: [Self; 4] = [Self::Contacts, Self::Contact, Self::Panels, Self::Workspaces];

    /// The part as the style sheet knows it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Contact => "contact",
            Self::Panels => "panels",
            Self::Workspaces => "workspaces",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Contacts => "Contacts",
            Self::Contact => "Contact",
            Self::Panels => "Panels",
            Self::Workspaces => "Workspaces",
        }
    }
}

/// The bar at the bottom of a narrow window.
#[component]
pub(crate) fn Parts(part: RwSignal<Part>) -> impl IntoView {
    let button = move |of: Part| {
        view! {
            <button
                type="button"
                class="part-button"
                aria-pressed=move || (part.get() == of).to_string()
                on:click=move |_| part.set(of)
            >
                {of.words()}
            </button>
        }
    };
    view! {
        <nav class="parts" aria-label="Parts of the desktop">
            {Part::ALL.into_iter().map(button).collect_view()}
        </nav>
    }
}
