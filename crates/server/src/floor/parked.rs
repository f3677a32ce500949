//! Polls that wait for events.

use std::collections::{BTreeMap, BTreeSet};

use cordboard_acd::{AgentSessionId, SessionKey};
use tokio::{sync::oneshot, time::Instant};

use super::{FloorError, PollAnswer, PollNumber};

/// Polls that may wait at once on one agent session: two desktops, a page with its token and a
/// script that joined. A fifth ends the oldest (E4).
pub(super) const MOST_PER_SESSION: usize = 4;

/// The polls that wait, by their numbers: the lowest is the oldest.
#[derive(Default)]
pub(super) struct Parked {
    polls: BTreeMap<PollNumber, ParkedPoll>,
    by_session: BTreeMap<AgentSessionId, BTreeSet<PollNumber>>,
    deadlines: BTreeSet<(Instant, PollNumber)>,
}

/// One poll that waits.
pub(super) struct ParkedPoll {
    pub(super) session: AgentSessionId,
    pub(super) agent: cordboard_acd::AgentId,
    pub(super) id: crate::session_id::SessionId,
    pub(super) deadline: Instant,
    pub(super) answer: oneshot::Sender<Result<PollAnswer, FloorError>>,
}

impl Parked {
    /// Parks a poll, and gives the one that has to go for it.
    pub(super) fn park(&mut self, number: PollNumber, poll: ParkedPoll) -> Option<ParkedPoll> {
        let of_session = self.by_session.entry(poll.session).or_default();
        let oldest = (of_session.len() >= MOST_PER_SESSION).then(|| of_session.first().copied());
        of_session.insert(number);
        self.deadlines.insert((poll.deadline, number));
        self.polls.insert(number, poll);
        oldest.flatten().and_then(|oldest| self.take(oldest))
    }

    /// Takes a poll away.
    pub(super) fn take(&mut self, number: PollNumber) -> Option<ParkedPoll> {
        let poll = self.polls.remove(&number)?;
        self.deadlines.remove(&(poll.deadline, number));
        if let Some(of_session) = self.by_session.get_mut(&poll.session) {
            of_session.remove(&number);
            if of_session.is_empty() {
                self.by_session.remove(&poll.session);
            }
        }
        Some(poll)
    }

    /// Gives the polls that wait on an agent session, the oldest first.
    pub(super) fn of_session(&self, session: AgentSessionId) -> Vec<PollNumber> {
        self.by_session.get(&session).into_iter().flatten().copied().collect()
    }

    pub(super) fn get(&self, number: PollNumber) -> Option<&ParkedPoll> {
        self.polls.get(&number)
    }

    /// Takes away a poll whose time is over.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<ParkedPoll> {
        let (deadline, number) = self.deadlines.first().copied()?;
        if deadline <= now { self.take(number) } else { None }
    }

    /// Takes all away.
    pub(super) fn take_all(&mut self) -> impl Iterator<Item = ParkedPoll> + use<> {
        std::mem::take(self).polls.into_values()
    }

    /// Gives all that wait, the oldest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &ParkedPoll> {
        self.polls.values()
    }

    pub(super) fn len(&self) -> usize {
        self.polls.len()
    }

    /// Says when the next poll's time is over.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.first().map(|(deadline, _)| *deadline)
    }
}

impl ParkedPoll {
    pub(super) fn key(&self) -> SessionKey {
        self.id.key
    }
}
