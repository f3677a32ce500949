//! Agent sessions: an agent's time logged in to the ACD.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, AgentLeg, AgentSessionId, AgentState, ContactId, ContactState, Event, EventNumber,
    Floor, NextState, Refusal, SessionKey, Time,
    agent_state::UNAVAILABLE_TIMEOUT_S,
    call_end::Ending,
    command::EndOptions,
    event::AgentSessionStart,
    fact::{ContactClose, ContactReturn, Happened, LegEnd, SessionEnd},
    floor::Decision,
    mailbox::Mailbox,
    poll::{Reader, ReaderOf, Standing},
    setup::Station,
};

/// Holds one agent session that has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSession {
    /// The platform's number of it.
    pub id: AgentSessionId,
    /// Whose.
    pub agent: AgentId,
    /// Its first key.
    pub key: SessionKey,
    /// Where the agent's phone is.
    pub station: Station,
    /// When it started.
    pub started_at: Time,
    /// Whole seconds without a parked poll until E7.
    pub inactivity_timeout_s: u32,
    /// Whether E7 ends it.
    pub inactivity_force_logout: bool,
    /// The agent's state.
    pub state: AgentState,
    /// The state that follows the contact.
    pub next: NextState,
    /// The after-contact code that the agent chose while on the contact.
    pub after_contact_code: Option<AfterContactCode>,
    /// The agent's own phone connection.
    pub leg: AgentLeg,
    /// The contacts that the agent knows of, in the order of their appearance.
    pub contacts: Vec<ContactId>,
    /// The contact that waits for the agent leg.
    pub reserved: Option<ContactId>,
}

/// Holds an after-contact code as it was when the agent chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterContactCode {
    /// Its name.
    pub reason: String,
    /// Whole seconds that the work may last.
    pub timeout_s: Option<u32>,
}

/// E7's default.
const INACTIVITY_TIMEOUT_S: u32 = 60;

/// A day: whoever wants more does not want E7.
const MOST_INACTIVITY_S: u32 = 86_400;

/// A station id or phone number has at most so many characters: E.164 and SIP addresses fit.
const MOST_STATION_CHARS: usize = 128;

/// A page is named by its entry and a number, or by random digits.
const MOST_PAGE_NAME_BYTES: usize = 200;

/// How many keys of an agent session hold at most: a day's panels and re-joins fit ten times over.
/// Those that hold no longer are kept for as long as there is room, to say so to whoever asks.
const MOST_KEYS: usize = 5_000;

/// How long an ended agent session still answers 409: an hour. After that its ids are unknown.
const ENDED_KEPT_MS: u64 = 3_600_000;

impl AgentSession {
    /// Makes an agent session in its first state, for the caller to fill in.
    pub(crate) fn unavailable(at: Time, key: SessionKey, until: Option<Time>) -> Self {
        Self {
            id: AgentSessionId::default(),
            agent: AgentId::default(),
            key,
            station: Station::default(),
            started_at: at,
            inactivity_timeout_s: INACTIVITY_TIMEOUT_S,
            inactivity_force_logout: false,
            state: AgentState::Unavailable { since: at, reason: String::new(), until },
            next: NextState::Available,
            after_contact_code: None,
            leg: AgentLeg::Down,
            contacts: Vec::new(),
            reserved: None,
        }
    }
}

impl Floor {
    pub(crate) fn decide_start(
        &self,
        now: Time,
        agent: AgentId,
        key: SessionKey,
        station: Option<Station>,
        inactivity_timeout_s: Option<u32>,
        inactivity_force_logout: bool,
    ) -> Decision {
        let agent = self.agent(agent).ok_or(Refusal::UnknownAgent)?;
        if self.session_of.contains_key(&agent.id) {
            return Err(Refusal::AlreadyHasAgentSession);
        }
        if self.readers.contains_key(&key) {
            return Err(Refusal::KeyInUse);
        }
        let station = station
            .filter(|station| !station.id.is_empty() || !station.phone_number.text().is_empty())
            .unwrap_or_else(|| agent.station.clone());
        let texts = [&station.id, station.phone_number.text(), station.caller_id.text()];
        if texts.iter().any(|text| text.chars().count() > MOST_STATION_CHARS) {
            return Err(Refusal::OutOfLimits("station"));
        }
        let inactivity_timeout_s = match inactivity_timeout_s {
            None | Some(0) => INACTIVITY_TIMEOUT_S,
            Some(seconds) if seconds <= MOST_INACTIVITY_S => seconds,
            Some(_) => return Err(Refusal::OutOfLimits("inactivityTimeout")),
        };
        Ok(vec![Happened::AgentSessionStarted {
            session: AgentSessionId(self.last_session.0 + 1),
            agent: agent.id,
            key,
            station,
            inactivity_timeout_s,
            inactivity_force_logout,
            until: Some(now.plus_s(UNAVAILABLE_TIMEOUT_S)),
        }])
    }

    pub(crate) fn evolve_started(&mut self, session: AgentSession) {
        let (id, agent, at) = (session.id, session.agent, session.started_at);
        self.last_session = self.last_session.max(id);
        self.session_of.insert(agent, id);
        self.mail.insert(id, Mailbox::new(agent, session.key));
        self.readers.insert(
            session.key,
            Reader {
                session: id,
                of: ReaderOf::Client,
                from: EventNumber(0),
                standing: Standing::Good,
            },
        );
        self.presence.0.away(id, at.plus_s(session.inactivity_timeout_s));
        let events = [
            self.session_start_event(&session),
            Some(Event::AgentState(self.state_event(&session))),
            self.agent(agent).map(|agent| Event::AgentSettings(agent.settings.clone())),
        ];
        self.sessions.insert(id, session);
        for event in events.into_iter().flatten() {
            self.tell(id, at, event);
        }
        self.place_session(id);
    }

    pub(crate) fn session_start_event(&self, session: &AgentSession) -> Option<Event> {
        let agent = self.agent(session.agent)?;
        Some(Event::AgentSessionStart(AgentSessionStart {
            business_unit: self.setup().business_unit.number,
            agent: session.agent,
            session: session.id,
            station: session.station.clone(),
            permissions: agent.permissions,
            can_conference: self.setup().business_unit.max_conference_parties > 3,
            max_concurrent_chats: agent.settings.chat_threshold,
            started_at: session.started_at,
        }))
    }

    pub(crate) fn decide_join(&self, agent: AgentId, key: SessionKey, take_over: bool) -> Decision {
        let session = self.session_of(agent).ok_or(Refusal::NoAgentSession)?;
        self.check_new_key(session.id, key, take_over)?;
        let session = session.id;
        Ok(vec![if take_over {
            Happened::AgentSessionTakenOver { session, key }
        } else {
            Happened::AgentSessionJoined { session, key }
        }])
    }

    pub(crate) fn decide_issue_page_token(
        &self,
        session: &AgentSession,
        token: SessionKey,
        page: String,
    ) -> Decision {
        if page.len() > MOST_PAGE_NAME_BYTES {
            return Err(Refusal::OutOfLimits("page"));
        }
        if self.page_token_of(session.id, &page).is_some() {
            return Ok(Vec::new());
        }
        self.check_new_key(session.id, token, false)?;
        Ok(vec![Happened::PageTokenIssued { session: session.id, token, page }])
    }

    /// Gives the key that a page has got and that is still good, by the page's name and any key of
    /// the agent session.
    #[must_use]
    pub fn page_token(&self, of_session: &SessionKey, page: &str) -> Option<SessionKey> {
        self.page_token_of(self.session_of_key(of_session)?, page)
    }

    fn page_token_of(&self, session: AgentSessionId, page: &str) -> Option<SessionKey> {
        let token = self.mail.get(&session)?.pages.get(page)?;
        let is_good = |reader: &&Reader| reader.standing == Standing::Good;
        self.readers.get(token).filter(is_good).map(|_| *token)
    }

    pub(crate) fn decide_revoke_page_token(
        &self,
        session: &AgentSession,
        token: SessionKey,
    ) -> Decision {
        match self.readers.get(&token) {
            Some(reader) if reader.session == session.id && reader.of == ReaderOf::Page => {
                Ok(match reader.standing {
                    Standing::Good => {
                        vec![Happened::PageTokenRevoked { session: session.id, token }]
                    }
                    Standing::TakenOver { .. } | Standing::Revoked => Vec::new(),
                })
            }
            Some(_) | None => Err(Refusal::UnknownAgentSession),
        }
    }

    fn check_new_key(
        &self,
        session: AgentSessionId,
        key: SessionKey,
        takes_over: bool,
    ) -> Result<(), Refusal> {
        if self.readers.contains_key(&key) {
            return Err(Refusal::KeyInUse);
        }
        let mailbox = self.mail.get(&session).ok_or(Refusal::TooManyKeys)?;
        let good = || mailbox.keys.iter().filter(|key| self.is_good(key));
        // A take-over leaves no other key good: it needs no room.
        if takes_over || mailbox.keys.len() < MOST_KEYS || good().count() < MOST_KEYS {
            Ok(())
        } else {
            Err(Refusal::TooManyKeys)
        }
    }

    fn is_good(&self, key: &SessionKey) -> bool {
        self.readers.get(key).is_some_and(|reader| reader.standing == Standing::Good)
    }

    pub(crate) fn evolve_joined(&mut self, session: AgentSessionId, key: SessionKey) {
        self.add_reader(session, key, ReaderOf::Client);
    }

    pub(crate) fn evolve_page_token_issued(
        &mut self,
        session: AgentSessionId,
        token: SessionKey,
        page: &str,
    ) {
        self.add_reader(session, token, ReaderOf::Page);
        if let Some(mailbox) = self.mail.get_mut(&session) {
            mailbox.pages.insert(page.to_owned(), token);
        }
    }

    pub(crate) fn evolve_taken_over(&mut self, session: AgentSessionId, key: SessionKey) {
        let Some(mailbox) = self.mail.get(&session) else { return };
        for earlier in &mailbox.keys {
            if let Some(reader) = self.readers.get_mut(earlier)
                && reader.standing == Standing::Good
            {
                reader.standing = Standing::TakenOver { after: mailbox.last };
            }
        }
        self.told.0.insert(session);
        self.add_reader(session, key, ReaderOf::Client);
    }

    pub(crate) fn evolve_page_token_revoked(&mut self, session: AgentSessionId, token: SessionKey) {
        if let Some(reader) = self.readers.get_mut(&token) {
            reader.standing = Standing::Revoked;
            self.told.0.insert(session);
        }
        if let Some(mailbox) = self.mail.get_mut(&session) {
            mailbox.pages.retain(|_, its| *its != token);
        }
    }

    fn add_reader(&mut self, session: AgentSessionId, key: SessionKey, of: ReaderOf) {
        let full = self.mail.get(&session).filter(|mailbox| mailbox.keys.len() >= MOST_KEYS);
        // What does not hold any more makes room: first what has not held for longest.
        let goes = full.and_then(|mailbox| mailbox.keys.iter().position(|key| !self.is_good(key)));
        if let Some(mailbox) = self.mail.get_mut(&session) {
            if let Some(goes) = goes {
                self.readers.remove(&mailbox.keys.remove(goes));
            }
            mailbox.keys.push(key);
            let from = mailbox.last;
            self.readers.insert(key, Reader { session, of, from, standing: Standing::Good });
        }
    }

    pub(crate) fn decide_end(
        &self,
        now: Time,
        session: &AgentSession,
        options: EndOptions,
    ) -> Decision {
        let EndOptions { force_logoff, end_contacts, ignore_personal_queue: _ } = options;
        if !session.contacts.is_empty() && !force_logoff && !end_contacts {
            return Err(Refusal::ContactsOpen);
        }
        Ok(self.end_session(now, session, SessionEnd::Agent))
    }

    pub(crate) fn decide_end_from_elsewhere(&self, now: Time, session: AgentSessionId) -> Decision {
        let session = self.sessions.get(&session).ok_or(Refusal::UnknownAgentSession)?;
        Ok(self.end_session(now, session, SessionEnd::Elsewhere))
    }

    /// Says what happens when an agent session ends: contacts that no agent had answered go back
    /// to their place, the others end.
    pub(crate) fn end_session(
        &self,
        now: Time,
        session: &AgentSession,
        why: SessionEnd,
    ) -> Vec<Happened> {
        self.end_sessions(now, &[session], why)
    }

    /// Ends several at once: a call between two of them ends with both.
    pub(crate) fn end_sessions(
        &self,
        now: Time,
        sessions: &[&AgentSession],
        why: SessionEnd,
    ) -> Vec<Happened> {
        let of =
            |session: &&AgentSession| session.reserved.into_iter().chain(session.contacts.clone());
        let own: BTreeSet<ContactId> = sessions.iter().flat_map(of).collect();
        let mut facts = Vec::new();
        let mut ending = Ending::default();
        for contact in &own {
            let Some(contact) = self.contacts.get(contact) else { continue };
            let is_callers = contact.peer.is_some_and(|peer| own.contains(&peer));
            let Some(id) = contact.session() else { continue };
            match contact.state {
                ContactState::Waiting
                | ContactState::Reserved { .. }
                | ContactState::Ringing { .. }
                    if !is_callers =>
                {
                    facts.extend(self.give_back(now, contact, id, ContactReturn::SessionEnded));
                }
                ContactState::Waiting
                | ContactState::Reserved { .. }
                | ContactState::Ringing { .. }
                | ContactState::Dialling { .. }
                | ContactState::Talking { .. }
                | ContactState::AfterWork { .. } => {
                    let (contact, why) = (contact.id, ContactClose::SessionEnded);
                    ending.gone.insert(contact);
                    facts.push(Happened::ContactClosed { contact, why });
                }
            }
        }
        facts.extend(self.calls_end(now, ending));
        for session in sessions {
            let id = session.id;
            if session.leg.is_muted() {
                facts.push(Happened::AgentUnmuted { session: id });
            }
            if let Some(leg) = session.leg.id() {
                facts.push(Happened::LegEnded { session: id, leg, why: LegEnd::SessionEnded });
            }
            facts.push(Happened::AgentSessionEnded { session: id, why });
        }
        facts
    }

    pub(crate) fn evolve_session_ended(
        &mut self,
        at: Time,
        session: AgentSessionId,
        why: SessionEnd,
    ) {
        let Some(ended) = self.sessions.remove(&session) else { return };
        self.session_of.remove(&ended.agent);
        self.presence.0.forget(session);
        self.place_session(session);
        let event = match why {
            SessionEnd::Agent | SessionEnd::Inactive | SessionEnd::UnavailableTooLong => {
                Event::AgentSessionEnd { why }
            }
            SessionEnd::Elsewhere => Event::RemoteAgentSessionEnd { taken_over: false },
        };
        self.tell(session, at, event);
        self.ended.push_back((at, session));
    }

    /// Gives when agents logged out, oldest first, and since when that is remembered.
    pub fn lately_logged_out(&self) -> (Time, impl Iterator<Item = (Time, AgentId)>) {
        let of =
            |(at, session): &(Time, AgentSessionId)| Some((*at, self.mail.get(session)?.agent));
        (Time(self.now.0.saturating_sub(ENDED_KEPT_MS)), self.ended.iter().filter_map(of))
    }

    /// Forgets agent sessions that ended long ago.
    pub(crate) fn forget_ended(&mut self) {
        while let Some((at, session)) = self.ended.front().copied()
            && self.now.ms_since(at) > ENDED_KEPT_MS
        {
            self.ended.pop_front();
            let mailbox = self.mail.remove(&session);
            for key in mailbox.into_iter().flat_map(|mailbox| mailbox.keys) {
                self.readers.remove(&key);
            }
        }
    }
}
