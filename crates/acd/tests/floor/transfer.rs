//! `docs/agent-api.md` section 5, transfer-calls: a transfer gives a new contact id under the same
//! master id.

use cordboard_acd::{
    AgentState, Event, Private, Refusal,
    command::{AgentCommand, ContactCommand, Destination},
    event::CallType,
    setup::AfterContactWork,
};

use crate::stage::{ANN, BOB, CID, SALES, SUPPORT, Stage, VIP, setup};

fn transfer(stage: &mut Stage) -> Result<(), Refusal> {
    stage.agent(ANN, AgentCommand::TransferCalls).map(drop)
}

#[test]
fn an_attended_transfer_to_an_agent() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SUPPORT);
    stage.on(ANN, customer, ContactCommand::CustomData(Private::new("order=17"))).unwrap();
    stage.start_available(BOB);
    let (own, others) = stage.consult_and_talk(ANN, BOB, Some(customer));
    stage.told(ANN);
    stage.fetch(BOB);
    assert_eq!(stage.contact(others).label, Some(Private::new("Ann Doe & Sons")), "who calls");
    assert_eq!(stage.contact(own).label, None);
    transfer(&mut stage).unwrap();
    let told = stage.told(ANN);
    assert_eq!(told[..2], ["consult disconnected final", "call disconnected"]);
    assert_eq!(told[2], "unavailable acw (Wrap-up), then available");

    let told = stage.fetch(BOB);
    let Event::Call(call) = &told[0] else { panic!("{told:?}") };
    assert_eq!((call.contact, call.master, call.parent), (others, customer, Some(customer)));
    assert_eq!((call.call_type, call.is_inbound), (CallType::Regular, true));
    assert_eq!((call.ani.text(), &call.label), ("+15551230001", &None), "no colleague any more");
    assert_eq!(call.custom_data.as_ref().unwrap().text(), "order=17");
    assert!(matches!(stage.state(BOB), AgentState::InboundContact { .. }));
    // The customer's line is behind the new contact.
    assert_eq!(stage.hang_up(customer), Err(Refusal::NotInThisState));
    stage.hang_up(others).unwrap();
}

#[test]
fn a_direct_transfer_that_is_refused_goes_to_its_skill() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    stage.start_available(BOB);
    let (_, others) = stage.consult(ANN, BOB, Some(customer));
    stage.told(BOB);
    transfer(&mut stage).unwrap();
    assert!(stage.session(ANN).contacts.is_empty());
    assert_eq!(stage.told(BOB), ["call incoming", "inbound, then available"]);
    // Ann is free again, and the next to be asked.
    stage.on(BOB, others, ContactCommand::Reject).unwrap();
    assert_eq!(stage.session(ANN).contacts, [others]);
}

#[test]
fn a_direct_transfer_to_a_skill_waits_there() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    stage.dial(ANN, Destination::Skill(VIP), Some(customer)).unwrap();
    stage.unavailable(ANN, "Break").unwrap();
    let own = *stage.session(ANN).contacts.last().unwrap();
    let others = stage.contact(own).peer.unwrap();
    transfer(&mut stage).unwrap();
    assert!(stage.waits(others));
    assert_eq!(stage.floor.waiting(VIP).0, 1);
    stage.start_available(BOB);
    stage.on(BOB, others, ContactCommand::Accept).unwrap();
    assert!(matches!(stage.state(BOB), AgentState::InboundContact { .. }));
}

#[test]
fn a_transfer_outside_leaves_the_floor() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    let second = stage.dial_out(ANN, Some(customer));
    stage.told(ANN);
    transfer(&mut stage).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["call disconnected final", "call disconnected final", "available"]
    );
    assert!(stage.floor.contact(second).is_none());
    assert_eq!(stage.floor.contacts().count(), 0);
}

#[test]
fn two_agents_are_connected() {
    let mut stage = Stage::new();
    for agent in [ANN, BOB, CID] {
        stage.start_available(agent);
    }
    let (_, bobs) = stage.consult_and_talk(ANN, BOB, None);
    let (_, cids) = stage.consult_and_talk(ANN, CID, None);
    transfer(&mut stage).unwrap();
    assert!(matches!(stage.state(ANN), AgentState::Available { .. }));
    assert_eq!(stage.contact(bobs).peer, Some(cids));
    stage.on(CID, cids, ContactCommand::End).unwrap();
    assert!(matches!(stage.state(BOB), AgentState::Available { .. }));
}

#[test]
fn it_takes_two_calls() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    assert_eq!(transfer(&mut stage), Err(Refusal::NeedsTwoCalls));
    let customer = stage.talk(ANN, SALES);
    assert_eq!(transfer(&mut stage), Err(Refusal::NeedsTwoCalls));
    stage.hang_up(customer).unwrap();
    stage.phones_answer = false;
    let leg = stage.leg(ANN);
    stage
        .give(cordboard_acd::Command::Line(cordboard_acd::command::LineReport::LegHungUp { leg }))
        .unwrap();
    stage.dial_out(ANN, None);
    assert_eq!(transfer(&mut stage), Err(Refusal::NeedsTwoCalls));
}

#[test]
fn a_transfer_without_a_parent_leaves_the_customer_in_the_skill() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SUPPORT);
    stage.start_available(BOB);
    let (_, others) = stage.consult_and_talk(ANN, BOB, None);
    transfer(&mut stage).unwrap();
    assert_eq!(stage.contact(others).master, customer);
    assert_eq!(stage.contact(others).skill, SUPPORT);
}

#[test]
fn who_gets_an_outbound_call_gets_the_work_after_it() {
    let mut working = setup();
    let work = AfterContactWork::Automatic { max_s: 30 };
    working.skills.values_mut().for_each(|skill| skill.after_contact_work = work);
    let mut stage = Stage::with(working);
    stage.start_available(ANN);
    let dialled = stage.dial_out(ANN, None);
    stage.answers(dialled).unwrap();
    stage.start_available(BOB);
    let (_, others) = stage.consult_and_talk(ANN, BOB, Some(dialled));
    transfer(&mut stage).unwrap();
    stage.hang_up(others).unwrap();
    assert!(matches!(stage.state(BOB), AgentState::AfterContactWork { .. }));
}
