//! Refresh tokens: each is good for one new token.
//!
//! They are kept in memory, by their hash: after a restart agents log in again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::digest::{SHA256, digest};
use cordboard_acd::{AgentId, Time};

use crate::{problem::Refused, random::Random};

/// Chains that one agent may have at once, one for each log-in: the oldest goes first. A person has
/// a few devices and scripts.
const MOST_PER_AGENT: usize = 32;

/// An answer may be lost on its way: within so many seconds of its use a token may be used again.
/// After that, whoever uses it again is not the one it was given to, and its chain ends.
const LOST_ANSWER_S: u32 = 60;

/// All refresh tokens.
pub(crate) struct RefreshTokens {
    lasts_s: u32,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    next_chain: u64,
    tokens: BTreeMap<[u8; 32], Token>,
    /// By agent, the chains from the oldest on.
    chains: BTreeMap<AgentId, BTreeSet<u64>>,
}

struct Token {
    chain: u64,
    agent: AgentId,
    expires_at: Time,
    used_at: Option<Time>,
}

/// What a refresh token is exchanged for.
pub(crate) struct Renewed {
    pub(crate) agent: AgentId,
    pub(crate) refresh_token: String,
}

impl RefreshTokens {
    pub(crate) fn new(lasts_s: u32) -> Self {
        Self { lasts_s, kept: Mutex::default() }
    }

    /// Makes the first token of a chain.
    pub(crate) fn begin(
        &self,
        agent: AgentId,
        now: Time,
        random: &Random,
    ) -> Result<String, Refused> {
        let text = super::draw(random)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forget_expired(now);
        let chain = kept.next_chain;
        kept.next_chain += 1;
        let chains = kept.chains.entry(agent).or_default();
        chains.insert(chain);
        if chains.len() > MOST_PER_AGENT
            && let Some(oldest) = chains.first().copied()
        {
            kept.end_chain(agent, oldest);
        }
        kept.keep(
            &text,
            Token { chain, agent, expires_at: now.plus_s(self.lasts_s), used_at: None },
        );
        Ok(text)
    }

    /// Exchanges a token for the next of its chain. `None`: it does not hold.
    pub(crate) fn renew(
        &self,
        text: &str,
        now: Time,
        random: &Random,
    ) -> Result<Option<Renewed>, Refused> {
        let next = super::draw(random)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forget_expired(now);
        let Some(token) = kept.tokens.get_mut(&hash(text)) else { return Ok(None) };
        let (agent, chain) = (token.agent, token.chain);
        if token.used_at.is_some_and(|used_at| used_at.plus_s(LOST_ANSWER_S) < now) {
            tracing::warn!(%agent, "a refresh token was used again; its chain ends");
            kept.end_chain(agent, chain);
            return Ok(None);
        }
        token.used_at.get_or_insert(now);
        kept.keep(
            &next,
            Token { chain, agent, expires_at: now.plus_s(self.lasts_s), used_at: None },
        );
        Ok(Some(Renewed { agent, refresh_token: next }))
    }
}

impl Kept {
    fn keep(&mut self, text: &str, token: Token) {
        self.tokens.insert(hash(text), token);
    }

    fn end_chain(&mut self, agent: AgentId, chain: u64) {
        self.tokens.retain(|_, token| token.chain != chain);
        if let Some(chains) = self.chains.get_mut(&agent) {
            chains.remove(&chain);
        }
    }

    fn forget_expired(&mut self, now: Time) {
        self.tokens.retain(|_, token| token.expires_at > now);
        let living: BTreeSet<u64> = self.tokens.values().map(|token| token.chain).collect();
        self.chains.retain(|_, chains| {
            chains.retain(|chain| living.contains(chain));
            !chains.is_empty()
        });
    }
}

fn hash(text: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: AgentId = AgentId(1);

    fn renew(tokens: &RefreshTokens, text: &str, at: Time) -> Option<String> {
        tokens.renew(text, at, &Random::default()).unwrap().map(|renewed| renewed.refresh_token)
    }

    #[test]
    fn a_token_is_good_for_one_new_token_and_a_lost_answer() {
        let tokens = RefreshTokens::new(600);
        let first = tokens.begin(AGENT, Time(0), &Random::default()).unwrap();
        let second = renew(&tokens, &first, Time(1000)).unwrap();
        assert_ne!(first, second);
        let again = renew(&tokens, &first, Time(2000)).unwrap();
        assert!(renew(&tokens, &second, Time(3000)).is_some());
        assert!(renew(&tokens, &again, Time(3000)).is_some());
    }

    #[test]
    fn a_token_used_long_after_ends_its_chain_and_no_other() {
        let tokens = RefreshTokens::new(600);
        let first = tokens.begin(AGENT, Time(0), &Random::default()).unwrap();
        let other = tokens.begin(AGENT, Time(0), &Random::default()).unwrap();
        let second = renew(&tokens, &first, Time(1000)).unwrap();
        assert_eq!(renew(&tokens, &first, Time(62_000)), None);
        assert_eq!(renew(&tokens, &second, Time(62_000)), None);
        assert!(renew(&tokens, &other, Time(62_000)).is_some());
    }

    #[test]
    fn a_token_expires() {
        let tokens = RefreshTokens::new(600);
        let first = tokens.begin(AGENT, Time(0), &Random::default()).unwrap();
        assert_eq!(renew(&tokens, &first, Time(600_000)), None);
    }

    #[test]
    fn the_oldest_chain_of_too_many_ends() {
        let tokens = RefreshTokens::new(600);
        let all: Vec<String> = (0..=MOST_PER_AGENT)
            .map(|_| tokens.begin(AGENT, Time(0), &Random::default()).unwrap())
            .collect();
        assert_eq!(renew(&tokens, &all[0], Time(1)), None);
        assert!(renew(&tokens, &all[1], Time(1)).is_some());
    }
}
