//! `docs/agent-api.md` section 5, conference-calls, and `docs/agent-desktop.md`: leave apart from
//! end.

use cordboard_acd::{
    AgentState, Command, ContactId, Refusal, Setup,
    command::{AgentCommand, ContactCommand, LineReport, PhoneCommand},
};

use crate::stage::{ANN, BOB, CID, SALES, Stage, setup};

/// Ann, her customer and Bob: gives the customer's contact, and Ann's and Bob's of each other.
fn three(setup: Setup) -> (Stage, ContactId, ContactId, ContactId) {
    let mut stage = Stage::with(setup);
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    stage.start_available(BOB);
    let (own, others) = stage.consult_and_talk(ANN, BOB, Some(customer));
    stage.told(ANN);
    stage.told(BOB);
    stage.agent(ANN, AgentCommand::ConferenceCalls).unwrap();
    (stage, customer, own, others)
}

#[test]
fn two_calls_are_joined() {
    let (mut stage, customer, own, others) = three(setup());
    assert_eq!(stage.told(ANN), ["conference", "call joined", "consult joined"]);
    assert_eq!(stage.told(BOB), ["conference", "consult joined"]);
    // Joined: all but hold.
    let held = stage.on(ANN, customer, ContactCommand::Hold);
    assert_eq!(held, Err(Refusal::NotInThisState));
    stage.on(ANN, customer, ContactCommand::Mask).unwrap();
    stage.on(ANN, customer, ContactCommand::Unmask).unwrap();
    stage.phone(ANN, PhoneCommand::Mute).unwrap();
    assert_eq!(stage.told(ANN), ["call masking", "call joined", "mute true"]);
    assert!(stage.contact(own).conference.is_some() && stage.contact(others).conference.is_some());
}

#[test]
fn who_leaves_lets_the_others_go_on() {
    let (mut stage, customer, _, others) = three(setup());
    stage.told(ANN);
    stage.told(BOB);
    stage.agent(ANN, AgentCommand::TransferCalls).unwrap();
    let told = ["call disconnected final", "consult disconnected final", "available"];
    assert_eq!(stage.told(ANN), told);
    assert!(matches!(stage.state(BOB), AgentState::InboundContact { .. }));
    let left = stage.contact(others);
    assert_eq!((left.conference, left.peer, left.parent), (None, None, Some(customer)));
    stage.hang_up(others).unwrap();
    assert_eq!(stage.floor.contacts().count(), 0);
}

#[test]
fn one_is_dropped_and_two_are_left() {
    let (mut stage, customer, _, _) = three(setup());
    stage.told(ANN);
    stage.told(BOB);
    stage.on(ANN, customer, ContactCommand::End).unwrap();
    assert_eq!(stage.told(ANN), ["consult active", "call disconnected final"]);
    assert_eq!(stage.told(BOB), ["consult active"]);

    let (mut stage, _, _, others) = three(setup());
    stage.told(ANN);
    stage.on(BOB, others, ContactCommand::End).unwrap();
    let told = stage.told(ANN);
    assert!(told.contains(&"call active".to_owned()), "{told:?}");
    assert_eq!(stage.session(ANN).contacts.len(), 1);
}

#[test]
fn it_is_full_with_as_many_as_the_business_unit_allows() {
    let (mut stage, customer, _, _) = three(setup());
    let fourth = stage.dial_out(ANN, Some(customer));
    stage.answers(fourth).unwrap();
    let joined = stage.agent(ANN, AgentCommand::ConferenceCalls);
    assert_eq!(joined, Err(Refusal::ConferenceFull));
}

#[test]
fn four_talk_and_the_heir_gets_every_line() {
    let mut larger = setup();
    larger.business_unit.max_conference_parties = 5;
    let (mut stage, customer, _, others) = three(larger);
    let fourth = stage.dial_out(ANN, Some(customer));
    stage.answers(fourth).unwrap();
    stage.agent(ANN, AgentCommand::ConferenceCalls).unwrap();
    stage.start_available(CID);
    let (_, cids) = stage.consult_and_talk(ANN, CID, Some(customer));
    stage.agent(ANN, AgentCommand::ConferenceCalls).unwrap();
    stage.told(BOB);
    stage.agent(ANN, AgentCommand::TransferCalls).unwrap();
    assert!(stage.session(ANN).contacts.is_empty());
    assert_eq!(stage.session(BOB).contacts.len(), 3, "customer, outside party, Cid");
    assert_eq!(stage.told(BOB).iter().filter(|it| it.ends_with("joined")).count(), 3);
    let bobs = stage.contact(cids).peer.unwrap();
    assert_eq!(stage.contact(bobs).session(), Some(stage.session(BOB).id));
    // Cid goes, the customer goes: two are left.
    stage.on(CID, cids, ContactCommand::End).unwrap();
    stage.hang_up(others).unwrap();
    let left = stage.session(BOB).contacts.clone();
    assert_eq!(left.len(), 1);
    assert_eq!(stage.contact(left[0]).conference, None);
}

#[test]
fn whose_phone_is_gone_leaves_and_the_others_go_on() {
    for by_report in [true, false] {
        let (mut stage, customer, _, others) = three(setup());
        stage.told(ANN);
        if by_report {
            let leg = stage.leg(ANN);
            stage.give(Command::Line(LineReport::LegHungUp { leg })).unwrap();
        } else {
            stage.phone(ANN, PhoneCommand::End).unwrap();
        }
        assert!(stage.session(ANN).contacts.is_empty());
        assert!(stage.told(ANN).iter().any(|told| told.starts_with("leg disconnected")));
        let left = stage.contact(others);
        assert!(left.is_talking());
        assert_eq!((left.conference, left.peer, left.parent), (None, None, Some(customer)));
        stage.hang_up(others).unwrap();
        assert_eq!(stage.floor.contacts().count(), 0);
    }
}

#[test]
fn whose_phone_is_gone_from_two_customers_leaves_them_not_to_each_other() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    let second = stage.dial_out(ANN, Some(customer));
    stage.answers(second).unwrap();
    stage.agent(ANN, AgentCommand::ConferenceCalls).unwrap();
    stage.phone(ANN, PhoneCommand::End).unwrap();
    assert_eq!(stage.floor.contacts().filter(|contact| contact.is_live()).count(), 0);
}
