//! The custom workspaces: always open, in a column with a rail of icons.

use leptos::prelude::*;

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};
use crate::page_bar::PageBar;
use crate::page_frame::Frames;
use crate::page_tabs::{Lie, PageTabs};
use crate::pages::{OpenPage, OpenPageId};
use crate::separator::{Edge, Separator};
use crate::settings::{store, stored};

/// Whether the workspaces' column is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkspacesColumn {
    /// The agent has none.
    None,
    /// The rail alone; the pages run on.
    Closed,
    /// Rail and page.
    Open,
}

impl WorkspacesColumn {
    /// As the style sheet knows it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Closed => "closed",
            Self::Open => "open",
        }
    }
}

/// Which workspaces there are, and whether one is seen.
#[derive(Clone, Copy)]
pub(crate) struct WorkspacesView {
    pages: Memo<Vec<OpenPage>>,
    is_open: RwSignal<bool>,
}

impl WorkspacesView {
    /// Begins as the agent left it.
    pub(crate) fn new() -> Self {
        let session = AgentSession::expect();
        let pages = Memo::new(move |_| {
            session.pages.with(|pages| {
                pages.iter().filter(|page| page.contact.is_none()).cloned().collect::<Vec<_>>()
            })
        });
        let is_open = RwSignal::new(stored("workspaces").as_deref() != Some("closed"));
        Effect::new(move |_| store("workspaces", if is_open.get() { "open" } else { "closed" }));
        Self { pages, is_open }
    }

    /// Whether the column is there, reactively.
    pub(crate) fn column(self) -> WorkspacesColumn {
        match (self.pages.with(Vec::is_empty), self.is_open.get()) {
            (true, _) => WorkspacesColumn::None,
            (false, true) => WorkspacesColumn::Open,
            (false, false) => WorkspacesColumn::Closed,
        }
    }
}

/// Separator, column and rail.
#[component]
pub(crate) fn Workspaces(view: WorkspacesView) -> impl IntoView {
    let WorkspacesView { pages, is_open } = view;
    let chosen = RwSignal::new(None::<OpenPageId>);
    let current = Memo::new(move |_| {
        let chosen = chosen.get();
        pages.with(|pages| {
            let is_chosen = |page: &&OpenPage| Some(page.id) == chosen;
            pages.iter().find(is_chosen).or(pages.first()).map(|page| page.id)
        })
    });
    let shown = Memo::new(move |_| current.get().filter(|_| is_open.get()));
    let title = move || {
        pages.with(|pages| {
            pages.iter().find(|page| Some(page.id) == current.get()).map(|page| page.title.clone())
        })
    };
    let choose = Callback::new(move |id| {
        chosen.set(Some(id));
        is_open.set(true);
    });
    view! {
        <div class="separator-place">
            <Show when=move || is_open.get() && !pages.with(Vec::is_empty)>
                <Separator edge=Edge::Workspaces />
            </Show>
        </div>
        <section
            class="column column-workspaces"
            aria-label="Workspaces"
        >
            <div class="column-head">
                <h2 class="grow">{title}</h2>
                <PageBar shown=shown />
                <button
                    type="button"
                    class="icon-button wide-only"
                    aria-label="Close the workspaces' column"
                    title="Close the column; the pages run on"
                    on:click=move |_| is_open.set(false)
                >
                    <Icon drawing=Drawing::Close />
                </button>
            </div>
            <div class="workspaces">
                <Frames is_held=|page| page.contact.is_none() shown=shown />
            </div>
        </section>
        <PageTabs label="Workspaces" lie=Lie::Column pages=pages shown=shown choose=choose />
    }
}
