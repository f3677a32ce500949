//! The clients: what each has received, and what it must be answered.

use std::collections::BTreeMap;

use cordboard_acd::{AgentId, AgentSessionId, Event, EventNumber, SessionKey, Time};

use crate::story::{Seat, Who};

/// How long an event is kept for an id that was polled (E4).
const KEPT_MS: u64 = 120_000;

/// A desktop or a page: its session id and what it has received.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) key: SessionKey,
    pub(crate) number: EventNumber,
    pub(crate) parked_at: Option<Time>,
    pub(crate) loses_answer: bool,
    /// When it polled last.
    pub(crate) asked_at: Time,
    /// When it had received all there was.
    pub(crate) in_step_at: Time,
    /// Whether it came too late for each event, and the picture that it got instead was lost.
    pub(crate) missed: bool,
}

impl Client {
    pub(crate) fn new(now: Time, key: SessionKey) -> Self {
        Self {
            key,
            number: EventNumber(0),
            parked_at: None,
            loses_answer: false,
            asked_at: now,
            in_step_at: now,
            missed: false,
        }
    }

    /// Says whether every event since its number must still be there for it (E2, E4), also after a
    /// restart, which knows nothing of polls and counts from what it has.
    pub(crate) fn must_get_each_event(
        &self,
        now: Time,
        stopped_at: Time,
        restarted_at: Time,
    ) -> bool {
        let asked_lately = stopped_at.ms_since(self.asked_at) <= KEPT_MS;
        let kept_over_restart = asked_lately && stopped_at.ms_since(self.in_step_at) <= KEPT_MS;
        let asked_at = self.asked_at.max(restarted_at);
        self.number.0 > 0 && !self.missed && kept_over_restart && now.ms_since(asked_at) <= KEPT_MS
    }
}

#[derive(Default)]
pub(crate) struct Clients {
    pub(crate) of: BTreeMap<Who, Client>,
    /// Every event that any client got by its number.
    heard: BTreeMap<(AgentSessionId, u64), Event>,
}

/// What an answer was.
pub(crate) enum Answer {
    /// Each event since the number.
    EachEvent,
    /// The full picture, or the end without what came before it.
    Picture,
}

impl Clients {
    pub(crate) fn desktop(&self, agent: AgentId) -> Option<&Client> {
        self.of.get(&Who::desktop(agent))
    }

    /// Checks events that came after `number` against all that others have been told, if they are
    /// certain to be each of them and not a picture that happens to be as long.
    pub(crate) fn check(
        &mut self,
        session: AgentSessionId,
        number: EventNumber,
        events: &[Event],
        next: EventNumber,
        is_certain: bool,
    ) -> Answer {
        assert!(next > number, "an answer without progress");
        // Who was taken over is told so after its last event, by a number that is its own.
        let (numbered, last) = match events {
            [before @ .., Event::RemoteAgentSessionEnd { taken_over: true }] => {
                (before, next.0 - 1)
            }
            all => (all, next.0),
        };
        let is_picture = number.0 > 0 && matches!(events[0], Event::AgentSessionStart(_));
        if is_picture || last - number.0 != numbered.len() as u64 {
            return Answer::Picture;
        }
        if is_certain {
            for (number, event) in (number.0 + 1..).zip(numbered) {
                let heard = self.heard.entry((session, number)).or_insert_with(|| event.clone());
                assert_eq!(heard, event, "one number, two events");
            }
        }
        Answer::EachEvent
    }

    pub(crate) fn missed(&mut self, who: Who) {
        if let Some(client) = self.of.get_mut(&who) {
            client.missed = true;
        }
    }

    pub(crate) fn drop_agent(&mut self, agent: AgentId) -> impl Iterator<Item = Client> {
        let seats = [Seat::Desktop, Seat::Page];
        let gone: Vec<_> =
            seats.into_iter().filter_map(|seat| self.of.remove(&Who { agent, seat })).collect();
        gone.into_iter()
    }
}
