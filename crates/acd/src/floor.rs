//! The floor of one business unit.

mod evolve;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use crate::{
    AgentId, AgentSession, AgentSessionId, Command, Contact, ContactId, Event, Fact, LegId,
    Private, Refusal, SessionKey, SetAt, Setup, SkillId, TeamId, Time,
    command::{AgentCommand, LineReport},
    credential::{Credential, Holder},
    directory::Directory,
    fact::Happened,
    mailbox::Mailbox,
    poll::Reader,
    presence::Presence,
    routing::Routing,
    setup::{Agent, Skill, Team},
    sign_in::SignIns,
    timers::{Due, Timers},
    volatile::Volatile,
};

/// Holds one business unit: its configuration, agent sessions, contacts and legs.
///
/// Two floors are equal when the same facts are true on them. Who polled when is no fact and does
/// not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Floor {
    pub(crate) directory: Directory,
    /// When the last fact happened: the floor's time never goes back.
    pub(crate) now: Time,
    pub(crate) last_session: AgentSessionId,
    pub(crate) last_contact: ContactId,
    pub(crate) last_leg: LegId,
    pub(crate) sessions: BTreeMap<AgentSessionId, AgentSession>,
    pub(crate) session_of: BTreeMap<AgentId, AgentSessionId>,
    pub(crate) contacts: BTreeMap<ContactId, Contact>,
    pub(crate) legs: BTreeMap<LegId, AgentSessionId>,
    pub(crate) routing: Routing,
    pub(crate) timers: Timers,
    /// Of the living and the lately ended agent sessions.
    pub(crate) mail: BTreeMap<AgentSessionId, Mailbox>,
    pub(crate) readers: BTreeMap<SessionKey, Reader>,
    /// The lately ended agent sessions, oldest first.
    pub(crate) ended: VecDeque<(Time, AgentSessionId)>,
    pub(crate) sign_ins: SignIns,
    /// What clients keep for agents.
    pub(crate) client_data: BTreeMap<AgentId, Private>,
    pub(crate) presence: Volatile<Presence>,
    pub(crate) told: Volatile<BTreeSet<AgentSessionId>>,
}

/// What `decide` gives.
pub(crate) type Decision = Result<Vec<Happened>, Refusal>;

impl Floor {
    /// Makes an empty floor. [`Command::Seed`] or [`Command::Change`] gives it agents, teams and skills.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Judges a command. Changes nothing.
    ///
    /// [`Command::Timer`] takes one due thing at a time, a time-out or a match of contact and
    /// agent: give it again while [`Floor::next_timer`] is not in the future, as
    /// [`Floor::handle`] does. Time that goes back counts as standing still.
    ///
    /// # Errors
    /// A [`Refusal`] when the command has no effect.
    pub fn decide(&self, now: Time, command: Command) -> Result<Vec<Fact>, Refusal> {
        let now = now.max(self.now);
        let happened = match command {
            Command::Seed { setup, passwords } => self.decide_seed(now, &setup, passwords),
            Command::Change { by, expected, changes } => {
                self.decide_changes(now, &by, expected, changes)
            }
            Command::StartAgentSession {
                agent,
                key,
                station,
                inactivity_timeout_s,
                inactivity_force_logout,
            } => self.decide_start(
                now,
                agent,
                key,
                station,
                inactivity_timeout_s,
                inactivity_force_logout,
            ),
            Command::JoinAgentSession { agent, key, take_over } => {
                self.decide_join(agent, key, take_over)
            }
            Command::Agent { agent, key, command } => {
                let session = self.find_session(agent, &key)?;
                self.decide_agent_command(now, session, command)
            }
            Command::EndAgentSession { session } => self.decide_end_from_elsewhere(now, session),
            Command::KeepClientData { agent, data } => self.decide_client_data(agent, data),
            Command::OrderTokenKey { by, at_once } => {
                Ok(vec![Happened::TokenKeyOrdered { by, at_once }])
            }
            Command::SignIn(command) => self.decide_sign_in(now, command),
            Command::Line(report) => self.decide_line_report(now, report),
            Command::Timer => Ok(self.decide_timer(now)),
        }?;
        Ok(happened.into_iter().map(|happened| Fact::new(now, happened)).collect())
    }

    fn decide_agent_command(
        &self,
        now: Time,
        session: &AgentSession,
        command: AgentCommand,
    ) -> Decision {
        match command {
            AgentCommand::End(options) => self.decide_end(now, session, options),
            AgentCommand::SetState(wanted) => self.decide_set_state(now, session, &wanted),
            AgentCommand::IssuePageToken { token, page } => {
                self.decide_issue_page_token(session, token, page)
            }
            AgentCommand::RevokePageToken { token } => {
                self.decide_revoke_page_token(session, token)
            }
            AgentCommand::Contact { contact, command } => {
                self.decide_contact_command(now, session, contact, command)
            }
            AgentCommand::SubmitFeedback(feedback) => Self::decide_feedback(session, feedback),
            AgentCommand::Phone(command) => self.decide_phone_command(now, session, command),
            AgentCommand::Dial(dial) => self.decide_dial(now, session, dial),
            AgentCommand::TransferCalls => self.decide_transfer(now, session),
            AgentCommand::ConferenceCalls => self.decide_conference(session),
            AgentCommand::SendTones(tones) => self.decide_tones(session, tones),
        }
    }

    fn decide_line_report(&self, now: Time, report: LineReport) -> Decision {
        match report {
            LineReport::Call { skill, ani, dnis, priority } => {
                self.decide_call(skill, ani, dnis, priority)
            }
            LineReport::CustomerHungUp { contact } => self.decide_customer_hung_up(now, contact),
            LineReport::FarEndAnswered { contact } => self.decide_far_end_answered(contact),
            LineReport::FarEndBusy { contact } => self.decide_far_end_busy(now, contact),
            LineReport::LegAnswered { leg } => self.decide_leg_answered(now, leg),
            LineReport::LegFailed { leg } => self.decide_leg_failed(now, leg),
            LineReport::LegHungUp { leg } => self.decide_leg_hung_up(now, leg),
        }
    }

    fn decide_timer(&self, now: Time) -> Vec<Happened> {
        match self.timers.first() {
            Some((at, Due::Session(session))) if at <= now => {
                return self.decide_session_due(now, session);
            }
            Some((at, Due::Contact(contact))) if at <= now => {
                return self.decide_unanswered(now, contact);
            }
            Some(_) | None => {}
        }
        match self.presence.0.first() {
            Some((at, session)) if at <= now => self.decide_inactivity(now, session),
            Some(_) | None => self.decide_match(now),
        }
    }

    /// Decides, evolves, and goes on with all that is due by then. Gives the facts of all of it,
    /// in order, already applied.
    ///
    /// # Errors
    /// A [`Refusal`] when the command has no effect; nothing has changed then.
    pub fn handle(&mut self, now: Time, command: Command) -> Result<Vec<Fact>, Refusal> {
        let mut facts = self.decide(now, command)?;
        for fact in &facts {
            self.evolve(fact);
        }
        while self.next_timer().is_some_and(|due| due <= now.max(self.now)) {
            let more = self.decide(now, Command::Timer)?;
            if more.is_empty() {
                break;
            }
            for fact in &more {
                self.evolve(fact);
            }
            facts.extend(more);
        }
        Ok(facts)
    }

    /// Says when [`Command::Timer`] is due. A time in the past is due at once.
    #[must_use]
    pub fn next_timer(&self) -> Option<Time> {
        if self.routing.has_match() {
            return Some(self.now);
        }
        let timer = self.timers.first().map(|(at, _)| at);
        let absence = self.presence.0.first().map(|(at, _)| at);
        timer.into_iter().chain(absence).min()
    }

    /// Gives when the last fact happened: the floor's time never goes back.
    #[must_use]
    pub fn now(&self) -> Time {
        self.now
    }

    /// Gives the configuration.
    #[must_use]
    pub fn setup(&self) -> &Arc<Setup> {
        &self.directory.setup
    }

    /// Says whether the floor has a configuration, apart from administrators.
    #[must_use]
    pub fn is_seeded(&self) -> bool {
        self.directory.is_seeded()
    }

    /// Gives how many changes of the configuration there have been.
    #[must_use]
    pub fn setup_version(&self) -> u64 {
        self.directory.version
    }

    /// Says when each entry of the configuration was set last.
    #[must_use]
    pub fn set_at(&self) -> &Arc<SetAt> {
        &self.directory.set_at.0
    }

    /// Gives somebody's password as it is kept.
    #[must_use]
    pub fn credential(&self, of: &Holder) -> Option<&Credential> {
        self.directory.credentials.of(of)
    }

    /// Gives an agent.
    #[must_use]
    pub fn agent(&self, agent: AgentId) -> Option<&Agent> {
        self.directory.agent(agent)
    }

    /// Gives the agent who logs in so, in any letter case.
    #[must_use]
    pub fn agent_by_login(&self, login: &str) -> Option<&Agent> {
        self.directory.agent_by_login(login)
    }

    /// Gives a team.
    #[must_use]
    pub fn team(&self, team: TeamId) -> Option<&Team> {
        self.directory.team(team)
    }

    /// Gives a skill.
    #[must_use]
    pub fn skill(&self, skill: SkillId) -> Option<&Skill> {
        self.directory.skill(skill)
    }

    /// Gives how many contacts wait in a skill, and since when the oldest does.
    #[must_use]
    pub fn waiting(&self, skill: SkillId) -> (usize, Option<Time>) {
        self.routing.waiting(skill)
    }

    /// Gives a living agent session by its number.
    #[must_use]
    pub fn session(&self, session: AgentSessionId) -> Option<&AgentSession> {
        self.sessions.get(&session)
    }

    /// Gives the agent's living agent session.
    #[must_use]
    pub fn session_of(&self, agent: AgentId) -> Option<&AgentSession> {
        self.session_of.get(&agent).and_then(|session| self.sessions.get(session))
    }

    /// Gives all living agent sessions, by number.
    pub fn sessions(&self) -> impl Iterator<Item = &AgentSession> {
        self.sessions.values()
    }

    /// Gives a contact that is not over.
    #[must_use]
    pub fn contact(&self, contact: ContactId) -> Option<&Contact> {
        self.contacts.get(&contact)
    }

    /// Gives all contacts that are not over, by id.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// Numbers an event of an agent session and keeps it for its readers.
    pub(crate) fn tell(&mut self, session: AgentSessionId, at: Time, event: Event) {
        if let Some(mailbox) = self.mail.get_mut(&session) {
            mailbox.tell(at, event);
            self.told.0.insert(session);
        }
    }
}
