//! Whether what desktops read beside contacts fits: address books, indicators, messages, tags.

use crate::{
    AddressBookId, AgentId,
    setup::{AddressBook, AddressBookEntry, Indicator, Message, Tag},
};

use super::{Checked, Directory, MOST_CHARS, bad, named, once};

/// All address books together have at most so many entries: they are held in memory, and whoever
/// has more has a directory of its own.
const MOST_ENTRIES: usize = 20_000;

/// Numbers of address books above this one are the floor's own: the books that it computes.
const LAST_ADDRESS_BOOK: u64 = 2_000_000_000;

/// A message has at most so many characters: what agents read between two calls.
const MOST_MESSAGE_CHARS: usize = 4_000;

impl Directory {
    pub(super) fn check_address_book(&self, new: &AddressBook) -> Checked {
        let what = format!("address book {}", new.id);
        if new.id > AddressBookId(LAST_ADDRESS_BOOK) {
            return bad(format!("{what} has a number above {LAST_ADDRESS_BOOK}"));
        }
        named(&what, &new.name)?;
        self.check_teams(&what, &new.teams)
    }

    pub(super) fn check_address_book_entry(&self, new: &AddressBookEntry) -> Checked {
        let what = format!("address book entry {}", new.id);
        let AddressBookEntry { address_book, first_name, last_name, company, .. } = new;
        if !self.setup.address_books.contains_key(address_book) {
            return bad(format!("{what} is of unknown address book {address_book}"));
        }
        if [first_name, last_name, company].iter().all(|name| name.text().trim().is_empty()) {
            return bad(format!("{what} has neither a name nor a company"));
        }
        if new.texts().iter().any(|text| text.chars().count() > MOST_CHARS) {
            return bad(format!("{what} has a text of more than {MOST_CHARS} characters"));
        }
        let entries = &self.setup.address_book_entries;
        if entries.len() >= MOST_ENTRIES && !entries.contains_key(&new.id) {
            return bad(format!("{what} is one more than the {MOST_ENTRIES} that there may be"));
        }
        Ok(())
    }

    pub(super) fn check_indicator(&self, new: &Indicator) -> Checked {
        let what = format!("indicator {}", new.id);
        named(&what, &new.name)?;
        let texts = [&new.tool_tip, &new.action_uri, &new.image_uri];
        if texts.iter().any(|text| text.chars().count() > MOST_CHARS) {
            return bad(format!("{what} has a text of more than {MOST_CHARS} characters"));
        }
        self.check_agents(&what, &new.agents)?;
        self.check_skills(&what, &new.skills)
    }

    pub(super) fn check_message(&self, new: &Message) -> Checked {
        let what = format!("message {}", new.id);
        let subject = new.subject.text();
        if subject.trim().is_empty() || subject.chars().count() > MOST_CHARS {
            return bad(format!(
                "{what} has no subject, or one of more than {MOST_CHARS} characters"
            ));
        }
        if new.text.text().chars().count() > MOST_MESSAGE_CHARS {
            return bad(format!("{what} has more than {MOST_MESSAGE_CHARS} characters"));
        }
        self.check_agents(&what, &new.agents)?;
        self.check_teams(&what, &new.teams)
    }

    pub(super) fn check_tag(&self, new: &Tag) -> Checked {
        let what = format!("tag {}", new.id);
        named(&what, &new.name)?;
        self.check_skills(&what, &new.skills)
    }

    fn check_agents(&self, what: &str, agents: &[AgentId]) -> Checked {
        once(what, "agent", agents)?;
        match agents.iter().find(|agent| self.agent(**agent).is_none()) {
            Some(unknown) => bad(format!("{what} has unknown agent {unknown}")),
            None => Ok(()),
        }
    }
}
