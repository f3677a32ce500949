//! When each entry of the configuration was set last.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    AddressBookEntryId, AddressBookId, AgentId, Change, CodeId, DispositionId, IndicatorId,
    MessageId, SkillId, TagId, TeamId, Time,
};

/// Says when each entry was set last; of those set before this was noted it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetAt {
    /// The teams.
    pub teams: BTreeMap<TeamId, Time>,
    /// The unavailable codes.
    pub unavailable_codes: BTreeMap<CodeId, Time>,
    /// The dispositions.
    pub dispositions: BTreeMap<DispositionId, Time>,
    /// The skills.
    pub skills: BTreeMap<SkillId, Time>,
    /// The agents.
    pub agents: BTreeMap<AgentId, Time>,
    /// The address books.
    pub address_books: BTreeMap<AddressBookId, Time>,
    /// Their entries.
    pub address_book_entries: BTreeMap<AddressBookEntryId, Time>,
    /// The indicators.
    pub indicators: BTreeMap<IndicatorId, Time>,
    /// The messages.
    pub messages: BTreeMap<MessageId, Time>,
    /// The tags.
    pub tags: BTreeMap<TagId, Time>,
}

impl SetAt {
    pub(super) fn note(&mut self, at: Time, change: &Change) {
        match change {
            Change::Team(new) => note(&mut self.teams, new.id, at),
            Change::RemoveTeam(id) => forget(&mut self.teams, id),
            Change::UnavailableCode(new) => note(&mut self.unavailable_codes, new.id, at),
            Change::RemoveUnavailableCode(id) => forget(&mut self.unavailable_codes, id),
            Change::Disposition(new) => note(&mut self.dispositions, new.id, at),
            Change::RemoveDisposition(id) => forget(&mut self.dispositions, id),
            Change::Skill(new) => note(&mut self.skills, new.id, at),
            Change::RemoveSkill(id) => forget(&mut self.skills, id),
            Change::Agent(new) => note(&mut self.agents, new.id, at),
            Change::RemoveAgent(id) => forget(&mut self.agents, id),
            Change::AddressBook(new) => note(&mut self.address_books, new.id, at),
            Change::RemoveAddressBook(id) => forget(&mut self.address_books, id),
            Change::AddressBookEntry(new) => note(&mut self.address_book_entries, new.id, at),
            Change::RemoveAddressBookEntry(id) => forget(&mut self.address_book_entries, id),
            Change::Indicator(new) => note(&mut self.indicators, new.id, at),
            Change::RemoveIndicator(id) => forget(&mut self.indicators, id),
            Change::Message(new) => note(&mut self.messages, new.id, at),
            Change::RemoveMessage(id) => forget(&mut self.messages, id),
            Change::Tag(new) => note(&mut self.tags, new.id, at),
            Change::RemoveTag(id) => forget(&mut self.tags, id),
            Change::BusinessUnit(_)
            | Change::Page(_)
            | Change::RemovePage(_)
            | Change::Administrator(_)
            | Change::RemoveAdministrator(_)
            | Change::AccessKey(_)
            | Change::RemoveAccessKey(_)
            | Change::Password { .. } => {}
        }
    }
}

fn note<K: Ord>(times: &mut BTreeMap<K, Time>, id: K, at: Time) {
    times.insert(id, at);
}

fn forget<K: Ord>(times: &mut BTreeMap<K, Time>, id: &K) {
    times.remove(id);
}
