use cordboard_acd::{Event, Floor, Poll, command::ContactCommand};

use crate::stage::{ANN, SALES, Stage, words};

fn restarted(stage: &Stage) -> Floor {
    let written = serde_json::to_vec(&stage.floor).unwrap();
    let mut floor: Floor = serde_json::from_slice(&written).unwrap();
    floor.recovered(stage.now);
    floor
}

#[test]
fn a_client_goes_on_after_a_snapshot_with_the_number_it_has() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let key = stage.key(ANN);
    stage.call(SALES);
    let Poll::Events { next, .. } = stage.poll(ANN, key, 4) else { panic!("a call came") };
    stage.floor = restarted(&stage);

    let told = |poll| match poll {
        Poll::Events { events, .. } => events.iter().map(words).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    // The newest number: nothing twice. An older one: all since, again (E2).
    assert_eq!(stage.poll(ANN, key, next.0), Poll::Nothing);
    assert_eq!(told(stage.poll(ANN, key, next.0 - 1)), ["call incoming"]);
    let contact = stage.session(ANN).contacts[0];
    stage.on(ANN, contact, ContactCommand::Accept).unwrap();
    assert_eq!(told(stage.poll(ANN, key, next.0)), ["call active"]);
}

#[test]
fn events_are_kept_for_who_polled_before_the_snapshot() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.available(ANN).unwrap();
    let key = stage.key(ANN);
    for _ in 0..3 {
        // Its answers are lost, so it polls with its first number again (E4).
        stage.pass_s(100);
        stage.floor.poll_began(stage.now, &key, cordboard_acd::EventNumber(3));
        stage.unavailable(ANN, "Break").unwrap();
        stage.available(ANN).unwrap();
    }
    stage.floor = restarted(&stage);
    stage.unavailable(ANN, "Break").unwrap();
    let Poll::Events { events, next } = stage.poll(ANN, key, 3) else { panic!("nothing kept") };
    assert_eq!(events.len() as u64, next.0 - 3);
    assert!(matches!(events[0], Event::AgentState(_)), "the full picture instead of the events");
}

#[test]
fn inactivity_is_counted_anew_after_a_snapshot() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.pass_s(50);
    stage.floor = restarted(&stage);
    stage.pass_s(59);
    assert!(matches!(stage.state(ANN), cordboard_acd::AgentState::Available { .. }));
    stage.pass_s(2);
    assert!(matches!(stage.state(ANN), cordboard_acd::AgentState::Unavailable { .. }));
}

#[test]
fn a_snapshot_with_a_part_too_many_is_not_guessed_at() {
    let mut written = serde_json::to_value(Stage::new().floor).unwrap();
    written["voicemails"] = serde_json::json!([]);
    assert!(serde_json::from_value::<Floor>(written).is_err());
}

#[test]
fn who_polls_first_after_a_restart_takes_nothing_from_the_others() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let key = stage.key(ANN);
    stage.call(SALES);
    let Poll::Events { next, .. } = stage.poll(ANN, key, 3) else { panic!("a call came") };
    let mut floor = Floor::new();
    for fact in &stage.facts {
        floor.evolve(fact);
    }
    floor.recovered(stage.now);
    // One reader has it all, another lost the last answers in the crash.
    floor.poll_began(stage.now, &key, next);
    let Poll::Events { events, .. } = floor.poll(ANN, &key, cordboard_acd::EventNumber(3)) else {
        panic!("nothing kept")
    };
    assert_eq!(events.len() as u64, next.0 - 3);
}
