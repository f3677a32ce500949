//! Address books: whom agents look up to call.

use serde::{Deserialize, Serialize};

use crate::{AddressBookEntryId, AddressBookId, Private, TeamId};

/// Holds an address book; its entries name it.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressBook {
    /// Its id.
    pub id: AddressBookId,
    /// Its name.
    pub name: String,
    /// The teams that see it; none listed: all.
    pub teams: Vec<TeamId>,
}

impl AddressBook {
    /// Says whether a team sees it.
    #[must_use]
    pub fn is_of(&self, team: TeamId) -> bool {
        self.teams.is_empty() || self.teams.contains(&team)
    }
}

/// Holds one entry of an address book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressBookEntry {
    /// Its id, unique among the entries of all books.
    pub id: AddressBookEntryId,
    /// The book that it stands in.
    pub address_book: AddressBookId,
    /// The first name.
    pub first_name: Private,
    /// The last name.
    pub last_name: Private,
    /// The company.
    pub company: Private,
    /// The phone number.
    pub phone: Private,
    /// The number of the mobile phone.
    pub mobile: Private,
    /// The email address.
    pub email: Private,
    /// What another system calls it.
    pub external_id: Private,
}

impl AddressBookEntry {
    /// Gives all its texts.
    #[must_use]
    pub fn texts(&self) -> [&str; 7] {
        [
            self.first_name.text(),
            self.last_name.text(),
            self.company.text(),
            self.phone.text(),
            self.mobile.text(),
            self.email.text(),
            self.external_id.text(),
        ]
    }
}
