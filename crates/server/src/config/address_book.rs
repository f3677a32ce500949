//! `[[address_book]]` and `[[address_book_entry]]`: whom agents look up to call.

use cordboard_acd::{
    AddressBookEntryId, AddressBookId, Private, TeamId,
    setup::{AddressBook, AddressBookEntry},
};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    ConfigError, Place,
    place::nowhere,
    team,
    team::{known, unique},
};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<AddressBookId>,
    name: String,
    #[serde(default)]
    teams: Vec<Spanned<u64>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntrySection {
    pub(super) id: Spanned<AddressBookEntryId>,
    address_book: Spanned<u64>,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    company: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    mobile: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    external_id: String,
}

/// Judges what the books say of teams, and the entries of books.
pub(super) fn judge(
    books: &[Section],
    entries: &[EntrySection],
    teams: &[team::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for team in books.iter().flat_map(|book| &book.teams) {
        known(team, teams.iter().map(|team| team.id.get_ref().0), "team", place)?;
    }
    for entry in entries {
        let books = books.iter().map(|book| book.id.get_ref().0);
        known(&entry.address_book, books, "address book", place)?;
    }
    Ok(())
}

impl Section {
    pub(super) fn of(book: &AddressBook) -> Self {
        Self {
            id: nowhere(book.id),
            name: book.name.clone(),
            teams: book.teams.iter().map(|team| nowhere(team.0)).collect(),
        }
    }

    pub(super) fn entry(&self, place: &Place<'_>) -> Result<AddressBook, ConfigError> {
        unique(self.teams.iter(), "team", place)?;
        Ok(AddressBook {
            id: *self.id.get_ref(),
            name: self.name.clone(),
            teams: self.teams.iter().map(|id| TeamId(*id.get_ref())).collect(),
        })
    }
}

impl EntrySection {
    pub(super) fn of(entry: &AddressBookEntry) -> Self {
        let text = |text: &Private| text.text().to_owned();
        Self {
            id: nowhere(entry.id),
            address_book: nowhere(entry.address_book.0),
            first_name: text(&entry.first_name),
            last_name: text(&entry.last_name),
            company: text(&entry.company),
            phone: text(&entry.phone),
            mobile: text(&entry.mobile),
            email: text(&entry.email),
            external_id: text(&entry.external_id),
        }
    }

    pub(super) fn entry(&self) -> AddressBookEntry {
        let private = |text: &String| Private::new(text.clone());
        AddressBookEntry {
            id: *self.id.get_ref(),
            address_book: AddressBookId(*self.address_book.get_ref()),
            first_name: private(&self.first_name),
            last_name: private(&self.last_name),
            company: private(&self.company),
            phone: private(&self.phone),
            mobile: private(&self.mobile),
            email: private(&self.email),
            external_id: private(&self.external_id),
        }
    }
}
