//! Whether a change fits what is there.

mod desk;

use std::collections::BTreeSet;

use crate::{
    Change, Refusal, SkillId, TeamId,
    setup::{
        Administrator, AfterContactWork, Agent, BusinessUnit, Disposition, Page, PageKind, Skill,
        Team, UnavailableCode,
    },
};

use super::Directory;

/// Whole seconds that a call may ring (`docs/agent-desktop.md` section 1).
const REFUSAL_TIMEOUT_S: std::ops::RangeInclusive<u32> = 15..=300;

/// Names, logins and addresses have at most so many characters: more nobody reads.
const MOST_CHARS: usize = 2_000;

/// A list within an entry has at most so many members: more skills, teams or origins than any one
/// agent or page has.
const MOST_MEMBERS: usize = 1_000;

type Checked = Result<(), Refusal>;

impl Directory {
    /// Refuses what contradicts what is there: names of nothing, logins that two share, numbers out
    /// of their range, entries that others still name.
    pub(crate) fn check(&self, change: &Change) -> Checked {
        check_id(change)?;
        match change {
            Change::BusinessUnit(new) => check_business_unit(new),
            Change::Team(new) => check_team(new),
            Change::UnavailableCode(new) => self.check_code(new),
            Change::Disposition(new) => check_disposition(new),
            Change::Skill(new) => self.check_skill(new),
            Change::Agent(new) => self.check_agent(new),
            Change::Page(new) => self.check_page(new),
            Change::Administrator(new) => check_administrator(new),
            Change::AddressBook(new) => self.check_address_book(new),
            Change::AddressBookEntry(new) => self.check_address_book_entry(new),
            Change::Indicator(new) => self.check_indicator(new),
            Change::Message(new) => self.check_message(new),
            Change::Tag(new) => self.check_tag(new),
            Change::Password { of, hash: _ } if self.knows(of) => Ok(()),
            Change::Password { .. } => Err(Refusal::UnknownEntry),
            Change::AccessKey(new) => self.check_access_key(new),
            Change::RemoveTeam(_)
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
            | Change::RemoveTag(_)
            | Change::RemoveAccessKey(_) => self.check_removal(change),
        }
    }

    fn check_removal(&self, change: &Change) -> Checked {
        let setup = &*self.setup;
        let known = match change {
            Change::RemoveTeam(id) => {
                self.check_team_unused(*id)?;
                setup.teams.contains_key(id)
            }
            Change::RemoveUnavailableCode(id) => setup.unavailable_codes.contains_key(id),
            Change::RemoveDisposition(id) => {
                if let Some(skill) =
                    setup.skills.values().find(|skill| skill.dispositions.contains(id))
                {
                    return used(format!("disposition {id} is one of skill {}", skill.id));
                }
                setup.dispositions.contains_key(id)
            }
            Change::RemoveSkill(id) => {
                self.check_skill_unused(*id)?;
                setup.skills.contains_key(id)
            }
            Change::RemoveAgent(id) => setup.agents.contains_key(id),
            Change::RemovePage(id) => setup.pages.contains_key(id),
            Change::RemoveAccessKey(id) => self.credentials.access_keys.contains_key(id),
            Change::RemoveAdministrator(login) => {
                let known = setup.administrators.contains_key(&login.to_lowercase());
                if known && setup.administrators.len() == 1 {
                    return Err(Refusal::LastAdministrator);
                }
                known
            }
            Change::RemoveAddressBook(id) => {
                let entries = &setup.address_book_entries;
                if let Some(entry) = entries.values().find(|entry| entry.address_book == *id) {
                    return used(format!("address book {id} has entry {}", entry.id));
                }
                setup.address_books.contains_key(id)
            }
            Change::RemoveAddressBookEntry(id) => setup.address_book_entries.contains_key(id),
            Change::RemoveIndicator(id) => setup.indicators.contains_key(id),
            Change::RemoveMessage(id) => setup.messages.contains_key(id),
            Change::RemoveTag(id) => setup.tags.contains_key(id),
            Change::BusinessUnit(_)
            | Change::Team(_)
            | Change::UnavailableCode(_)
            | Change::Disposition(_)
            | Change::Skill(_)
            | Change::Agent(_)
            | Change::Page(_)
            | Change::Administrator(_)
            | Change::AddressBook(_)
            | Change::AddressBookEntry(_)
            | Change::Indicator(_)
            | Change::Message(_)
            | Change::Tag(_)
            | Change::Password { .. }
            | Change::AccessKey(_) => true,
        };
        if known { Ok(()) } else { Err(Refusal::UnknownEntry) }
    }

    fn check_team_unused(&self, team: TeamId) -> Checked {
        let setup = &*self.setup;
        if let Some(agent) = setup.agents.values().find(|agent| agent.team == team) {
            return used(format!("team {team} is that of agent {}", agent.id));
        }
        if let Some(code) = setup.unavailable_codes.values().find(|it| it.teams.contains(&team)) {
            return used(format!("unavailable code {} names team {team}", code.id));
        }
        if let Some(page) = setup.pages.values().find(|page| page.teams.contains(&team)) {
            return used(format!("page `{}` names team {team}", page.id));
        }
        if let Some(book) = setup.address_books.values().find(|it| it.teams.contains(&team)) {
            return used(format!("address book {} names team {team}", book.id));
        }
        if let Some(message) = setup.messages.values().find(|it| it.teams.contains(&team)) {
            return used(format!("message {} names team {team}", message.id));
        }
        Ok(())
    }

    fn check_skill_unused(&self, skill: SkillId) -> Checked {
        let setup = &*self.setup;
        if let Some(agent) = setup.agents.values().find(|agent| agent.has_skill(skill)) {
            return used(format!("agent {} has skill {skill}", agent.id));
        }
        if let Some(page) = setup.pages.values().find(|page| page.skills.contains(&skill)) {
            return used(format!("page `{}` opens with skill {skill}", page.id));
        }
        if let Some(indicator) = setup.indicators.values().find(|it| it.skills.contains(&skill)) {
            return used(format!("indicator {} names skill {skill}", indicator.id));
        }
        if let Some(tag) = setup.tags.values().find(|tag| tag.skills.contains(&skill)) {
            return used(format!("tag {} names skill {skill}", tag.id));
        }
        Ok(())
    }

    fn check_code(&self, new: &UnavailableCode) -> Checked {
        let what = format!("unavailable code {}", new.id);
        named(&what, &new.name)?;
        self.check_teams(&what, &new.teams)?;
        let twin = self.setup.unavailable_codes.values().find(|other| {
            let same_name = other.name.to_lowercase() == new.name.to_lowercase();
            let share_a_team = other.teams.is_empty()
                || new.teams.is_empty()
                || other.teams.iter().any(|team| new.teams.contains(team));
            other.id != new.id && same_name && share_a_team
        });
        if let Some(twin) = twin {
            return bad(format!("{what} has the name of code {}, and a team has both", twin.id));
        }
        Ok(())
    }

    fn check_skill(&self, new: &Skill) -> Checked {
        let what = format!("skill {}", new.id);
        named(&what, &new.name)?;
        if new.refusal_timeout_s.is_some_and(|seconds| !REFUSAL_TIMEOUT_S.contains(&seconds)) {
            return bad(format!("{what} has a refusal time-out out of 15 to 300"));
        }
        if new.require_disposition && new.dispositions.is_empty() {
            return bad(format!("{what} requires a disposition and has none"));
        }
        if new.after_contact_work == AfterContactWork::Disposition && new.dispositions.is_empty() {
            return bad(format!("{what} waits for a disposition and has none"));
        }
        once(&what, "disposition", &new.dispositions)?;
        for disposition in &new.dispositions {
            if !self.setup.dispositions.contains_key(disposition) {
                return bad(format!("{what} has unknown disposition {disposition}"));
            }
        }
        Ok(())
    }

    fn check_agent(&self, new: &Agent) -> Checked {
        let what = format!("agent {}", new.id);
        if new.login.trim().is_empty() || new.login.chars().count() > MOST_CHARS {
            return bad(format!("{what} has an empty login, or one that is too long"));
        }
        if self.agent_id_of(&new.login).is_some_and(|other| other != new.id) {
            return bad(format!("{what} has the login of another agent"));
        }
        if self.team(new.team).is_none() {
            return bad(format!("{what} is of unknown team {}", new.team));
        }
        if !REFUSAL_TIMEOUT_S.contains(&new.refusal_timeout_s) {
            return bad(format!("{what} has a refusal time-out out of 15 to 300"));
        }
        let texts =
            [&new.first_name, &new.last_name, &new.station.id, new.station.phone_number.text()];
        if texts.iter().any(|text| text.chars().count() > MOST_CHARS) {
            return bad(format!("{what} has a text of more than {MOST_CHARS} characters"));
        }
        let skills: Vec<_> = new.skills.iter().map(|assigned| assigned.skill).collect();
        self.check_skills(&what, &skills)
    }

    fn check_page(&self, new: &Page) -> Checked {
        let what = format!("page `{}`", new.id);
        let id = &new.id.0;
        if id.trim().is_empty() || id.chars().count() > MOST_CHARS {
            return bad("a page's id is empty or too long".to_owned());
        }
        named(&what, &new.name)?;
        if new.origins.is_empty() {
            return bad(format!("{what} names no origin: a page that nobody hears needs no entry"));
        }
        if [&new.icon, &new.url, &new.allow].iter().any(|text| text.chars().count() > MOST_CHARS) {
            return bad(format!("{what} has a text of more than {MOST_CHARS} characters"));
        }
        for list in [&new.origins, &new.frame_origins, &new.sandbox] {
            if list.len() > MOST_MEMBERS {
                return bad(format!("{what} has a list of more than {MOST_MEMBERS}"));
            }
        }
        if new.kind == PageKind::Workspace && !new.skills.is_empty() {
            return bad(format!("{what} is a workspace, always open: it has no skills"));
        }
        self.check_teams(&what, &new.teams)?;
        self.check_skills(&what, &new.skills)
    }

    fn check_teams(&self, what: &str, teams: &[TeamId]) -> Checked {
        once(what, "team", teams)?;
        match teams.iter().find(|team| self.team(**team).is_none()) {
            Some(unknown) => bad(format!("{what} has unknown team {unknown}")),
            None => Ok(()),
        }
    }

    fn check_skills(&self, what: &str, skills: &[SkillId]) -> Checked {
        once(what, "skill", skills)?;
        match skills.iter().find(|skill| self.skill(**skill).is_none()) {
            Some(unknown) => bad(format!("{what} has unknown skill {unknown}")),
            None => Ok(()),
        }
    }
}

/// Ids are numbers that every client reads alike: JavaScript rounds larger ones.
const IDS: std::ops::RangeInclusive<u64> = 1..=(1 << 53) - 1;

fn check_id(change: &Change) -> Checked {
    let (what, id) = match change {
        Change::BusinessUnit(new) => ("the business unit", new.number.0),
        Change::Team(new) => ("a team", new.id.0),
        Change::UnavailableCode(new) => ("an unavailable code", new.id.0),
        Change::Disposition(new) => ("a disposition", new.id.0),
        Change::Skill(new) => ("a skill", new.id.0),
        Change::Agent(new) => ("an agent", new.id.0),
        Change::AddressBook(new) => ("an address book", new.id.0),
        Change::AddressBookEntry(new) => ("an address book's entry", new.id.0),
        Change::Indicator(new) => ("an indicator", new.id.0),
        Change::Message(new) => ("a message", new.id.0),
        Change::Tag(new) => ("a tag", new.id.0),
        Change::Page(_)
        | Change::Administrator(_)
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
        | Change::RemoveTag(_) => return Ok(()),
    };
    if IDS.contains(&id) {
        return Ok(());
    }
    bad(format!("{what} has number {id}, which is not from {} to {}", IDS.start(), IDS.end()))
}

fn check_business_unit(new: &BusinessUnit) -> Checked {
    named("the business unit", &new.name)
}

fn check_team(new: &Team) -> Checked {
    named(&format!("team {}", new.id), &new.name)
}

fn check_disposition(new: &Disposition) -> Checked {
    named(&format!("disposition {}", new.id), &new.name)
}

fn check_administrator(new: &Administrator) -> Checked {
    if new.login.trim().is_empty() || new.login.chars().count() > MOST_CHARS {
        return bad("an administrator's login is empty or too long".to_owned());
    }
    if new.name.chars().count() > MOST_CHARS {
        return bad("an administrator's name is too long".to_owned());
    }
    Ok(())
}

fn named(what: &str, name: &str) -> Checked {
    if name.trim().is_empty() {
        return bad(format!("{what} has no name"));
    }
    if name.chars().count() > MOST_CHARS {
        return bad(format!("{what} has a name of more than {MOST_CHARS} characters"));
    }
    Ok(())
}

/// Refuses a list that is too long or names one thing twice.
fn once<T: Ord + std::fmt::Display>(what: &str, kind: &str, members: &[T]) -> Checked {
    if members.len() > MOST_MEMBERS {
        return bad(format!("{what} has more than {MOST_MEMBERS} of {kind}"));
    }
    let mut seen = BTreeSet::new();
    match members.iter().find(|member| !seen.insert(*member)) {
        Some(twice) => bad(format!("{what} has {kind} {twice} twice")),
        None => Ok(()),
    }
}

fn bad(what: String) -> Checked {
    Err(Refusal::BadSetup(what))
}

fn used(what: String) -> Checked {
    Err(Refusal::StillUsed(what))
}
