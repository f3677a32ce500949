//! Whether anybody polls for an agent session (E7).

use std::collections::{BTreeMap, BTreeSet};

use crate::{AgentSessionId, Time};

/// Keeps count of parked polls. None of it is a fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct Presence {
    of: BTreeMap<AgentSessionId, Attendance>,
    deadlines: BTreeSet<(Time, AgentSessionId)>,
}

#[derive(Clone, Copy, Debug)]
enum Attendance {
    Parked {
        polls: u32,
    },
    Away {
        until: Time,
    },
    /// The floor has drawn its conclusion; nothing more is due until somebody polls.
    Noticed,
}

impl Presence {
    /// Nobody polls: E7 comes at `until` unless somebody does by then.
    pub(crate) fn away(&mut self, session: AgentSessionId, until: Time) {
        self.set(session, Some(Attendance::Away { until }));
    }

    pub(crate) fn noticed(&mut self, session: AgentSessionId) {
        self.set(session, Some(Attendance::Noticed));
    }

    /// Counts anew for an agent of whom the floor had concluded that nobody is there.
    pub(crate) fn doubt(&mut self, session: AgentSessionId, until: Time) {
        match self.of.get(&session) {
            Some(Attendance::Noticed) => self.away(session, until),
            Some(Attendance::Parked { .. } | Attendance::Away { .. }) | None => {}
        }
    }

    /// Somebody is there, who does not poll just now: counts anew.
    pub(crate) fn heard(&mut self, session: AgentSessionId, until: Time) {
        match self.of.get(&session) {
            Some(Attendance::Away { .. } | Attendance::Noticed) => self.away(session, until),
            Some(Attendance::Parked { .. }) | None => {}
        }
    }

    pub(crate) fn forget(&mut self, session: AgentSessionId) {
        self.set(session, None);
    }

    pub(crate) fn poll_began(&mut self, session: AgentSessionId) {
        let polls = match self.of.get(&session) {
            Some(Attendance::Parked { polls }) => polls.saturating_add(1),
            Some(Attendance::Away { .. } | Attendance::Noticed) => 1,
            None => return,
        };
        self.set(session, Some(Attendance::Parked { polls }));
    }

    pub(crate) fn poll_ended(&mut self, session: AgentSessionId, until: Time) {
        match self.of.get(&session) {
            Some(Attendance::Parked { polls: 0 | 1 }) => self.away(session, until),
            Some(Attendance::Parked { polls }) => {
                let polls = polls - 1;
                self.set(session, Some(Attendance::Parked { polls }));
            }
            Some(Attendance::Away { .. } | Attendance::Noticed) | None => {}
        }
    }

    pub(crate) fn first(&self) -> Option<(Time, AgentSessionId)> {
        self.deadlines.first().copied()
    }

    fn set(&mut self, session: AgentSessionId, attendance: Option<Attendance>) {
        if let Some(Attendance::Away { until }) = self.of.remove(&session) {
            self.deadlines.remove(&(until, session));
        }
        if let Some(attendance) = attendance {
            if let Attendance::Away { until } = attendance {
                self.deadlines.insert((until, session));
            }
            self.of.insert(session, attendance);
        }
    }
}
