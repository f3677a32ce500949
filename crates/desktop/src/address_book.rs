//! The address book: colleagues with their state, skills, and the numbers that administrators keep.

mod entries;
mod list;

use std::time::Duration;

use cordboard_protocol::address_book::AddressBook as Book;
use cordboard_protocol::agent_state::AgentStateRow;
use cordboard_protocol::skill_activity::SkillActivity;
use leptos::{prelude::*, task::spawn_local};

pub(crate) use entries::{Entry, Section};
pub(crate) use list::{AddressBookList, How, focus_first};

use crate::agent_session::AgentSession;
use crate::failure;

/// How often the states are read while the address book is open.
const READS_EVERY: Duration = Duration::from_secs(5);

/// What was read, for as long as the owner lives.
#[derive(Clone, Copy)]
pub(crate) struct AddressBook {
    /// Read once: they change seldom.
    books: RwSignal<Option<Vec<Book>>>,
    agents: RwSignal<Vec<AgentStateRow>>,
    skills: RwSignal<Vec<SkillActivity>>,
    /// Whether the first answers have come.
    pub(crate) is_read: RwSignal<bool>,
    /// Why it is not as new as it should be.
    pub(crate) wrong: RwSignal<Option<String>>,
    session: AgentSession,
}

impl AddressBook {
    /// Reads it now, and again and again.
    pub(crate) fn open() -> Self {
        let book = Self {
            books: RwSignal::default(),
            agents: RwSignal::default(),
            skills: RwSignal::default(),
            is_read: RwSignal::new(false),
            wrong: RwSignal::default(),
            session: AgentSession::expect(),
        };
        spawn_local(async move {
            book.read().await;
            book.is_read.try_set(true);
        });
        let again = move || {
            // Nobody looks at a tab in the background.
            if !document().hidden() {
                spawn_local(book.read());
            }
        };
        if let Ok(timer) = set_interval_with_handle(again, READS_EVERY) {
            on_cleanup(move || timer.clear());
        }
        book
    }

    /// All entries that a search finds, reactively.
    pub(crate) fn sections(self, search: &str) -> Vec<Section> {
        let own = self.session.agent_id();
        let (agents, skills) = (self.agents.read(), self.skills.read());
        let all = self.books.with(|books| {
            entries::sections(&agents, &skills, books.as_deref().unwrap_or_default(), own)
        });
        entries::found(all, search)
    }

    async fn read(self) {
        let has_books = self.books.try_with_untracked(Option::is_some).unwrap_or(true);
        let books = if has_books { Ok(None) } else { self.session.address_books().await.map(Some) };
        let agents = self.session.agent_states().await;
        let skills = self.session.skill_activity().await;
        let wrong = books.as_ref().err().or(agents.as_ref().err()).or(skills.as_ref().err());
        let wrong = wrong.map(failure::words);
        // The address book may be closed by now.
        if let Ok(Some(books)) = books {
            self.books.try_set(Some(books));
        }
        if let Ok(agents) = agents {
            self.agents.try_set(agents);
        }
        if let Ok(skills) = skills {
            self.skills.try_set(skills);
        }
        self.wrong.try_set(wrong);
    }
}
