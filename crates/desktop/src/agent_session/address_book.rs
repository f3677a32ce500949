//! Whom the agent can call: read while the address book is open.

use cordboard_client::Failure;
use cordboard_client::call;
use cordboard_protocol::address_book::{AddressBook, AddressBooks};
use cordboard_protocol::agent_state::{AgentStateRow, AgentStates};
use cordboard_protocol::skill_activity::{SkillActivities, SkillActivity};

use super::AgentSession;

impl AgentSession {
    /// The address books that the agent may read, with their entries.
    ///
    /// # Errors
    /// As the server says; the address book shows it, the notices do not.
    pub async fn address_books(&self) -> Result<Vec<AddressBook>, Failure> {
        let agent = self.agent_id().ok_or(Failure::LoggedOut)?;
        let read = self.api().read_if_any::<AddressBooks>(call::address_books(agent)).await?;
        Ok(read.map(|read| read.address_books).unwrap_or_default())
    }

    /// How all agents stand.
    ///
    /// # Errors
    /// As [`Self::address_books`].
    pub async fn agent_states(&self) -> Result<Vec<AgentStateRow>, Failure> {
        let read = self.api().read_if_any::<AgentStates>(call::agent_states()).await?;
        Ok(read.map(|read| read.agent_states).unwrap_or_default())
    }

    /// Who waits in each skill, and who is free.
    ///
    /// # Errors
    /// As [`Self::address_books`].
    pub async fn skill_activity(&self) -> Result<Vec<SkillActivity>, Failure> {
        let read = self.api().read_if_any::<SkillActivities>(call::skill_activity()).await?;
        Ok(read.map(|read| read.skill_activity).unwrap_or_default())
    }
}
