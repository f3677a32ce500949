//! One day: who does what, second by second.

use std::collections::{BTreeMap, BTreeSet};

use cordboard_acd::{
    AgentId, AgentLeg, AgentSessionId, AgentState, Command, ContactId, ContactState, DispositionId,
    Event, EventNumber, Fact, Floor, LegId, Poll, Private, Refusal, SessionKey, SkillId, Time,
    command::{
        AgentCommand, ContactCommand, DispositionForm, EndOptions, LineReport, PhoneCommand,
        WantedState,
    },
    fact::{ContactClose, ContactReturn, Happened, SessionEnd},
};

use crate::{
    business::{AGENTS, CODES, Chance, DISPOSITIONS, SKILLS, setup},
    invariants::{self, Life},
};

/// Eight hours.
const DAY_S: u32 = 8 * 3_600;
const CALLS: u64 = 300;

pub(crate) struct Day {
    chance: Chance,
    floor: Floor,
    /// The floor that hears the facts alone, as a recovery does.
    replay: Floor,
    now: Time,
    agents: BTreeMap<AgentId, Desktop>,
    /// Legs that ring, and when the agent's phone answers, fails or stays silent.
    ringing: Vec<(Time, LegId, bool)>,
    /// Every contact that ever came, and whether it is over.
    life: Life,
    last: Option<Command>,
    /// Every event that any reader got by its number.
    heard: BTreeMap<(AgentSessionId, u64), Event>,
    tally: Tally,
}

/// An agent's client: its session id and what it has received.
#[derive(Clone, Copy)]
struct Desktop {
    key: SessionKey,
    number: EventNumber,
    parked: bool,
}

/// How often what occurred.
#[derive(Default)]
pub(crate) struct Tally(BTreeMap<&'static str, u64>);

const WORTH_TRYING: [&str; 21] = [
    "steps",
    "refused commands",
    "calls answered",
    "calls refused",
    "calls not answered",
    "calls abandoned",
    "calls held",
    "calls masked",
    "recordings",
    "mutes",
    "legs lost",
    "returned by inactivity",
    "work begun",
    "work done",
    "work timed out",
    "sessions ended by the agent",
    "sessions ended from elsewhere",
    "sessions ended by inactivity",
    "sessions ended by a code's time-out",
    "sessions taken over",
    "full pictures",
];

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = (&'static str, u64)> {
        WORTH_TRYING.into_iter().map(|what| (what, self.0.get(what).copied().unwrap_or_default()))
    }

    fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }
}

impl Day {
    pub(crate) fn new(seed: u64) -> Self {
        let mut day = Self {
            chance: Chance::new(seed),
            floor: Floor::new(),
            replay: Floor::new(),
            now: Time(1_700_000_000_000),
            agents: BTreeMap::new(),
            ringing: Vec::new(),
            life: Life::default(),
            last: None,
            heard: BTreeMap::new(),
            tally: Tally::default(),
        };
        day.give(Command::Seed { setup: Box::new(setup()), passwords: Vec::new() }).unwrap();
        day
    }

    pub(crate) fn run(mut self) -> Tally {
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
            self.something_happens();
            let step = 200 + self.chance.below(4_000);
            self.pass_to(Time(self.now.0 + step));
        }
        // Every contact that came is over by now, or still to be found.
        invariants::no_contact_is_forgotten(&self.floor, &self.life);
        assert!(self.life.seen.len() as u64 > CALLS / 2);
        self.tally
    }

    fn something_happens(&mut self) {
        let agent = AgentId(1 + self.chance.below(AGENTS));
        match self.agents.get(&agent).copied() {
            None => self.log_in(agent),
            Some(desktop) => match self.chance.below(20) {
                0..=5 => self.fetch(agent),
                6..=15 => self.agent_acts(agent, desktop),
                16 => self.network_fails_or_returns(agent),
                17 => self.phone_acts(agent),
                18 if self.chance.one_in(10) => self.meddle(agent),
                _ => self.customer_hangs_up(),
            },
        }
        // A client that did not hear the answer says it again.
        if self.chance.one_in(10)
            && let Some(last) = self.last.clone()
        {
            let _ = self.give(last);
        }
    }

    fn someone_calls(&mut self) {
        let skill = SkillId(101 + self.chance.below(SKILLS));
        let priority = self.chance.one_in(5).then_some(9);
        let (ani, dnis) = (Private::new("+1555"), Private::new("100"));
        self.give(Command::Line(LineReport::Call { skill, ani, dnis, priority })).unwrap();
    }

    fn customer_hangs_up(&mut self) {
        let contacts: Vec<_> = self.floor.contacts().map(|contact| contact.id).collect();
        if !contacts.is_empty() && self.chance.one_in(3) {
            let contact = self.chance.of(&contacts);
            let _ = self.give(Command::Line(LineReport::CustomerHungUp { contact }));
        }
    }

    fn new_key(&mut self) -> SessionKey {
        let high = u128::from(self.chance.next()) << 64;
        SessionKey((high | u128::from(self.chance.next())).to_be_bytes())
    }

    fn log_in(&mut self, agent: AgentId) {
        let key = self.new_key();
        let start = Command::StartAgentSession {
            agent,
            key,
            station: None,
            inactivity_timeout_s: Some(30 + u32::try_from(self.chance.below(60)).unwrap()),
            inactivity_force_logout: self.chance.one_in(2),
        };
        match self.give(start) {
            Ok(_) => {}
            Err(Refusal::AlreadyHasAgentSession) => {
                let take_over = self.chance.one_in(2);
                self.give(Command::JoinAgentSession { agent, key, take_over }).unwrap();
            }
            Err(other) => panic!("{other}"),
        }
        self.agents.insert(agent, Desktop { key, number: EventNumber(0), parked: false });
        self.fetch(agent);
    }

    /// Polls, and loses the answer now and then; what comes is checked against what came before.
    fn fetch(&mut self, agent: AgentId) {
        let Some(mut desktop) = self.agents.get(&agent).copied() else { return };
        if desktop.parked {
            self.floor.poll_ended(self.now, &desktop.key);
        }
        let answer = self.floor.poll(agent, &desktop.key, desktop.number);
        self.floor.poll_began(self.now, &desktop.key, desktop.number);
        desktop.parked = true;
        match answer {
            Poll::Events { events, next } => {
                let session = self.floor.session_of_key(&desktop.key).unwrap();
                match (&events[0], events.last().unwrap()) {
                    (Event::AgentSessionStart(_), _) if desktop.number.0 > 0 => {
                        self.tally.count("full pictures");
                    }
                    (Event::AgentSessionStart(_), _)
                    | (_, Event::AgentSessionEnd { .. } | Event::RemoteAgentSessionEnd { .. }) => {}
                    _ => {
                        let numbers = desktop.number.0 + 1..=next.0;
                        assert!(
                            numbers.clone().count() == events.len(),
                            "an event number was skipped"
                        );
                        for (number, event) in numbers.zip(events) {
                            let heard =
                                self.heard.entry((session, number)).or_insert(event.clone());
                            assert_eq!(*heard, event, "one number, two events");
                        }
                    }
                }
                if !self.chance.one_in(8) {
                    desktop.number = next;
                }
            }
            Poll::Nothing => {}
            Poll::Gone | Poll::Unknown => {
                self.agents.remove(&agent);
                return;
            }
        }
        self.agents.insert(agent, desktop);
    }

    fn network_fails_or_returns(&mut self, agent: AgentId) {
        let Some(desktop) = self.agents.get_mut(&agent) else { return };
        if desktop.parked {
            desktop.parked = false;
            self.floor.poll_ended(self.now, &desktop.key);
        } else if self.chance.one_in(2) {
            // The browser was closed: nobody knows the session id any more.
            self.agents.remove(&agent);
        }
    }

    fn agent_acts(&mut self, agent: AgentId, desktop: Desktop) {
        let Some(session) = self.floor.session_of(agent) else {
            self.fetch(agent);
            return;
        };
        let contact = session.contacts.first().copied();
        let likely = match session.state {
            AgentState::Unavailable { .. } if !self.chance.one_in(12) => Some(Self::state("")),
            AgentState::AfterContactWork { contact, .. } if self.chance.one_in(4) => {
                Some(self.disposition(contact))
            }
            AgentState::InboundContact { contact, .. } if self.chance.one_in(3) => {
                Some(AgentCommand::Contact { contact, command: ContactCommand::Accept })
            }
            _ => None,
        };
        let command = likely.unwrap_or_else(|| self.anything(contact));
        let _ = self.give(Command::Agent { agent, key: desktop.key, command });
    }

    fn state(reason: &str) -> AgentCommand {
        AgentCommand::SetState(if reason.is_empty() {
            WantedState::Available
        } else {
            WantedState::Unavailable { reason: reason.to_owned() }
        })
    }

    fn disposition(&mut self, contact: ContactId) -> AgentCommand {
        let primary = Some(DispositionId(1 + self.chance.below(DISPOSITIONS)));
        let form = DispositionForm { primary, ..DispositionForm::default() };
        AgentCommand::Contact { contact, command: ContactCommand::Disposition(form) }
    }

    fn anything(&mut self, contact: Option<ContactId>) -> AgentCommand {
        let contact = contact.unwrap_or(ContactId(10_001 + self.chance.below(CALLS)));
        let on = |command| AgentCommand::Contact { contact, command };
        match self.chance.below(20) {
            0 => on(ContactCommand::Reject),
            1 | 2 => on(ContactCommand::Accept),
            3 => on(ContactCommand::Hold),
            4 => on(ContactCommand::Resume),
            5 => on(ContactCommand::Mask),
            6 => on(ContactCommand::Unmask),
            7 => on(ContactCommand::Record),
            8 | 9 => on(ContactCommand::End),
            10 => self.disposition(contact),
            11 => AgentCommand::Phone(PhoneCommand::Mute),
            12 => AgentCommand::Phone(PhoneCommand::Unmute),
            13 => AgentCommand::Phone(PhoneCommand::Dial),
            14 => AgentCommand::Phone(PhoneCommand::End),
            15 if self.chance.one_in(6) => AgentCommand::End(EndOptions {
                force_logoff: self.chance.one_in(2),
                ..EndOptions::default()
            }),
            16 => AgentCommand::IssuePageToken {
                token: self.new_key(),
                page: self.chance.of(&["crm#1", "crm#2", "tester"]).to_owned(),
            },
            17 => {
                let code = self.chance.of(&CODES);
                Self::state(code)
            }
            18 => Self::state(CODES[3]),
            _ => Self::state(""),
        }
    }

    fn phone_acts(&mut self, agent: AgentId) {
        let leg = self.floor.session_of(agent).and_then(|session| session.leg.id());
        if let Some(leg) = leg
            && self.chance.one_in(6)
        {
            self.give(Command::Line(LineReport::LegHungUp { leg })).unwrap();
        }
    }

    fn phones_ring(&mut self) {
        let (due, later) =
            std::mem::take(&mut self.ringing).into_iter().partition(|(at, ..)| *at <= self.now);
        self.ringing = later;
        let due: Vec<_> = due;
        for (_, leg, answers) in due {
            // The leg may be gone by now.
            let _ = self.give(Command::Line(if answers {
                LineReport::LegAnswered { leg }
            } else {
                LineReport::LegFailed { leg }
            }));
        }
    }

    /// A supervisor, or the agent at another desk.
    fn meddle(&mut self, agent: AgentId) {
        let Some(session) = self.floor.session_of(agent).map(|session| session.id) else { return };
        if self.chance.one_in(2) {
            self.give(Command::EndAgentSession { session }).unwrap();
        } else {
            let key = self.new_key();
            self.give(Command::JoinAgentSession { agent, key, take_over: true }).unwrap();
        }
    }

    fn pass_to(&mut self, end: Time) {
        while let Some(due) = self.floor.next_timer().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            let facts = self.give(Command::Timer).unwrap();
            assert!(!facts.is_empty(), "a timer that was due did nothing");
        }
        self.now = end;
    }

    /// Gives a command and checks everything.
    fn give(&mut self, command: Command) -> Result<Vec<Fact>, Refusal> {
        self.tally.count("steps");
        if matches!(command, Command::Agent { .. } | Command::Line(_)) {
            self.last = Some(command.clone());
        }
        let before = self.chance.one_in(16).then(|| self.floor.clone());
        let decided = self.floor.decide(self.now, command.clone());
        let outcome = self.floor.handle(self.now, command);
        match &outcome {
            Ok(facts) => {
                let first = decided.unwrap();
                assert_eq!(first[..], facts[..first.len()], "the same floor decides the same");
                for fact in facts {
                    self.replay.evolve(fact);
                    self.life.note(fact);
                    self.notice(fact);
                }
            }
            Err(refusal) => {
                assert_eq!(decided.as_ref(), Err(refusal));
                self.tally.count("refused commands");
                if let Some(before) = before {
                    assert_eq!(self.floor, before, "a refused command changed the floor");
                }
            }
        }
        invariants::check(&self.floor, &self.life);
        if self.chance.one_in(64) {
            assert_eq!(self.replay, self.floor, "a replay gives another floor");
        }
        outcome
    }

    fn notice(&mut self, fact: &Fact) {
        let what = match &fact.happened {
            Happened::LegDialled { leg, .. } => {
                if !self.chance.one_in(20) {
                    let at = Time(self.now.0 + self.chance.below(5_000));
                    self.ringing.push((at, *leg, !self.chance.one_in(10)));
                }
                return;
            }
            Happened::ContactAnswered { .. } => "calls answered",
            Happened::ContactReturned { why: ContactReturn::Refused, .. } => "calls refused",
            Happened::ContactReturned { why: ContactReturn::TimedOut, .. } => "calls not answered",
            Happened::ContactReturned { why: ContactReturn::Inactive, .. } => {
                "returned by inactivity"
            }
            Happened::ContactClosed { why: ContactClose::Abandoned, .. } => "calls abandoned",
            Happened::ContactClosed { why: ContactClose::WorkDone, .. } => "work done",
            Happened::ContactClosed { why: ContactClose::WorkTimedOut, .. } => "work timed out",
            Happened::ContactHeld { .. } => "calls held",
            Happened::ContactMasked { .. } => "calls masked",
            Happened::RecordingStarted { .. } => "recordings",
            Happened::AgentMuted { .. } => "mutes",
            Happened::LegEnded { .. } => "legs lost",
            Happened::AfterContactWorkBegan { .. } => "work begun",
            Happened::AgentSessionTakenOver { .. } => "sessions taken over",
            Happened::AgentSessionEnded { why, .. } => match why {
                SessionEnd::Agent => "sessions ended by the agent",
                SessionEnd::Elsewhere => "sessions ended from elsewhere",
                SessionEnd::Inactive => "sessions ended by inactivity",
                SessionEnd::UnavailableTooLong => "sessions ended by a code's time-out",
            },
            _ => return,
        };
        self.tally.count(what);
    }
}

/// Says which contacts an agent session ought to have, by the contacts themselves.
pub(crate) fn holders(floor: &Floor) -> BTreeMap<ContactId, AgentSessionId> {
    floor
        .contacts()
        .filter_map(|contact| contact.session().map(|session| (contact.id, session)))
        .collect()
}

/// Legs are of one agent session each.
pub(crate) fn legs(floor: &Floor) -> BTreeSet<LegId> {
    let legs: Vec<_> = floor.sessions().filter_map(|session| session.leg.id()).collect();
    let set: BTreeSet<_> = legs.iter().copied().collect();
    assert_eq!(set.len(), legs.len(), "a leg of two agents");
    set
}

pub(crate) fn leg_is_up(leg: AgentLeg) -> bool {
    matches!(leg, AgentLeg::Active { .. })
}

pub(crate) fn is_reserved(state: &ContactState) -> bool {
    matches!(state, ContactState::Reserved { .. })
}
