use cordboard_acd::{
    AgentState, Refusal,
    command::{AgentCommand, ContactCommand, WantedState},
};

use crate::stage::{ANN, BILLING, SALES, SUPPORT, Stage};

#[test]
fn an_agent_session_starts_unavailable() {
    let mut stage = Stage::new();
    stage.start(ANN);
    assert_eq!(stage.told(ANN), ["start", "unavailable", "settings"]);
}

#[test]
fn codes_are_found_by_name_in_any_case_and_by_id() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.told(ANN);
    stage.unavailable(ANN, "lunch").unwrap();
    stage.unavailable(ANN, "21").unwrap();
    stage.unavailable(ANN, "").unwrap();
    assert_eq!(stage.unavailable(ANN, "Nap"), Err(Refusal::UnknownCode));
    assert_eq!(stage.told(ANN), ["unavailable (Lunch)", "unavailable (Break)", "unavailable"]);
}

#[test]
fn a_state_that_is_there_already_changes_nothing() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    assert_eq!(stage.available(ANN), Ok(Vec::new()));
    stage.unavailable(ANN, "Break").unwrap();
    stage.pass_s(60);
    assert_eq!(stage.unavailable(ANN, "Break"), Ok(Vec::new()));
    // It does not begin anew either: 900 s in all.
    stage.pass_s(839);
    assert!(stage.floor.session_of(ANN).is_some());
    stage.pass_s(1);
    assert!(stage.floor.session_of(ANN).is_none());
}

#[test]
fn a_state_chosen_on_a_contact_is_pending() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.unavailable(ANN, "Lunch").unwrap();
    assert_eq!(stage.unavailable(ANN, "Lunch"), Ok(Vec::new()));
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["inbound, then unavailable (Lunch)", "call disconnected final", "unavailable (Lunch)"]
    );
}

#[test]
fn a_pending_state_can_be_taken_back() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.unavailable(ANN, "Lunch").unwrap();
    stage.unavailable(ANN, "Wrap-up").unwrap();
    stage.available(ANN).unwrap();
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    assert_eq!(
        stage.told(ANN),
        [
            "inbound, then unavailable (Lunch)",
            "inbound, then unavailable (Wrap-up), then unavailable (Lunch), next is acw",
            "inbound, then available",
            "call disconnected final",
            "available"
        ]
    );
}

#[test]
fn what_follows_a_contact_is_told_with_it() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.call(BILLING);
    let told = stage.told(ANN);
    assert!(
        told.contains(
            &"inbound, then unavailable (Wrap-up), then available, next is acw".to_owned()
        ),
        "{told:?}"
    );
}

#[test]
fn an_after_contact_code_needs_a_contact() {
    let mut stage = Stage::new();
    stage.start(ANN);
    let refused = Err(Refusal::AfterContactCodeWithoutContact);
    assert_eq!(stage.unavailable(ANN, "Wrap-up"), refused);
    stage.available(ANN).unwrap();
    assert_eq!(stage.unavailable(ANN, "Wrap-up"), refused);
    let contact = stage.talk(ANN, SALES);
    stage.unavailable(ANN, "Wrap-up").unwrap();
    stage.hang_up(contact).unwrap();
    assert!(matches!(stage.state(ANN), AgentState::AfterContactWork { .. }));
    assert_eq!(stage.unavailable(ANN, "Wrap-up"), Ok(Vec::new()));
}

#[test]
fn who_is_unavailable_for_longer_than_the_code_allows_is_logged_out() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.unavailable(ANN, "Break").unwrap();
    stage.told(ANN);
    stage.pass_s(899);
    assert!(stage.told(ANN).is_empty());
    stage.pass_s(1);
    assert_eq!(stage.told(ANN), ["end UnavailableTooLong"]);
    // Without a code it takes two hours, and a code may have no time-out.
    stage.start(ANN);
    stage.pass_s(7_199);
    assert!(stage.floor.session_of(ANN).is_some());
    stage.unavailable(ANN, "Lunch").unwrap();
    stage.pass_s(80_000);
    assert!(stage.floor.session_of(ANN).is_some());
}

#[test]
fn the_state_of_another_is_out_of_reach() {
    let mut stage = Stage::new();
    stage.start(ANN);
    let key = stage.key(ANN);
    let command = AgentCommand::SetState(WantedState::Available);
    let agent = crate::stage::BOB;
    assert_eq!(
        stage.give(cordboard_acd::Command::Agent { agent, key, command }),
        Err(Refusal::UnknownAgentSession)
    );
}

#[test]
fn a_state_chosen_while_it_rings_follows_an_abandoned_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SUPPORT);
    stage.unavailable(ANN, "Lunch").unwrap();
    stage.hang_up(contact).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "unavailable (Lunch)");
}
