//! `docs/agent-api.md` section 5: one agent calls another, or a skill.

use cordboard_acd::{
    AgentState, Refusal,
    command::{ContactCommand, Destination},
};

use crate::stage::{ANN, BOB, CID, SALES, Stage, VIP};

#[test]
fn another_agent_is_asked_and_answers() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    stage.start_available(BOB);
    let (own, others) = stage.consult(ANN, BOB, Some(customer));
    let told = ["call holding", "consults, then available", "consult dialing"];
    assert_eq!(stage.told(ANN), told);
    let told = ["leg dialing", "leg active", "consulted, then available", "consult incoming"];
    assert_eq!(stage.told(BOB), told);
    assert_eq!(stage.contact(others).master, customer);
    assert_eq!(stage.contact(others).parent, Some(customer));

    stage.on(BOB, others, ContactCommand::Accept).unwrap();
    assert_eq!(stage.told(ANN), ["consult active"]);
    assert_eq!(stage.told(BOB), ["consult active"]);
    // Behind the call is an agent, not a line that could be hung up.
    assert_eq!(stage.hang_up(own), Err(Refusal::NotInThisState));
    stage.on(BOB, others, ContactCommand::End).unwrap();
    assert_eq!(stage.told(ANN), ["consult disconnected final", "inbound, then available"]);
    assert_eq!(stage.told(BOB), ["consult disconnected final", "available"]);
}

#[test]
fn the_asked_agent_refuses_or_does_not_answer() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.start_available(BOB);
    let (_, others) = stage.consult(ANN, BOB, None);
    stage.told(ANN);
    stage.on(BOB, others, ContactCommand::Reject).unwrap();
    assert_eq!(stage.told(ANN), ["consult disconnected final", "available"]);
    assert_eq!(stage.told(BOB).last().unwrap(), "unavailable (Refused)");
    // Who is Unavailable can be asked, and is so again afterwards.
    let (own, others) = stage.consult(ANN, BOB, None);
    assert_eq!(stage.told(BOB)[0], "consulted, then unavailable (Refused)");
    stage.told(ANN);
    stage.pass_s(45);
    assert_eq!(stage.told(ANN), ["consult disconnected final", "available"]);
    assert!(stage.floor.contact(own).is_none() && stage.floor.contact(others).is_none());
}

#[test]
fn the_asking_agent_gives_up() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.start_available(BOB);
    let (own, _) = stage.consult(ANN, BOB, None);
    stage.told(BOB);
    stage.on(ANN, own, ContactCommand::End).unwrap();
    assert_eq!(stage.told(BOB), ["consult disconnected final", "available"]);
}

#[test]
fn who_is_called_must_be_free() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let to = |agent| Destination::Agent(agent);
    assert_eq!(stage.dial(ANN, to(BOB), None), Err(Refusal::TargetNotFree), "not logged in");
    assert_eq!(stage.dial(ANN, to(ANN), None), Err(Refusal::TargetNotFree));
    let nobody = cordboard_acd::AgentId(99);
    assert_eq!(stage.dial(ANN, to(nobody), None), Err(Refusal::UnknownAgent));
    stage.talk(ANN, SALES);
    stage.start_available(BOB);
    assert_eq!(stage.dial(BOB, to(ANN), None), Err(Refusal::TargetNotFree), "on a contact");
}

#[test]
fn a_skill_is_asked_until_somebody_is_free() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    stage.dial(ANN, Destination::Skill(VIP), Some(customer)).unwrap();
    let own = *stage.session(ANN).contacts.last().unwrap();
    let others = stage.contact(own).peer.unwrap();
    assert!(stage.waits(others));
    stage.start_available(BOB);
    stage.on(BOB, others, ContactCommand::Reject).unwrap();
    assert!(stage.waits(others), "the next one of the skill is asked");
    stage.available(BOB).unwrap();
    stage.on(BOB, others, ContactCommand::Accept).unwrap();
    stage.told(ANN);
    // The end of one's agent session is the end of both sides.
    stage.end(BOB).unwrap_err();
    let force = cordboard_acd::command::EndOptions { force_logoff: true, ..Default::default() };
    stage.agent(BOB, cordboard_acd::command::AgentCommand::End(force)).unwrap();
    assert_eq!(stage.told(ANN), ["consult disconnected final", "inbound, then available"]);
    assert!(stage.floor.contact(others).is_none());
}

#[test]
fn both_who_are_on_a_call_are_removed_at_once() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.start_available(BOB);
    stage.start_available(CID);
    stage.consult_and_talk(ANN, BOB, None);
    let remove = [ANN, BOB].map(cordboard_acd::Change::RemoveAgent).to_vec();
    let by = cordboard_acd::Actor::Init;
    stage.give(cordboard_acd::Command::Change { by, expected: None, changes: remove }).unwrap();
    assert_eq!(stage.floor.contacts().count(), 0);
    assert!(matches!(stage.state(CID), AgentState::Available { .. }));
}
