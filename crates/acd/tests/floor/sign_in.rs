use cordboard_acd::{
    Actor, AgentId, Change, Command, Fact, Floor, Private, Refusal, SignInId, Time,
    credential::Holder,
    fact::Happened,
    sign_in::{SignInCommand, SignInEnd, TokenHash},
};

use crate::stage::{ANN, BOB, Stage};

/// Whole seconds that a token holds here.
const LASTS_S: u32 = 600;

fn hash(number: u8) -> TokenHash {
    TokenHash([number; 32])
}

impl Stage {
    fn sign_in(&mut self, agent: AgentId, token: u8) -> SignInId {
        let expires_at = self.now.plus_s(LASTS_S);
        let command =
            SignInCommand::Begin { agent, password_set_at: None, token: hash(token), expires_at };
        let facts = self.give(Command::SignIn(command)).unwrap();
        facts
            .iter()
            .find_map(|fact| match fact.happened {
                Happened::SignedIn { chain, .. } => Some(chain),
                _ => None,
            })
            .unwrap()
    }

    fn renew(&mut self, used: u8, token: u8) -> Result<Vec<Fact>, Refusal> {
        let expires_at = self.now.plus_s(LASTS_S);
        let command = SignInCommand::Renew { used: hash(used), token: hash(token), expires_at };
        self.give(Command::SignIn(command))
    }

    fn renews(&mut self, used: u8, token: u8) -> bool {
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
    let ended = Happened::SignInEnded { chain, why: SignInEnd::UsedAgain };
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
fn the_oldest_chain_of_too_many_ends() {
    let mut stage = Stage::new();
    let bobs = stage.sign_in(BOB, 200);
    let first = stage.sign_in(ANN, 1);
    for token in 2..=32 {
        stage.sign_in(ANN, token);
    }
    assert_eq!(stage.floor.signed_in(first), Some(ANN));
    stage.sign_in(ANN, 33);
    assert_eq!(stage.floor.signed_in(first), None);
    assert_eq!(stage.floor.sign_ins_of(ANN), 32);
    assert_eq!(stage.renew(1, 100), Err(Refusal::UnknownSignIn));
    assert!(stage.renews(2, 101));
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
    let again =
        SignInCommand::Begin { agent: BOB, password_set_at: None, token: hash(1), expires_at };
    assert_eq!(stage.give(Command::SignIn(again)), Err(Refusal::KeyInUse));
    assert_eq!(stage.renew(1, 1), Err(Refusal::KeyInUse));
    let nobody = SignInCommand::Begin {
        agent: AgentId(99),
        password_set_at: None,
        token: hash(2),
        expires_at,
    };
    assert_eq!(stage.give(Command::SignIn(nobody)), Err(Refusal::UnknownAgent));
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
    let begin = |password_set_at| {
        let command =
            SignInCommand::Begin { agent: ANN, password_set_at, token: hash(1), expires_at };
        Command::SignIn(command)
    };
    assert_eq!(stage.give(begin(None)), Err(Refusal::UnknownSignIn));
    let set_at = stage.floor.credential(&of).unwrap().set_at;
    stage.give(begin(Some(set_at))).unwrap();
}
