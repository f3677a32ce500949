//! Who works and calls, as the server is configured.

use serde::{Deserialize, Serialize};

/// The login of the administrator, whom the load makes.
pub const ADMINISTRATOR: &str = "load";

/// Says who works, who calls, and by which seed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// What all that is random is drawn from.
    pub seed: u64,
    /// Who logs in.
    pub agents: Vec<Account>,
    /// The administrator's password; the login is [`ADMINISTRATOR`].
    pub administrator_password: String,
    /// What can be called.
    pub skills: Vec<SkillPlan>,
    /// How many customers call, one call after another each.
    pub customers: u64,
    /// The unavailable codes that all teams have; none means after-contact work.
    pub codes: Vec<String>,
}

/// Holds how an agent logs in, and what the agent takes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The agent's id.
    pub id: u64,
    /// The log-in name.
    pub login: String,
    /// The password.
    pub password: String,
    /// The skills whose contacts the agent takes.
    pub skills: Vec<u64>,
}

/// Holds what must be known of a skill.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SkillPlan {
    /// Its id.
    pub id: u64,
    /// Whether its after-contact work is for the disposition alone: none follows when it was recorded before.
    pub works_for_disposition: bool,
    /// The outcomes that can be recorded.
    pub dispositions: Vec<u64>,
}

impl Plan {
    /// Gives a skill by its id.
    #[must_use]
    pub fn skill(&self, id: u64) -> Option<&SkillPlan> {
        self.skills.iter().find(|skill| skill.id == id)
    }
}
