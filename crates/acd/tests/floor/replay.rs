use cordboard_acd::{Fact, Floor, Poll, command::ContactCommand};

use crate::stage::{ANN, SALES, SUPPORT, Stage};

#[test]
fn facts_survive_being_written_down() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    stage.available(ANN).unwrap();
    let contact = stage.talk(ANN, SUPPORT);
    stage.on(ANN, contact, ContactCommand::Record).unwrap();
    stage.hang_up(contact).unwrap();
    stage.dispose(ANN, contact, 1).unwrap();
    stage.call(SALES);

    let written = serde_json::to_string(&stage.facts).unwrap();
    let read: Vec<Fact> = serde_json::from_str(&written).unwrap();
    assert_eq!(read, stage.facts);

    let mut floor = Floor::new();
    for fact in &read {
        floor.evolve(fact);
    }
    assert_eq!(floor, stage.floor);
    // A session id issued before goes on working, with the same numbers.
    let before = stage.poll(ANN, key, 5);
    assert!(matches!(before, Poll::Events { .. }));
    assert_eq!(floor.poll(ANN, &key, cordboard_acd::EventNumber(5)), before);
}

#[test]
fn a_floor_that_missed_a_fact_is_not_equal() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.available(ANN).unwrap();
    let mut floor = Floor::new();
    for fact in &stage.facts[..stage.facts.len() - 1] {
        floor.evolve(fact);
    }
    assert_ne!(floor, stage.floor);
}

#[test]
fn the_words_of_a_fact_are_fixed() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let fact = stage.facts.last().unwrap();
    assert_eq!(
        serde_json::to_string(fact).unwrap(),
        r#"{"version":1,"at":1000000,"happened":{"AgentBecameAvailable":{"session":1}}}"#
    );
}
