//! A file taken over onto a floor that has a configuration already.

use std::collections::BTreeSet;

use cordboard_acd::{AgentId, Change, Floor, Private, Setup, credential::Holder};

use super::{
    ConfigError, Sections, Seed,
    difference::{Difference, How, add_password, between},
    entry::{EntryName, Kind, removal},
    place::Place,
};

/// What taking a file over would change.
pub(crate) struct Import {
    /// For people.
    pub(crate) differences: Vec<Difference>,
    /// For the floor, in an order that it takes.
    pub(crate) changes: Vec<Change>,
}

impl Import {
    /// Compares what a file holds with a floor's configuration. `passwords` are those of the file
    /// that the floor has otherwise.
    ///
    /// `exact` removes what the file lacks; administrators stand in no file and stay.
    pub(crate) fn of_seed(
        seed: &Seed,
        present: &Setup,
        passwords: Vec<(AgentId, Private)>,
        exact: bool,
    ) -> Self {
        let after = target(seed, present, exact);
        let mut differences = between(present, &after);
        for (agent, _) in &passwords {
            add_password(&mut differences, EntryName::Agent(*agent));
        }
        let put: BTreeSet<_> = differences
            .iter()
            .filter(|difference| difference.how != How::Removed)
            .map(|difference| &difference.entry)
            .collect();
        let puts = Change::all_of(&after)
            .into_iter()
            .filter(|change| name(change).is_some_and(|name| put.contains(&name)));
        let passwords = passwords
            .into_iter()
            .map(|(agent, hash)| Change::Password { of: Holder::Agent(agent), hash });
        let removed = |kinds: &[Kind]| -> Vec<Change> {
            let gone = differences.iter().filter(|difference| {
                difference.how == How::Removed && kinds.contains(&difference.entry.kind())
            });
            gone.filter_map(|difference| removal(&difference.entry)).collect()
        };
        // What nothing names goes first, so that its login or its name is free; what others may
        // have named goes when nothing names it any more.
        let unnamed = [
            Kind::Page,
            Kind::AddressBookEntry,
            Kind::Indicator,
            Kind::Message,
            Kind::Tag,
            Kind::Agent,
            Kind::UnavailableCode,
        ];
        let changes = unnamed
            .into_iter()
            .flat_map(|kind| removed(&[kind]))
            .chain(puts)
            .chain(passwords)
            .chain(removed(&[Kind::Skill, Kind::AddressBook]))
            .chain(removed(&[Kind::Disposition, Kind::Team]))
            .collect();
        Self { differences, changes }
    }
}

impl Seed {
    /// Reads the floor's tables of a file. Those that are the server's own are judged for their
    /// form alone.
    pub(crate) fn of_file(text: &str, present: &Setup) -> Result<Self, ConfigError> {
        let place = Place { file: "the file", text };
        Sections::parse(&place)?.seed(present, &place)
    }

    /// Gives the passwords that a floor has otherwise, or not at all.
    pub(crate) fn passwords_unlike(&self, floor: &Floor) -> Vec<(AgentId, Private)> {
        let unlike = |(agent, hash): &&(AgentId, Private)| {
            floor.credential(&Holder::Agent(*agent)).is_none_or(|known| known.hash != *hash)
        };
        self.passwords.iter().filter(unlike).cloned().collect()
    }
}

/// The configuration as it is afterwards.
fn target(seed: &Seed, present: &Setup, exact: bool) -> Setup {
    let new = &seed.setup;
    let mut after = if exact {
        Setup { administrators: present.administrators.clone(), ..new.clone() }
    } else {
        let mut after = present.clone();
        after.teams.extend(new.teams.clone());
        after.unavailable_codes.extend(new.unavailable_codes.clone());
        after.dispositions.extend(new.dispositions.clone());
        after.skills.extend(new.skills.clone());
        after.agents.extend(new.agents.clone());
        after.pages.extend(new.pages.clone());
        after.address_books.extend(new.address_books.clone());
        after.address_book_entries.extend(new.address_book_entries.clone());
        after.indicators.extend(new.indicators.clone());
        after.messages.extend(new.messages.clone());
        after.tags.extend(new.tags.clone());
        after
    };
    let unit = if seed.names_business_unit { new } else { present };
    after.business_unit = unit.business_unit.clone();
    after
}

/// Names what a change sets; passwords and removals set no entry.
fn name(change: &Change) -> Option<EntryName> {
    Some(match change {
        Change::BusinessUnit(_) => EntryName::BusinessUnit,
        Change::Team(team) => EntryName::Team(team.id),
        Change::UnavailableCode(code) => EntryName::UnavailableCode(code.id),
        Change::Disposition(disposition) => EntryName::Disposition(disposition.id),
        Change::Skill(skill) => EntryName::Skill(skill.id),
        Change::Agent(agent) => EntryName::Agent(agent.id),
        Change::Page(page) => EntryName::Page(page.id.clone()),
        Change::AddressBook(book) => EntryName::AddressBook(book.id),
        Change::AddressBookEntry(entry) => EntryName::AddressBookEntry(entry.id),
        Change::Indicator(indicator) => EntryName::Indicator(indicator.id),
        Change::Message(message) => EntryName::Message(message.id),
        Change::Tag(tag) => EntryName::Tag(tag.id),
        Change::Administrator(_)
        | Change::Password { .. }
        | Change::AccessKey(_)
        | Change::RemoveAccessKey(_)
        | Change::RemoveTeam(_)
        | Change::RemoveUnavailableCode(_)
        | Change::RemoveDisposition(_)
        | Change::RemoveSkill(_)
        | Change::RemoveAgent(_)
        | Change::RemovePage(_)
        | Change::RemoveAdministrator(_)
        | Change::RemoveAddressBook(_)
        | Change::RemoveAddressBookEntry(_)
        | Change::RemoveIndicator(_)
        | Change::RemoveMessage(_)
        | Change::RemoveTag(_) => return None,
    })
}
