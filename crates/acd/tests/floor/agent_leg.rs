use cordboard_acd::{
    AgentLeg, AgentState, Command, ContactState, Refusal,
    command::{ContactCommand, LineReport, PhoneCommand},
};

use crate::stage::{ANN, BOB, CID, SALES, Stage};

#[test]
fn the_leg_is_dialled_before_the_call_is_offered() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    assert_eq!(stage.told(ANN), ["leg dialing"]);
    assert!(matches!(stage.state(ANN), AgentState::Available { .. }));
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegAnswered { leg })).unwrap();
    assert_eq!(stage.told(ANN), ["leg active", "inbound, then available", "call incoming"]);
    assert!(matches!(stage.contact(contact).state, ContactState::Ringing { .. }));
}

#[test]
fn a_leg_stays_up_for_the_next_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.hang_up(contact).unwrap();
    stage.told(ANN);
    stage.call(SALES);
    assert_eq!(stage.told(ANN), ["inbound, then available", "call incoming"]);
}

#[test]
fn a_leg_that_cannot_be_had_makes_the_agent_unavailable_and_says_so() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegFailed { leg })).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["leg dialing", "leg disconnected Failed", "unavailable (Agent Leg Unreachable)"]
    );
    assert!(stage.waits(contact));
    stage.phones_answer = true;
    stage.start_available(BOB);
    assert!(matches!(stage.contact(contact).state, ContactState::Ringing { .. }));
}

#[test]
fn a_phone_that_nobody_answers_counts_as_one_that_cannot_be_had() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.told(ANN);
    stage.pass_s(30);
    assert_eq!(
        stage.told(ANN),
        ["leg disconnected NoAnswer", "unavailable (Agent Leg Unanswered)"]
    );
    assert!(stage.waits(contact));
}

#[test]
fn a_customer_who_hangs_up_while_the_leg_is_dialled_is_not_told_to_the_agent() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.hang_up(contact).unwrap();
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegAnswered { leg })).unwrap();
    assert_eq!(stage.told(ANN), ["leg dialing", "leg active"]);
    stage.call(SALES);
    assert_eq!(stage.told(ANN), ["inbound, then available", "call incoming"]);
}

#[test]
fn an_agent_who_becomes_unavailable_while_the_leg_is_dialled_loses_the_contact() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.unavailable(ANN, "Break").unwrap();
    assert!(stage.waits(contact));
    assert_eq!(stage.told(ANN), ["leg dialing", "unavailable (Break)"]);
}

#[test]
fn a_leg_lost_while_a_call_rings_gives_the_call_back() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.told(ANN);
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegHungUp { leg })).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["call disconnected final", "leg disconnected HungUp", "unavailable (Agent Leg Lost)"]
    );
    assert!(stage.waits(contact));
}

#[test]
fn a_leg_lost_in_a_call_ends_the_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.phone(ANN, PhoneCommand::Mute).unwrap();
    stage.told(ANN);
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegHungUp { leg })).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["mute false", "call disconnected final", "available", "leg disconnected HungUp"]
    );
    assert!(stage.floor.contact(contact).is_none());
    assert_eq!(stage.session(ANN).leg, AgentLeg::Down);
}

#[test]
fn an_agent_connects_and_disconnects_the_phone() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.told(ANN);
    assert_eq!(stage.phone(ANN, PhoneCommand::End), Err(Refusal::NotInThisState));
    stage.phone(ANN, PhoneCommand::Dial).unwrap();
    assert_eq!(stage.phone(ANN, PhoneCommand::Dial), Err(Refusal::NotInThisState));
    stage.phone(ANN, PhoneCommand::End).unwrap();
    assert_eq!(stage.told(ANN), ["leg dialing", "leg active", "leg disconnected ByAgent"]);
}

#[test]
fn a_report_about_a_leg_that_is_gone_is_refused() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.phone(ANN, PhoneCommand::Dial).unwrap();
    let leg = stage.leg(ANN);
    assert_eq!(
        stage.give(Command::Line(LineReport::LegAnswered { leg })),
        Err(Refusal::NotInThisState)
    );
    stage.phone(ANN, PhoneCommand::End).unwrap();
    for report in [
        LineReport::LegAnswered { leg },
        LineReport::LegFailed { leg },
        LineReport::LegHungUp { leg },
    ] {
        assert_eq!(stage.give(Command::Line(report)), Err(Refusal::UnknownLeg));
    }
}

#[test]
fn mute_belongs_to_the_leg_and_needs_a_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.phone(ANN, PhoneCommand::Dial).unwrap();
    assert_eq!(stage.phone(ANN, PhoneCommand::Mute), Err(Refusal::NotInThisState));
    let contact = stage.call(SALES);
    assert_eq!(stage.phone(ANN, PhoneCommand::Mute), Err(Refusal::NotInThisState));
    stage.on(ANN, contact, ContactCommand::Accept).unwrap();
    stage.told(ANN);
    stage.phone(ANN, PhoneCommand::Mute).unwrap();
    assert_eq!(stage.phone(ANN, PhoneCommand::Mute), Err(Refusal::NotInThisState));
    stage.phone(ANN, PhoneCommand::Unmute).unwrap();
    assert_eq!(stage.phone(ANN, PhoneCommand::Unmute), Err(Refusal::NotInThisState));
    assert_eq!(stage.told(ANN), ["mute true", "mute false"]);
}

#[test]
fn mute_ends_with_the_last_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.phone(ANN, PhoneCommand::Mute).unwrap();
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["mute true", "mute false", "call disconnected final", "available"]
    );
}

#[test]
fn mute_needs_the_permission() {
    let mut stage = Stage::new();
    stage.start_available(CID);
    stage.talk(CID, SALES);
    assert_eq!(stage.phone(CID, PhoneCommand::Mute), Err(Refusal::NotPermitted));
}

#[test]
fn a_phone_that_the_agent_cannot_connect_makes_the_agent_unavailable_too() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    stage.phone(ANN, PhoneCommand::Dial).unwrap();
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegFailed { leg })).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "unavailable (Agent Leg Unreachable)");
    // Who is on a break stays on it.
    stage.unavailable(ANN, "Break").unwrap();
    stage.phone(ANN, PhoneCommand::Dial).unwrap();
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegFailed { leg })).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "leg disconnected Failed");
}
