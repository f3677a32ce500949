//! What is due when.

use std::collections::{BTreeMap, BTreeSet};

use crate::{AgentSessionId, ContactId, Time};

/// Names what a timer is for. Each has one timer at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// The leg being dialled, a time-out of the agent's state.
    Session(AgentSessionId),
    /// The refusal time-out.
    Contact(ContactId),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Timers {
    order: BTreeSet<(Time, Due)>,
    of: BTreeMap<Due, Time>,
}

impl Timers {
    pub(crate) fn set(&mut self, due: Due, at: Option<Time>) {
        if self.of.get(&due).copied() == at {
            return;
        }
        if let Some(before) = self.of.remove(&due) {
            self.order.remove(&(before, due));
        }
        if let Some(at) = at {
            self.of.insert(due, at);
            self.order.insert((at, due));
        }
    }

    pub(crate) fn first(&self) -> Option<(Time, Due)> {
        self.order.first().copied()
    }
}
