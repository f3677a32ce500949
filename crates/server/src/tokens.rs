//! Tokens: who is calling.

mod key;
mod refresh;

use cordboard_acd::{AgentId, Time};
use cordboard_protocol::problem::ProblemType;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::{clock::Clock, config, problem::Refused, random::Random};

pub(crate) use key::{KEY_FILE, KeyError, TokenKey};
pub(crate) use refresh::RefreshTokens;

/// Signs access tokens and judges them.
pub(crate) struct Tokens {
    key: TokenKey,
    clock: Clock,
    access_s: u32,
    validation: Validation,
}

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: u64,
    exp: u64,
    #[serde(rename = "icAgentId")]
    agent: u64,
    #[serde(rename = "icBUId")]
    business_unit: u64,
    #[serde(rename = "teamId")]
    team: u64,
}

/// Whom a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) agent: AgentId,
    pub(crate) team: u64,
    pub(crate) business_unit: u64,
}

const ISSUER: &str = "cordboard";
const AUDIENCE: &str = "agent-api";

impl Tokens {
    pub(crate) fn new(key: TokenKey, clock: Clock, config: &config::Tokens) -> Self {
        let mut validation = Validation::new(Algorithm::RS256);
        // Whether it has expired is judged by the clock that made it.
        validation.validate_exp = false;
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        Self { key, clock, access_s: config.access_s, validation }
    }

    /// How long an access token holds, in seconds.
    pub(crate) fn access_s(&self) -> u32 {
        self.access_s
    }

    /// Makes an access token.
    pub(crate) fn access(&self, holder: Holder, now: Time) -> Result<String, Refused> {
        let iat = now.0 / 1000;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: format!("agent:{}", holder.agent),
            iat,
            exp: iat + u64::from(self.access_s),
            agent: holder.agent.0,
            business_unit: holder.business_unit,
            team: holder.team,
        };
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.key.id.clone());
        jsonwebtoken::encode(&header, &claims, &self.key.signing).map_err(|error| {
            tracing::error!(%error, "a token could not be signed");
            ProblemType::Internal.into()
        })
    }

    /// Judges an access token.
    pub(crate) fn judge(&self, token: &str) -> Result<AgentId, Refused> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.key.verifying, &self.validation)
            .map_err(|_| {
                Refused::because(ProblemType::NotAuthenticated, "the token does not hold")
            })?
            .claims;
        if claims.exp <= self.clock.now().0 / 1000 {
            let detail = "log in again or refresh it";
            return Err(Refused::because(ProblemType::TokenExpired, detail));
        }
        Ok(AgentId(claims.agent))
    }
}

/// Draws the text of a refresh token: 192 bits.
fn draw(random: &Random) -> Result<String, Refused> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    Ok(URL_SAFE_NO_PAD.encode(random.bytes::<24>()?))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_token_holds_as_long_as_it_says_whatever_the_machine_s_clock_says() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::start();
        // The machine's clock has been set back by a year since the newest fact.
        clock.not_before(Time(clock.now().0 + 31_536_000_000));
        let config = config::Tokens { access_s: 60, ..config::Tokens::default() };
        let key = TokenKey::of_folder(folder.path()).unwrap();
        let tokens = Tokens::new(key, clock.clone(), &config);
        let holder = Holder { agent: AgentId(7), team: 1, business_unit: 1 };
        let token = tokens.access(holder, clock.now()).unwrap();
        tokio::time::advance(Duration::from_secs(58)).await;
        assert_eq!(tokens.judge(&token), Ok(AgentId(7)));
        tokio::time::advance(Duration::from_secs(3)).await;
        assert_eq!(tokens.judge(&token).map_err(|it| it.kind), Err(ProblemType::TokenExpired));
    }
}
