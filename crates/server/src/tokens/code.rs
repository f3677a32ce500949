//! Codes: what the log-in page gives a program, good for one token within seconds.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use cordboard_acd::{AgentId, Time, sign_in::TokenHash};

use crate::{problem::Refused, random::Random};

use super::{draw, hash, pkce::Challenge};

/// The codes that have not expired. A restart forgets them: then the person logs in again.
pub(crate) struct Codes {
    lasts_s: u32,
    all: Mutex<BTreeMap<TokenHash, Code>>,
}

/// What a code is good for, and who may use it.
#[derive(Clone)]
pub(crate) struct CodeGrant {
    pub(crate) client: String,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Challenge,
    pub(crate) nonce: Option<String>,
    pub(crate) scope: String,
    pub(crate) agent: AgentId,
    /// When the password that was proved had been set.
    pub(crate) password_set_at: Option<Time>,
}

/// What becomes of a code that came.
pub(crate) enum Spent {
    /// It is good, once.
    First(Box<CodeGrant>),
    /// It came before.
    Again,
    /// It never was, has expired, or is of before a restart.
    Unknown,
}

struct Code {
    expires_at: Time,
    standing: Standing,
}

enum Standing {
    Fresh(Box<CodeGrant>),
    Spent,
    /// It came again.
    Replayed,
}

/// So many at once: each took a right password a moment ago. The one that expires first makes room.
const MOST: usize = 10_000;

impl Codes {
    pub(crate) fn new(lasts_s: u32) -> Self {
        Self { lasts_s, all: Mutex::default() }
    }

    /// Makes a code.
    pub(crate) fn give(
        &self,
        grant: CodeGrant,
        now: Time,
        random: &Random,
    ) -> Result<String, Refused> {
        let text = draw(random)?;
        let expires_at = now.plus_s(self.lasts_s);
        let mut all = self.alive(now);
        if all.len() >= MOST {
            let first = all.iter().min_by_key(|(_, code)| code.expires_at).map(|(hash, _)| *hash);
            first.and_then(|first| all.remove(&first));
        }
        let standing = Standing::Fresh(Box::new(grant));
        all.insert(hash(&text), Code { expires_at, standing });
        Ok(text)
    }

    /// Takes a code: whatever comes of it, it is good no more.
    pub(crate) fn spend(&self, code: &TokenHash, now: Time) -> Spent {
        let mut all = self.alive(now);
        let Some(code) = all.get_mut(code) else { return Spent::Unknown };
        let next = match code.standing {
            Standing::Fresh(_) => Standing::Spent,
            Standing::Spent | Standing::Replayed => Standing::Replayed,
        };
        match std::mem::replace(&mut code.standing, next) {
            Standing::Fresh(grant) => Spent::First(grant),
            Standing::Spent | Standing::Replayed => Spent::Again,
        }
    }

    /// Says whether a code came again while what it gave was on its way.
    pub(crate) fn was_replayed(&self, code: &TokenHash) -> bool {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(code).is_some_and(|code| matches!(code.standing, Standing::Replayed))
    }

    fn alive(&self, now: Time) -> MutexGuard<'_, BTreeMap<TokenHash, Code>> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, code| code.expires_at > now);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> CodeGrant {
        CodeGrant {
            client: "app".to_owned(),
            redirect_uri: "http://localhost/".to_owned(),
            challenge: Challenge::read(&"A".repeat(43)).unwrap(),
            nonce: None,
            scope: String::new(),
            agent: AgentId(1),
            password_set_at: None,
        }
    }

    #[test]
    fn a_code_is_good_once_and_not_for_long() {
        let (codes, random, now) = (Codes::new(60), Random::default(), Time(1_000));
        let text = codes.give(grant(), now, &random).unwrap();
        let code = hash(&text);
        assert!(matches!(codes.spend(&hash("other"), now), Spent::Unknown));
        assert!(matches!(codes.spend(&code, now.plus_s(59)), Spent::First(_)));
        assert!(!codes.was_replayed(&code));
        assert!(matches!(codes.spend(&code, now.plus_s(59)), Spent::Again));
        assert!(codes.was_replayed(&code));
        let late = hash(&codes.give(grant(), now, &random).unwrap());
        assert!(matches!(codes.spend(&late, now.plus_s(60)), Spent::Unknown));
    }

    #[test]
    fn there_are_never_more_than_fit() {
        let (codes, random) = (Codes::new(60), Random::default());
        let first = hash(&codes.give(grant(), Time(0), &random).unwrap());
        let second = hash(&codes.give(grant(), Time(1), &random).unwrap());
        for _ in 0..MOST - 1 {
            codes.give(grant(), Time(2), &random).unwrap();
        }
        assert!(matches!(codes.spend(&first, Time(2)), Spent::Unknown));
        assert!(matches!(codes.spend(&second, Time(2)), Spent::First(_)));
    }
}
