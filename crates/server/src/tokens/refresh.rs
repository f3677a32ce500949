//! Refresh tokens: each is good for one new token.
//!
//! The floor keeps them, by their hash, so that one given before a crash holds after it.

use aws_lc_rs::digest::{SHA256, digest};
use cordboard_acd::{
    AgentId, Command, Floor, Refusal, Time,
    fact::Happened,
    sign_in::{SignInCommand, TokenHash},
};

use crate::{
    floor::{FloorError, FloorHandle},
    problem::Refused,
    random::Random,
};

/// Gives refresh tokens and takes them back.
pub(crate) struct RefreshTokens {
    lasts_s: u32,
    floor: FloorHandle,
}

/// What a refresh token is exchanged for.
pub(crate) struct Renewed {
    pub(crate) agent: AgentId,
    pub(crate) refresh_token: String,
}

impl RefreshTokens {
    pub(crate) fn new(lasts_s: u32, floor: FloorHandle) -> Self {
        Self { lasts_s, floor }
    }

    /// Makes the first token of a chain. `None`: the password has been changed meanwhile.
    pub(crate) async fn begin(
        &self,
        (agent, password_set_at): (AgentId, Option<Time>),
        now: Time,
        random: &Random,
    ) -> Result<Option<String>, Refused> {
        let text = super::draw(random)?;
        let expires_at = now.plus_s(self.lasts_s);
        let token = hash(&text);
        let command = SignInCommand::Begin { agent, password_set_at, token, expires_at };
        match self.floor.command(Command::SignIn(command), |_, _| ()).await {
            Ok(()) => Ok(Some(text)),
            Err(FloorError::Refused(Refusal::UnknownSignIn)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Exchanges a token for the next of its chain. `None`: it does not hold.
    pub(crate) async fn renew(
        &self,
        text: &str,
        now: Time,
        random: &Random,
    ) -> Result<Option<Renewed>, Refused> {
        let next = super::draw(random)?;
        let expires_at = now.plus_s(self.lasts_s);
        let (used, token) = (hash(text), hash(&next));
        let command = SignInCommand::Renew { used, token, expires_at };
        let renewed = self.floor.command(Command::SignIn(command), |floor, facts| {
            facts.iter().find_map(|fact| renewed_for(floor, &fact.happened))
        });
        match renewed.await {
            Ok(Some(agent)) => Ok(Some(Renewed { agent, refresh_token: next })),
            Ok(None) => {
                tracing::warn!("a refresh token was used again: its sign-in has ended");
                Ok(None)
            }
            Err(FloorError::Refused(Refusal::UnknownSignIn)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn renewed_for(floor: &Floor, happened: &Happened) -> Option<AgentId> {
    if let Happened::SignInRenewed { chain, .. } = happened {
        floor.signed_in(*chain)
    } else {
        None
    }
}

fn hash(text: &str) -> TokenHash {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    TokenHash(bytes)
}
