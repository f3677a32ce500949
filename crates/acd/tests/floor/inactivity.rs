use cordboard_acd::{
    Command, EventNumber, SessionKey,
    command::{AgentCommand, ContactCommand, Destination},
};

use crate::stage::{ANN, BOB, SALES, SUPPORT, Stage, VIP};

/// An agent whose only poll has ended.
fn away(stage: &mut Stage) -> SessionKey {
    stage.start_available(ANN);
    let key = stage.key(ANN);
    stage.floor.poll_ended(stage.now, &key);
    key
}

#[test]
fn who_does_not_poll_becomes_unavailable() {
    let mut stage = Stage::new();
    away(&mut stage);
    stage.pass_s(59);
    assert!(stage.told(ANN).is_empty());
    let key = stage.key(ANN);
    stage.floor.poll_began(stage.now, &key, EventNumber(0));
    stage.floor.poll_ended(stage.now, &key);
    stage.pass_s(59);
    assert!(stage.told(ANN).is_empty());
    stage.pass_s(61);
    assert_eq!(stage.told(ANN), ["unavailable (Inactive)"]);
    assert!(stage.floor.session_of(ANN).is_some());
}

#[test]
fn a_parked_poll_is_presence() {
    let mut stage = Stage::new();
    let key = away(&mut stage);
    stage.floor.poll_began(stage.now, &key, EventNumber(4));
    stage.floor.poll_began(stage.now, &key, EventNumber(4));
    stage.floor.poll_ended(stage.now, &key);
    stage.pass_s(3_000);
    assert!(stage.told(ANN).is_empty());
}

#[test]
fn a_ringing_contact_goes_back_to_its_place() {
    let mut stage = Stage::new();
    away(&mut stage);
    stage.pass_s(40);
    let contact = stage.call(SALES);
    stage.pass_s(19);
    assert!(!stage.waits(contact));
    stage.pass_s(1);
    assert!(stage.waits(contact));
    let told = stage.told(ANN);
    assert_eq!(told[told.len() - 2..], ["call disconnected final", "unavailable (Inactive)"]);
}

#[test]
fn so_does_a_number_that_was_handed_on_to_a_skill() {
    let mut stage = Stage::new();
    stage.start_available(BOB);
    let number = stage.dial_out(BOB, None);
    stage.answers(number).unwrap();
    away(&mut stage);
    stage.pass_s(50);
    stage.dial(BOB, Destination::Skill(VIP), None).unwrap();
    let own = *stage.session(BOB).contacts.last().unwrap();
    let handed_on = stage.contact(own).peer.unwrap();
    stage.agent(BOB, AgentCommand::TransferCalls).unwrap();
    stage.unavailable(BOB, "Lunch").unwrap();
    assert!(!stage.waits(handed_on), "it rings");
    stage.pass_s(10);
    assert!(stage.waits(handed_on));
    assert_eq!(stage.told(ANN).last().unwrap(), "unavailable (Inactive)");
}

#[test]
fn in_a_call_it_becomes_the_pending_state() {
    let mut stage = Stage::new();
    away(&mut stage);
    let contact = stage.talk(ANN, SUPPORT);
    stage.pass_s(60);
    assert_eq!(
        stage.told(ANN),
        ["inbound, then unavailable (Wrap-up), then unavailable (Inactive), next is acw"]
    );
    stage.hang_up(contact).unwrap();
    stage.dispose(ANN, contact, 1).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "unavailable (Inactive)");
}

#[test]
fn with_force_logout_the_agent_session_ends() {
    let mut stage = Stage::new();
    let key = stage.new_key();
    stage
        .give(Command::StartAgentSession {
            agent: ANN,
            key,
            station: None,
            inactivity_timeout_s: Some(20),
            inactivity_force_logout: true,
        })
        .unwrap();
    stage.pass_s(19);
    assert!(stage.floor.session_of(ANN).is_some());
    stage.pass_s(1);
    assert!(stage.floor.session_of(ANN).is_none());
    assert!(matches!(
        stage.floor.poll(ANN, &key, EventNumber(3)),
        cordboard_acd::Poll::Events { .. }
    ));
}

#[test]
fn after_a_restart_it_counts_anew() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let mut floor = cordboard_acd::Floor::new();
    for fact in &stage.facts {
        floor.evolve(fact);
    }
    stage.pass_s(500);
    floor.recovered(stage.now);
    assert_eq!(floor.next_timer(), Some(stage.now.plus_s(60)));
}

#[test]
fn a_call_does_not_end_by_it() {
    let mut stage = Stage::new();
    away(&mut stage);
    let contact = stage.talk(ANN, SALES);
    stage.pass_s(500);
    stage.on(ANN, contact, ContactCommand::Hold).unwrap();
}

#[test]
fn who_becomes_available_without_a_poll_is_unavailable_again_soon() {
    let mut stage = Stage::new();
    away(&mut stage);
    stage.pass_s(60);
    stage.available(ANN).unwrap();
    stage.pass_s(60);
    let told = stage.told(ANN);
    assert_eq!(told, ["unavailable (Inactive)", "available", "unavailable (Inactive)"]);
}

#[test]
fn who_says_to_be_there_counts_anew() {
    let mut stage = Stage::new();
    let key = away(&mut stage);
    stage.pass_s(59);
    stage.floor.heard(stage.now, ANN, &key).unwrap();
    stage.pass_s(59);
    assert!(stage.told(ANN).is_empty());
    stage.pass_s(61);
    assert_eq!(stage.told(ANN), ["unavailable (Inactive)"]);
    // Who was taken for gone and says otherwise stays Unavailable, and is looked after again.
    stage.floor.heard(stage.now, ANN, &key).unwrap();
    stage.available(ANN).unwrap();
    stage.told(ANN);
    stage.pass_s(61);
    assert_eq!(stage.told(ANN), ["unavailable (Inactive)"]);
    let unknown = SessionKey([0xee; 16]);
    assert_eq!(
        stage.floor.heard(stage.now, ANN, &unknown),
        Err(cordboard_acd::Refusal::UnknownAgentSession)
    );
    assert_eq!(
        stage.floor.heard(stage.now, crate::stage::BOB, &key),
        Err(cordboard_acd::Refusal::UnknownAgentSession)
    );
    // A parked poll goes on being presence.
    stage.floor.poll_began(stage.now, &key, EventNumber(0));
    stage.floor.heard(stage.now, ANN, &key).unwrap();
    stage.pass_s(3_000);
    assert!(!stage.told(ANN).contains(&"unavailable (Inactive)".to_owned()));
}
