//! A small business unit on a virtual clock.

use std::{collections::BTreeMap, fmt::Write};

use cordboard_acd::{
    AgentId, AgentSession, AgentState, CodeId, Command, Contact, ContactId, ContactState,
    DispositionId, Event, EventNumber, Fact, Floor, LegId, Poll, Private, Refusal, SessionKey,
    Setup, SkillId, Talk, TeamId, Time,
    command::{
        AgentCommand, ContactCommand, Destination, Dial, DispositionForm, EndOptions, LineReport,
        PhoneCommand, WantedState,
    },
    event::{CallStatus, CallType, CurrentState, LegStatus, PageAction},
    fact::Happened,
    setup::{
        AfterContactWork, Agent, AgentSettings, AgentSkill, Disposition, Permissions, PopBy,
        PopDestination, ScreenPop, Skill, Station, Team, UnavailableCode,
    },
};

/// No after-contact work.
pub(crate) const SALES: SkillId = SkillId(101);
/// Work until a disposition is recorded, which is required.
pub(crate) const SUPPORT: SkillId = SkillId(102);
/// Automatic after-contact work of 30 s.
pub(crate) const BILLING: SkillId = SkillId(103);
/// Like sales, but more urgent, and ringing 20 s.
pub(crate) const VIP: SkillId = SkillId(104);

pub(crate) const ANN: AgentId = AgentId(1);
pub(crate) const BOB: AgentId = AgentId(2);
/// Has no permissions, cannot hang up inbound calls, takes sales alone.
pub(crate) const CID: AgentId = AgentId(3);

pub(crate) struct Stage {
    pub(crate) floor: Floor,
    pub(crate) now: Time,
    pub(crate) facts: Vec<Fact>,
    /// Whether agents' phones answer at once.
    pub(crate) phones_answer: bool,
    ids: BTreeMap<AgentId, (SessionKey, EventNumber)>,
    keys: u8,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(setup())
    }

    pub(crate) fn with(setup: Setup) -> Self {
        let mut stage = Self {
            floor: Floor::new(),
            now: Time(1_000_000),
            facts: Vec::new(),
            phones_answer: true,
            ids: BTreeMap::new(),
            keys: 0,
        };
        stage.give(Command::Seed { setup: Box::new(setup), passwords: Vec::new() }).unwrap();
        stage
    }

    /// Gives a command; phones answer if they do.
    pub(crate) fn give(&mut self, command: Command) -> Result<Vec<Fact>, Refusal> {
        let facts = self.floor.handle(self.now, command)?;
        self.facts.extend_from_slice(&facts);
        if self.phones_answer {
            for leg in facts.iter().filter_map(dialled) {
                self.give(Command::Line(LineReport::LegAnswered { leg })).unwrap();
            }
        }
        Ok(facts)
    }

    /// Lets time pass, timer by timer.
    pub(crate) fn pass_s(&mut self, seconds: u32) {
        let end = self.now.plus_s(seconds);
        while let Some(due) = self.floor.next_timer().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            let facts = self.give(Command::Timer).unwrap();
            assert!(!facts.is_empty(), "a timer that was due did nothing");
        }
        self.now = end;
    }

    pub(crate) fn new_key(&mut self) -> SessionKey {
        self.keys += 1;
        SessionKey([self.keys; 16])
    }

    /// Starts an agent session, whose polls are parked from then on.
    pub(crate) fn start(&mut self, agent: AgentId) -> SessionKey {
        let key = self.new_key();
        self.give(Command::StartAgentSession {
            agent,
            key,
            station: None,
            inactivity_timeout_s: None,
            inactivity_force_logout: false,
        })
        .unwrap();
        self.floor.poll_began(self.now, &key, EventNumber(0));
        self.ids.insert(agent, (key, EventNumber(0)));
        key
    }

    /// Starts an agent session, Available, with all told fetched.
    pub(crate) fn start_available(&mut self, agent: AgentId) {
        self.start(agent);
        self.available(agent).unwrap();
        self.told(agent);
    }

    pub(crate) fn key(&self, agent: AgentId) -> SessionKey {
        self.ids[&agent].0
    }

    pub(crate) fn agent(
        &mut self,
        agent: AgentId,
        command: AgentCommand,
    ) -> Result<Vec<Fact>, Refusal> {
        let key = self.key(agent);
        self.give(Command::Agent { agent, key, command })
    }

    pub(crate) fn available(&mut self, agent: AgentId) -> Result<Vec<Fact>, Refusal> {
        self.agent(agent, AgentCommand::SetState(WantedState::Available))
    }

    pub(crate) fn unavailable(
        &mut self,
        agent: AgentId,
        reason: &str,
    ) -> Result<Vec<Fact>, Refusal> {
        let reason = reason.to_owned();
        self.agent(agent, AgentCommand::SetState(WantedState::Unavailable { reason }))
    }

    pub(crate) fn end(&mut self, agent: AgentId) -> Result<Vec<Fact>, Refusal> {
        self.agent(agent, AgentCommand::End(EndOptions::default()))
    }

    pub(crate) fn phone(
        &mut self,
        agent: AgentId,
        command: PhoneCommand,
    ) -> Result<Vec<Fact>, Refusal> {
        self.agent(agent, AgentCommand::Phone(command))
    }

    pub(crate) fn on(
        &mut self,
        agent: AgentId,
        contact: ContactId,
        command: ContactCommand,
    ) -> Result<Vec<Fact>, Refusal> {
        self.agent(agent, AgentCommand::Contact { contact, command })
    }

    pub(crate) fn dispose(
        &mut self,
        agent: AgentId,
        contact: ContactId,
        disposition: u64,
    ) -> Result<Vec<Fact>, Refusal> {
        let primary = Some(DispositionId(disposition));
        let form = DispositionForm { primary, ..DispositionForm::default() };
        self.on(agent, contact, ContactCommand::Disposition(form))
    }

    /// A customer calls.
    pub(crate) fn call(&mut self, skill: SkillId) -> ContactId {
        let (ani, dnis) = (Private::new("+15551230001"), Private::new("100"));
        let facts = self
            .give(Command::Line(LineReport::Call { skill, ani, dnis, priority: None }))
            .unwrap();
        facts
            .iter()
            .find_map(|fact| match fact.happened {
                Happened::ContactArrived { contact, .. } => Some(contact),
                _ => None,
            })
            .unwrap()
    }

    /// A customer calls and the agent, who must be the one it goes to, answers.
    pub(crate) fn talk(&mut self, agent: AgentId, skill: SkillId) -> ContactId {
        let contact = self.call(skill);
        self.on(agent, contact, ContactCommand::Accept).unwrap();
        self.told(agent);
        contact
    }

    /// An agent calls.
    pub(crate) fn dial(
        &mut self,
        agent: AgentId,
        to: Destination,
        parent: Option<ContactId>,
    ) -> Result<Vec<Fact>, Refusal> {
        self.agent(agent, AgentCommand::Dial(Dial { to, skill: None, parent }))
    }

    /// An agent calls a number outside.
    pub(crate) fn dial_out(&mut self, agent: AgentId, parent: Option<ContactId>) -> ContactId {
        let number = Destination::Number(Private::new("+15551230009"));
        self.dial(agent, number, parent).unwrap();
        *self.session(agent).contacts.last().unwrap()
    }

    /// An agent calls another, at whom it rings: gives both sides' contacts.
    pub(crate) fn consult(
        &mut self,
        agent: AgentId,
        other: AgentId,
        parent: Option<ContactId>,
    ) -> (ContactId, ContactId) {
        self.dial(agent, Destination::Agent(other), parent).unwrap();
        let own = *self.session(agent).contacts.last().unwrap();
        (own, self.contact(own).peer.unwrap())
    }

    /// An agent calls another, who answers.
    pub(crate) fn consult_and_talk(
        &mut self,
        agent: AgentId,
        other: AgentId,
        parent: Option<ContactId>,
    ) -> (ContactId, ContactId) {
        let (own, others) = self.consult(agent, other, parent);
        self.on(other, others, ContactCommand::Accept).unwrap();
        (own, others)
    }

    /// Whom an agent called outside answers.
    pub(crate) fn answers(&mut self, contact: ContactId) -> Result<Vec<Fact>, Refusal> {
        self.give(Command::Line(LineReport::FarEndAnswered { contact }))
    }

    pub(crate) fn hang_up(&mut self, contact: ContactId) -> Result<Vec<Fact>, Refusal> {
        self.give(Command::Line(LineReport::CustomerHungUp { contact }))
    }

    pub(crate) fn session(&self, agent: AgentId) -> &AgentSession {
        self.floor.session_of(agent).unwrap()
    }

    pub(crate) fn state(&self, agent: AgentId) -> &AgentState {
        &self.session(agent).state
    }

    pub(crate) fn contact(&self, contact: ContactId) -> &Contact {
        self.floor.contact(contact).unwrap()
    }

    pub(crate) fn leg(&self, agent: AgentId) -> LegId {
        self.session(agent).leg.id().unwrap()
    }

    pub(crate) fn waits(&self, contact: ContactId) -> bool {
        self.contact(contact).state == ContactState::Waiting
    }

    pub(crate) fn talk_of(&self, contact: ContactId) -> Talk {
        match self.contact(contact).state {
            ContactState::Talking { talk, .. } => talk,
            ref other => panic!("not talking: {other:?}"),
        }
    }

    pub(crate) fn poll(&self, agent: AgentId, key: SessionKey, number: u64) -> Poll {
        self.floor.poll(agent, &key, EventNumber(number))
    }

    /// Fetches what the agent has not been told, each event in a few words.
    pub(crate) fn told(&mut self, agent: AgentId) -> Vec<String> {
        self.fetch(agent).iter().map(words).collect()
    }

    pub(crate) fn fetch(&mut self, agent: AgentId) -> Vec<Event> {
        let (key, number) = self.ids[&agent];
        match self.floor.poll(agent, &key, number) {
            Poll::Events { events, next } => {
                self.ids.insert(agent, (key, next));
                self.floor.poll_began(self.now, &key, next);
                self.floor.poll_ended(self.now, &key);
                events
            }
            Poll::Nothing => Vec::new(),
            other @ (Poll::Gone | Poll::Unknown) => panic!("{other:?}"),
        }
    }
}

fn dialled(fact: &Fact) -> Option<LegId> {
    match fact.happened {
        Happened::LegDialled { leg, .. } => Some(leg),
        _ => None,
    }
}

/// Says an event in a few words.
pub(crate) fn words(event: &Event) -> String {
    match event {
        Event::AgentSessionStart(_) => "start".to_owned(),
        Event::AgentSessionEnd { why } => format!("end {why:?}"),
        Event::RemoteAgentSessionEnd { taken_over: false } => "remote end".to_owned(),
        Event::RemoteAgentSessionEnd { taken_over: true } => "taken over".to_owned(),
        Event::AgentState(state) => {
            let name = |state: CurrentState| match state {
                CurrentState::Available => "available",
                CurrentState::Unavailable => "unavailable",
                CurrentState::InboundContact => "inbound",
                CurrentState::OutboundContact => "outbound",
                CurrentState::InboundConsult => "consulted",
                CurrentState::OutboundConsult => "consults",
            };
            let mut words = name(state.current).to_owned();
            if state.is_acw {
                words += " acw";
            }
            if !state.reason.is_empty() {
                write!(words, " ({})", state.reason).unwrap();
            }
            if let Some(seconds) = state.acw_timeout_s {
                write!(words, " {seconds} s").unwrap();
            }
            for next in &state.next {
                write!(words, ", then {}", name(next.state)).unwrap();
                if !next.reason.is_empty() {
                    write!(words, " ({})", next.reason).unwrap();
                }
            }
            if state.next_is_acw {
                words += ", next is acw";
            }
            words
        }
        Event::AgentLeg(leg) => match leg.status {
            LegStatus::Dialing => "leg dialing".to_owned(),
            LegStatus::Active => "leg active".to_owned(),
            LegStatus::Disconnected(why) => format!("leg disconnected {why:?}"),
        },
        Event::Mute { muted } => format!("mute {muted}"),
        Event::Call(call) => {
            let status = match call.status {
                CallStatus::Incoming => "incoming",
                CallStatus::Dialing => "dialing",
                CallStatus::Joined => "joined",
                CallStatus::Active => "active",
                CallStatus::Holding => "holding",
                CallStatus::Masking => "masking",
                CallStatus::Disconnected => "disconnected",
            };
            let is_final = if call.is_final { " final" } else { "" };
            let logging = if call.is_logging { " logging" } else { "" };
            let call = match call.call_type {
                CallType::Regular => "call",
                CallType::Consult => "consult",
            };
            format!("{call} {status}{is_final}{logging}")
        }
        Event::AgentSettings(_) => "settings".to_owned(),
        Event::Conference { .. } => "conference".to_owned(),
        Event::UpdatePermissions => "update permissions".to_owned(),
        Event::UpdateSkills => "update skills".to_owned(),
        Event::UpdateUnavailableCodes => "update codes".to_owned(),
        Event::UpdateMessages => "update messages".to_owned(),
        Event::UpdateIndicators => "update indicators".to_owned(),
        Event::PopUrl { pop, .. } => format!("pop {}", pop.url.text()),
        Event::PageOpen { action: PageAction::Open, url, .. } => format!("page {}", url.text()),
        Event::Indicator(indicator) => {
            let state = if indicator.is_on { "on" } else { "off" };
            format!("indicator {state} {}", indicator.action_uri.text())
        }
        Event::RunApp { url, .. } => format!("run {}", url.text()),
        Event::PageOpen { action: PageAction::Close, .. } => "page close".to_owned(),
    }
}

pub(crate) fn setup() -> Setup {
    let disposition = |id, name: &str| Disposition { id: DispositionId(id), name: name.to_owned() };
    let skill = |id, name: &str, after_contact_work| Skill {
        id,
        name: name.to_owned(),
        priority: 5,
        after_contact_work,
        require_disposition: false,
        dispositions: vec![DispositionId(1), DispositionId(2)],
        refusal_timeout_s: None,
        screen_pop: None,
        outbound: id == SALES,
    };
    let skills = |skills: &[SkillId]| {
        skills.iter().map(|skill| AgentSkill { skill: *skill, proficiency: None }).collect()
    };
    let agent = |id: AgentId, name: &str| Agent {
        id,
        login: format!("agent{id}"),
        first_name: name.to_owned(),
        last_name: "Doe & Sons".to_owned(),
        team: TeamId(7),
        skills: skills(&[SALES, SUPPORT, BILLING, VIP]),
        station: Station {
            id: format!("S{id}"),
            phone_number: Private::new("WebRTC"),
            caller_id: Private::default(),
        },
        permissions: Permissions {
            mute: true,
            mask: true,
            record: true,
            hide_inbound_hangup: false,
            inspect_pages: false,
        },
        refusal_timeout_s: 45,
        settings: AgentSettings::default(),
    };
    let code = |id, name: &str, is_acw, timeout_s| UnavailableCode {
        id: CodeId(id),
        name: name.to_owned(),
        is_acw,
        timeout_s,
        teams: Vec::new(),
    };
    Setup {
        teams: by_id([Team { id: TeamId(7), name: "Blue".to_owned() }], |team| team.id),
        unavailable_codes: by_id(
            [
                code(21, "Break", false, Some(900)),
                code(22, "Lunch", false, None),
                code(23, "Wrap-up", true, Some(60)),
            ],
            |code| code.id,
        ),
        dispositions: by_id([disposition(1, "Sold"), disposition(2, "Not sold")], |it| it.id),
        skills: by_id(
            [
                skill(SALES, "Sales", AfterContactWork::None),
                Skill {
                    require_disposition: true,
                    ..skill(SUPPORT, "Support", AfterContactWork::Disposition)
                },
                skill(BILLING, "Billing", AfterContactWork::Automatic { max_s: 30 }),
                Skill {
                    priority: 9,
                    refusal_timeout_s: Some(20),
                    ..skill(VIP, "VIP", AfterContactWork::None)
                },
            ],
            |skill| skill.id,
        ),
        agents: by_id(
            [
                agent(ANN, "Ann"),
                agent(BOB, "Bob"),
                Agent {
                    permissions: Permissions {
                        hide_inbound_hangup: true,
                        ..Permissions::default()
                    },
                    skills: skills(&[SALES]),
                    ..agent(CID, "Cid")
                },
            ],
            |agent| agent.id,
        ),
        ..Setup::default()
    }
}

/// Puts entries under their ids.
pub(crate) fn by_id<K: Ord, T>(
    entries: impl IntoIterator<Item = T>,
    id: impl Fn(&T) -> K,
) -> BTreeMap<K, T> {
    entries.into_iter().map(|entry| (id(&entry), entry)).collect()
}

pub(crate) fn screen_pop(by: PopBy, url: &str) -> ScreenPop {
    ScreenPop {
        url: Private::new(url),
        by,
        destination: PopDestination::ContactPanel,
        title: Some("CRM".to_owned()),
        width: None,
        height: None,
        close_on_termination: true,
    }
}
