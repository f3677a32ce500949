//! Sign-ins and their refresh tokens: each token is good for one new one.
//!
//! The floor keeps them, by their hash, so that one given before a crash holds after it.

use cordboard_acd::{
    AgentId, Command, Floor, Refusal, SignInId, Time,
    fact::Happened,
    sign_in::{SignInCommand, TokenHash},
};

use crate::{
    floor::{FloorError, FloorHandle},
    problem::Refused,
    random::Random,
};

use super::{Proved, draw, hash};

/// Gives refresh tokens and takes them back.
pub(crate) struct RefreshTokens {
    lasts_s: u32,
    floor: FloorHandle,
}

/// A sign-in that has begun.
pub(crate) struct Begun {
    pub(crate) sign_in: SignInId,
    pub(crate) refresh_token: String,
}

/// What a refresh token is exchanged for.
pub(crate) struct Renewed {
    pub(crate) agent: AgentId,
    pub(crate) sign_in: SignInId,
    /// The program that the tokens are for, where that is known.
    pub(crate) client: Option<String>,
    pub(crate) refresh_token: String,
}

impl RefreshTokens {
    pub(crate) fn new(lasts_s: u32, floor: FloorHandle) -> Self {
        Self { lasts_s, floor }
    }

    /// Makes the first token of a chain. `None`: what was proved does not hold any more.
    pub(crate) async fn begin(
        &self,
        proved: Proved,
        now: Time,
        random: &Random,
    ) -> Result<Option<Begun>, Refused> {
        let text = draw(random)?;
        let expires_at = now.plus_s(self.lasts_s);
        let Proved { agent, password_set_at, way } = proved;
        let token = hash(&text);
        let command = SignInCommand::Begin { agent, password_set_at, way, token, expires_at };
        let begun = self.floor.command(Command::SignIn(command), |_, facts| {
            facts.iter().find_map(|fact| begun(&fact.happened))
        });
        let sign_in = unless_unknown(begun.await)?.flatten();
        Ok(sign_in.map(|sign_in| Begun { sign_in, refresh_token: text }))
    }

    /// Exchanges a token for the next of its chain. `None`: it does not hold.
    pub(crate) async fn renew(
        &self,
        text: &str,
        client: Option<String>,
        now: Time,
        random: &Random,
    ) -> Result<Option<Renewed>, Refused> {
        let next = draw(random)?;
        let expires_at = now.plus_s(self.lasts_s);
        let (used, token) = (hash(text), hash(&next));
        let command = SignInCommand::Renew { used, token, expires_at, client };
        let renewed = self.floor.command(Command::SignIn(command), |floor, facts| {
            facts.iter().find_map(|fact| renewed_for(floor, &fact.happened))
        });
        let Some(renewed) = unless_unknown(renewed.await)? else { return Ok(None) };
        if renewed.is_none() {
            tracing::warn!("a refresh token was used again: its sign-in has ended");
        }
        Ok(renewed.map(|(sign_in, agent, client)| Renewed {
            agent,
            sign_in,
            client,
            refresh_token: next,
        }))
    }

    /// Ends a sign-in, if it has not ended.
    pub(crate) async fn end(&self, sign_in: SignInId) -> Result<(), Refused> {
        self.end_by(SignInCommand::End { chain: sign_in, by: None }).await.map(drop)
    }

    /// Ends the sign-in of a refresh token, if it is one.
    pub(crate) async fn end_of(&self, text: &str) -> Result<(), Refused> {
        self.end_by(SignInCommand::EndOfToken { token: hash(text) }).await.map(drop)
    }

    /// Ends what a code gave that came again.
    pub(crate) async fn code_came_again(&self, code: TokenHash) -> Result<(), Refused> {
        if self.end_by(SignInCommand::CodeCameAgain { code }).await? {
            tracing::warn!("a code came again: what it gave has ended");
        }
        Ok(())
    }

    /// Says whether there was anything to end.
    async fn end_by(&self, command: SignInCommand) -> Result<bool, Refused> {
        let ended = self.floor.command(Command::SignIn(command), |_, _| ()).await;
        Ok(unless_unknown(ended)?.is_some())
    }
}

fn unless_unknown<T>(done: Result<T, FloorError>) -> Result<Option<T>, Refused> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(FloorError::Refused(Refusal::UnknownSignIn)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn begun(happened: &Happened) -> Option<SignInId> {
    if let Happened::SignedIn { chain, .. } = happened { Some(*chain) } else { None }
}

fn renewed_for(floor: &Floor, happened: &Happened) -> Option<(SignInId, AgentId, Option<String>)> {
    if let Happened::SignInRenewed { chain, .. } = happened {
        let client = floor.sign_in_way(*chain).and_then(|way| way.client());
        Some((*chain, floor.signed_in(*chain)?, client.map(str::to_owned)))
    } else {
        None
    }
}
