//! One day: chance says who does what, second by second.

use std::collections::BTreeMap;

use cordboard_acd::{
    AgentId, AgentLeg, AgentState, Change, ContactId, ContactState, DispositionId, Private,
    SessionKey, SkillId, Time,
    command::{ContactCommand, Destination, DispositionForm, EndOptions, PhoneCommand},
    setup::AgentSkill,
};

use crate::{
    business::{self, AGENTS, CODES, Chance, DISPOSITIONS, SKILLS},
    invariants,
    story::{Act, Deed, FarEnd, MORNING, Phone, Source, Step, Which, Who},
    tally::Tally,
    world::World,
};

/// Eight hours.
const DAY_S: u32 = 8 * 3_600;
const CALLS: u64 = 300;

pub(crate) struct Day {
    chance: Chance,
    world: World,
    now: Time,
    calls: u64,
    /// Who is without a network until when.
    away: BTreeMap<Who, Time>,
    /// All that has been done, the last step perhaps not to its end.
    pub(crate) steps: Vec<Step>,
}

impl Day {
    pub(crate) fn new(seed: u64, world: World) -> Self {
        Self {
            chance: Chance::new(seed),
            world,
            now: MORNING,
            calls: 0,
            away: BTreeMap::new(),
            steps: Vec::new(),
        }
    }

    pub(crate) fn run(&mut self) {
        let end = self.now.plus_s(DAY_S);
        let between_s = u64::from(DAY_S) / CALLS;
        let mut next_call = self.now;
        while self.now < end {
            if self.now >= next_call {
                self.someone_calls();
                let pause = self.chance.below(2 * between_s * 1_000);
                next_call = Time(self.now.0 + pause);
            }
            self.phones_ring();
            self.far_ends_ring();
            self.clients_poll();
            self.something_happens();
            self.server_lives();
            let step = 200 + self.chance.below(4_000);
            self.now = Time(self.world.now.0.max(self.now.0) + step);
        }
        self.take(Deed::Restarts { from: Source::AllFacts, down_ms: 1 });
        // Every contact that came is over by now, or still to be found.
        invariants::no_contact_is_forgotten(&self.world.floor, &self.world.life);
        assert!(self.world.life.seen.len() as u64 > CALLS / 2, "hardly a call came");
    }

    pub(crate) fn tally(&mut self) -> &mut Tally {
        &mut self.world.tally
    }

    fn take(&mut self, deed: Deed) {
        let step = Step { at: self.now, deed };
        self.steps.push(step.clone());
        self.world.take(&step);
    }

    fn something_happens(&mut self) {
        let agent = AgentId(1 + self.chance.below(AGENTS));
        if self.world.clients.desktop(agent).is_none() {
            self.log_in(agent);
            return;
        }
        match self.chance.below(20) {
            0..=11 => self.agent_acts(agent),
            12 => self.network_fails(agent),
            13 => self.page_comes_or_goes(agent),
            14 if self.chance.one_in(4) => {
                let does = Phone::IsHungUp;
                self.take(Deed::Phone { agent, does });
            }
            15 => self.polls_with_older_id(agent),
            16 if self.chance.one_in(10) => self.meddle(agent),
            17 => self.take(Deed::SaysAgain { agent }),
            18 if self.chance.one_in(2) => {
                let does = FarEnd::HangsUp;
                self.take(Deed::FarEnd { agent, does });
            }
            _ => self.customer_hangs_up(),
        }
    }

    fn someone_calls(&mut self) {
        self.calls += 1;
        let skill = SkillId(101 + self.chance.below(SKILLS));
        let priority = self.chance.one_in(5).then_some(9);
        self.take(Deed::Calls { call: self.calls, skill, priority });
    }

    fn customer_hangs_up(&mut self) {
        if self.calls > 0 && self.chance.one_in(3) {
            let call = self.some_call();
            self.take(Deed::HangsUp { call });
        }
    }

    /// One of those that are not over, if there is one.
    fn some_call(&mut self) -> u64 {
        let open: Vec<_> = self.world.floor.contacts().map(|contact| contact.id).collect();
        if open.is_empty() || self.chance.one_in(20) {
            return 1 + self.chance.below(self.calls.max(1));
        }
        let contact = self.chance.of(&open);
        self.world.call_of(contact)
    }

    fn new_key(&mut self) -> SessionKey {
        let high = u128::from(self.chance.next()) << 64;
        SessionKey((high | u128::from(self.chance.next())).to_be_bytes())
    }

    fn log_in(&mut self, agent: AgentId) {
        let deed = Deed::LogsIn {
            agent,
            key: self.new_key(),
            inactivity_timeout_s: 30 + u32::try_from(self.chance.below(60)).unwrap(),
            force_logout: self.chance.one_in(2),
            takes_over: self.chance.one_in(2),
        };
        self.take(deed);
    }

    /// Whoever has no poll parked polls again soon; one is out of luck now and then.
    fn clients_poll(&mut self) {
        let idle: Vec<_> = (self.world.clients.of.iter())
            .filter(|(who, client)| {
                let is_away = self.away.get(*who).is_some_and(|until| *until > self.now);
                client.parked_at.is_none() && !is_away
            })
            .map(|(who, _)| *who)
            .collect();
        for who in idle {
            if self.chance.one_in(3) {
                let loses_answer = self.chance.one_in(8);
                self.take(Deed::Polls { who, loses_answer });
            }
        }
    }

    fn network_fails(&mut self, agent: AgentId) {
        let who = if self.chance.one_in(4) { Who::page(agent) } else { Who::desktop(agent) };
        match self.chance.below(4) {
            0 => self.take(Deed::ClosesBrowser { agent }),
            1 => {
                let longest_ms = if self.chance.one_in(4) { 300_000 } else { 20_000 };
                self.away.insert(who, Time(self.now.0 + self.chance.below(longest_ms)));
                self.take(Deed::LosesConnection { who });
            }
            _ => self.take(Deed::Polls { who, loses_answer: true }),
        }
    }

    fn page_comes_or_goes(&mut self, agent: AgentId) {
        if self.world.clients.of.contains_key(&Who::page(agent)) {
            if self.chance.one_in(4) {
                self.take(Deed::ClosesPage { agent });
            }
        } else {
            let key = self.new_key();
            self.take(Deed::OpensPage { agent, key });
        }
    }

    fn polls_with_older_id(&mut self, agent: AgentId) {
        let who = if self.chance.one_in(4) { Who::page(agent) } else { Who::desktop(agent) };
        let by = if self.chance.one_in(6) { 50 } else { self.chance.below(6) };
        self.take(Deed::PollsWithOlderId { who, by });
    }

    fn agent_acts(&mut self, agent: AgentId) {
        let Some(session) = self.world.floor.session_of(agent) else { return };
        let (state, contact) = (session.state.clone(), session.contacts.first().copied());
        let calls = session.contacts.len();
        let mut own = session.contacts.iter().filter_map(|own| self.world.floor.contact(*own));
        let confers = own.any(|contact| contact.conference.is_some());
        let on_own = |does| Act::On { which: Which::Own, does };
        let likely = match state {
            AgentState::Unavailable { .. } if !self.chance.one_in(12) => Some(Act::Available),
            AgentState::AfterContactWork { .. } if self.chance.one_in(4) => {
                Some(on_own(self.disposition()))
            }
            _ if calls > 1 && self.chance.one_in(2) => Some(self.with_two_calls(confers)),
            AgentState::InboundContact { .. } | AgentState::InboundConsult { .. }
                if self.chance.one_in(3) =>
            {
                Some(on_own(ContactCommand::Accept))
            }
            AgentState::InboundContact { .. } if self.chance.one_in(6) => Some(self.dial(true)),
            _ => None,
        };
        let act = likely.unwrap_or_else(|| self.anything(contact));
        self.take(Deed::Acts { agent, act });
    }

    fn dial(&mut self, for_own: bool) -> Act {
        let to = match self.chance.below(5) {
            0 | 1 => Destination::Number(Private::new("+1555")),
            2 | 3 => Destination::Agent(AgentId(1 + self.chance.below(AGENTS))),
            _ => Destination::Skill(SkillId(101 + self.chance.below(SKILLS))),
        };
        Act::Dials { to, for_own }
    }

    fn with_two_calls(&mut self, confers: bool) -> Act {
        let on = |which, does| Act::On { which, does };
        if confers {
            // It counts as one call: others are called into it.
            return match self.chance.below(10) {
                0..=3 => {
                    Act::Dials { to: Destination::Number(Private::new("+1555")), for_own: true }
                }
                4..=7 => Act::Confers,
                8 => Act::Transfers,
                _ => on(Which::Last, ContactCommand::End),
            };
        }
        match self.chance.below(9) {
            0 | 1 => Act::Transfers,
            2..=4 => Act::Confers,
            5 => on(Which::Own, ContactCommand::Resume),
            6 => on(Which::Last, ContactCommand::Resume),
            7 => on(Which::Own, ContactCommand::End),
            _ => on(Which::Last, ContactCommand::End),
        }
    }

    fn disposition(&mut self) -> ContactCommand {
        let primary = Some(DispositionId(1 + self.chance.below(DISPOSITIONS)));
        ContactCommand::Disposition(DispositionForm { primary, ..DispositionForm::default() })
    }

    fn anything(&mut self, contact: Option<ContactId>) -> Act {
        let which = match contact {
            Some(_) => Which::Own,
            None => Which::Call(self.some_call()),
        };
        let on = |does| Act::On { which, does };
        match self.chance.below(24) {
            0 => on(ContactCommand::Reject),
            1 | 2 => on(ContactCommand::Accept),
            3 => on(ContactCommand::Hold),
            4 => on(ContactCommand::Resume),
            5 => on(ContactCommand::Mask),
            6 => on(ContactCommand::Unmask),
            7 => on(ContactCommand::Record),
            8 | 9 => on(ContactCommand::End),
            10 => on(self.disposition()),
            11 => Act::Phone(PhoneCommand::Mute),
            12 => Act::Phone(PhoneCommand::Unmute),
            13 => Act::Phone(PhoneCommand::Dial),
            14 => Act::Phone(PhoneCommand::End),
            15 if self.chance.one_in(6) => Act::End(EndOptions {
                force_logoff: self.chance.one_in(2),
                ..EndOptions::default()
            }),
            16 | 17 => Act::Unavailable(self.chance.of(&CODES)),
            18 => Act::Unavailable(CODES[3]),
            19 | 20 => {
                let for_own = contact.is_some() && self.chance.one_in(2);
                self.dial(for_own)
            }
            21 if self.chance.one_in(2) => Act::Transfers,
            21 => Act::Confers,
            22 => Act::SendsTones,
            _ => Act::Available,
        }
    }

    /// Phones that ring are answered soon, fail, or ring in vain.
    fn phones_ring(&mut self) {
        let ringing: Vec<_> = (self.world.floor.sessions())
            .filter(|session| matches!(session.leg, AgentLeg::Dialing { .. }))
            .map(|session| session.agent)
            .collect();
        for agent in ringing {
            let does = match self.chance.below(16) {
                0 => Phone::Fails,
                1..=6 => Phone::Answers,
                _ => continue,
            };
            self.take(Deed::Phone { agent, does });
        }
    }

    /// Whoever is called outside answers soon, is busy, gives up, or lets it ring.
    fn far_ends_ring(&mut self) {
        let floor = &self.world.floor;
        let called = floor.contacts().filter(|contact| {
            contact.peer.is_none()
                && matches!(contact.state, ContactState::Dialling { placed: true, .. })
        });
        let by = called.filter_map(|contact| floor.session(contact.session()?));
        let by: Vec<_> = by.map(|session| session.agent).collect();
        for agent in by {
            let does = match self.chance.below(24) {
                0 => FarEnd::IsBusy,
                1 => FarEnd::HangsUp,
                2..=7 => FarEnd::Answers,
                _ => continue,
            };
            self.take(Deed::FarEnd { agent, does });
        }
    }

    /// A supervisor, or the agent at another desk.
    fn meddle(&mut self, agent: AgentId) {
        if self.chance.one_in(2) {
            self.take(Deed::EndedFromElsewhere { agent });
        } else {
            let key = self.new_key();
            self.take(Deed::TakenOver { agent, key });
        }
    }

    /// Sets something anew, or an agent as on the first day who was removed before.
    fn administrator_changes(&mut self) {
        let agent = AgentId(1 + self.chance.below(AGENTS));
        let setup = std::sync::Arc::clone(self.world.floor.setup());
        let Some(mut changed) = setup.agents.get(&agent).cloned() else {
            if let Some(first) = business::setup().agents.remove(&agent) {
                self.take(Deed::Changes(Change::Agent(Box::new(first))));
            }
            return;
        };
        let change = match self.chance.below(6) {
            0 | 1 => {
                let skill = SkillId(101 + self.chance.below(SKILLS));
                let before = changed.skills.len();
                changed.skills.retain(|assigned| assigned.skill != skill);
                if changed.skills.len() == before {
                    changed.skills.push(AgentSkill { skill, proficiency: None });
                }
                Change::Agent(Box::new(changed))
            }
            2 => {
                changed.permissions.mute = !changed.permissions.mute;
                changed.permissions.mask = !changed.permissions.mask;
                changed.settings.chat_threshold += 1;
                Change::Agent(Box::new(changed))
            }
            3 => {
                let skills: Vec<_> = setup.skills.values().cloned().collect();
                let mut skill = self.chance.of(&skills);
                skill.priority = 9 - skill.priority;
                skill.require_disposition = !skill.require_disposition;
                Change::Skill(skill)
            }
            4 => {
                let codes: Vec<_> = setup.unavailable_codes.values().cloned().collect();
                let mut code = self.chance.of(&codes);
                let seconds = u32::try_from(10 + self.chance.below(60)).unwrap();
                code.timeout_s = code.timeout_s.map(|_| seconds);
                Change::UnavailableCode(code)
            }
            _ => Change::RemoveAgent(agent),
        };
        self.take(Deed::Changes(change));
    }

    fn server_lives(&mut self) {
        if self.chance.one_in(300) {
            self.administrator_changes();
        }
        if self.chance.one_in(700) {
            self.take(Deed::SavesSnapshot);
        }
        if self.chance.one_in(900) {
            let from = self.source();
            let longest_ms = if self.chance.one_in(3) { 300_000 } else { 10_000 };
            let down_ms = 1 + self.chance.below(longest_ms);
            self.take(Deed::Restarts { from, down_ms });
        }
        if self.chance.one_in(1_500) {
            let agent = AgentId(1 + self.chance.below(AGENTS));
            let act = self.anything(None);
            let deed = match self.chance.below(3) {
                0 => Deed::EndedFromElsewhere { agent },
                1 => Deed::Phone { agent, does: Phone::IsHungUp },
                _ => Deed::Acts { agent, act },
            };
            let from = self.source();
            self.take(Deed::CrashesDuring { deed: Box::new(deed), from });
        }
    }

    fn source(&mut self) -> Source {
        self.chance.of(&[Source::AllFacts, Source::NewestSnapshot, Source::OlderSnapshot])
    }
}
