//! Sign-ins: what refresh tokens stand for, kept by their hashes.
//!
//! Each log-in begins a chain. A token is good for the next one of its chain; whoever uses one again
//! later than an answer may be lost is not the one it was given to, and the chain ends.

mod ended;
mod token_hash;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{
    AccessKeyId, Actor, AgentId, Floor, Refusal, SignInId, Time, credential::Holder,
    fact::Happened, floor::Decision, volatile::Volatile,
};

pub use token_hash::TokenHash;

use ended::Ended;

/// Says how somebody has signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInWay {
    /// A program has sent name and password.
    #[default]
    Password,
    /// The agent has given name and password to the log-in page, which gave a program a code.
    Code {
        /// What the program calls itself.
        client: String,
        /// Of the code, which is good once.
        code: TokenHash,
    },
    /// A program has sent an access key.
    AccessKey(AccessKeyId),
}

impl SignInWay {
    pub(crate) fn is_password(&self) -> bool {
        *self == Self::Password
    }

    /// Gives what the program calls itself that the tokens were given to, where that is known.
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        match self {
            Self::Code { client, code: _ } => Some(client),
            Self::Password | Self::AccessKey(_) => None,
        }
    }
}

/// What is asked of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInCommand {
    /// An agent has logged in: begins a chain.
    Begin {
        /// Who.
        agent: AgentId,
        /// When the password that was proved had been set: another may have come since. Where an
        /// access key was, that has to be there still.
        password_set_at: Option<Time>,
        /// How.
        way: SignInWay,
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
        /// What the program calls itself: a token that a code gave is for that program alone.
        client: Option<String>,
    },
    /// Ends a chain, by its number.
    End {
        /// Which.
        chain: SignInId,
        /// The administrator who wants it; the agent's own program otherwise.
        by: Option<Actor>,
    },
    /// Ends the chain of a token.
    EndOfToken {
        /// Which.
        token: TokenHash,
    },
    /// Ends all that an agent has.
    EndAll {
        /// Whose.
        agent: AgentId,
        /// The administrator who wants it.
        by: Actor,
    },
    /// Ends what a code gave that came a second time: one of the two was not the program.
    CodeCameAgain {
        /// Which.
        code: TokenHash,
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
    /// An administrator ended it.
    ByAdministrator,
    /// The agent logged out, or a program gave its tokens back.
    LoggedOut,
    /// The code that began it came a second time.
    CodeCameAgain,
    /// The access key that began it was revoked.
    AccessKeyRevoked,
}

/// Shows a sign-in that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignIn<'a> {
    /// Its number.
    pub chain: SignInId,
    /// Whose.
    pub agent: AgentId,
    /// How it began.
    pub way: &'a SignInWay,
    /// When, where that is known.
    pub began_at: Option<Time>,
    /// When its tokens were last exchanged.
    pub renewed_at: Option<Time>,
    /// When its last token ends.
    pub expires_at: Option<Time>,
}

/// Sign-ins that one agent may have at once. A person has a few devices, and scripts that sign in
/// anew at each run: one a minute for twelve hours fits.
const MOST_PER_AGENT: usize = 1_024;

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
    /// The chains that began with a code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    codes: BTreeMap<TokenHash, SignInId>,
    /// Snapshots of version 1 do not say it, and access tokens of that time name no sign-in.
    #[serde(default, skip_serializing_if = "no_ended")]
    ended: Volatile<Ended>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Chain {
    agent: AgentId,
    #[serde(default, skip_serializing_if = "SignInWay::is_password")]
    way: SignInWay,
    /// Snapshots of version 1 do not say it.
    #[serde(default, skip_serializing_if = "is_unknown")]
    began_at: Volatile<Option<Time>>,
    /// From the oldest on.
    tokens: VecDeque<TokenHash>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Token {
    chain: SignInId,
    expires_at: Time,
    used_at: Option<Time>,
}

fn is_unknown(began_at: &Volatile<Option<Time>>) -> bool {
    began_at.0.is_none()
}

fn no_ended(ended: &Volatile<Ended>) -> bool {
    ended.0.is_empty()
}

impl Floor {
    pub(crate) fn decide_sign_in(&self, now: Time, command: SignInCommand) -> Decision {
        match command {
            SignInCommand::Begin { agent, password_set_at, way, token, expires_at } => {
                self.check_proof(agent, password_set_at, &way)?;
                self.decide_begin_sign_in(agent, way, token, expires_at)
            }
            SignInCommand::Renew { used, token, expires_at, client } => {
                self.decide_renew_sign_in(now, used, token, expires_at, client.as_deref())
            }
            SignInCommand::End { chain, by } => self.decide_end_sign_in(chain, by),
            SignInCommand::EndOfToken { token } => {
                let known = self.sign_ins.tokens.get(&token).ok_or(Refusal::UnknownSignIn)?;
                self.decide_end_sign_in(known.chain, None)
            }
            SignInCommand::EndAll { agent, by } => {
                self.agent(agent).ok_or(Refusal::UnknownAgent)?;
                let why = SignInEnd::ByAdministrator;
                let chains = self.sign_ins_where(|_| true, Some(agent)).into_iter();
                let end = |chain| Happened::SignInEnded { chain, why, by: Some(by.clone()) };
                Ok(chains.map(end).collect())
            }
            SignInCommand::CodeCameAgain { code } => {
                let chain = *self.sign_ins.codes.get(&code).ok_or(Refusal::UnknownSignIn)?;
                let why = SignInEnd::CodeCameAgain;
                Ok(vec![Happened::SignInEnded { chain, why, by: None }])
            }
        }
    }

    /// What was proved must hold still: it took a while to prove it.
    fn check_proof(
        &self,
        agent: AgentId,
        password_set_at: Option<Time>,
        way: &SignInWay,
    ) -> Result<(), Refusal> {
        let holds = match way {
            SignInWay::Password | SignInWay::Code { .. } => {
                let known = self.credential(&Holder::Agent(agent));
                known.map(|known| known.set_at) == password_set_at
            }
            SignInWay::AccessKey(id) => {
                self.access_key(id).is_some_and(|known| known.key.agent == agent)
            }
        };
        if holds { Ok(()) } else { Err(Refusal::UnknownSignIn) }
    }

    fn decide_end_sign_in(&self, chain: SignInId, by: Option<Actor>) -> Decision {
        if !self.sign_ins.chains.contains_key(&chain) {
            return Err(Refusal::UnknownSignIn);
        }
        let why = if by.is_some() { SignInEnd::ByAdministrator } else { SignInEnd::LoggedOut };
        Ok(vec![Happened::SignInEnded { chain, why, by }])
    }

    /// Ends all that an agent has; with a new password, all that the one before began.
    pub(crate) fn end_sign_ins(&self, agent: AgentId, is_removed: bool) -> Vec<Happened> {
        let ends = |way: &SignInWay| is_removed || !matches!(way, SignInWay::AccessKey(_));
        let why = SignInEnd::Revoked;
        let end = |chain| Happened::SignInEnded { chain, why, by: None };
        self.sign_ins_where(ends, Some(agent)).into_iter().map(end).collect()
    }

    pub(crate) fn sign_ins_where(
        &self,
        wanted: impl Fn(&SignInWay) -> bool,
        agent: Option<AgentId>,
    ) -> Vec<SignInId> {
        let chains = agent.and_then(|agent| self.sign_ins.of_agent.get(&agent));
        let is_wanted = |chain: &&SignInId| {
            self.sign_ins.chains.get(*chain).is_some_and(|chain| wanted(&chain.way))
        };
        chains.into_iter().flatten().filter(is_wanted).copied().collect()
    }

    fn decide_begin_sign_in(
        &self,
        agent: AgentId,
        way: SignInWay,
        token: TokenHash,
        expires_at: Time,
    ) -> Decision {
        self.agent(agent).ok_or(Refusal::UnknownAgent)?;
        let sign_ins = &self.sign_ins;
        sign_ins.check_new(&token)?;
        let too_many = sign_ins
            .of_agent
            .get(&agent)
            .filter(|chains| chains.len() >= MOST_PER_AGENT)
            .and_then(|chains| sign_ins.least_used(chains))
            .map(|chain| Happened::SignInEnded { chain, why: SignInEnd::TooMany, by: None });
        let chain = SignInId(sign_ins.last.0 + 1);
        let begins = Happened::SignedIn { chain, agent, token, expires_at, way };
        Ok(too_many.into_iter().chain([begins]).collect())
    }

    fn decide_renew_sign_in(
        &self,
        now: Time,
        used: TokenHash,
        token: TokenHash,
        expires_at: Time,
        client: Option<&str>,
    ) -> Decision {
        let sign_ins = &self.sign_ins;
        let known = sign_ins.tokens.get(&used).filter(|known| known.expires_at > now);
        let known = known.ok_or(Refusal::UnknownSignIn)?;
        let its = sign_ins.chains.get(&known.chain).ok_or(Refusal::UnknownSignIn)?;
        self.agent(its.agent).ok_or(Refusal::UnknownSignIn)?;
        if let (Some(own), Some(other)) = (its.way.client(), client)
            && own != other
        {
            return Err(Refusal::UnknownSignIn);
        }
        let chain = known.chain;
        if known.used_at.is_some_and(|used_at| used_at.plus_s(LOST_ANSWER_S) < now) {
            let why = SignInEnd::UsedAgain;
            return Ok(vec![Happened::SignInEnded { chain, why, by: None }]);
        }
        sign_ins.check_new(&token)?;
        Ok(vec![Happened::SignInRenewed { chain, used, token, expires_at }])
    }

    /// Gives the agent of a sign-in that has not ended.
    #[must_use]
    pub fn signed_in(&self, chain: SignInId) -> Option<AgentId> {
        self.sign_ins.chains.get(&chain).map(|chain| chain.agent)
    }

    /// Gives the sign-ins that have not ended, by number; of one agent, or of all.
    pub fn sign_ins(&self, of: Option<AgentId>) -> impl Iterator<Item = SignIn<'_>> {
        let chains = self.sign_ins.chains.iter();
        let chains = chains.filter(move |(_, chain)| of.is_none_or(|agent| agent == chain.agent));
        chains.map(|(id, chain)| self.sign_ins.shown(*id, chain))
    }

    /// Gives the lately ended sign-ins, whose access tokens do not hold any more.
    #[must_use]
    pub fn ended_sign_ins(&self) -> BTreeSet<SignInId> {
        self.sign_ins.ended.0.all()
    }

    /// Gives how a sign-in that has not ended began.
    #[must_use]
    pub fn sign_in_way(&self, chain: SignInId) -> Option<&SignInWay> {
        self.sign_ins.chains.get(&chain).map(|chain| &chain.way)
    }

    /// Says how many sign-ins an agent has.
    #[must_use]
    pub fn sign_ins_of(&self, agent: AgentId) -> usize {
        self.sign_ins.of_agent.get(&agent).map_or(0, BTreeSet::len)
    }
}

impl SignIns {
    fn shown<'a>(&self, id: SignInId, chain: &'a Chain) -> SignIn<'a> {
        let tokens = || chain.tokens.iter().filter_map(|token| self.tokens.get(token));
        SignIn {
            chain: id,
            agent: chain.agent,
            way: &chain.way,
            began_at: chain.began_at.0,
            renewed_at: tokens().filter_map(|token| token.used_at).max(),
            expires_at: tokens().map(|token| token.expires_at).max(),
        }
    }

    /// Gives the one that is missed least: never renewed rather than renewed, and of those the one
    /// that was so longest ago.
    fn least_used(&self, chains: &BTreeSet<SignInId>) -> Option<SignInId> {
        let renewed = |chain: &SignInId| {
            let tokens = self.chains.get(chain).into_iter().flat_map(|chain| &chain.tokens);
            tokens.filter_map(|token| self.tokens.get(token)?.used_at).max()
        };
        chains.iter().copied().min_by_key(|chain| (renewed(chain), *chain))
    }

    fn check_new(&self, token: &TokenHash) -> Result<(), Refusal> {
        if self.tokens.contains_key(token) { Err(Refusal::KeyInUse) } else { Ok(()) }
    }

    pub(crate) fn begun(
        &mut self,
        at: Time,
        chain: SignInId,
        agent: AgentId,
        way: &SignInWay,
        (token, expires_at): (TokenHash, Time),
    ) {
        self.last = self.last.max(chain);
        if let SignInWay::Code { code, client: _ } = way {
            self.codes.insert(*code, chain);
        }
        let (way, began_at) = (way.clone(), Volatile(Some(at)));
        self.chains.insert(chain, Chain { agent, way, began_at, tokens: VecDeque::new() });
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

    pub(crate) fn ended(&mut self, at: Time, chain: SignInId) {
        if self.chains.contains_key(&chain) {
            self.ended.0.add(at, chain);
        }
        self.drop_chain(chain);
    }

    fn drop_chain(&mut self, chain: SignInId) {
        let Some(ended) = self.chains.remove(&chain) else { return };
        if let SignInWay::Code { code, client: _ } = ended.way {
            self.codes.remove(&code);
        }
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
        self.ended.0.forget_expired(now);
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
            self.drop_chain(forgotten.chain);
        }
    }
}
