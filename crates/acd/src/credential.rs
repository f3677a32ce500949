//! Credentials: what people prove with who they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AccessKeyId, AgentId, Private, Time, access_key::KnownAccessKey};

/// Names who has a password; letter case of a login does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Holder {
    /// An agent.
    Agent(AgentId),
    /// An administrator, by login.
    Administrator(String),
}

impl Holder {
    /// Gives the form that passwords are kept under.
    #[must_use]
    pub(crate) fn in_lower_case(&self) -> Self {
        match self {
            Self::Agent(agent) => Self::Agent(*agent),
            Self::Administrator(login) => Self::Administrator(login.to_lowercase()),
        }
    }
}

/// Holds a password as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The argon2 hash.
    pub hash: Private,
    /// When it was set: what was signed before does not hold any more where that matters.
    pub set_at: Time,
}

/// Holds all passwords.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Credentials {
    pub(crate) agents: BTreeMap<AgentId, Credential>,
    pub(crate) administrators: BTreeMap<String, Credential>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) access_keys: BTreeMap<AccessKeyId, KnownAccessKey>,
}

impl Credentials {
    pub(crate) fn of(&self, holder: &Holder) -> Option<&Credential> {
        match holder {
            Holder::Agent(agent) => self.agents.get(agent),
            Holder::Administrator(login) => self.administrators.get(&login.to_lowercase()),
        }
    }

    pub(crate) fn set(&mut self, holder: Holder, credential: Credential) {
        match holder {
            Holder::Agent(agent) => {
                self.agents.insert(agent, credential);
            }
            Holder::Administrator(login) => {
                self.administrators.insert(login, credential);
            }
        }
    }
}
