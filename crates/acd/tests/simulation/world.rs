//! What the steps of a day do: the floor, its journal, and the clients that are told.

use std::collections::BTreeMap;

use cordboard_acd::{
    Actor, AgentId, AgentLeg, AgentSessionId, Command, ContactId, EventNumber, Fact, Floor, Origin,
    Poll, Private, Refusal, SessionKey, Time,
    command::{AgentCommand, Dial, LineReport, Tones, WantedState},
    fact::Happened,
};

use crate::{
    business::setup,
    clients::{Answer, Client, Clients},
    invariants::{self, Life},
    journal::{Fault, Journal},
    story::{Act, Deed, FarEnd, MORNING, Phone, Source, Step, Which, Who},
    tally::Tally,
};

/// A poll that nothing came for is answered after so long, and the client polls again.
const POLL_S: u32 = 60;

pub(crate) struct World {
    pub(crate) floor: Floor,
    pub(crate) now: Time,
    pub(crate) clients: Clients,
    pub(crate) life: Life,
    pub(crate) tally: Tally,
    journal: Journal,
    calls: BTreeMap<u64, ContactId>,
    last: BTreeMap<AgentId, Command>,
    /// When the server stopped last, and when it was there again.
    stopped_at: Time,
    restarted_at: Time,
}

impl World {
    pub(crate) fn new(fault: Option<Fault>) -> Self {
        let mut world = Self {
            floor: Floor::new(),
            now: MORNING,
            clients: Clients::default(),
            life: Life::default(),
            tally: Tally::default(),
            journal: Journal::new(fault),
            calls: BTreeMap::new(),
            last: BTreeMap::new(),
            stopped_at: MORNING,
            restarted_at: MORNING,
        };
        world.give(Command::Seed { setup: Box::new(setup()), passwords: Vec::new() }).unwrap();
        world
    }

    /// Lets time pass until the step, then does it, and checks everything.
    pub(crate) fn take(&mut self, step: &Step) {
        self.pass_to(step.at);
        self.act(&step.deed);
        self.settle();
    }

    fn act(&mut self, deed: &Deed) {
        match deed {
            Deed::Polls { who, loses_answer } => {
                self.unpark(*who);
                if let Some(client) = self.clients.of.get_mut(who) {
                    client.loses_answer = *loses_answer;
                    self.poll(*who);
                }
            }
            Deed::PollsWithOlderId { who, by } => self.poll_with_older_id(*who, *by),
            Deed::LosesConnection { who } => self.unpark(*who),
            Deed::ClosesBrowser { agent } => self.forget(*agent),
            Deed::SavesSnapshot => self.journal.save(&self.floor),
            Deed::Restarts { from, down_ms } => {
                self.restart(*from, *down_ms);
            }
            Deed::CrashesDuring { deed, from } => self.crash_during(deed, *from),
            Deed::LogsIn { agent, key, .. } => {
                self.forget(*agent);
                let commands = self.commands(deed);
                if commands.into_iter().any(|command| self.give(command).is_ok()) {
                    self.seat(Who::desktop(*agent), *key);
                }
            }
            Deed::OpensPage { agent, key } => {
                if self.give_all(deed) {
                    self.seat(Who::page(*agent), *key);
                }
            }
            Deed::Calls { call, .. } => {
                let Some(command) = self.commands(deed).pop() else { return };
                for fact in self.give(command).unwrap_or_default() {
                    if let Happened::ContactArrived { contact, .. } = fact.happened {
                        self.calls.insert(*call, contact);
                    }
                }
            }
            Deed::Acts { agent, .. } => {
                if let Some(command) = self.commands(deed).pop() {
                    self.last.insert(*agent, command.clone());
                    let _ = self.give(command);
                }
            }
            Deed::SaysAgain { .. } => {
                self.tally.count("repeated commands");
                self.give_all(deed);
            }
            Deed::ClosesPage { .. }
            | Deed::HangsUp { .. }
            | Deed::Phone { .. }
            | Deed::FarEnd { .. }
            | Deed::EndedFromElsewhere { .. }
            | Deed::TakenOver { .. }
            | Deed::Changes(_) => {
                self.give_all(deed);
            }
        }
    }

    /// Finds the commands of a step: those that come after one are for when it was refused.
    fn commands(&self, deed: &Deed) -> Vec<Command> {
        let one = |command: Option<Command>| command.into_iter().collect();
        match deed {
            Deed::LogsIn { agent, key, inactivity_timeout_s, force_logout, takes_over } => vec![
                Command::StartAgentSession {
                    agent: *agent,
                    key: *key,
                    station: None,
                    inactivity_timeout_s: Some(*inactivity_timeout_s),
                    inactivity_force_logout: *force_logout,
                },
                Command::JoinAgentSession { agent: *agent, key: *key, take_over: *takes_over },
            ],
            Deed::TakenOver { agent, key } => {
                vec![Command::JoinAgentSession { agent: *agent, key: *key, take_over: true }]
            }
            Deed::Acts { agent, act } => one(self.command(*agent, self.agent_command(*agent, act))),
            Deed::SaysAgain { agent } => one(self.last.get(agent).cloned()),
            Deed::OpensPage { agent, key } => {
                // A name of its own each time: a page that is opened anew is another.
                let page = format!("{:x}", u128::from_be_bytes(key.0));
                let issue = AgentCommand::IssuePageToken { token: *key, page };
                one(self.command(*agent, issue))
            }
            Deed::ClosesPage { agent } => {
                one(self.clients.of.get(&Who::page(*agent)).and_then(|page| {
                    self.command(*agent, AgentCommand::RevokePageToken { token: page.key })
                }))
            }
            Deed::Calls { skill, priority, .. } => {
                let (ani, dnis) = (Private::new("+1555"), Private::new("100"));
                vec![Command::Line(LineReport::Call {
                    skill: *skill,
                    ani,
                    dnis,
                    priority: *priority,
                })]
            }
            Deed::HangsUp { call } => {
                vec![Command::Line(LineReport::CustomerHungUp { contact: self.contact(*call) })]
            }
            Deed::Phone { agent, does } => {
                let session = self.floor.session_of(*agent);
                let rings = |leg| matches!(leg, AgentLeg::Dialing { .. });
                let report = session.and_then(|session| match (does, session.leg.id()?) {
                    (Phone::Answers, leg) if rings(session.leg) => {
                        Some(LineReport::LegAnswered { leg })
                    }
                    (Phone::Fails, leg) if rings(session.leg) => {
                        Some(LineReport::LegFailed { leg })
                    }
                    (Phone::Answers | Phone::Fails, _) => None,
                    (Phone::IsHungUp, leg) => Some(LineReport::LegHungUp { leg }),
                });
                one(report.map(Command::Line))
            }
            Deed::FarEnd { agent, does } => one(self.far_end(*agent, *does).map(Command::Line)),
            Deed::EndedFromElsewhere { agent } => one(self
                .floor
                .session_of(*agent)
                .map(|session| Command::EndAgentSession { session: session.id })),
            Deed::Changes(change) => vec![Command::Change {
                by: Actor::Administrator("root".to_owned()),
                expected: None,
                changes: vec![change.clone()],
            }],
            Deed::Polls { .. }
            | Deed::PollsWithOlderId { .. }
            | Deed::LosesConnection { .. }
            | Deed::ClosesBrowser { .. }
            | Deed::SavesSnapshot
            | Deed::Restarts { .. }
            | Deed::CrashesDuring { .. } => Vec::new(),
        }
    }

    fn command(&self, agent: AgentId, command: AgentCommand) -> Option<Command> {
        let key = self.clients.desktop(agent)?.key;
        Some(Command::Agent { agent, key, command })
    }

    fn agent_command(&self, agent: AgentId, act: &Act) -> AgentCommand {
        match act {
            Act::Available => AgentCommand::SetState(WantedState::Available),
            Act::Unavailable(reason) => {
                AgentCommand::SetState(WantedState::Unavailable { reason: (*reason).to_owned() })
            }
            Act::On { which, does } => {
                let contacts = self.own_contacts(agent);
                let contact = match which {
                    Which::Own => contacts.first().copied().unwrap_or_default(),
                    Which::Last => contacts.last().copied().unwrap_or_default(),
                    Which::Call(call) => self.contact(*call),
                };
                AgentCommand::Contact { contact, command: does.clone() }
            }
            Act::Phone(command) => AgentCommand::Phone(*command),
            Act::Dials { to, for_own } => {
                let own = self.own_contacts(agent).first().copied();
                AgentCommand::Dial(Dial {
                    to: to.clone(),
                    skill: None,
                    parent: own.filter(|_| *for_own),
                })
            }
            Act::Transfers => AgentCommand::TransferCalls,
            Act::Confers => AgentCommand::ConferenceCalls,
            Act::SendsTones => {
                let tones = Private::new("12#");
                AgentCommand::SendTones(Tones { tones, tone_ms: 100, gap_ms: 50 })
            }
            Act::End(options) => AgentCommand::End(*options),
        }
    }

    fn own_contacts(&self, agent: AgentId) -> &[ContactId] {
        self.floor.session_of(agent).map_or(&[], |session| &session.contacts)
    }

    /// What telephony reports of whom an agent has called outside last.
    fn far_end(&self, agent: AgentId, does: FarEnd) -> Option<LineReport> {
        let own = self.own_contacts(agent).iter().rev().filter_map(|own| self.floor.contact(*own));
        let contact = own.filter(|own| own.origin == Origin::Outbound).map(|own| own.id).next()?;
        Some(match does {
            FarEnd::Answers => LineReport::FarEndAnswered { contact },
            FarEnd::IsBusy => LineReport::FarEndBusy { contact },
            FarEnd::HangsUp => LineReport::CustomerHungUp { contact },
        })
    }

    /// Gives the contact of a call; one that does not exist when the call was left out.
    fn contact(&self, call: u64) -> ContactId {
        self.calls.get(&call).copied().unwrap_or_default()
    }

    /// Gives the call of a contact.
    pub(crate) fn call_of(&self, contact: ContactId) -> u64 {
        let call = self.calls.iter().find(|(_, of_call)| **of_call == contact);
        call.map(|(call, _)| *call).unwrap_or_default()
    }

    fn give_all(&mut self, deed: &Deed) -> bool {
        let commands = self.commands(deed);
        commands.into_iter().any(|command| self.give(command).is_ok())
    }

    /// Gives a command, checks what was decided and makes it durable.
    fn give(&mut self, command: Command) -> Result<Vec<Fact>, Refusal> {
        self.tally.count("commands");
        let decided = self.floor.decide(self.now, command.clone());
        let before = decided.is_err().then(|| self.floor.clone());
        let outcome = self.floor.handle(self.now, command);
        match &outcome {
            Ok(facts) => {
                let first = decided.unwrap();
                assert_eq!(first[..], facts[..first.len()], "the same floor decides the same");
                for fact in facts {
                    self.journal.append(fact);
                    self.life.note(fact);
                    self.tally.note(fact);
                    self.follow(fact);
                }
            }
            Err(refusal) => {
                assert_eq!(decided.as_ref(), Err(refusal));
                assert_eq!(
                    Some(&self.floor),
                    before.as_ref(),
                    "a refused command changed the floor"
                );
                self.tally.count("refused commands");
            }
        }
        outcome
    }

    /// A customer who was handed on has another contact now.
    fn follow(&mut self, fact: &Fact) {
        let (Happened::ContactTransferred { contact, to }
        | Happened::ContactMoved { contact, to, .. }) = fact.happened
        else {
            return;
        };
        self.calls.values_mut().filter(|of_call| **of_call == contact).for_each(|it| *it = to);
    }

    /// Timers and the ends of parked polls, each when it is due.
    fn pass_to(&mut self, end: Time) {
        loop {
            let parked = |client: &Client| client.parked_at.map(|since| since.plus_s(POLL_S));
            let poll_ends = (self.clients.of.iter())
                .filter_map(|(who, client)| Some((parked(client)?, *who)))
                .min();
            let timer = self.floor.next_timer();
            match (timer, poll_ends) {
                (Some(due), poll) if due <= end && poll.is_none_or(|(at, _)| due <= at) => {
                    self.now = self.now.max(due);
                    let facts = self.give(Command::Timer).unwrap();
                    assert!(!facts.is_empty(), "a timer that was due did nothing");
                }
                (_, Some((at, who))) if at <= end => {
                    self.now = self.now.max(at);
                    self.unpark(who);
                    self.poll(who);
                }
                _ => break,
            }
            self.settle();
        }
        self.now = self.now.max(end);
    }

    /// Tells whoever waits, then looks at everything.
    fn settle(&mut self) {
        loop {
            let told = self.floor.take_told();
            if told.is_empty() {
                break;
            }
            for session in told {
                self.answer_parked(session);
            }
        }
        invariants::check(&self.floor, &self.life);
    }

    fn answer_parked(&mut self, session: AgentSessionId) {
        let waiting: Vec<_> = (self.clients.of.iter())
            .filter(|(_, client)| {
                client.parked_at.is_some()
                    && self.floor.session_of_key(&client.key) == Some(session)
            })
            .map(|(who, _)| *who)
            .collect();
        for who in waiting {
            let Some(client) = self.clients.of.get(&who) else { continue };
            // Until just now there was nothing that it had not received.
            if self.floor.poll(who.agent, &client.key, client.number) != Poll::Nothing {
                self.poll(who);
            }
        }
    }

    fn seat(&mut self, who: Who, key: SessionKey) {
        self.clients.of.insert(who, Client::new(self.now, key));
        self.poll(who);
    }

    /// Polls until there is nothing more: then the poll is parked.
    fn poll(&mut self, who: Who) {
        loop {
            let Some(client) = self.clients.of.get_mut(&who) else { return };
            let was_parked = client.parked_at.take().is_some();
            if was_parked {
                client.in_step_at = self.now;
            }
            let answer = self.floor.poll(who.agent, &client.key, client.number);
            let must = client.must_get_each_event(self.now, self.stopped_at, self.restarted_at);
            let (key, number) = (client.key, client.number);
            match answer {
                Poll::Events { events, next } => {
                    let session = self.floor.session_of_key(&key).unwrap();
                    match self.clients.check(session, number, &events, next, must) {
                        Answer::EachEvent => {}
                        Answer::Picture => {
                            assert!(!must, "{who} was there and did not get each event");
                            self.clients.missed(who);
                            if number.0 > 0 {
                                self.tally.count("full pictures");
                            }
                        }
                    }
                    if !was_parked {
                        self.begin_poll(who);
                    }
                    self.floor.poll_ended(self.now, &key);
                    if !self.receive(who, next) {
                        return;
                    }
                }
                Poll::Nothing => {
                    client.parked_at = Some(self.now);
                    client.in_step_at = self.now;
                    if !was_parked {
                        self.begin_poll(who);
                    }
                    return;
                }
                Poll::Gone | Poll::Unknown => {
                    let is_over = answer == Poll::Gone;
                    self.life.key_has_ended(&key, is_over, self.now);
                    if was_parked {
                        self.floor.poll_ended(self.now, &key);
                    }
                    self.clients.of.remove(&who);
                    return;
                }
            }
        }
    }

    fn begin_poll(&mut self, who: Who) {
        if let Some(client) = self.clients.of.get_mut(&who) {
            client.asked_at = self.now;
            self.floor.poll_began(self.now, &client.key, client.number);
        }
    }

    /// Says whether the client goes on: an answer may get lost on its way.
    fn receive(&mut self, who: Who, next: EventNumber) -> bool {
        let Some(client) = self.clients.of.get_mut(&who) else { return false };
        if std::mem::take(&mut client.loses_answer) {
            self.tally.count("answers lost");
            return false;
        }
        self.tally.count("answers received");
        if who == Who::page(who.agent) {
            self.tally.count("events received by pages");
        }
        if client.in_step_at < self.restarted_at && client.number.0 > 0 {
            self.tally.count("events received across a restart");
        }
        client.number = next;
        client.missed = false;
        client.in_step_at = self.now;
        true
    }

    fn poll_with_older_id(&mut self, who: Who, by: u64) {
        let Some(client) = self.clients.of.get(&who) else { return };
        let number = EventNumber(client.number.0.saturating_sub(by));
        let key = client.key;
        match self.floor.poll(who.agent, &key, number) {
            Poll::Events { events, next } => {
                let session = self.floor.session_of_key(&key).unwrap();
                self.floor.poll_began(self.now, &key, number);
                self.floor.poll_ended(self.now, &key);
                match self.clients.check(session, number, &events, next, false) {
                    _ if number.0 == 0 => {}
                    Answer::EachEvent => self.tally.count("answers again, by an older id"),
                    Answer::Picture => self.tally.count("full pictures"),
                }
            }
            Poll::Nothing => assert_eq!(number, client.number, "events are missing"),
            Poll::Gone => self.life.key_has_ended(&key, true, self.now),
            Poll::Unknown => self.life.key_has_ended(&key, false, self.now),
        }
    }

    fn unpark(&mut self, who: Who) {
        if let Some(client) = self.clients.of.get_mut(&who)
            && client.parked_at.take().is_some()
        {
            client.in_step_at = self.now;
            self.floor.poll_ended(self.now, &client.key);
        }
    }

    fn forget(&mut self, agent: AgentId) {
        for client in self.clients.drop_agent(agent) {
            if client.parked_at.is_some() {
                self.floor.poll_ended(self.now, &client.key);
            }
        }
    }

    /// The server stops, and starts with what is durable. Connections break; clients go on with
    /// the ids they have.
    fn restart(&mut self, from: Source, down_ms: u64) {
        self.tally.count(match from {
            Source::AllFacts => "restarts from all facts",
            Source::NewestSnapshot | Source::OlderSnapshot => "restarts from a snapshot",
        });
        for client in self.clients.of.values_mut() {
            if client.parked_at.take().is_some() {
                client.in_step_at = self.now;
            }
        }
        self.stopped_at = self.now;
        self.now.0 += down_ms;
        let mut floor = self.journal.recover(from);
        assert_eq!(floor, self.floor, "the floor is another after a restart");
        floor.recovered(self.now);
        self.floor = floor;
        self.restarted_at = self.now;
    }

    /// What a step decides is applied to the floor in memory alone, as it is before an append.
    fn crash_during(&mut self, deed: &Deed, from: Source) {
        self.tally.count("crashes before a command was durable");
        let durable = self.floor.clone();
        for command in self.commands(deed) {
            if self.floor.handle(self.now, command).is_ok() {
                break;
            }
        }
        self.floor = durable;
        self.restart(from, 1_000);
    }
}
