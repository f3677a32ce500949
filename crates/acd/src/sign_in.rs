//! Sign-ins: what refresh tokens stand for, kept by their hashes.
//!
//! Each log-in begins a chain. A token is good for the next one of its chain; whoever uses one again
//! later than an answer may be lost is not the one it was given to, and the chain ends.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    AgentId, Floor, Refusal, SignInId, Time, credential::Holder, fact::Happened, floor::Decision,
};

/// Stands for a refresh token: SHA-256 of its text, made by the server. The text is nowhere here.
///
/// Debug output shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash(
    /// The digest.
    pub [u8; 32],
);

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash(..)")
    }
}

/// Written as 64 hexadecimal digits, so that it can be a key of JSON.
impl Serialize for TokenHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (high, low) = self.halves();
        serializer.collect_str(&format_args!("{high:032x}{low:032x}"))
    }
}

impl<'de> Deserialize<'de> for TokenHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let halves = text.split_at_checked(32).filter(|(_, low)| low.len() == 32);
        let (high, low) = halves.ok_or_else(|| serde::de::Error::custom("not 64 digits"))?;
        let read = |half| u128::from_str_radix(half, 16).map_err(serde::de::Error::custom);
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&read(high)?.to_be_bytes());
        bytes[16..].copy_from_slice(&read(low)?.to_be_bytes());
        Ok(Self(bytes))
    }
}

impl TokenHash {
    fn halves(&self) -> (u128, u128) {
        let (mut high, mut low) = ([0; 16], [0; 16]);
        high.copy_from_slice(&self.0[..16]);
        low.copy_from_slice(&self.0[16..]);
        (u128::from_be_bytes(high), u128::from_be_bytes(low))
    }
}

/// What is asked of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInCommand {
    /// An agent has logged in: begins a chain.
    Begin {
        /// Who.
        agent: AgentId,
        /// When the password that was proved had been set: another may have come since.
        password_set_at: Option<Time>,
        /// Of the token given.
        token: TokenHash,
        /// When it ends.
        expires_at: Time,
    },
    /// A token came back for the next of its chain. The fact
    /// [`SignInRenewed`](Happened::SignInRenewed) says that it held;
    /// [`SignInEnded`](Happened::SignInEnded) that it was used once too often.
    Renew {
        /// Of the token that came.
        used: TokenHash,
        /// Of the token given.
        token: TokenHash,
        /// When the new one ends.
        expires_at: Time,
    },
}

/// Says why a sign-in ended before its tokens expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInEnd {
    /// A token was used again, later than an answer may be lost.
    UsedAgain,
    /// The agent has logged in so often since that there is no place for it.
    TooMany,
    /// The agent was removed or has a new password.
    Revoked,
}

/// Chains that one agent may have at once: the oldest goes first. A person has a few devices and
/// scripts.
const MOST_PER_AGENT: usize = 32;

/// Tokens of one chain that are kept at most, used ones too: the oldest is forgotten first. With
/// tokens of an hour that is longer than two days in which one that is used again ends its chain.
const MOST_PER_CHAIN: usize = 64;

/// An answer may be lost on its way: within so many seconds of its use a token may be used again.
const LOST_ANSWER_S: u32 = 60;

/// All sign-ins of a floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SignIns {
    last: SignInId,
    chains: BTreeMap<SignInId, Chain>,
    tokens: BTreeMap<TokenHash, Token>,
    /// What expires first stands first.
    expiry: BTreeSet<(Time, TokenHash)>,
    /// By agent, the chains from the oldest on.
    of_agent: BTreeMap<AgentId, BTreeSet<SignInId>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Chain {
    agent: AgentId,
    /// From the oldest on.
    tokens: VecDeque<TokenHash>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Token {
    chain: SignInId,
    expires_at: Time,
    used_at: Option<Time>,
}

impl Floor {
    pub(crate) fn decide_sign_in(&self, now: Time, command: SignInCommand) -> Decision {
        match command {
            SignInCommand::Begin { agent, password_set_at, token, expires_at } => {
                let of = Holder::Agent(agent);
                if self.credential(&of).map(|known| known.set_at) != password_set_at {
                    return Err(Refusal::UnknownSignIn);
                }
                self.decide_begin_sign_in(agent, token, expires_at)
            }
            SignInCommand::Renew { used, token, expires_at } => {
                self.decide_renew_sign_in(now, used, token, expires_at)
            }
        }
    }

    /// Ends all that an agent has.
    pub(crate) fn end_sign_ins(&self, agent: AgentId) -> impl Iterator<Item = Happened> {
        let chains = self.sign_ins.of_agent.get(&agent).into_iter().flatten();
        chains.map(|chain| Happened::SignInEnded { chain: *chain, why: SignInEnd::Revoked })
    }

    fn decide_begin_sign_in(&self, agent: AgentId, token: TokenHash, expires_at: Time) -> Decision {
        self.agent(agent).ok_or(Refusal::UnknownAgent)?;
        let sign_ins = &self.sign_ins;
        sign_ins.check_new(&token)?;
        let too_many = sign_ins
            .of_agent
            .get(&agent)
            .filter(|chains| chains.len() >= MOST_PER_AGENT)
            .and_then(|chains| chains.first().copied())
            .map(|chain| Happened::SignInEnded { chain, why: SignInEnd::TooMany });
        let chain = SignInId(sign_ins.last.0 + 1);
        let begins = Happened::SignedIn { chain, agent, token, expires_at };
        Ok(too_many.into_iter().chain([begins]).collect())
    }

    fn decide_renew_sign_in(
        &self,
        now: Time,
        used: TokenHash,
        token: TokenHash,
        expires_at: Time,
    ) -> Decision {
        let sign_ins = &self.sign_ins;
        let known = sign_ins.tokens.get(&used).filter(|known| known.expires_at > now);
        let known = known.ok_or(Refusal::UnknownSignIn)?;
        let agent = sign_ins.chains.get(&known.chain).map(|chain| chain.agent);
        agent.and_then(|agent| self.agent(agent)).ok_or(Refusal::UnknownSignIn)?;
        let chain = known.chain;
        if known.used_at.is_some_and(|used_at| used_at.plus_s(LOST_ANSWER_S) < now) {
            return Ok(vec![Happened::SignInEnded { chain, why: SignInEnd::UsedAgain }]);
        }
        sign_ins.check_new(&token)?;
        Ok(vec![Happened::SignInRenewed { chain, used, token, expires_at }])
    }

    /// Gives the agent of a sign-in that has not ended.
    #[must_use]
    pub fn signed_in(&self, chain: SignInId) -> Option<AgentId> {
        self.sign_ins.chains.get(&chain).map(|chain| chain.agent)
    }

    /// Says how many sign-ins an agent has.
    #[must_use]
    pub fn sign_ins_of(&self, agent: AgentId) -> usize {
        self.sign_ins.of_agent.get(&agent).map_or(0, BTreeSet::len)
    }
}

impl SignIns {
    fn check_new(&self, token: &TokenHash) -> Result<(), Refusal> {
        if self.tokens.contains_key(token) { Err(Refusal::KeyInUse) } else { Ok(()) }
    }

    pub(crate) fn begun(
        &mut self,
        chain: SignInId,
        agent: AgentId,
        token: TokenHash,
        expires_at: Time,
    ) {
        self.last = self.last.max(chain);
        self.chains.insert(chain, Chain { agent, tokens: VecDeque::new() });
        self.of_agent.entry(agent).or_default().insert(chain);
        self.keep(chain, token, expires_at);
    }

    pub(crate) fn renewed(
        &mut self,
        at: Time,
        chain: SignInId,
        used: TokenHash,
        token: TokenHash,
        expires_at: Time,
    ) {
        if let Some(used) = self.tokens.get_mut(&used) {
            used.used_at.get_or_insert(at);
        }
        self.keep(chain, token, expires_at);
    }

    pub(crate) fn ended(&mut self, chain: SignInId) {
        let Some(ended) = self.chains.remove(&chain) else { return };
        for token in &ended.tokens {
            if let Some(token_was) = self.tokens.remove(token) {
                self.expiry.remove(&(token_was.expires_at, *token));
            }
        }
        if let Some(chains) = self.of_agent.get_mut(&ended.agent) {
            chains.remove(&chain);
            if chains.is_empty() {
                self.of_agent.remove(&ended.agent);
            }
        }
    }

    /// Forgets the tokens that have expired, and chains that have no other.
    pub(crate) fn forget_expired(&mut self, now: Time) {
        while let Some((at, token)) = self.expiry.first().copied()
            && at <= now
        {
            self.forget(token);
        }
    }

    fn keep(&mut self, chain: SignInId, token: TokenHash, expires_at: Time) {
        let Some(its) = self.chains.get_mut(&chain) else { return };
        its.tokens.push_back(token);
        let oldest = its.tokens.front().copied().filter(|_| its.tokens.len() > MOST_PER_CHAIN);
        self.tokens.insert(token, Token { chain, expires_at, used_at: None });
        self.expiry.insert((expires_at, token));
        if let Some(oldest) = oldest {
            self.forget(oldest);
        }
    }

    fn forget(&mut self, token: TokenHash) {
        let Some(forgotten) = self.tokens.remove(&token) else { return };
        self.expiry.remove(&(forgotten.expires_at, token));
        let Some(chain) = self.chains.get_mut(&forgotten.chain) else { return };
        chain.tokens.retain(|its| *its != token);
        if chain.tokens.is_empty() {
            self.ended(forgotten.chain);
        }
    }
}
