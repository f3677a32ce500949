use cordboard_acd::command::ContactCommand;

use crate::stage::{ANN, BILLING, SALES, SUPPORT, Stage};

#[test]
fn automatic_work_ends_with_its_timeout() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, BILLING);
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["call disconnected", "unavailable acw (Wrap-up) 30 s, then available"]
    );
    stage.pass_s(29);
    assert!(stage.told(ANN).is_empty());
    stage.pass_s(1);
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
    assert!(stage.floor.contact(contact).is_none());
}

#[test]
fn work_ends_when_the_agent_chooses_a_state() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, BILLING);
    stage.hang_up(contact).unwrap();
    stage.told(ANN);
    stage.unavailable(ANN, "Lunch").unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "unavailable (Lunch)"]);
    stage.pass_s(60);
    assert!(stage.told(ANN).is_empty());
}

#[test]
fn work_that_waits_for_a_required_disposition_makes_a_chosen_state_pending() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    stage.hang_up(contact).unwrap();
    stage.unavailable(ANN, "Lunch").unwrap();
    stage.pass_s(100_000);
    assert_eq!(
        stage.told(ANN),
        [
            "call disconnected",
            "unavailable acw (Wrap-up), then available",
            "unavailable acw (Wrap-up), then unavailable (Lunch)"
        ]
    );
    stage.dispose(ANN, contact, 2).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "unavailable (Lunch)"]);
}

#[test]
fn a_chosen_code_brings_work_to_a_skill_without() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.unavailable(ANN, "Wrap-up").unwrap();
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    stage.pass_s(60);
    assert_eq!(
        stage.told(ANN),
        [
            "inbound, then unavailable (Wrap-up), then available, next is acw",
            "call disconnected",
            "unavailable acw (Wrap-up) 60 s, then available",
            "call disconnected final",
            "available"
        ]
    );
}

#[test]
fn a_chosen_codes_timeout_does_not_free_from_a_required_disposition() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    stage.unavailable(ANN, "Wrap-up").unwrap();
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    stage.pass_s(600);
    assert!(stage.floor.contact(contact).is_some());
}

#[test]
fn a_pending_state_lasts_through_the_work() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, BILLING);
    stage.unavailable(ANN, "Lunch").unwrap();
    stage.hang_up(contact).unwrap();
    stage.pass_s(30);
    assert_eq!(stage.told(ANN).last().unwrap(), "unavailable (Lunch)");
    // And no longer.
    stage.available(ANN).unwrap();
    let contact = stage.talk(ANN, SALES);
    stage.hang_up(contact).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "available");
}

#[test]
fn a_chosen_code_is_for_one_contact() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.unavailable(ANN, "Wrap-up").unwrap();
    stage.hang_up(contact).unwrap();
    stage.pass_s(60);
    let next = stage.talk(ANN, SALES);
    stage.told(ANN);
    stage.hang_up(next).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
}
