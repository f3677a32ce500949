//! Access keys: what programs prove with that they work for an agent.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, AgentId, Floor, Refusal, Time,
    directory::Directory,
    fact::Happened,
    sign_in::{SignInEnd, SignInWay, TokenHash},
};

/// Names an access key.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccessKeyId(
    /// The name, drawn by the server.
    pub String,
);

/// Holds an access key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessKey {
    /// Names it.
    pub id: AccessKeyId,
    /// For whom its holder may work.
    pub agent: AgentId,
    /// What it is for, in words; may be empty.
    pub name: String,
    /// Of the secret, which is nowhere here.
    pub secret: TokenHash,
}

/// Holds an access key and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAccessKey {
    /// The key.
    pub key: AccessKey,
    /// When it was made.
    pub made_at: Time,
    /// When somebody last signed in with it.
    pub used_at: Option<Time>,
}

/// Keys that one agent may have: one for each program, and a second while it is replaced.
const MOST_PER_AGENT: usize = 16;

/// What a key is for, in a line.
const MOST_NAME_CHARS: usize = 200;

/// An id is drawn by the server, which draws 26 characters.
const MOST_ID_BYTES: usize = 64;

impl Directory {
    pub(crate) fn check_access_key(&self, new: &AccessKey) -> Result<(), Refusal> {
        let known = &self.credentials.access_keys;
        if known.contains_key(&new.id) {
            return Err(Refusal::KeyInUse);
        }
        self.agent(new.agent).ok_or(Refusal::UnknownEntry)?;
        if new.id.0.len() > MOST_ID_BYTES || new.name.chars().count() > MOST_NAME_CHARS {
            return Err(Refusal::OutOfLimits("the access key's name"));
        }
        if known.values().filter(|known| known.key.agent == new.agent).count() >= MOST_PER_AGENT {
            return Err(Refusal::BadSetup(format!(
                "agent {} has {MOST_PER_AGENT} access keys: revoke one",
                new.agent
            )));
        }
        Ok(())
    }

    pub(crate) fn apply_access_key(&mut self, at: Time, new: &AccessKey) {
        let known = KnownAccessKey { key: new.clone(), made_at: at, used_at: None };
        self.credentials.access_keys.insert(new.id.clone(), known);
    }
}

impl Floor {
    /// Gives an access key.
    #[must_use]
    pub fn access_key(&self, id: &AccessKeyId) -> Option<&KnownAccessKey> {
        self.directory.credentials.access_keys.get(id)
    }

    /// Gives all access keys, by id.
    pub fn access_keys(&self) -> impl Iterator<Item = &KnownAccessKey> {
        self.directory.credentials.access_keys.values()
    }

    /// Ends what was signed in with a key.
    pub(crate) fn end_sign_ins_with(&self, id: &AccessKeyId, by: &Actor) -> Vec<Happened> {
        let chains = self.sign_ins_where(
            |way| matches!(way, SignInWay::AccessKey(its) if its == id),
            self.access_key(id).map(|known| known.key.agent),
        );
        let why = SignInEnd::AccessKeyRevoked;
        let end = |chain| Happened::SignInEnded { chain, why, by: Some(by.clone()) };
        chains.into_iter().map(end).collect()
    }

    pub(crate) fn access_key_used(&mut self, at: Time, way: &SignInWay) {
        if let SignInWay::AccessKey(id) = way
            && let Some(known) = self.directory.credentials.access_keys.get_mut(id)
        {
            known.used_at = Some(at);
        }
    }
}
