use cordboard_acd::{
    AgentId, Command, EventNumber, Poll, Private, Refusal, Time,
    command::{AgentCommand, ContactCommand, EndOptions},
    event::Event,
    fact::CallEnd,
    setup::Station,
};

use crate::stage::{ANN, BILLING, BOB, SALES, SUPPORT, Stage, words};

fn start(stage: &mut Stage, agent: AgentId) -> Result<Vec<cordboard_acd::Fact>, Refusal> {
    let key = stage.new_key();
    stage.give(Command::StartAgentSession {
        agent,
        key,
        station: None,
        inactivity_timeout_s: None,
        inactivity_force_logout: false,
    })
}

#[test]
fn an_agent_has_one_agent_session() {
    let mut stage = Stage::new();
    stage.start(ANN);
    assert_eq!(start(&mut stage, ANN), Err(Refusal::AlreadyHasAgentSession));
    assert_eq!(start(&mut stage, AgentId(99)), Err(Refusal::UnknownAgent));
    start(&mut stage, BOB).unwrap();
}

#[test]
fn a_key_is_given_once() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    let again = Command::StartAgentSession {
        agent: BOB,
        key,
        station: None,
        inactivity_timeout_s: None,
        inactivity_force_logout: false,
    };
    assert_eq!(stage.give(again), Err(Refusal::KeyInUse));
    let join = Command::JoinAgentSession { agent: ANN, key, take_over: false };
    assert_eq!(stage.give(join), Err(Refusal::KeyInUse));
}

#[test]
fn the_station_is_the_log_ins_or_the_agents_own() {
    let mut stage = Stage::new();
    stage.start(ANN);
    assert_eq!(stage.session(ANN).station.id, "S1");
    let key = stage.new_key();
    let station = |id: String| Station {
        id,
        phone_number: Private::new("+15550001"),
        caller_id: Private::default(),
    };
    let at = |station| Command::StartAgentSession {
        agent: BOB,
        key,
        station: Some(station),
        inactivity_timeout_s: Some(20),
        inactivity_force_logout: true,
    };
    let refused = stage.give(at(station("x".repeat(129))));
    assert_eq!(refused, Err(Refusal::OutOfLimits("station")));
    stage.give(at(station(String::new()))).unwrap();
    assert_eq!(stage.session(BOB).station, station(String::new()));
    assert_eq!(stage.session(BOB).inactivity_timeout_s, 20);
}

#[test]
fn ending_needs_leave_when_contacts_are_open() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    assert_eq!(stage.end(ANN), Err(Refusal::ContactsOpen));
    stage.on(ANN, contact, ContactCommand::Accept).unwrap();
    assert_eq!(stage.end(ANN), Err(Refusal::ContactsOpen));
    stage.told(ANN);
    let options = EndOptions { end_contacts: true, ..EndOptions::default() };
    stage.agent(ANN, AgentCommand::End(options)).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["call disconnected final", "leg disconnected SessionEnded", "end Agent"]
    );
    assert!(stage.floor.contact(contact).is_none());
}

#[test]
fn a_ringing_contact_goes_back_when_the_agent_session_ends() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    let options = EndOptions { force_logoff: true, ..EndOptions::default() };
    stage.agent(ANN, AgentCommand::End(options)).unwrap();
    assert!(stage.waits(contact));
}

#[test]
fn a_reserved_contact_is_no_hindrance() {
    let mut stage = Stage::new();
    stage.phones_answer = false;
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    stage.end(ANN).unwrap();
    assert!(stage.waits(contact));
    assert_eq!(stage.told(ANN), ["leg dialing", "leg disconnected SessionEnded", "end Agent"]);
}

#[test]
fn work_after_a_contact_is_open_too() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    stage.hang_up(contact).unwrap();
    assert_eq!(stage.end(ANN), Err(Refusal::ContactsOpen));
}

#[test]
fn who_ended_the_call_stays_when_the_agent_session_ends_the_work_after_it() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, BILLING);
    stage.hang_up(contact).unwrap();
    stage.fetch(ANN);
    let options = EndOptions { force_logoff: true, ..EndOptions::default() };
    stage.agent(ANN, AgentCommand::End(options)).unwrap();
    let events = stage.fetch(ANN);
    let Some(Event::Call(call)) = events.first() else { panic!("{events:?}") };
    assert!(call.is_final);
    assert_eq!(call.ended_by, Some(CallEnd::Customer));
}

#[test]
fn an_ended_agent_session_gives_one_last_answer() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    stage.told(ANN);
    stage.end(ANN).unwrap();
    let Poll::Events { events, next } = stage.poll(ANN, key, 3) else { panic!() };
    assert_eq!(events.iter().map(words).collect::<Vec<_>>(), ["end Agent"]);
    assert_eq!(next, EventNumber(4));
    // Lost on its way: again. Received: gone.
    assert!(matches!(stage.poll(ANN, key, 3), Poll::Events { .. }));
    assert_eq!(stage.poll(ANN, key, 4), Poll::Gone);
    assert_eq!(stage.available(ANN), Err(Refusal::AgentSessionEnded));
    assert_eq!(stage.poll(BOB, key, 3), Poll::Unknown);
}

#[test]
fn an_ended_agent_session_is_forgotten_after_an_hour() {
    let mut stage = Stage::new();
    let key = stage.start(ANN);
    stage.end(ANN).unwrap();
    stage.pass_s(3_600);
    start(&mut stage, BOB).unwrap();
    assert_eq!(stage.poll(ANN, key, 9), Poll::Gone);
    stage.pass_s(1);
    start(&mut stage, ANN).unwrap();
    assert_eq!(stage.poll(ANN, key, 9), Poll::Unknown);
    assert_eq!(stage.available(ANN), Err(Refusal::UnknownAgentSession));
}

#[test]
fn ended_from_elsewhere_says_so() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    let session = stage.session(ANN).id;
    stage.give(Command::EndAgentSession { session }).unwrap();
    assert_eq!(stage.told(ANN).last().unwrap(), "remote end");
    assert!(stage.floor.contact(contact).is_none());
    assert_eq!(stage.give(Command::EndAgentSession { session }), Err(Refusal::UnknownAgentSession));
}

#[test]
fn the_start_event_says_what_the_agent_session_is() {
    let mut stage = Stage::new();
    stage.start(ANN);
    let first = stage.fetch(ANN).remove(0);
    let Event::AgentSessionStart(start) = first else { panic!("{first:?}") };
    assert_eq!((start.agent, start.station.id.as_str()), (ANN, "S1"));
    assert!(start.permissions.mask && start.permissions.record);
    assert_eq!(start.started_at, stage.now);
}

#[test]
fn a_clock_that_goes_back_stands_still() {
    let mut stage = Stage::new();
    stage.start(ANN);
    let before = stage.now;
    stage.now = Time(5);
    stage.available(ANN).unwrap();
    assert_eq!(stage.facts.last().unwrap().at, before);
}
