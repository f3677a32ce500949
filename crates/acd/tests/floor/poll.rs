use cordboard_acd::{
    Command, Event, EventNumber, Floor, Poll, Refusal, SessionKey,
    command::{AgentCommand, ContactCommand, PhoneCommand, WantedState},
};

use crate::stage::{ANN, BOB, SALES, Stage, words};

fn events(poll: Poll) -> (Vec<String>, u64) {
    match poll {
        Poll::Events { events, next } => (events.iter().map(words).collect(), next.0),
        other => panic!("{other:?}"),
    }
}

fn join(stage: &mut Stage, take_over: bool) -> SessionKey {
    let key = stage.new_key();
    stage.give(Command::JoinAgentSession { agent: ANN, key, take_over }).unwrap();
    key
}

#[test]
fn events_are_kept_until_the_next_id_is_polled() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    let first = events(stage.poll(ANN, key, 0));
    assert_eq!(first.0, ["start", "unavailable", "settings"]);
    assert_eq!(first.1, 3);
    // Lost on its way: whole and in order again, and what is new after it.
    assert_eq!(events(stage.poll(ANN, key, 0)), first);
    assert_eq!(stage.poll(ANN, key, 3), Poll::Nothing);
    stage.available(ANN).unwrap();
    assert_eq!(events(stage.poll(ANN, key, 3)), (vec!["available".to_owned()], 4));
    assert_eq!(events(stage.poll(ANN, key, 0)).0.len(), 4);
}

#[test]
fn what_was_not_fetched_before_a_long_break_is_fetched_after_it() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    stage.available(ANN).unwrap();
    // The break begins before this is fetched.
    let contact = stage.talk(ANN, SALES);
    let mut floor = Floor::new();
    for fact in &stage.facts {
        floor.evolve(fact);
    }
    stage.floor = floor;
    stage.now = stage.now.plus_s(600);
    stage.floor.recovered(stage.now);
    stage.on(ANN, contact, ContactCommand::Hold).unwrap();
    stage.floor.poll_began(stage.now, &key, EventNumber(4));
    let told = events(stage.poll(ANN, key, 4)).0;
    assert_eq!(told.last().map(String::as_str), Some("call holding"));
    assert!(!told.contains(&"start".to_owned()), "each once, no picture: {told:?}");
    // Nobody came for what is older, so it is not kept for ever.
    stage.pass_s(50);
    stage.floor.poll_began(stage.now, &key, EventNumber(9));
    stage.pass_s(71);
    stage.on(ANN, contact, ContactCommand::Resume).unwrap();
    assert_eq!(events(stage.poll(ANN, key, 4)).0.first().map(String::as_str), Some("start"));
}

#[test]
fn an_id_older_than_what_is_kept_gets_the_full_picture() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    stage.available(ANN).unwrap();
    let gone = stage.talk(ANN, SALES);
    stage.hang_up(gone).unwrap();
    let contact = stage.talk(ANN, SALES);
    stage.phone(ANN, PhoneCommand::Mute).unwrap();
    stage.on(ANN, contact, ContactCommand::Hold).unwrap();
    stage.told(ANN);
    stage.pass_s(121);
    stage.floor.poll_began(stage.now, &key, EventNumber(1_000));
    let (picture, next) = events(stage.poll(ANN, key, 4));
    assert_eq!(
        picture,
        [
            "start",
            "inbound, then available",
            "leg active",
            "settings",
            "mute true",
            "call disconnected final",
            "call holding"
        ]
    );
    assert_eq!(stage.poll(ANN, key, next), Poll::Nothing);
    // Whoever knew of that end is not told again.
    let known = next - 5;
    assert!(!events(stage.poll(ANN, key, known)).0.contains(&"call disconnected final".to_owned()));
}

#[test]
fn events_are_kept_for_the_slowest_id_polled_lately() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    for second in 0..10 {
        stage.unavailable(ANN, if second % 2 == 0 { "Lunch" } else { "Break" }).unwrap();
        stage.told(ANN);
        stage.floor.poll_began(stage.now, &key, EventNumber(2));
        stage.pass_s(100);
    }
    assert_eq!(events(stage.poll(ANN, key, 2)).0.len(), 11);
    stage.pass_s(21);
    stage.available(ANN).unwrap();
    assert_eq!(events(stage.poll(ANN, key, 2)).0[..2], ["start", "available"]);
}

#[test]
fn a_join_begins_with_the_full_picture_and_takes_nothing_from_others() {
    let mut stage = Stage::new();
    let first = stage.start(ANN);
    stage.available(ANN).unwrap();
    let joined = join(&mut stage, false);
    let (picture, next) = events(stage.poll(ANN, joined, 0));
    assert_eq!(picture, ["start", "available", "settings"]);
    stage.call(SALES);
    let news = ["leg dialing", "leg active", "inbound, then available", "call incoming"];
    assert_eq!(events(stage.poll(ANN, joined, next)).0, news);
    assert_eq!(events(stage.poll(ANN, first, 4)).0, news);
    let command = AgentCommand::SetState(WantedState::Available);
    stage.give(Command::Agent { agent: ANN, key: joined, command }).unwrap();
}

#[test]
fn a_join_needs_an_agent_session() {
    let mut stage = Stage::new();
    let key = stage.new_key();
    let join = Command::JoinAgentSession { agent: ANN, key, take_over: true };
    assert_eq!(stage.give(join), Err(Refusal::NoAgentSession));
}

#[test]
fn a_takeover_ends_all_earlier_ids() {
    let mut stage = Stage::new();
    let first = stage.start(ANN);
    let joined = join(&mut stage, false);
    stage.floor.take_told();
    let over = join(&mut stage, true);
    let session = stage.session(ANN).id;
    assert!(stage.floor.take_told().contains(&session));
    let command = AgentCommand::SetState(WantedState::Available);
    stage.give(Command::Agent { agent: ANN, key: over, command }).unwrap();
    for (key, number) in [(first, 3), (joined, 3)] {
        let (last, next) = events(stage.poll(ANN, key, number));
        assert_eq!(last, ["taken over"]);
        assert_eq!(stage.poll(ANN, key, next), Poll::Gone);
        let command = AgentCommand::SetState(WantedState::Available);
        let refused = stage.give(Command::Agent { agent: ANN, key, command });
        assert_eq!(refused, Err(Refusal::AgentSessionEnded));
    }
    // What had not arrived by then still comes.
    assert_eq!(events(stage.poll(ANN, first, 1)).0, ["unavailable", "settings", "taken over"]);
    assert_eq!(events(stage.poll(ANN, over, 0)).0, ["start", "available", "settings"]);
}

#[test]
fn a_page_keeps_its_token_until_it_ends() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    let ask = |stage: &mut Stage, page: &str| {
        let (token, page) = (stage.new_key(), page.to_owned());
        stage.agent(ANN, AgentCommand::IssuePageToken { token, page: page.clone() })?;
        Ok(stage.floor.page_token(&key, &page).unwrap())
    };
    let crm = ask(&mut stage, "crm#1").unwrap();
    assert_eq!(ask(&mut stage, "crm#1"), Ok(crm));
    assert_ne!(ask(&mut stage, "crm#2"), Ok(crm));
    assert_eq!(stage.floor.page_token(&crm, "crm#1"), Some(crm), "a page may ask for itself");
    stage.agent(ANN, AgentCommand::RevokePageToken { token: crm }).unwrap();
    assert_eq!(stage.floor.page_token(&key, "crm#1"), None);
    let anew = ask(&mut stage, "crm#1").unwrap();
    assert_ne!(anew, crm);
    assert_eq!(ask(&mut stage, &"p".repeat(201)), Err(Refusal::OutOfLimits("page")));
    let over = stage.new_key();
    stage.give(Command::JoinAgentSession { agent: ANN, key: over, take_over: true }).unwrap();
    assert_eq!(stage.floor.page_token(&over, "crm#1"), None, "taken over with the desktop's");
}

#[test]
fn a_pages_token_has_a_place_of_its_own_and_ends_with_the_page() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    let token = stage.new_key();
    let page = "crm#1".to_owned();
    stage.agent(ANN, AgentCommand::IssuePageToken { token, page }).unwrap();
    let (picture, next) = events(stage.poll(ANN, token, 0));
    assert_eq!(picture, ["start", "unavailable", "settings"]);
    assert_eq!(stage.poll(ANN, token, next), Poll::Nothing);
    let command = AgentCommand::SetState(WantedState::Available);
    stage.give(Command::Agent { agent: ANN, key: token, command: command.clone() }).unwrap();
    stage.floor.take_told();
    stage.agent(ANN, AgentCommand::RevokePageToken { token }).unwrap();
    assert!(!stage.floor.take_told().is_empty());
    assert_eq!(stage.poll(ANN, token, next), Poll::Gone);
    let refused = stage.give(Command::Agent { agent: ANN, key: token, command });
    assert_eq!(refused, Err(Refusal::AgentSessionEnded));
    assert_eq!(stage.agent(ANN, AgentCommand::RevokePageToken { token }), Ok(Vec::new()));
    // Another's token, and a key that is no page's, are not to be revoked.
    let refused = stage.agent(ANN, AgentCommand::RevokePageToken { token: key });
    assert_eq!(refused, Err(Refusal::UnknownAgentSession));
    stage.start(BOB);
    let refused = stage.agent(BOB, AgentCommand::RevokePageToken { token });
    assert_eq!(refused, Err(Refusal::UnknownAgentSession));
}

#[test]
fn an_unknown_id_is_unknown_and_one_from_the_future_gets_the_picture() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    assert_eq!(stage.poll(ANN, SessionKey([200; 16]), 0), Poll::Unknown);
    assert_eq!(stage.poll(BOB, key, 0), Poll::Unknown);
    assert_eq!(events(stage.poll(ANN, key, u64::MAX)).0, ["start", "unavailable", "settings"]);
}

#[test]
fn keys_have_their_limit() {
    let mut stage = Stage::new();
    stage.start(ANN);
    let mut given = 1;
    let refused = loop {
        let key = SessionKey(u128::to_be_bytes(given + 1_000_000));
        match stage.give(Command::JoinAgentSession { agent: ANN, key, take_over: false }) {
            Ok(_) => given += 1,
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((given, refused), (5_000, Refusal::TooManyKeys));
    // Whoever takes over can, and makes room for those that follow.
    let key = SessionKey(u128::to_be_bytes(9_000_000));
    stage.give(Command::JoinAgentSession { agent: ANN, key, take_over: true }).unwrap();
    let key = SessionKey(u128::to_be_bytes(9_000_001));
    stage.give(Command::JoinAgentSession { agent: ANN, key, take_over: false }).unwrap();
    assert_eq!(stage.poll(ANN, SessionKey(u128::to_be_bytes(1_000_001)), 0), Poll::Unknown);
}

#[test]
fn a_reader_who_is_slow_for_too_much_gets_the_picture() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    for _ in 0..1_100 {
        stage.available(ANN).unwrap();
        stage.unavailable(ANN, "Lunch").unwrap();
    }
    let (picture, _) = events(stage.poll(ANN, key, 0));
    assert_eq!(picture, ["start", "unavailable (Lunch)", "settings"]);
}

#[test]
fn numbers_have_no_gaps() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    stage.available(ANN).unwrap();
    let contact = stage.talk(ANN, SALES);
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    let Poll::Events { events: all, next } = stage.poll(ANN, key, 0) else { panic!() };
    assert_eq!(all.len() as u64, next.0);
    for number in 0..next.0 {
        let Poll::Events { events, .. } = stage.poll(ANN, key, number) else { panic!() };
        let from = usize::try_from(number).unwrap();
        assert_eq!(events, all[from..]);
    }
    assert!(matches!(all[0], Event::AgentSessionStart(_)));
}

#[test]
fn a_join_is_not_told_of_contacts_that_ended_before_it() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let before = stage.talk(ANN, SALES);
    stage.hang_up(before).unwrap();
    let joined = join(&mut stage, false);
    let after = stage.talk(ANN, SALES);
    stage.hang_up(after).unwrap();
    let Poll::Events { events, .. } = stage.poll(ANN, joined, 0) else { panic!() };
    let ended: Vec<_> = events.iter().filter_map(Event::contact).collect();
    assert_eq!(ended, [after]);
}
