//! Tokens: who is calling.

mod code;
mod key;
mod key_ring;
mod pkce;
mod proof;
mod refresh;
mod seen;

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use cordboard_acd::{AgentId, SignInId, Time, sign_in::TokenHash};
use cordboard_protocol::{
    identity::{IdClaims, Identity},
    problem::ProblemType,
};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{clock::Clock, config, problem::Refused, random::Random};

pub(crate) use code::{CodeGrant, Codes, Spent};
pub(crate) use key_ring::{KEY_FILE, KeyError, TokenKeys};
pub(crate) use pkce::Challenge;
pub(crate) use proof::Proved;
pub(crate) use refresh::{Begun, RefreshTokens, Renewed};

use seen::{Fingerprint, Seen};

/// Signs access tokens and judges them.
pub(crate) struct Tokens {
    keys: Arc<TokenKeys>,
    clock: Clock,
    access_s: u32,
    id_s: u32,
    of_agents: Validation,
    of_administrators: Validation,
    seen: Seen,
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
    /// The sign-in, with which the token ends. Those of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<u64>,
}

/// What an administrator's token says.
#[derive(Debug, Serialize, Deserialize)]
struct AdministratorClaims {
    iss: String,
    aud: String,
    sub: String,
    iat: u64,
    exp: u64,
    /// When the password that it was given for was set, in milliseconds: another password, and it
    /// does not hold any more.
    password_set_at: u64,
}

/// Whom an administrator's token is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AdministratorHolder {
    /// In lower case.
    pub(crate) login: String,
    pub(crate) password_set_at: Time,
}

/// What an access token that holds says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) agent: AgentId,
    pub(crate) sign_in: Option<SignInId>,
    /// Whole seconds since the Unix epoch.
    pub(crate) expires_at_s: u64,
}

/// Whom a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) agent: AgentId,
    pub(crate) team: u64,
    pub(crate) business_unit: u64,
    pub(crate) sign_in: Option<SignInId>,
}

/// What an `id_token` is to say.
pub(crate) struct IdAbout {
    pub(crate) issuer: String,
    pub(crate) client: String,
    pub(crate) nonce: Option<String>,
    pub(crate) sign_in: Option<SignInId>,
    pub(crate) identity: Identity,
}

const ISSUER: &str = "cordboard";
const AGENT_API: &str = "agent-api";
const ADMIN: &str = "admin";
/// Stands before the login in `sub`.
const ADMINISTRATOR: &str = "administrator:";

impl Tokens {
    pub(crate) fn new(keys: Arc<TokenKeys>, clock: Clock, config: &config::Tokens) -> Self {
        Self {
            keys,
            clock,
            access_s: config.access_s,
            id_s: config.id_s,
            of_agents: validation(AGENT_API),
            of_administrators: validation(ADMIN),
            seen: Seen::default(),
        }
    }

    /// How long an access token holds, in seconds.
    pub(crate) fn access_s(&self) -> u32 {
        self.access_s
    }

    /// Makes an access token, which holds until then: whole seconds since the Unix epoch.
    pub(crate) fn access(
        &self,
        holder: Holder,
        now: Time,
        until_s: u64,
    ) -> Result<String, Refused> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AGENT_API.to_owned(),
            sub: format!("agent:{}", holder.agent),
            iat: now.0 / 1000,
            exp: until_s,
            agent: holder.agent.0,
            business_unit: holder.business_unit,
            team: holder.team,
            sid: holder.sign_in.map(|sign_in| sign_in.0),
        };
        self.sign(&claims)
    }

    /// Makes an administrator's token.
    pub(crate) fn administrator(
        &self,
        holder: &AdministratorHolder,
        now: Time,
    ) -> Result<String, Refused> {
        let iat = now.0 / 1000;
        self.sign(&AdministratorClaims {
            iss: ISSUER.to_owned(),
            aud: ADMIN.to_owned(),
            sub: format!("{ADMINISTRATOR}{}", holder.login),
            iat,
            exp: iat + u64::from(self.access_s),
            password_set_at: holder.password_set_at.0,
        })
    }

    /// Makes an `id_token`, which holds as long as the configuration says.
    pub(crate) fn id(&self, about: IdAbout, now: Time) -> Result<String, Refused> {
        let iat = now.0 / 1000;
        let IdAbout { issuer, client, nonce, sign_in, identity } = about;
        self.sign(&IdClaims {
            iss: issuer,
            aud: client,
            iat,
            exp: iat + u64::from(self.id_s),
            nonce,
            sid: sign_in.map(|sign_in| sign_in.to_string()),
            identity,
        })
    }

    /// Reads an `id_token`, expired or not.
    pub(crate) fn read_id(&self, token: &str) -> Option<IdClaims> {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        self.read(token, &validation)
    }

    fn sign(&self, claims: &impl Serialize) -> Result<String, Refused> {
        let ring = self.keys.ring();
        let (id, signing) = ring.signing();
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(id.to_owned());
        jsonwebtoken::encode(&header, claims, signing).map_err(|error| {
            tracing::error!(%error, "a token could not be signed");
            ProblemType::Internal.into()
        })
    }

    fn read<T: DeserializeOwned>(&self, token: &str, validation: &Validation) -> Option<T> {
        let id = jsonwebtoken::decode_header(token).ok()?.kid?;
        let ring = self.keys.ring();
        let key = ring.verifying(&id, self.clock.now())?;
        let read = jsonwebtoken::decode::<T>(token, key, validation);
        read.ok().map(|token| token.claims)
    }

    /// Judges an access token.
    pub(crate) fn judge(&self, token: &str) -> Result<Judged, Refused> {
        const AGAIN: &str = "log in again or refresh it";
        let (ring, fingerprint) = (self.keys.ring(), Fingerprint::of(token));
        if let Some(judged) = self.seen.get(&ring, fingerprint) {
            self.check_time(judged.expires_at_s, AGAIN)?;
            return Ok(judged);
        }
        let Some(claims) = self.read::<Claims>(token, &self.of_agents) else {
            let of_administrator =
                self.read::<AdministratorClaims>(token, &self.of_administrators).is_some();
            let detail = if of_administrator {
                "the token is an administrator's: agents log in at \
                 /InContactAuthorizationServer/Token"
            } else {
                "the token does not hold"
            };
            return Err(Refused::because(ProblemType::NotAuthenticated, detail));
        };
        self.check_time(claims.exp, AGAIN)?;
        let judged = Judged {
            agent: AgentId(claims.agent),
            sign_in: claims.sid.map(SignInId),
            expires_at_s: claims.exp,
        };
        self.seen.keep(ring, fingerprint, judged, self.clock.now().0 / 1000);
        Ok(judged)
    }

    /// Judges an administrator's token. Whether the administrator is still known, and has the
    /// password still, says the floor.
    pub(crate) fn judge_administrator(&self, token: &str) -> Result<AdministratorHolder, Refused> {
        let Some(claims) = self.read::<AdministratorClaims>(token, &self.of_administrators) else {
            if self.read::<Claims>(token, &self.of_agents).is_some() {
                let detail = "the token is an agent's: administrators log in at /admin/v1/token";
                return Err(Refused::because(ProblemType::NotPermitted, detail));
            }
            let detail = "the token does not hold";
            return Err(Refused::because(ProblemType::NotAuthenticated, detail));
        };
        self.check_time(claims.exp, "log in again")?;
        let login = claims.sub.strip_prefix(ADMINISTRATOR).unwrap_or_default().to_owned();
        Ok(AdministratorHolder { login, password_set_at: Time(claims.password_set_at) })
    }

    fn check_time(&self, exp: u64, what_to_do: &str) -> Result<(), Refused> {
        if exp <= self.clock.now().0 / 1000 {
            return Err(Refused::because(ProblemType::TokenExpired, what_to_do));
        }
        Ok(())
    }
}

fn validation(audience: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    // Whether it has expired is judged by the clock that made it.
    validation.validate_exp = false;
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation
}

/// What is kept of a refresh token or a code.
pub(crate) fn hash(text: &str) -> TokenHash {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    TokenHash(bytes)
}

/// Draws letters and digits, 5 bits each.
pub(crate) fn draw_letters<const N: usize>(random: &Random) -> Result<String, Refused> {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bytes = random.bytes::<N>()?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// Draws the text of a refresh token or a code: 192 bits.
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
        let keys = TokenKeys::of_folder(folder.path(), 60, clock.now()).unwrap();
        let tokens = Tokens::new(Arc::new(keys), clock.clone(), &config);
        let holder = Holder { agent: AgentId(7), team: 1, business_unit: 1, sign_in: None };
        let now = clock.now();
        let token = tokens.access(holder, now, now.0 / 1000 + 60).unwrap();
        tokio::time::advance(Duration::from_secs(58)).await;
        assert_eq!(tokens.judge(&token).map(|it| it.agent), Ok(AgentId(7)));
        assert_eq!(tokens.judge(&token).map(|it| it.agent), Ok(AgentId(7)));
        tokio::time::advance(Duration::from_secs(3)).await;
        assert_eq!(tokens.judge(&token).map_err(|it| it.kind), Err(ProblemType::TokenExpired));
    }

    #[tokio::test]
    async fn a_token_that_held_does_not_hold_once_its_key_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::start();
        let keys = Arc::new(TokenKeys::of_folder(folder.path(), 60, clock.now()).unwrap());
        let tokens = Tokens::new(Arc::clone(&keys), clock.clone(), &config::Tokens::default());
        let holder = Holder { agent: AgentId(7), team: 1, business_unit: 1, sign_in: None };
        let until_s = clock.now().0 / 1000 + 60;
        let token = tokens.access(holder, clock.now(), until_s).unwrap();
        assert!(tokens.judge(&token).is_ok());
        keys.rotate(3_600, false, clock.now()).await.unwrap();
        assert!(tokens.judge(&token).is_ok());
        assert!(tokens.judge(&token).is_ok());
        keys.rotate(3_600, true, clock.now()).await.unwrap();
        let refused = tokens.judge(&token).map_err(|it| it.kind);
        assert_eq!(refused, Err(ProblemType::NotAuthenticated));
        let other = tokens.access(holder, clock.now(), until_s).unwrap();
        assert!(tokens.judge(&other).is_ok());
        assert!(tokens.judge(&token).is_err());
    }
}
