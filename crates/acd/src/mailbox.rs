//! What each agent session's readers have not fetched yet.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{AgentId, Event, EventNumber, SessionKey, Time, volatile::Volatile};

/// How long an id counts after it was polled (E4), and how long an event is kept that nobody has
/// polled for: 120 s.
const KEPT_MS: u64 = 120_000;

/// How many events are kept at most: a reader that polls one old id for hours gets the full
/// picture (E3) instead of hours of events.
const KEPT_EVENTS: usize = 2_000;

/// How many final events the full picture may bring (E3): more contacts end in no break that an
/// agent could wish to be told one by one.
const KEPT_ENDED: usize = 100;

/// Holds the events of one agent session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    pub(crate) agent: AgentId,
    pub(crate) keys: Vec<SessionKey>,
    /// The key of each page that has got one, by the page's name.
    pub(crate) pages: BTreeMap<String, SessionKey>,
    /// The last event's number.
    pub(crate) last: EventNumber,
    /// The last final event of each contact that ended, for the full picture.
    ended: VecDeque<(EventNumber, Event)>,
    /// The last event of an agent session that has ended.
    farewell: Option<Event>,
    /// How long events are kept depends on who polls.
    kept: Volatile<VecDeque<Kept>>,
    /// The ids polled in the last [`KEPT_MS`], by their numbers. One that was polled before a lower
    /// one is not among them: it is forgotten sooner, and nothing is kept for it alone. So the
    /// lowest was polled first.
    polled: Volatile<BTreeMap<EventNumber, Time>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    number: EventNumber,
    at: Time,
    event: Event,
}

impl Mailbox {
    pub(crate) fn new(agent: AgentId, key: SessionKey) -> Self {
        Self {
            agent,
            keys: vec![key],
            pages: BTreeMap::new(),
            last: EventNumber(0),
            ended: VecDeque::new(),
            farewell: None,
            kept: Volatile::default(),
            polled: Volatile::default(),
        }
    }

    /// Gives the event the next number.
    pub(crate) fn tell(&mut self, at: Time, event: Event) {
        self.last.0 += 1;
        if let Event::Call(call) = &event
            && call.is_final
        {
            self.ended.push_back((self.last, event.clone()));
            if self.ended.len() > KEPT_ENDED {
                self.ended.pop_front();
            }
        }
        if matches!(event, Event::AgentSessionEnd { .. } | Event::RemoteAgentSessionEnd { .. }) {
            self.farewell = Some(event.clone());
        }
        self.kept.0.push_back(Kept { number: self.last, at, event });
        self.prune(at);
    }

    /// Notes which id was polled: what came after it is kept for it.
    pub(crate) fn polled(&mut self, now: Time, number: EventNumber) {
        let number = number.min(self.last);
        self.polled.0.split_off(&number);
        self.polled.0.insert(number, now);
        self.prune(now);
    }

    /// Keeps all that is kept as if it had been polled for just now: who polled before the restart,
    /// and how far, nobody knows any more.
    pub(crate) fn recovered(&mut self, now: Time) {
        let before = |first: &Kept| EventNumber(first.number.0.saturating_sub(1));
        self.polled.0.insert(self.kept.0.front().map_or(self.last, before), now);
    }

    /// Says whether all events after `number` are still kept.
    pub(crate) fn keeps_after(&self, number: EventNumber) -> bool {
        let first = self.kept.0.front().map_or(self.last.0 + 1, |kept| kept.number.0);
        number <= self.last && number.0 + 1 >= first
    }

    /// Gives the kept events after `number`, up to `last`.
    pub(crate) fn after(&self, number: EventNumber, last: EventNumber) -> Vec<Event> {
        let wanted = |kept: &&Kept| kept.number > number && kept.number <= last;
        self.kept.0.iter().filter(wanted).map(|kept| kept.event.clone()).collect()
    }

    /// Gives the final events of contacts that ended after `number`.
    pub(crate) fn ended_after(&self, number: EventNumber) -> impl Iterator<Item = &Event> {
        self.ended.iter().filter(move |(ended, _)| *ended > number).map(|(_, event)| event)
    }

    /// Gives the last event of an agent session that has ended.
    pub(crate) fn farewell(&self) -> Option<&Event> {
        self.farewell.as_ref()
    }

    fn prune(&mut self, now: Time) {
        while let Some(lowest) = self.polled.0.first_entry()
            && now.ms_since(*lowest.get()) > KEPT_MS
        {
            lowest.remove();
        }
        let slowest = self.polled.0.keys().next().copied();
        while let Some(first) = self.kept.0.front() {
            let needed = match slowest {
                Some(slowest) => first.number > slowest,
                None => now.ms_since(first.at) <= KEPT_MS,
            };
            if needed && self.kept.0.len() <= KEPT_EVENTS {
                break;
            }
            self.kept.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGAN: u64 = 1_000_000;

    fn at(seconds: u64) -> Time {
        Time(BEGAN + seconds * 1_000)
    }

    #[test]
    fn events_are_kept_for_the_lowest_id_that_was_polled_in_the_last_two_minutes() {
        let mut mailbox = Mailbox::new(AgentId(1), SessionKey([1; 16]));
        for _ in 0..10 {
            mailbox.tell(at(0), Event::UpdateSkills);
        }
        for number in 0..=8 {
            mailbox.polled(at(number), EventNumber(number));
        }
        // A second desktop is behind, and has the say from then on.
        mailbox.polled(at(60), EventNumber(3));
        assert_eq!(mailbox.polled.0.len(), 4);
        let first_kept = |mailbox: &mut Mailbox, now| {
            mailbox.prune(now);
            mailbox.kept.0.front().map(|kept| kept.number.0)
        };
        assert_eq!(first_kept(&mut mailbox, at(120)), Some(1));
        assert_eq!(first_kept(&mut mailbox, at(121)), Some(2));
        assert_eq!(first_kept(&mut mailbox, at(180)), Some(4));
        mailbox.polled(at(180), EventNumber(10));
        assert_eq!(first_kept(&mut mailbox, at(181)), None);
        assert_eq!(mailbox.polled.0.len(), 1);
    }
}
