//! Calls that agents make: to a number, to another agent, to a skill.

use crate::{
    AgentId, AgentLeg, AgentSession, AgentSessionId, AgentState, Contact, ContactId, ContactState,
    Floor, NextState, Private, Refusal, SkillId, Talk, Time,
    agent_state::UNAVAILABLE_TIMEOUT_S,
    command::{Destination, Dial},
    contact::{Offer, Origin},
    fact::{CallEnd, Happened},
    floor::Decision,
};

/// How long somebody outside may ring, or telephony be silent about it.
const RINGS_S: u32 = 60;

/// A number has at most so many digits: E.164 has 15, service codes and extensions fit as well.
const MOST_DIGITS: usize = 32;

/// Calls that an agent may have at once; a conference counts as one.
const MOST_CALLS: usize = 2;

impl Floor {
    /// Holds the call that is up, and calls. The agent leg is dialled first if it is down.
    pub(crate) fn decide_dial(&self, now: Time, session: &AgentSession, dial: Dial) -> Decision {
        let parent = dial.parent.map(|parent| {
            let known = self.contacts_of(session).find(|contact| contact.id == parent);
            known.ok_or(Refusal::UnknownContact)
        });
        let parent = parent.transpose()?;
        let to = read(dial.to)?;
        let skill = self.skill_to_dial_for(session, &to, dial.skill, parent)?;
        if let Destination::Agent(agent) = &to {
            self.check_free(session, *agent)?;
        }
        self.check_may_dial(session)?;
        let contact = self.next_contact();
        let next = self.state_to_return_to(session).unwrap_or_default();
        let dialled = Happened::ContactDialled {
            contact,
            session: session.id,
            skill,
            parent: parent.map(|parent| parent.id),
            master: parent.map_or(contact, |parent| parent.master),
            ani: caller_id(session),
            dnis: match &to {
                Destination::Number(number) => number.clone(),
                Destination::Agent(agent) => Private::new(self.name_of(*agent)),
                Destination::Skill(skill) => {
                    Private::new(self.skill(*skill).map_or("", |skill| &skill.name))
                }
            },
            next,
            until: match &to {
                Destination::Number(_) => Some(now.plus_s(RINGS_S)),
                // Their own refusal time-outs bound how long they ring.
                Destination::Agent(_) | Destination::Skill(_) => None,
            },
            to: to.clone(),
        };
        let mut facts = self.hold_others(session, None);
        match session.leg {
            AgentLeg::Active { .. } => {
                facts.push(dialled);
                let other_side = ContactId(contact.0 + 1);
                let waits = parent.map_or(contact, |parent| parent.id);
                let caller =
                    Caller { contact, session, skill, parent: waits, ani: caller_id(session) };
                facts.extend(self.place(now, &caller, other_side, &to));
            }
            AgentLeg::Dialing { .. } => facts.push(dialled),
            AgentLeg::Down => facts.extend([dialled, self.dial(now, session)]),
        }
        Ok(facts)
    }

    fn check_may_dial(&self, session: &AgentSession) -> Result<(), Refusal> {
        let is_busy = |contact: &Contact| match contact.state {
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. } => true,
            ContactState::Talking { .. } | ContactState::AfterWork { .. } => false,
        };
        let works = matches!(session.state, AgentState::AfterContactWork { .. });
        if session.reserved.is_some() || works || self.contacts_of(session).any(is_busy) {
            return Err(Refusal::NotInThisState);
        }
        let talking = || self.contacts_of(session).filter(|contact| contact.is_talking());
        let conference = talking().any(|contact| contact.conference.is_some());
        let calls = talking().filter(|contact| contact.conference.is_none()).count();
        if calls + usize::from(conference) >= MOST_CALLS {
            return Err(Refusal::TooManyCalls);
        }
        Ok(())
    }

    fn check_free(&self, caller: &AgentSession, agent: AgentId) -> Result<(), Refusal> {
        if self.agent(agent).is_none() {
            return Err(Refusal::UnknownAgent);
        }
        let target = self.session_of(agent).ok_or(Refusal::TargetNotFree)?;
        let idle = match target.state {
            AgentState::Available { .. } | AgentState::Unavailable { .. } => true,
            AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. }
            | AgentState::AfterContactWork { .. } => false,
        };
        if target.id == caller.id || !idle || target.reserved.is_some() {
            return Err(Refusal::TargetNotFree);
        }
        Ok(())
    }

    fn skill_to_dial_for(
        &self,
        session: &AgentSession,
        to: &Destination,
        asked: Option<SkillId>,
        parent: Option<&Contact>,
    ) -> Result<SkillId, Refusal> {
        let own = self.agent(session.agent).map(|agent| &agent.skills);
        let own = || own.into_iter().flatten().map(|assigned| assigned.skill);
        let parents = parent.map(|parent| parent.skill);
        match to {
            Destination::Skill(skill) => {
                self.skill(*skill).map(|skill| skill.id).ok_or(Refusal::UnknownSkill)
            }
            Destination::Agent(agent) => {
                let theirs = self.agent(*agent).and_then(|agent| agent.skills.first());
                let theirs = theirs.map(|assigned| assigned.skill);
                // Whoever has a call on the line asks a colleague about that one.
                let live = self.contacts_of(session).filter(|contact| contact.is_live()).last();
                let asked_about = live.map(|contact| contact.skill);
                parents
                    .or(asked_about)
                    .or_else(|| own().next())
                    .or(theirs)
                    .ok_or(Refusal::NoOutboundSkill)
            }
            Destination::Number(_) => {
                let is_outbound =
                    |skill: &SkillId| self.skill(*skill).is_some_and(|skill| skill.outbound);
                match asked {
                    Some(asked) if parents == Some(asked) => Ok(asked),
                    Some(asked) => own()
                        .find(|skill| *skill == asked && is_outbound(skill))
                        .ok_or(Refusal::NoOutboundSkill),
                    None => {
                        parents.or_else(|| own().find(is_outbound)).ok_or(Refusal::NoOutboundSkill)
                    }
                }
            }
        }
    }

    /// Says what becomes of the calls that are up when the agent turns to another: they are held.
    /// A conference goes on without the agent.
    pub(crate) fn hold_others(
        &self,
        session: &AgentSession,
        but: Option<ContactId>,
    ) -> Vec<Happened> {
        let mut facts = Vec::new();
        for other in self.contacts_of(session).filter(|other| Some(other.id) != but) {
            let contact = other.id;
            match other.state {
                _ if other.conference.is_some() => {}
                ContactState::Talking { talk: Talk::Open, .. } => {
                    facts.push(Happened::ContactHeld { contact });
                }
                ContactState::Talking { talk: Talk::Masked, .. } => facts.extend([
                    Happened::ContactUnmasked { contact },
                    Happened::ContactHeld { contact },
                ]),
                ContactState::Talking { talk: Talk::Held, .. }
                | ContactState::Waiting
                | ContactState::Reserved { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ringing { .. }
                | ContactState::AfterWork { .. } => {}
            }
        }
        facts
    }

    /// Says what happens to the calls that waited for the agent leg, now that it is up.
    pub(crate) fn place_waiting(&self, now: Time, session: &AgentSession) -> Vec<Happened> {
        let mut facts = Vec::new();
        for contact in self.contacts_of(session) {
            let ContactState::Dialling { to, placed: false, .. } = &contact.state else {
                continue;
            };
            let parent = contact.parent.unwrap_or(contact.id);
            let (skill, ani) = (contact.skill, contact.ani.clone());
            let caller = Caller { contact: contact.id, session, skill, parent, ani };
            facts.extend(self.place(now, &caller, self.next_contact(), to));
        }
        facts
    }

    /// Says what it takes to call: a number is dialled, another agent's contact begins.
    fn place(
        &self,
        now: Time,
        caller: &Caller<'_>,
        other_side: ContactId,
        to: &Destination,
    ) -> Vec<Happened> {
        let Caller { contact, session, skill, parent, ref ani } = *caller;
        if let Destination::Number(number) = to {
            let (number, caller_id) = (number.clone(), ani.clone());
            return vec![Happened::CallPlaced { contact, session: session.id, number, caller_id }];
        }
        let dnis = self.skill(skill).map_or("", |skill| &skill.name);
        let other = Contact {
            origin: Origin::Consulted,
            parent: Some(parent),
            ..Contact::waiting(
                now,
                other_side,
                skill,
                ani,
                &Private::new(dnis),
                self.skill(skill).map_or(0, |skill| skill.priority),
            )
        };
        let arrived = Happened::ConsultArrived {
            contact: other.id,
            by: contact,
            skill,
            ani: other.ani.clone(),
            dnis: other.dnis.clone(),
            priority: other.priority,
            label: Some(self.name_of(session.agent))
                .filter(|name| !name.is_empty())
                .map(Private::new),
        };
        let Destination::Agent(agent) = to else { return vec![arrived] };
        // The agent may have gone, or taken another contact, while the leg was dialled.
        let target = self.check_free(session, *agent).ok().and_then(|()| self.session_of(*agent));
        let Some(target) = target else {
            let found = self.contacts.get(&contact);
            return found.map_or_else(Vec::new, |it| self.call_ends(now, it, CallEnd::Busy));
        };
        let reserved = Happened::ContactReserved { contact: other.id, session: target.id };
        match target.leg {
            AgentLeg::Active { .. } => vec![arrived, self.offer(target, &other)],
            AgentLeg::Dialing { .. } => vec![arrived, reserved],
            AgentLeg::Down => vec![arrived, reserved, self.dial(now, target)],
        }
    }

    pub(crate) fn decide_far_end_answered(&self, contact: ContactId) -> Decision {
        let contact = self.contacts.get(&contact).ok_or(Refusal::UnknownContact)?;
        match contact.state {
            ContactState::Dialling { placed: true, .. } if contact.peer.is_none() => {
                Ok(vec![Happened::DialAnswered { contact: contact.id }])
            }
            ContactState::Dialling { .. }
            | ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Ringing { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. } => Err(Refusal::NotInThisState),
        }
    }

    pub(crate) fn decide_far_end_busy(&self, now: Time, contact: ContactId) -> Decision {
        let contact = self.contacts.get(&contact).ok_or(Refusal::UnknownContact)?;
        match contact.state {
            ContactState::Dialling { placed: true, .. } if contact.peer.is_none() => {
                Ok(self.call_ends(now, contact, CallEnd::Busy))
            }
            ContactState::Dialling { .. }
            | ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Ringing { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. } => Err(Refusal::NotInThisState),
        }
    }

    /// Gives the state to which an agent returns who is called, or calls, while Unavailable.
    pub(crate) fn state_to_return_to(&self, session: &AgentSession) -> Option<NextState> {
        match &session.state {
            AgentState::Unavailable { reason, .. } => {
                let code = self.directory.code(session.agent, reason);
                let timeout_s = code.map_or(Some(UNAVAILABLE_TIMEOUT_S), |code| code.timeout_s);
                Some(NextState::Unavailable { reason: reason.clone(), timeout_s })
            }
            AgentState::Available { .. }
            | AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. }
            | AgentState::AfterContactWork { .. } => None,
        }
    }

    fn name_of(&self, agent: AgentId) -> String {
        self.agent(agent)
            .map(|agent| format!("{} {}", agent.first_name, agent.last_name).trim().to_owned())
            .unwrap_or_default()
    }

    pub(crate) fn evolve_called(&mut self, at: Time, happened: &Happened) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others are not of calls")]
        match happened {
            Happened::ContactDialled {
                contact,
                session,
                skill,
                parent,
                master,
                to,
                ani,
                dnis,
                next,
                until,
            } => {
                let state = ContactState::Dialling {
                    offer: Offer { session: *session, refusal_timeout_s: 0, pop: None },
                    since: at,
                    until: *until,
                    to: to.clone(),
                    placed: false,
                };
                let origin = match to {
                    Destination::Number(_) => Origin::Outbound,
                    Destination::Agent(_) | Destination::Skill(_) => Origin::Consulting,
                };
                let dialled = Contact {
                    master: *master,
                    parent: *parent,
                    for_another: parent.is_some(),
                    origin,
                    state,
                    ..Contact::waiting(at, *contact, *skill, ani, dnis, 0)
                };
                self.evolve_dialled(at, *session, dialled, next);
            }
            Happened::CallPlaced { contact, .. } => self.evolve_placed(*contact),
            Happened::ConsultArrived { contact, by, skill, ani, dnis, priority, label } => {
                let arrived = Contact::waiting(at, *contact, *skill, ani, dnis, *priority);
                self.evolve_consult_arrived(*by, Contact { label: label.clone(), ..arrived });
            }
            Happened::DialAnswered { contact } => self.evolve_dial_answered(at, *contact),
            _ => {}
        }
    }

    /// The agent's state changes only when there was no contact: a choice of what follows stays.
    fn evolve_dialled(
        &mut self,
        at: Time,
        session: AgentSessionId,
        contact: Contact,
        next: &NextState,
    ) {
        let id = contact.id;
        self.last_contact = self.last_contact.max(id);
        self.contacts.insert(id, contact);
        self.place_contact(id);
        let mut on_contact = false;
        if let Some(session) = self.sessions.get_mut(&session) {
            on_contact = session.state.on_contact().is_some();
            session.contacts.push(id);
        }
        if on_contact {
            self.turn_to(at, session, id);
        } else {
            self.enter_contact(at, session, id, next.clone());
        }
        self.tell_call(at, id);
        self.tell_indicators(at, id);
    }

    fn evolve_placed(&mut self, contact: ContactId) {
        self.change(contact, |state| match state {
            ContactState::Dialling { offer, since, until, to, placed: _ } => {
                ContactState::Dialling { offer, since, until, to, placed: true }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Ringing { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. }) => other,
        });
    }

    fn evolve_consult_arrived(&mut self, by: ContactId, mut contact: Contact) {
        let id = contact.id;
        if let Some(by) = self.contacts.get_mut(&by) {
            contact.master = by.master;
            contact.parent = by.parent.or(Some(by.id));
            by.peer = Some(id);
        }
        contact.origin = Origin::Consulted;
        contact.peer = Some(by);
        self.evolve_placed(by);
        self.evolve_arrived(contact);
    }

    fn evolve_dial_answered(&mut self, at: Time, contact: ContactId) {
        self.change(contact, |state| match state {
            ContactState::Dialling { offer, .. } => {
                ContactState::Talking { offer, since: at, talk: Talk::Open, recording: false }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Ringing { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. }) => other,
        });
        self.place_contact(contact);
        self.tell_call(at, contact);
    }
}

/// Whose call is placed.
struct Caller<'a> {
    contact: ContactId,
    session: &'a AgentSession,
    skill: SkillId,
    parent: ContactId,
    ani: Private,
}

impl Contact {
    /// Says whether the agent calls, and nobody has answered yet.
    pub(crate) fn is_dialling(&self) -> bool {
        matches!(self.state, ContactState::Dialling { .. })
    }

    /// Says whether it is a call to one agent, who may be busy.
    pub(crate) fn calls_one_agent(&self) -> bool {
        matches!(self.state, ContactState::Dialling { to: Destination::Agent(_), .. })
    }
}

fn caller_id(session: &AgentSession) -> Private {
    let station = &session.station;
    let own = [&station.caller_id, &station.phone_number];
    own.into_iter().find(|number| !number.text().is_empty()).cloned().unwrap_or_default()
}

/// Reads a number as people write it: spaces, dashes, dots and brackets are theirs.
fn read(to: Destination) -> Result<Destination, Refusal> {
    let Destination::Number(number) = to else { return Ok(to) };
    let text: String =
        number.text().chars().filter(|char| !" -./()\u{a0}".contains(*char)).collect();
    let dialled = text.strip_prefix('+').unwrap_or(&text);
    let is_dialled = |char: char| char.is_ascii_digit() || char == '*' || char == '#';
    if dialled.is_empty() || dialled.len() > MOST_DIGITS || !dialled.chars().all(is_dialled) {
        return Err(Refusal::OutOfLimits("phoneNumber"));
    }
    Ok(Destination::Number(Private::new(text)))
}
