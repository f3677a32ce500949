//! The floor of one business unit.

use std::collections::BTreeSet;

use crate::{
    AgentId, AgentSession, AgentSessionId, Command, Contact, ContactId, EventNumber, Fact, Poll,
    Refusal, SessionKey, Setup, SkillId, TeamId, Time,
    setup::{Agent, Skill, Team},
};

/// Holds one business unit: its configuration, agent sessions, contacts and legs.
///
/// Two floors are equal when the same facts are true on them. Who polled when is no fact and does
/// not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Floor {
    setup: Setup,
}

impl Floor {
    /// Makes an empty floor. [`Command::Configure`] gives it agents, teams and skills.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Judges a command. Changes nothing.
    ///
    /// [`Command::Timer`] takes one due thing at a time, a time-out or a match of contact and
    /// agent: give it again while [`Floor::next_timer`] is not in the future.
    ///
    /// # Errors
    /// A [`Refusal`] when the command has no effect.
    pub fn decide(&self, _now: Time, _command: Command) -> Result<Vec<Fact>, Refusal> {
        Ok(Vec::new())
    }

    /// Applies a fact. Cannot fail; a replay of the same facts gives an equal floor.
    pub fn evolve(&mut self, _fact: &Fact) {}

    /// Decides, evolves, and goes on with all that is due by then. Gives the facts of all of it,
    /// in order, already applied.
    ///
    /// # Errors
    /// A [`Refusal`] when the command has no effect; nothing has changed then.
    pub fn handle(&mut self, _now: Time, _command: Command) -> Result<Vec<Fact>, Refusal> {
        Ok(Vec::new())
    }

    /// Says when [`Command::Timer`] is due. A time in the past is due at once.
    #[must_use]
    pub fn next_timer(&self) -> Option<Time> {
        None
    }

    /// Gives the configuration.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Gives an agent.
    #[must_use]
    pub fn agent(&self, _agent: AgentId) -> Option<&Agent> {
        None
    }

    /// Gives the agent who logs in so.
    #[must_use]
    pub fn agent_by_login(&self, _login: &str) -> Option<&Agent> {
        None
    }

    /// Gives a team, with its unavailable codes.
    #[must_use]
    pub fn team(&self, _team: TeamId) -> Option<&Team> {
        None
    }

    /// Gives a skill, with its dispositions.
    #[must_use]
    pub fn skill(&self, _skill: SkillId) -> Option<&Skill> {
        None
    }

    /// Finds the agent session of a session id, for a command or a read by `agent`.
    ///
    /// # Errors
    /// [`Refusal::UnknownAgentSession`] when there is none or it is another agent's,
    /// [`Refusal::AgentSessionEnded`] when it ended or was taken over.
    pub fn find_session(
        &self,
        _agent: AgentId,
        _key: &SessionKey,
    ) -> Result<&AgentSession, Refusal> {
        Err(Refusal::UnknownAgentSession)
    }

    /// Gives a living agent session by its number.
    #[must_use]
    pub fn session(&self, _session: AgentSessionId) -> Option<&AgentSession> {
        None
    }

    /// Gives the agent's living agent session.
    #[must_use]
    pub fn session_of(&self, _agent: AgentId) -> Option<&AgentSession> {
        None
    }

    /// Gives the agent session that a key belongs to, living or ended: parked polls wait under it.
    #[must_use]
    pub fn session_of_key(&self, _key: &SessionKey) -> Option<AgentSessionId> {
        None
    }

    /// Gives a contact that is not over.
    #[must_use]
    pub fn contact(&self, _contact: ContactId) -> Option<&Contact> {
        None
    }

    /// Gives all contacts that are not over, by id.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        std::iter::empty()
    }

    /// Gives all living agent sessions, by number.
    pub fn sessions(&self) -> impl Iterator<Item = &AgentSession> {
        std::iter::empty()
    }

    /// Answers a poll of `agent` with a session id made of `key` and `number`.
    ///
    /// # Source
    /// `docs/agent-api.md` E1 to E6.
    #[must_use]
    pub fn poll(&self, _agent: AgentId, _key: &SessionKey, _number: EventNumber) -> Poll {
        Poll::Unknown
    }

    /// Notes that a poll has come. Not a fact: it says what must be kept (E4) and that somebody is
    /// there (E7). Each is followed by one [`Floor::poll_ended`], when the poll has been answered
    /// or its connection is gone.
    pub fn poll_began(&mut self, _now: Time, _key: &SessionKey, _number: EventNumber) {}

    /// Notes that a poll is no longer parked.
    pub fn poll_ended(&mut self, _now: Time, _key: &SessionKey) {}

    /// Begins to count E7 anew for every agent session, after a replay.
    pub fn recovered(&mut self, _now: Time) {}

    /// Gives the agent sessions that have something new to be told since the last time it was
    /// asked: their parked polls are to be asked again.
    pub fn take_told(&mut self) -> BTreeSet<AgentSessionId> {
        BTreeSet::new()
    }
}
