//! Changes of the configuration: what administrators do, and who they are.

use serde::{Deserialize, Serialize};

use crate::{
    AccessKey, AccessKeyId, AddressBookEntryId, AddressBookId, AgentId, CodeId, DispositionId,
    Event, Floor, IndicatorId, MessageId, Private, Refusal, SkillId, TagId, TeamId, Time,
    credential::Holder,
    fact::{Happened, SessionEnd},
    floor::Decision,
    setup::{
        AddressBook, AddressBookEntry, Administrator, Agent, BusinessUnit, Disposition, Indicator,
        Message, Page, PageEntryId, Setup, Skill, Tag, Team, UnavailableCode,
    },
};

/// So many changes make one command at most: the largest business unit there is, entered at once.
const MOST_AT_ONCE: usize = 50_000;

/// Says who changed something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// The configuration file, which seeds an empty floor.
    File,
    /// `cordboard admin init`, whoever had access to the data folder.
    Init,
    /// An administrator, by login.
    Administrator(String),
}

/// One change of the configuration. An entry that is not there yet is added, one that is there is
/// replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Sets what is true of the whole business unit.
    BusinessUnit(BusinessUnit),
    /// Sets a team.
    Team(Team),
    /// Removes a team that no agent, code or page names.
    RemoveTeam(TeamId),
    /// Sets an unavailable code.
    UnavailableCode(UnavailableCode),
    /// Removes an unavailable code.
    RemoveUnavailableCode(CodeId),
    /// Sets a disposition.
    Disposition(Disposition),
    /// Removes a disposition that no skill names.
    RemoveDisposition(DispositionId),
    /// Sets a skill.
    Skill(Skill),
    /// Removes a skill that no agent and no page names and that has no contacts.
    RemoveSkill(SkillId),
    /// Sets an agent.
    Agent(Box<Agent>),
    /// Removes an agent, whose agent session ends first.
    RemoveAgent(AgentId),
    /// Sets a page's entry.
    Page(Box<Page>),
    /// Removes a page's entry.
    RemovePage(PageEntryId),
    /// Sets an administrator.
    Administrator(Administrator),
    /// Removes an administrator, by login; never the last.
    RemoveAdministrator(String),
    /// Sets an address book.
    AddressBook(AddressBook),
    /// Removes an address book that has no entries.
    RemoveAddressBook(AddressBookId),
    /// Sets an entry of an address book.
    AddressBookEntry(Box<AddressBookEntry>),
    /// Removes an entry of an address book.
    RemoveAddressBookEntry(AddressBookEntryId),
    /// Sets an indicator.
    Indicator(Indicator),
    /// Removes an indicator.
    RemoveIndicator(IndicatorId),
    /// Sets a message.
    Message(Message),
    /// Removes a message.
    RemoveMessage(MessageId),
    /// Sets a tag.
    Tag(Tag),
    /// Removes a tag.
    RemoveTag(TagId),
    /// Sets a password.
    Password {
        /// Whose.
        of: Holder,
        /// Its argon2 hash.
        hash: Private,
    },
    /// Makes an access key. It ends with its agent.
    AccessKey(AccessKey),
    /// Revokes an access key, and ends what was signed in with it.
    RemoveAccessKey(AccessKeyId),
}

impl Change {
    /// Gives the changes that make an empty configuration this one, each after what it names.
    #[must_use]
    pub fn all_of(setup: &Setup) -> Vec<Self> {
        let mut changes = vec![Self::BusinessUnit(setup.business_unit.clone())];
        changes.extend(setup.teams.values().cloned().map(Self::Team));
        changes.extend(setup.unavailable_codes.values().cloned().map(Self::UnavailableCode));
        changes.extend(setup.dispositions.values().cloned().map(Self::Disposition));
        changes.extend(setup.skills.values().cloned().map(Self::Skill));
        changes.extend(setup.agents.values().cloned().map(Box::new).map(Self::Agent));
        changes.extend(setup.pages.values().cloned().map(Box::new).map(Self::Page));
        changes.extend(setup.administrators.values().cloned().map(Self::Administrator));
        changes.extend(setup.address_books.values().cloned().map(Self::AddressBook));
        let entries = setup.address_book_entries.values().cloned();
        changes.extend(entries.map(Box::new).map(Self::AddressBookEntry));
        changes.extend(setup.indicators.values().cloned().map(Self::Indicator));
        changes.extend(setup.messages.values().cloned().map(Self::Message));
        changes.extend(setup.tags.values().cloned().map(Self::Tag));
        changes
    }
}

impl Floor {
    pub(crate) fn decide_seed(
        &self,
        now: Time,
        setup: &Setup,
        passwords: Vec<(AgentId, Private)>,
    ) -> Decision {
        if self.directory.is_seeded() {
            return Err(Refusal::AlreadySeeded);
        }
        let passwords = passwords
            .into_iter()
            .map(|(agent, hash)| Change::Password { of: Holder::Agent(agent), hash });
        let changes = Change::all_of(setup).into_iter().chain(passwords).collect();
        self.decide_changes(now, &Actor::File, None, changes)
    }

    /// Judges changes one after the other, each on what the ones before it have made. All or none.
    pub(crate) fn decide_changes(
        &self,
        now: Time,
        by: &Actor,
        expected: Option<u64>,
        changes: Vec<Change>,
    ) -> Decision {
        if expected.is_some_and(|expected| expected != self.directory.version) {
            return Err(Refusal::ChangedMeanwhile);
        }
        if changes.len() > MOST_AT_ONCE {
            return Err(Refusal::OutOfLimits("the number of changes"));
        }
        let mut directory = self.directory.clone();
        // All at once: two of them may be on a call with each other.
        let removed: Vec<_> = changes
            .iter()
            .filter_map(|change| {
                let Change::RemoveAgent(agent) = change else { return None };
                self.session_of(*agent)
            })
            .collect();
        let mut happened = self.end_sessions(now, &removed, SessionEnd::Elsewhere);
        for change in changes {
            directory.check(&change)?;
            if directory.has_already(&change) {
                continue;
            }
            match &change {
                Change::RemoveSkill(skill) => self.check_no_contacts(*skill)?,
                Change::RemoveAgent(agent) => happened.extend(self.end_sign_ins(*agent, true)),
                Change::Password { of: Holder::Agent(agent), .. } => {
                    happened.extend(self.end_sign_ins(*agent, false));
                }
                Change::RemoveAccessKey(id) => happened.extend(self.end_sign_ins_with(id, by)),
                Change::BusinessUnit(_)
                | Change::Team(_)
                | Change::RemoveTeam(_)
                | Change::UnavailableCode(_)
                | Change::RemoveUnavailableCode(_)
                | Change::Disposition(_)
                | Change::RemoveDisposition(_)
                | Change::Skill(_)
                | Change::Agent(_)
                | Change::Page(_)
                | Change::RemovePage(_)
                | Change::Administrator(_)
                | Change::RemoveAdministrator(_)
                | Change::AddressBook(_)
                | Change::RemoveAddressBook(_)
                | Change::AddressBookEntry(_)
                | Change::RemoveAddressBookEntry(_)
                | Change::Indicator(_)
                | Change::RemoveIndicator(_)
                | Change::Message(_)
                | Change::RemoveMessage(_)
                | Change::Tag(_)
                | Change::RemoveTag(_)
                | Change::Password { of: Holder::Administrator(_), .. }
                | Change::AccessKey(_) => {}
            }
            directory.apply(now, &change);
            happened.push(Happened::Changed { by: by.clone(), change });
        }
        Ok(happened)
    }

    fn check_no_contacts(&self, skill: SkillId) -> Result<(), Refusal> {
        let count = self.contacts.values().filter(|contact| contact.skill == skill).count();
        if count == 0 {
            return Ok(());
        }
        Err(Refusal::StillUsed(format!("skill {skill} has {count} contacts that are not over")))
    }

    pub(crate) fn evolve_changed(&mut self, at: Time, change: &Change) {
        match change {
            Change::Agent(agent) => {
                let before = self.agent(agent.id).cloned();
                self.directory.apply(at, change);
                self.tell_changed_agent(at, before.as_ref(), agent);
            }
            Change::UnavailableCode(UnavailableCode { id, .. })
            | Change::RemoveUnavailableCode(id) => {
                let before = self.setup().unavailable_codes.get(id).cloned();
                self.directory.apply(at, change);
                let after = self.setup().unavailable_codes.get(id).cloned();
                self.tell_all(at, &Event::UpdateUnavailableCodes, |agent| {
                    before.iter().chain(&after).any(|code| code.is_of(agent.team))
                });
            }
            Change::RemoveAgent(agent) => {
                self.directory.apply(at, change);
                self.client_data.remove(agent);
            }
            Change::Skill(skill) => {
                self.directory.apply(at, change);
                self.tell_all(at, &Event::UpdateSkills, |agent| agent.has_skill(skill.id));
            }
            Change::Indicator(Indicator { id, .. }) | Change::RemoveIndicator(id) => {
                let before = self.setup().indicators.get(id).cloned();
                self.directory.apply(at, change);
                let after = self.setup().indicators.get(id).cloned();
                self.tell_all(at, &Event::UpdateIndicators, |agent| {
                    before.iter().chain(&after).any(|indicator| indicator.is_of(agent))
                });
            }
            Change::Message(Message { id, .. }) | Change::RemoveMessage(id) => {
                let before = self.setup().messages.get(id).cloned();
                self.directory.apply(at, change);
                let after = self.setup().messages.get(id).cloned();
                self.tell_all(at, &Event::UpdateMessages, |agent| {
                    before.iter().chain(&after).any(|message| message.is_for(agent))
                });
            }
            Change::BusinessUnit(_)
            | Change::Team(_)
            | Change::RemoveTeam(_)
            | Change::Disposition(_)
            | Change::RemoveDisposition(_)
            | Change::RemoveSkill(_)
            | Change::Page(_)
            | Change::RemovePage(_)
            | Change::Administrator(_)
            | Change::RemoveAdministrator(_)
            | Change::AddressBook(_)
            | Change::RemoveAddressBook(_)
            | Change::AddressBookEntry(_)
            | Change::RemoveAddressBookEntry(_)
            | Change::Tag(_)
            | Change::RemoveTag(_)
            | Change::Password { .. }
            | Change::AccessKey(_)
            | Change::RemoveAccessKey(_) => self.directory.apply(at, change),
        }
    }

    fn tell_changed_agent(&mut self, at: Time, before: Option<&Agent>, after: &Agent) {
        let Some(session) = self.session_of(after.id).map(|session| session.id) else { return };
        let Some(before) = before else { return };
        let events = [
            (before.settings != after.settings)
                .then(|| Event::AgentSettings(after.settings.clone())),
            (before.permissions != after.permissions).then_some(Event::UpdatePermissions),
            (before.skills != after.skills).then_some(Event::UpdateSkills),
            (before.team != after.team).then_some(Event::UpdateUnavailableCodes),
            self.other_indicators(before, after).then_some(Event::UpdateIndicators),
            self.other_messages(before, after).then_some(Event::UpdateMessages),
        ];
        for event in events.into_iter().flatten() {
            self.tell(session, at, event);
        }
        self.place_session(session);
    }

    fn other_indicators(&self, before: &Agent, after: &Agent) -> bool {
        let setup = self.setup();
        setup.indicators_of(before).ne(setup.indicators_of(after))
    }

    fn other_messages(&self, before: &Agent, after: &Agent) -> bool {
        let setup = self.setup();
        setup.messages_for(before).ne(setup.messages_for(after))
    }

    /// Tells the agents with an agent session whom it concerns.
    fn tell_all(&mut self, at: Time, event: &Event, concerns: impl Fn(&Agent) -> bool) {
        let concerned: Vec<_> = self
            .sessions
            .values()
            .filter(|session| self.directory.agent(session.agent).is_some_and(&concerns))
            .map(|session| session.id)
            .collect();
        for session in concerned {
            self.tell(session, at, event.clone());
        }
    }
}
