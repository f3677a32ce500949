use cordboard_acd::{
    AgentState, Command, ContactId, ContactState, Private,
    command::{AgentCommand, ContactCommand, LineReport, PhoneCommand},
};

use crate::stage::{ANN, BOB, CID, SALES, SUPPORT, Stage, VIP};

fn rings_at(stage: &Stage, contact: ContactId) -> Option<cordboard_acd::AgentId> {
    match &stage.contact(contact).state {
        ContactState::Ringing { offer, .. } => {
            stage.floor.session(offer.session).map(|session| session.agent)
        }
        _ => None,
    }
}

#[test]
fn the_longest_idle_agent_is_chosen() {
    let mut stage = Stage::new();
    stage.start_available(BOB);
    stage.pass_s(1);
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    assert_eq!(rings_at(&stage, contact), Some(BOB));
    let second = stage.call(SALES);
    assert_eq!(rings_at(&stage, second), Some(ANN));
}

#[test]
fn of_two_who_idle_alike_the_lower_id_is_chosen() {
    let mut stage = Stage::new();
    stage.start_available(BOB);
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    assert_eq!(rings_at(&stage, contact), Some(ANN));
}

#[test]
fn contacts_are_served_by_priority_then_age() {
    let mut stage = Stage::new();
    let first = stage.call(SALES);
    stage.pass_s(1);
    let second = stage.call(SUPPORT);
    stage.pass_s(1);
    let vip = stage.call(VIP);
    stage.start_available(ANN);
    assert_eq!(rings_at(&stage, vip), Some(ANN));
    stage.start_available(BOB);
    assert_eq!(rings_at(&stage, first), Some(BOB));
    assert!(stage.waits(second));
}

#[test]
fn a_call_can_bring_its_own_priority() {
    let mut stage = Stage::new();
    let plain = stage.call(SALES);
    let (ani, dnis) = (Private::new("1"), Private::new("2"));
    stage
        .give(Command::Line(LineReport::Call { skill: SALES, ani, dnis, priority: Some(6) }))
        .unwrap();
    stage.start_available(ANN);
    assert!(stage.waits(plain));
}

#[test]
fn a_contact_waits_for_an_agent_with_its_skill() {
    let mut stage = Stage::new();
    stage.start_available(CID);
    let contact = stage.call(SUPPORT);
    assert!(stage.waits(contact));
    assert_eq!(stage.floor.waiting(SUPPORT), (1, Some(stage.now)));
    stage.start_available(ANN);
    assert_eq!(rings_at(&stage, contact), Some(ANN));
    assert_eq!(stage.floor.waiting(SUPPORT), (0, None));
}

#[test]
fn a_refused_contact_goes_back_to_its_place_and_the_agent_is_unavailable() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let refused = stage.call(SALES);
    stage.pass_s(5);
    let younger = stage.call(SALES);
    stage.told(ANN);
    stage.on(ANN, refused, ContactCommand::Reject).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "unavailable (Refused)"]);
    assert!(stage.waits(refused) && stage.waits(younger));
    stage.start_available(BOB);
    assert_eq!(rings_at(&stage, refused), Some(BOB));
}

#[test]
fn a_contact_that_is_not_answered_goes_back_after_the_refusal_timeout() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.told(ANN);
    stage.pass_s(44);
    assert_eq!(rings_at(&stage, contact), Some(ANN));
    stage.pass_s(1);
    assert!(stage.waits(contact));
    assert_eq!(stage.told(ANN), ["call disconnected final", "unavailable (Refused)"]);
    // The skill's own time-out comes before the agent's.
    stage.hang_up(contact).unwrap();
    stage.available(ANN).unwrap();
    let vip = stage.call(VIP);
    stage.pass_s(20);
    assert!(stage.waits(vip));
}

#[test]
fn a_customer_who_hangs_up_while_waiting_is_forgotten() {
    let mut stage = Stage::new();
    let contact = stage.call(SALES);
    stage.hang_up(contact).unwrap();
    assert!(stage.floor.contact(contact).is_none());
    stage.start_available(ANN);
    assert!(matches!(stage.state(ANN), AgentState::Available { .. }));
}

#[test]
fn a_customer_who_hangs_up_while_it_rings_frees_the_agent() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.told(ANN);
    stage.hang_up(contact).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
}

#[test]
fn an_agent_whose_leg_is_dialled_for_other_reasons_waits_for_it_too() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    stage.agent(ANN, AgentCommand::Phone(PhoneCommand::Dial)).unwrap();
    let contact = stage.call(SALES);
    assert!(matches!(stage.contact(contact).state, ContactState::Reserved { .. }));
    let leg = stage.leg(ANN);
    stage.give(Command::Line(LineReport::LegAnswered { leg })).unwrap();
    assert_eq!(rings_at(&stage, contact), Some(ANN));
}
