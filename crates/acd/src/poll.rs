//! What get-next-event is answered, and to which session ids.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, AgentSession, AgentSessionId, Event, EventNumber, Floor, Refusal, SessionKey, Time,
};

/// Answers one poll.
///
/// # Source
/// `docs/agent-api.md` E1 to E6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Poll {
    /// Events, or the full picture when the number is older than what is kept (E3).
    Events {
        /// Never empty.
        events: Vec<Event>,
        /// The number that says these have arrived: it makes the next session id.
        next: EventNumber,
    },
    /// Nothing yet: park the poll, and ask again when [`Floor::take_told`] names the agent
    /// session.
    Nothing,
    /// The last answer has been given (409).
    Gone,
    /// No such session id, or another agent's (404).
    Unknown,
}

/// Holds what one key of an agent session stands for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reader {
    pub(crate) session: AgentSessionId,
    pub(crate) of: ReaderOf,
    /// The key's first id stands before this event: it begins with the full picture.
    pub(crate) from: EventNumber,
    pub(crate) standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum ReaderOf {
    Client,
    Page,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Standing {
    Good,
    /// Another desktop took the agent session over after this event.
    TakenOver {
        after: EventNumber,
    },
    /// The page is gone.
    Revoked,
}

impl Floor {
    /// Finds the agent session of a session id, for a command or a read by `agent`.
    ///
    /// # Errors
    /// [`Refusal::UnknownAgentSession`] when there is none or it is another agent's,
    /// [`Refusal::AgentSessionEnded`] when it ended or was taken over.
    pub fn find_session(&self, agent: AgentId, key: &SessionKey) -> Result<&AgentSession, Refusal> {
        let reader = self.readers.get(key).ok_or(Refusal::UnknownAgentSession)?;
        let mailbox = self.mail.get(&reader.session).ok_or(Refusal::UnknownAgentSession)?;
        if mailbox.agent != agent {
            return Err(Refusal::UnknownAgentSession);
        }
        match reader.standing {
            Standing::Good => self.sessions.get(&reader.session).ok_or(Refusal::AgentSessionEnded),
            Standing::TakenOver { .. } | Standing::Revoked => Err(Refusal::AgentSessionEnded),
        }
    }

    /// Gives the agent session that a key belongs to, living or ended: parked polls wait under it.
    #[must_use]
    pub fn session_of_key(&self, key: &SessionKey) -> Option<AgentSessionId> {
        self.readers.get(key).map(|reader| reader.session)
    }

    /// Answers a poll of `agent` with a session id made of `key` and `number`.
    ///
    /// # Source
    /// `docs/agent-api.md` E1 to E6.
    #[must_use]
    pub fn poll(&self, agent: AgentId, key: &SessionKey, number: EventNumber) -> Poll {
        let Some(reader) = self.readers.get(key) else { return Poll::Unknown };
        let Some(mailbox) = self.mail.get(&reader.session) else { return Poll::Unknown };
        if mailbox.agent != agent {
            return Poll::Unknown;
        }
        let whole = number >= reader.from && mailbox.keeps_after(number);
        match reader.standing {
            Standing::Good => {}
            Standing::TakenOver { after } if number <= after => {
                let mut events = if whole { mailbox.after(number, after) } else { Vec::new() };
                events.push(Event::RemoteAgentSessionEnd { taken_over: true });
                return Poll::Events { events, next: EventNumber(after.0 + 1) };
            }
            Standing::TakenOver { .. } | Standing::Revoked => return Poll::Gone,
        }
        let next = mailbox.last;
        let since = if number > next { next } else { number.max(reader.from) };
        match (self.sessions.get(&reader.session), mailbox.farewell()) {
            (Some(_), _) if whole && number == next => Poll::Nothing,
            (Some(_), _) | (None, Some(_)) if whole && number < next => {
                Poll::Events { events: mailbox.after(number, next), next }
            }
            (Some(session), _) => Poll::Events { events: self.picture(session, since), next },
            (None, Some(farewell)) if number < next => {
                let mut events: Vec<_> = mailbox.ended_after(since).cloned().collect();
                events.push(farewell.clone());
                Poll::Events { events, next }
            }
            (None, _) => Poll::Gone,
        }
    }

    /// Gives the full picture (E3, E6). A contact's screen pop follows it, as it did when it came.
    fn picture(&self, session: &AgentSession, since: EventNumber) -> Vec<Event> {
        let mut events = Vec::new();
        events.extend(self.session_start_event(session));
        events.push(Event::AgentState(self.state_event(session)));
        events.extend(session.leg.event().map(Event::AgentLeg));
        events.extend(
            self.agent(session.agent).map(|agent| Event::AgentSettings(agent.settings.clone())),
        );
        if session.leg.is_muted() {
            events.push(Event::Mute { muted: true });
        }
        let conference = self.contacts_of(session).find_map(|contact| contact.conference);
        events.extend(conference.map(|conference| Event::Conference { conference }));
        if let Some(mailbox) = self.mail.get(&session.id) {
            events.extend(mailbox.ended_after(since).cloned());
        }
        for contact in session.contacts.iter().filter_map(|contact| self.contacts.get(contact)) {
            events.extend(self.call_event(contact));
            events.extend(contact.pop_opened());
            events.extend(self.indicators_of(contact, true));
        }
        events
    }

    /// Notes that a poll has come: one that [`Floor::poll`] knows. Not a fact: it says what must
    /// be kept (E4) and that somebody is there (E7). Each is followed by one
    /// [`Floor::poll_ended`], when the poll has been answered or its connection is gone.
    pub fn poll_began(&mut self, now: Time, key: &SessionKey, number: EventNumber) {
        let Some(Reader { session, from, standing, .. }) = self.readers.get(key).copied() else {
            return;
        };
        let hears = match standing {
            Standing::Good => true,
            // Its last answer may get lost like any other.
            Standing::TakenOver { after } => number <= after,
            Standing::Revoked => false,
        };
        if hears && let Some(mailbox) = self.mail.get_mut(&session) {
            // Whoever is answered with the picture goes on from its end.
            let number = if number < from { mailbox.last } else { number };
            mailbox.polled(now.max(self.now), number);
        }
        self.presence.0.poll_began(session);
    }

    /// Notes that an agent's desktop has said that it is there (E7). Not a fact.
    ///
    /// # Errors
    /// As [`Floor::find_session`].
    pub fn heard(&mut self, now: Time, agent: AgentId, key: &SessionKey) -> Result<(), Refusal> {
        let session = self.find_session(agent, key)?;
        let (id, until) = (session.id, now.max(self.now).plus_s(session.inactivity_timeout_s));
        self.presence.0.heard(id, until);
        Ok(())
    }

    /// Notes that a poll is no longer parked.
    pub fn poll_ended(&mut self, now: Time, key: &SessionKey) {
        let session = self.readers.get(key).map(|reader| reader.session);
        if let Some(session) = session.and_then(|session| self.sessions.get(&session)) {
            let until = now.max(self.now).plus_s(session.inactivity_timeout_s);
            self.presence.0.poll_ended(session.id, until);
        }
    }

    /// Begins to count E7 anew for every agent session, after a replay, and keeps the events that
    /// are kept for those who have not fetched them (E2), however long the break was.
    pub fn recovered(&mut self, now: Time) {
        let now = now.max(self.now);
        for session in self.sessions.values() {
            self.presence.0.away(session.id, now.plus_s(session.inactivity_timeout_s));
        }
        for mailbox in self.mail.values_mut() {
            mailbox.recovered(now);
        }
        self.told.0.clear();
    }

    /// Gives the agent sessions that have something new to be told since the last time it was
    /// asked: their parked polls are to be asked again.
    pub fn take_told(&mut self) -> BTreeSet<AgentSessionId> {
        std::mem::take(&mut self.told.0)
    }
}
