//! `docs/agent-api.md` section 5: calls that agents make.

use cordboard_acd::{
    AgentState, ContactState, Private, Refusal, Talk,
    command::{AgentCommand, ContactCommand, Destination, Dial, LineReport, PhoneCommand},
    fact::{CallEnd, ContactClose, Happened},
};

use crate::stage::{ANN, BOB, CID, SALES, SUPPORT, Stage};

#[test]
fn a_number_is_dialled_and_answers() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.phone(ANN, PhoneCommand::Dial).unwrap();
    stage.told(ANN);
    let contact = stage.dial_out(ANN, None);
    assert_eq!(stage.told(ANN), ["outbound, then available", "call dialing"]);
    stage.answers(contact).unwrap();
    assert_eq!(stage.told(ANN), ["call active"]);
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
    assert_eq!(stage.answers(contact), Err(Refusal::UnknownContact));
}

#[test]
fn the_agents_leg_comes_first() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.dial_out(ANN, None);
    let words = stage.told(ANN);
    assert_eq!(words, ["outbound, then available", "call dialing", "leg dialing", "leg active"]);
    assert!(matches!(stage.contact(contact).state, ContactState::Dialling { placed: true, .. }));

    stage.phones_answer = false;
    stage.start_available(BOB);
    let contact = stage.dial_out(BOB, None);
    assert_eq!(stage.answers(contact), Err(Refusal::NotInThisState), "nobody was dialled yet");
    let leg = stage.leg(BOB);
    stage.give(cordboard_acd::Command::Line(LineReport::LegFailed { leg })).unwrap();
    assert!(stage.floor.contact(contact).is_none());
    assert!(matches!(stage.state(BOB), AgentState::Available { .. }));
}

#[test]
fn an_unavailable_agent_calls_and_is_unavailable_again() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.unavailable(ANN, "Lunch").unwrap();
    stage.told(ANN);
    let contact = stage.dial_out(ANN, None);
    assert_eq!(stage.told(ANN)[0], "outbound, then unavailable (Lunch)");
    stage.answers(contact).unwrap();
    stage.hang_up(contact).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "unavailable (Lunch)");
}

#[test]
fn nobody_answers() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let busy = stage.dial_out(ANN, None);
    stage.give(cordboard_acd::Command::Line(LineReport::FarEndBusy { contact: busy })).unwrap();
    assert!(stage.floor.contact(busy).is_none());
    let rings = stage.dial_out(ANN, None);
    stage.told(ANN);
    stage.pass_s(59);
    assert!(stage.floor.contact(rings).is_some());
    stage.pass_s(1);
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
    let closed = stage.facts.iter().filter_map(|fact| match fact.happened {
        Happened::ContactClosed { why, .. } => Some(why),
        _ => None,
    });
    let unreached = [CallEnd::Busy, CallEnd::Unanswered].map(ContactClose::CallEnded);
    assert_eq!(closed.collect::<Vec<_>>(), unreached);
}

#[test]
fn a_call_that_is_up_is_held_and_the_agent_turns_back_to_it() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    let second = stage.dial_out(ANN, Some(customer));
    let told = ["call holding", "outbound, then available", "call dialing"];
    assert_eq!(stage.told(ANN), told);
    assert_eq!(stage.contact(second).master, customer, "the master id is kept");
    assert_eq!(stage.contact(second).parent, Some(customer));
    stage.answers(second).unwrap();
    stage.told(ANN);
    assert_eq!(stage.dial(ANN, number("1"), None), Err(Refusal::TooManyCalls));

    // One is heard at a time.
    stage.on(ANN, customer, ContactCommand::Resume).unwrap();
    assert_eq!(stage.told(ANN), ["call holding", "call active"]);
    assert_eq!(stage.talk_of(second), Talk::Held);
    stage.hang_up(second).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "inbound, then available"]);
    stage.hang_up(customer).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
}

#[test]
fn the_work_after_a_call_waits_for_the_other_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SUPPORT);
    let second = stage.dial_out(ANN, Some(customer));
    stage.answers(second).unwrap();
    stage.unavailable(ANN, "Break").unwrap();
    stage.told(ANN);
    stage.hang_up(customer).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected"]);
    stage.on(ANN, second, ContactCommand::End).unwrap();
    let told = stage.told(ANN);
    assert_eq!(told[0], "call disconnected final", "a call made for another has no work: {told:?}");
    assert_eq!(told[1], "unavailable acw (Wrap-up), then unavailable (Break)");
    stage.dispose(ANN, customer, 1).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "unavailable (Break)"]);
}

#[test]
fn a_disposition_while_on_the_other_call_ends_the_work_before_it_begins() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SUPPORT);
    let second = stage.dial_out(ANN, Some(customer));
    stage.answers(second).unwrap();
    stage.hang_up(customer).unwrap();
    stage.told(ANN);
    stage.dispose(ANN, customer, 1).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final"]);
    stage.hang_up(second).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
}

#[test]
fn work_that_was_chosen_while_on_two_calls_leaves_neither_behind() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let calls = [0; 2].map(|_| {
        let contact = stage.dial_out(ANN, None);
        stage.answers(contact).unwrap();
        contact
    });
    stage.unavailable(ANN, "Wrap-up").unwrap();
    for contact in calls {
        stage.hang_up(contact).unwrap();
    }
    stage.told(ANN);
    stage.pass_s(60);
    assert_eq!(stage.told(ANN).last().unwrap(), "available");
    assert_eq!(stage.floor.contacts().count(), 0);
}

#[test]
fn numbers_skills_and_states_are_judged() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    for text in ["", " ", "+", "call me", "12a", &"1".repeat(33), "1+2"] {
        let refused = stage.dial(ANN, number(text), None).unwrap_err();
        assert_eq!(refused, Refusal::OutOfLimits("phoneNumber"), "{text}");
    }
    let support = Dial { to: number("1"), skill: Some(SUPPORT), parent: None };
    let refused = stage.agent(ANN, AgentCommand::Dial(support)).unwrap_err();
    assert_eq!(refused, Refusal::NoOutboundSkill);
    let nobodys = stage.dial(ANN, number("1"), Some(cordboard_acd::ContactId(7)));
    assert_eq!(nobodys, Err(Refusal::UnknownContact));
    let contact = stage.dial(ANN, number(" +1 (555) 123-00.09/5"), None).unwrap();
    let dialled = contact.iter().find_map(|fact| match &fact.happened {
        Happened::ContactDialled { dnis, .. } => Some(dnis.text().to_owned()),
        _ => None,
    });
    assert_eq!(dialled.unwrap(), "+155512300095");
    assert_eq!(stage.dial(ANN, number("1"), None), Err(Refusal::NotInThisState));
}

#[test]
fn the_customer_on_hold_may_hang_up_while_the_second_rings() {
    let mut stage = Stage::new();
    stage.start_available(CID);
    let customer = stage.talk(CID, SALES);
    let second = stage.dial_out(CID, Some(customer));
    stage.told(CID);
    stage.hang_up(customer).unwrap();
    assert_eq!(stage.told(CID), ["call disconnected final"]);
    // An outbound call may be ended by who may not hang up on customers.
    stage.on(CID, second, ContactCommand::End).unwrap();
    assert_eq!(stage.told(CID), ["call disconnected final", "available"]);
}

fn number(text: &str) -> Destination {
    Destination::Number(Private::new(text))
}
