//! Who waits, who is idle, and who is given to whom: the longest idle agent, contacts by priority,
//! then age.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{AgentId, AgentSessionId, ContactId, SkillId, Time};

/// The order in which a skill's contacts are served.
type WaitingPlace = (Reverse<u8>, Time, ContactId);

/// The order in which a skill's idle agents are chosen.
type IdlePlace = (Time, AgentId, AgentSessionId);

/// Keeps waiting contacts and idle agents by skill, so that no decision looks at all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Routing {
    waiting: BTreeMap<SkillId, BTreeSet<WaitingPlace>>,
    idle: BTreeMap<SkillId, BTreeSet<IdlePlace>>,
    contacts: BTreeMap<ContactId, (SkillId, WaitingPlace)>,
    agents: BTreeMap<AgentSessionId, (IdlePlace, Vec<SkillId>)>,
    /// Skills that have both.
    matching: BTreeSet<SkillId>,
}

impl Routing {
    /// Puts a contact in its place, or takes it out of it.
    pub(crate) fn place_contact(&mut self, contact: ContactId, place: Option<(SkillId, u8, Time)>) {
        let place = place.map(|(skill, priority, at)| (skill, (Reverse(priority), at, contact)));
        if self.contacts.get(&contact) == place.as_ref() {
            return;
        }
        if let Some((skill, place)) = self.contacts.remove(&contact) {
            take_out(&mut self.waiting, skill, &place);
            self.note_matching(skill);
        }
        if let Some((skill, place)) = place {
            self.contacts.insert(contact, (skill, place));
            self.waiting.entry(skill).or_default().insert(place);
            self.note_matching(skill);
        }
    }

    /// Puts an agent among the idle ones of some skills, or takes the agent out.
    pub(crate) fn place_agent(
        &mut self,
        session: AgentSessionId,
        place: Option<(Time, AgentId, Vec<SkillId>)>,
    ) {
        let place = place.map(|(since, agent, skills)| ((since, agent, session), skills));
        if self.agents.get(&session) == place.as_ref() {
            return;
        }
        if let Some((place, skills)) = self.agents.remove(&session) {
            for skill in skills {
                take_out(&mut self.idle, skill, &place);
                self.note_matching(skill);
            }
        }
        if let Some((place, skills)) = place {
            for skill in &skills {
                self.idle.entry(*skill).or_default().insert(place);
                self.note_matching(*skill);
            }
            self.agents.insert(session, (place, skills));
        }
    }

    pub(crate) fn has_match(&self) -> bool {
        !self.matching.is_empty()
    }

    /// Gives the contact to be served first among those that somebody can serve, and the agent for
    /// it.
    pub(crate) fn first_match(&self) -> Option<(ContactId, AgentSessionId)> {
        let first = |skill: &SkillId| {
            let place = *self.waiting.get(skill)?.first()?;
            let (_, _, session) = *self.idle.get(skill)?.first()?;
            Some((place, session))
        };
        let (place, session) = self.matching.iter().filter_map(first).min()?;
        Some((place.2, session))
    }

    /// Gives how many contacts wait in a skill, and since when the oldest does.
    pub(crate) fn waiting(&self, skill: SkillId) -> (usize, Option<Time>) {
        self.waiting.get(&skill).map_or((0, None), |places| (places.len(), oldest(places)))
    }

    /// Gives how many contacts wait in a skill.
    pub(crate) fn waiting_count(&self, skill: SkillId) -> usize {
        self.waiting.get(&skill).map_or(0, BTreeSet::len)
    }

    fn note_matching(&mut self, skill: SkillId) {
        if self.waiting.contains_key(&skill) && self.idle.contains_key(&skill) {
            self.matching.insert(skill);
        } else {
            self.matching.remove(&skill);
        }
    }
}

/// Finds since when the oldest waits: the first of each priority is the oldest of it.
fn oldest(places: &BTreeSet<WaitingPlace>) -> Option<Time> {
    let mut first = places.first().copied();
    let mut oldest: Option<Time> = None;
    while let Some((Reverse(priority), arrived_at, _)) = first {
        oldest = Some(oldest.map_or(arrived_at, |oldest| oldest.min(arrived_at)));
        first = priority.checked_sub(1).and_then(|lower| {
            let from = (Reverse(lower), Time::default(), ContactId::default());
            places.range(from..).next().copied()
        });
    }
    oldest
}

fn take_out<P: Ord>(places: &mut BTreeMap<SkillId, BTreeSet<P>>, skill: SkillId, place: &P) {
    if let Some(of_skill) = places.get_mut(&skill) {
        of_skill.remove(place);
        if of_skill.is_empty() {
            places.remove(&skill);
        }
    }
}
