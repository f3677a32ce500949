//! The message inspector: what the desktop and its pages say to each other, live, each message explained in a sentence.
//!
//! It is for those who write pages, so an agent has it by a permission (`inspect-pages`). While it is closed nothing is
//! recorded, and the page bridge makes nothing for it.

mod cost;
mod detail;
mod dock;
mod export;
mod filter;
mod js;
mod list;
mod log;
mod open_pages;
mod record;
mod replay;
mod text;
mod toolbar;

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::agent_session::AgentSession;
use crate::icon::{Drawing, Icon};
use crate::page_bridge::Witness;
use crate::pages::OpenPageId;
use crate::settings::{store, stored};
use crate::shortcuts::{Deed, Shortcuts};
pub(crate) use dock::InspectorDock;
use filter::Filter;
use log::Entry;
use record::Recorder;
use replay::Player;

/// How often the views follow what is recorded: more often nobody reads.
const FOLLOWS: Duration = Duration::from_millis(200);
/// How many entries the list shows at once: more make the browser slow, and are found by searching.
const SHOWN: usize = 300;

/// The inspector, for its views.
#[derive(Clone, Copy)]
pub(crate) struct Inspector {
    session: AgentSession,
    recorder: StoredValue<Rc<Recorder>, LocalStorage>,
    /// Whether the agent has it.
    is_permitted: Memo<bool>,
    is_wanted: RwSignal<bool>,
    /// Counts what changed in the record.
    version: RwSignal<u64>,
    filter: RwSignal<Filter>,
    selected: RwSignal<Option<u64>>,
    side: RwSignal<Side>,
    is_paused: RwSignal<bool>,
}

/// What stands beside the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    /// How the pages stand and what they cost.
    #[default]
    Pages,
    /// The entry that is chosen.
    Message,
    /// An exported record, posted again.
    Replay,
}

impl Inspector {
    /// Makes it, closed or as it was left, for every view below.
    pub(crate) fn provide(session: &AgentSession) -> Self {
        let session = *session;
        let version = RwSignal::new(0);
        let is_due = Rc::new(Cell::new(false));
        let changed = move || {
            if !is_due.replace(true) {
                let is_due = Rc::clone(&is_due);
                let follow = move || {
                    is_due.set(false);
                    // The views may have gone meanwhile.
                    let _ = version.try_update(|version| *version += 1);
                };
                set_timeout(follow, FOLLOWS);
            }
        };
        let title_of = move |page: cordboard_broker::PageId| {
            session.page(OpenPageId(page.0)).map(|page| page.title)
        };
        let recorder = Rc::new(Recorder::new(title_of, changed));
        let is_permitted = Memo::new(move |_| {
            session.settings.with(|settings| {
                settings.as_ref().is_some_and(|settings| settings.agent.inspects_pages)
            })
        });
        let inspector = Self {
            session,
            recorder: StoredValue::new_local(recorder),
            is_permitted,
            is_wanted: RwSignal::new(stored("inspector").as_deref() == Some("open")),
            version,
            filter: RwSignal::default(),
            selected: RwSignal::default(),
            side: RwSignal::default(),
            is_paused: RwSignal::new(false),
        };
        provide_context(inspector);
        Player::provide(&session);
        Effect::new(move |_| {
            let is_open = inspector.is_open();
            let witness: Rc<dyn Witness> = inspector.recorder.get_value();
            session.set_witness(is_open.then_some(witness));
        });
        Effect::new(move |_| {
            store("inspector", if inspector.is_wanted.get() { "open" } else { "closed" });
        });
        Effect::new(move |_| {
            inspector.recorder.with_value(|it| it.set_paused(inspector.is_paused.get()));
        });
        on_cleanup(move || session.set_witness(None));
        inspector
    }

    /// Whether it is seen, and records.
    pub(crate) fn is_open(self) -> bool {
        self.is_permitted.get() && self.is_wanted.get()
    }

    fn toggle(self) {
        if self.is_permitted.get_untracked() {
            self.is_wanted.update(|is_wanted| *is_wanted = !*is_wanted);
        }
    }

    fn with_recorder<Told>(self, read: impl FnOnce(&Recorder) -> Told) -> Told {
        self.recorder.with_value(|recorder| read(recorder))
    }

    /// The newest entries that the filter admits, oldest first, and how many there are in all.
    fn shown(self) -> (Vec<Arc<Entry>>, usize) {
        self.version.track();
        self.filter.with(|filter| {
            self.with_recorder(|recorder| {
                recorder.with_log(|log| {
                    let mut admitted = log.entries().rev().filter(|entry| filter.admits(entry));
                    let mut newest: Vec<Arc<Entry>> =
                        admitted.by_ref().take(SHOWN).cloned().collect();
                    newest.reverse();
                    let count = newest.len() + admitted.count();
                    (newest, count)
                })
            })
        })
    }

    /// The entry that is chosen, as long as it is there.
    fn chosen(self) -> Option<Arc<Entry>> {
        self.version.track();
        let number = self.selected.get()?;
        self.with_recorder(|recorder| recorder.with_log(|log| log.get(number).cloned()))
    }

    /// Hands the record to the browser's downloads: all that is kept, whatever the filter shows.
    fn export(self) {
        let text =
            self.with_recorder(|recorder| recorder.with_log(|log| export::export(log.entries())));
        let day = String::from(js_sys::Date::new_0().to_iso_string()).replace(':', "-");
        js::download(&format!("cordboard-messages-{day}.json"), &text);
    }

    fn choose(self, number: u64) {
        self.selected.set(Some(number));
        self.side.set(Side::Message);
    }
}

/// The button that opens it, for an agent who has it.
#[component]
pub(crate) fn InspectorButton() -> impl IntoView {
    let inspector = expect_context::<Inspector>();
    let shortcuts = expect_context::<Shortcuts>();
    shortcuts.on(Deed::Inspector, move || inspector.toggle());
    view! {
        <Show when=move || inspector.is_permitted.get()>
            <button
                type="button"
                class="icon-button"
                aria-label="Message inspector"
                title="Message inspector"
                aria-expanded=move || inspector.is_open().to_string()
                aria-keyshortcuts=move || shortcuts.aria(Deed::Inspector)
                on:click=move |_| inspector.toggle()
            >
                <Icon drawing=Drawing::Inspect />
            </button>
        </Show>
    }
}

/// Whether a deed can be done by this agent, so that the help names it.
pub(crate) fn is_offered(deed: Deed) -> bool {
    deed != Deed::Inspector
        || use_context::<Inspector>().is_some_and(|inspector| inspector.is_permitted.get())
}
