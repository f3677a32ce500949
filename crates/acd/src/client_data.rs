//! Settings that a client keeps for an agent, so that they follow the agent from machine to machine.

use crate::{AgentId, Floor, Private, Refusal, fact::Happened, floor::Decision};

/// Settings and the numbers called last fit ten times over; 10,000 agents' are held in memory.
const MOST_BYTES: usize = 16 * 1024;

impl Floor {
    pub(crate) fn decide_client_data(&self, agent: AgentId, data: Private) -> Decision {
        self.agent(agent).ok_or(Refusal::UnknownAgent)?;
        if data.text().len() > MOST_BYTES {
            return Err(Refusal::OutOfLimits("dataSet"));
        }
        if self.client_data(agent) == Some(&data) {
            return Ok(Vec::new());
        }
        Ok(vec![Happened::ClientDataKept { agent, data }])
    }

    pub(crate) fn evolve_client_data(&mut self, agent: AgentId, data: &Private) {
        self.client_data.insert(agent, data.clone());
    }

    /// Gives what clients keep for an agent, once they have kept something.
    #[must_use]
    pub fn client_data(&self, agent: AgentId) -> Option<&Private> {
        self.client_data.get(&agent)
    }
}
