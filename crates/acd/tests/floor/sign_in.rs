use cordboard_acd::{
    AccessKey, AccessKeyId, Actor, AgentId, Change, Command, Fact, Floor, Private, Refusal,
    SignInId, Time,
    credential::Holder,
    fact::Happened,
    sign_in::{SignInCommand, SignInEnd, SignInWay, TokenHash},
};

use crate::stage::{ANN, BOB, Stage};

/// Whole seconds that a token holds here.
const LASTS_S: u32 = 600;

fn hash(number: u16) -> TokenHash {
    let mut hash = [0; 32];
    hash[..2].copy_from_slice(&number.to_be_bytes());
    TokenHash(hash)
}

fn begin(
    agent: AgentId,
    password_set_at: Option<Time>,
    way: SignInWay,
    token: u16,
    expires_at: Time,
) -> Command {
    let token = hash(token);
    Command::SignIn(SignInCommand::Begin { agent, password_set_at, way, token, expires_at })
}

impl Stage {
    fn sign_in(&mut self, agent: AgentId, token: u16) -> SignInId {
        self.sign_in_by(agent, SignInWay::Password, token).unwrap()
    }

    fn sign_in_by(
        &mut self,
        agent: AgentId,
        way: SignInWay,
        token: u16,
    ) -> Result<SignInId, Refusal> {
        let command = begin(agent, None, way, token, self.now.plus_s(LASTS_S));
        let facts = self.give(command)?;
        let chain = facts
            .iter()
            .find_map(|fact| match fact.happened {
                Happened::SignedIn { chain, .. } => Some(chain),
                _ => None,
            })
            .unwrap();
        Ok(chain)
    }

    fn renew(&mut self, used: u16, token: u16) -> Result<Vec<Fact>, Refusal> {
        let expires_at = self.now.plus_s(LASTS_S);
        let command =
            SignInCommand::Renew { used: hash(used), token: hash(token), expires_at, client: None };
        self.give(Command::SignIn(command))
    }

    fn renews(&mut self, used: u16, token: u16) -> bool {
        let facts = self.renew(used, token).unwrap_or_default();
        facts.iter().any(|fact| matches!(fact.happened, Happened::SignInRenewed { .. }))
    }
}

#[test]
fn a_token_is_good_for_one_new_token_and_a_lost_answer() {
    let mut stage = Stage::new();
    let chain = stage.sign_in(ANN, 1);
    stage.pass_s(1);
    assert!(stage.renews(1, 2));
    stage.pass_s(60);
    assert!(stage.renews(1, 3), "the answer with 2 was lost");
    assert!(stage.renews(2, 4) && stage.renews(3, 5), "whichever of the two arrived holds");
    assert_eq!(stage.floor.signed_in(chain), Some(ANN));
}

#[test]
fn a_token_used_long_after_ends_its_chain_and_no_other() {
    let mut stage = Stage::new();
    let (chain, other) = (stage.sign_in(ANN, 1), stage.sign_in(ANN, 10));
    assert!(stage.renews(1, 2));
    stage.pass_s(61);
    let facts = stage.renew(1, 3).unwrap();
    let ended = Happened::SignInEnded { chain, why: SignInEnd::UsedAgain, by: None };
    assert_eq!(facts, [Fact::new(stage.now, ended)]);
    assert_eq!(stage.renew(2, 4), Err(Refusal::UnknownSignIn));
    assert_eq!(stage.renew(1, 4), Err(Refusal::UnknownSignIn));
    assert_eq!(stage.floor.signed_in(chain), None);
    assert!(stage.renews(10, 11));
    assert_eq!(stage.floor.signed_in(other), Some(ANN));
}

#[test]
fn a_token_expires_and_nothing_of_it_is_kept() {
    let mut stage = Stage::new();
    stage.sign_in(ANN, 1);
    stage.pass_s(LASTS_S - 1);
    assert!(stage.renews(1, 2));
    stage.pass_s(1);
    assert_eq!(stage.renew(1, 3), Err(Refusal::UnknownSignIn));
    assert_eq!(stage.floor.sign_ins_of(ANN), 1, "its successor holds");
    stage.pass_s(LASTS_S);
    assert_eq!(stage.renew(2, 3), Err(Refusal::UnknownSignIn));
    // Any fact lets the floor forget.
    stage.start(BOB);
    assert_eq!(stage.floor.sign_ins_of(ANN), 0);
}

#[test]
fn of_too_many_the_one_goes_that_is_missed_least() {
    let mut stage = Stage::new();
    let bobs = stage.sign_in(BOB, 2_000);
    // A desktop, which renews its token, and scripts, which sign in anew each time.
    let desktop = stage.sign_in(ANN, 1);
    assert!(stage.renews(1, 1_999));
    let first_script = stage.sign_in(ANN, 2);
    for token in 3..=1_024 {
        stage.sign_in(ANN, token);
    }
    assert_eq!(stage.floor.signed_in(first_script), Some(ANN));
    stage.sign_in(ANN, 1_025);
    assert_eq!(stage.floor.signed_in(first_script), None);
    assert_eq!(stage.floor.sign_ins_of(ANN), 1_024);
    assert_eq!(stage.renew(2, 2_001), Err(Refusal::UnknownSignIn));
    assert!(stage.renews(3, 2_002));
    for token in 1_100..1_150 {
        stage.sign_in(ANN, token);
    }
    assert_eq!(stage.floor.signed_in(desktop), Some(ANN));
    assert_eq!(stage.floor.signed_in(bobs), Some(BOB));
}

#[test]
fn a_chain_forgets_its_oldest_tokens() {
    let mut stage = Stage::new();
    let chain = stage.sign_in(ANN, 1);
    for token in 1..=64 {
        assert!(stage.renews(token, token + 1));
    }
    stage.pass_s(61);
    assert_eq!(stage.renew(1, 100), Err(Refusal::UnknownSignIn), "forgotten");
    assert_eq!(stage.floor.signed_in(chain), Some(ANN), "so it does not end the chain");
    stage.renew(2, 100).unwrap();
    assert_eq!(stage.floor.signed_in(chain), None, "this one was still known");
}

#[test]
fn a_token_given_twice_and_an_unknown_agent_are_refused() {
    let mut stage = Stage::new();
    stage.sign_in(ANN, 1);
    let expires_at = stage.now.plus_s(LASTS_S);
    let again = begin(BOB, None, SignInWay::Password, 1, expires_at);
    assert_eq!(stage.give(again), Err(Refusal::KeyInUse));
    assert_eq!(stage.renew(1, 1), Err(Refusal::KeyInUse));
    let nobody = begin(AgentId(99), None, SignInWay::Password, 2, expires_at);
    assert_eq!(stage.give(nobody), Err(Refusal::UnknownAgent));
}

#[test]
fn a_replay_knows_the_same_tokens() {
    let mut stage = Stage::new();
    stage.sign_in(ANN, 1);
    assert!(stage.renews(1, 2));
    stage.sign_in(BOB, 3);
    let mut replayed = Floor::new();
    for fact in &stage.facts {
        let written = serde_json::to_string(fact).unwrap();
        replayed.evolve(&serde_json::from_str(&written).unwrap());
    }
    assert_eq!(replayed, stage.floor);
    stage.floor = replayed;
    assert!(stage.renews(2, 4) && stage.renews(3, 5));
}

#[test]
fn no_debug_output_shows_a_hash() {
    let fact = Fact::new(
        Time(1),
        Happened::SignedIn {
            chain: SignInId(1),
            agent: ANN,
            token: hash(0xab),
            expires_at: Time(2),
            way: SignInWay::Code { client: "app".to_owned(), code: hash(0xab) },
        },
    );
    let shown = format!("{fact:?}").to_lowercase();
    assert!(!shown.contains("abab") && !shown.contains("171"), "{shown}");
}

#[test]
fn a_new_password_and_a_removal_end_the_agents_sign_ins_and_no_others() {
    let mut stage = Stage::new();
    let (ann, bob) = (stage.sign_in(ANN, 1), stage.sign_in(BOB, 2));
    let change =
        |change| Command::Change { by: Actor::Init, expected: None, changes: vec![change] };
    let of = Holder::Agent(ANN);
    stage.give(change(Change::Password { of, hash: Private::new("new") })).unwrap();
    assert_eq!(stage.floor.signed_in(ann), None);
    assert_eq!(stage.floor.signed_in(bob), Some(BOB));
    stage.give(change(Change::RemoveAgent(BOB))).unwrap();
    assert_eq!(stage.floor.signed_in(bob), None);
}

#[test]
fn a_log_in_with_the_password_of_before_begins_nothing() {
    let mut stage = Stage::new();
    let of = Holder::Agent(ANN);
    let change = Change::Password { of: of.clone(), hash: Private::new("new") };
    let change = Command::Change { by: Actor::Init, expected: None, changes: vec![change] };
    stage.give(change).unwrap();
    let expires_at = stage.now.plus_s(LASTS_S);
    let begin = |set_at| begin(ANN, set_at, SignInWay::Password, 1, expires_at);
    assert_eq!(stage.give(begin(None)), Err(Refusal::UnknownSignIn));
    let set_at = stage.floor.credential(&of).unwrap().set_at;
    stage.give(begin(Some(set_at))).unwrap();
}

fn by_code(code: u8) -> SignInWay {
    SignInWay::Code { client: "app".to_owned(), code: hash(code.into()) }
}

#[test]
fn a_code_that_comes_again_ends_what_it_gave_and_nothing_else() {
    let mut stage = Stage::new();
    let chain = stage.sign_in_by(ANN, by_code(50), 1).unwrap();
    let other = stage.sign_in_by(ANN, by_code(51), 2).unwrap();
    assert!(stage.renews(1, 3));
    let again = |code| Command::SignIn(SignInCommand::CodeCameAgain { code: hash(code) });
    assert_eq!(stage.give(again(52)), Err(Refusal::UnknownSignIn));
    let facts = stage.give(again(50)).unwrap();
    let ended = Happened::SignInEnded { chain, why: SignInEnd::CodeCameAgain, by: None };
    assert_eq!(facts, [Fact::new(stage.now, ended)]);
    assert_eq!(stage.renew(3, 4), Err(Refusal::UnknownSignIn));
    assert_eq!(stage.give(again(50)), Err(Refusal::UnknownSignIn), "there is nothing left to end");
    assert_eq!(stage.floor.signed_in(other), Some(ANN));
}

#[test]
fn tokens_that_a_code_gave_are_for_its_program_alone() {
    let mut stage = Stage::new();
    stage.sign_in_by(ANN, by_code(50), 1).unwrap();
    let expires_at = stage.now.plus_s(LASTS_S);
    let renew = |client: &str, token| {
        let client = Some(client.to_owned());
        let (used, token) = (hash(1), hash(token));
        Command::SignIn(SignInCommand::Renew { used, token, expires_at, client })
    };
    assert_eq!(stage.give(renew("other", 2)), Err(Refusal::UnknownSignIn));
    stage.give(renew("app", 2)).unwrap();
}

#[test]
fn ended_sign_ins_are_known_for_a_day() {
    let mut stage = Stage::new();
    let (by_number, by_token) = (stage.sign_in(ANN, 1), stage.sign_in(ANN, 2));
    let (third, bobs) = (stage.sign_in(ANN, 3), stage.sign_in(BOB, 4));
    let root = Actor::Administrator("root".to_owned());
    let end = SignInCommand::End { chain: by_number, by: Some(root.clone()) };
    let facts = stage.give(Command::SignIn(end.clone())).unwrap();
    let (why, by) = (SignInEnd::ByAdministrator, Some(root.clone()));
    let ended = Happened::SignInEnded { chain: by_number, why, by };
    assert_eq!(facts, [Fact::new(stage.now, ended)]);
    assert_eq!(stage.give(Command::SignIn(end)), Err(Refusal::UnknownSignIn));
    stage.give(Command::SignIn(SignInCommand::EndOfToken { token: hash(2) })).unwrap();
    let all = [by_number, by_token];
    assert_eq!(stage.floor.ended_sign_ins(), all.into());
    stage.give(Command::SignIn(SignInCommand::EndAll { agent: ANN, by: root })).unwrap();
    assert_eq!(stage.floor.ended_sign_ins(), [by_number, by_token, third].into());
    assert_eq!(stage.floor.sign_ins(None).map(|it| it.chain).collect::<Vec<_>>(), [bobs]);
    let written = serde_json::to_string(&stage.floor).unwrap();
    let read: Floor = serde_json::from_str(&written).unwrap();
    assert_eq!(read, stage.floor);
    assert_eq!(read.ended_sign_ins().len(), 3);
    stage.pass_s(86_400);
    stage.start(BOB);
    assert!(stage.floor.ended_sign_ins().is_empty());
}

#[test]
fn an_expired_sign_in_is_no_ended_one() {
    let mut stage = Stage::new();
    stage.sign_in(ANN, 1);
    stage.pass_s(LASTS_S);
    stage.start(BOB);
    assert_eq!(stage.floor.sign_ins_of(ANN), 0);
    assert!(stage.floor.ended_sign_ins().is_empty());
}

fn key(id: &str, agent: AgentId) -> AccessKey {
    let secret = hash(99);
    AccessKey { id: AccessKeyId(id.to_owned()), agent, name: "Reports".to_owned(), secret }
}

fn change(change: Change) -> Command {
    let by = Actor::Administrator("root".to_owned());
    Command::Change { by, expected: None, changes: vec![change] }
}

#[test]
fn an_access_key_signs_in_until_it_is_revoked_and_takes_what_it_began_with_it() {
    let mut stage = Stage::new();
    let (one, two) = (key("one", ANN), key("two", ANN));
    stage.give(change(Change::AccessKey(one.clone()))).unwrap();
    stage.give(change(Change::AccessKey(two.clone()))).unwrap();
    assert_eq!(stage.give(change(Change::AccessKey(one.clone()))), Err(Refusal::KeyInUse));
    let by = |key: &AccessKey| SignInWay::AccessKey(key.id.clone());
    assert_eq!(stage.sign_in_by(BOB, by(&one), 1), Err(Refusal::UnknownSignIn), "another's key");
    stage.pass_s(7);
    let first = stage.sign_in_by(ANN, by(&one), 1).unwrap();
    let second = stage.sign_in_by(ANN, by(&two), 2).unwrap();
    let by_password = stage.sign_in(ANN, 3);
    assert_eq!(stage.floor.access_key(&one.id).unwrap().used_at, Some(stage.now));
    let facts = stage.give(change(Change::RemoveAccessKey(one.id.clone()))).unwrap();
    let root = Actor::Administrator("root".to_owned());
    let (why, by_root) = (SignInEnd::AccessKeyRevoked, Some(root));
    let ended = Happened::SignInEnded { chain: first, why, by: by_root };
    assert_eq!(facts[0].happened, ended);
    assert_eq!(stage.floor.signed_in(first), None);
    assert_eq!(stage.sign_in_by(ANN, by(&one), 4), Err(Refusal::UnknownSignIn));
    let again = stage.give(change(Change::RemoveAccessKey(one.id)));
    assert_eq!(again, Err(Refusal::UnknownEntry));

    // A new password ends what the password began, and nothing of a key.
    let of = Holder::Agent(ANN);
    stage.give(change(Change::Password { of, hash: Private::new("new") })).unwrap();
    assert_eq!(stage.floor.signed_in(by_password), None);
    assert_eq!(stage.floor.signed_in(second), Some(ANN));
    stage.give(change(Change::RemoveAgent(ANN))).unwrap();
    assert_eq!(stage.floor.signed_in(second), None);
    assert_eq!(stage.floor.access_keys().count(), 0, "keys end with their agent");
}

#[test]
fn an_agent_has_so_many_access_keys_and_nobody_none() {
    let mut stage = Stage::new();
    for number in 0..16 {
        stage.give(change(Change::AccessKey(key(&number.to_string(), ANN)))).unwrap();
    }
    let refused = stage.give(change(Change::AccessKey(key("one more", ANN))));
    assert!(matches!(refused, Err(Refusal::BadSetup(_))), "{refused:?}");
    let nobodys = stage.give(change(Change::AccessKey(key("x", AgentId(99)))));
    assert_eq!(nobodys, Err(Refusal::UnknownEntry));
    let long = AccessKey { name: "n".repeat(201), ..key("x", BOB) };
    let refused = stage.give(change(Change::AccessKey(long)));
    assert!(matches!(refused, Err(Refusal::OutOfLimits(_))), "{refused:?}");
}
