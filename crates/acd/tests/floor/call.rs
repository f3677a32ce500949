use cordboard_acd::{
    AgentState, ContactId, ContactState, Refusal, Talk,
    command::{ContactCommand, PhoneCommand},
    event::Event,
    fact::CallEnd,
};

use crate::stage::{ANN, BOB, CID, SALES, SUPPORT, Stage};

const COMMANDS: [ContactCommand; 8] = [
    ContactCommand::Accept,
    ContactCommand::Reject,
    ContactCommand::Hold,
    ContactCommand::Resume,
    ContactCommand::Mask,
    ContactCommand::Unmask,
    ContactCommand::Record,
    ContactCommand::End,
];

#[test]
fn a_call_goes_through_its_life() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    let told = stage.told(ANN);
    assert_eq!(told[2..], ["inbound, then available", "call incoming"]);
    for command in [
        ContactCommand::Accept,
        ContactCommand::Hold,
        ContactCommand::Resume,
        ContactCommand::Mask,
        ContactCommand::Unmask,
        ContactCommand::Record,
        ContactCommand::Hold,
        ContactCommand::End,
    ] {
        stage.pass_s(1);
        stage.on(ANN, contact, command).unwrap();
    }
    assert_eq!(
        stage.told(ANN),
        [
            "call active",
            "call holding",
            "call active",
            "call masking",
            "call active",
            "call active logging",
            "call holding logging",
            "call disconnected final",
            "available",
        ]
    );
    assert!(stage.floor.contact(contact).is_none());
}

/// Which commands are possible, by `docs/agent-desktop.md`, "which button when".
#[test]
fn each_command_has_its_states() {
    let ringing: &[ContactCommand] = &[];
    let held = [ContactCommand::Accept, ContactCommand::Hold];
    let masked = [ContactCommand::Accept, ContactCommand::Mask];
    let recording = [ContactCommand::Accept, ContactCommand::Record];
    let cases: [(&[ContactCommand], &[usize]); 5] = [
        (ringing, &[0, 1]),
        (&held[..1], &[2, 4, 6, 7]),
        (&held, &[3, 7]),
        (&masked, &[5, 7]),
        (&recording, &[2, 4, 6, 7]),
    ];
    for (before, possible) in cases {
        for (at, command) in COMMANDS.into_iter().enumerate() {
            let mut stage = Stage::new();
            stage.start_available(ANN);
            let contact = stage.call(SALES);
            for command in before {
                stage.on(ANN, contact, command.clone()).unwrap();
            }
            let floor = stage.floor.clone();
            let outcome = stage.on(ANN, contact, command.clone());
            if possible.contains(&at) {
                assert!(outcome.is_ok(), "{command:?} after {before:?}");
            } else {
                assert_eq!(outcome, Err(Refusal::NotInThisState), "{command:?} after {before:?}");
                assert_eq!(stage.floor, floor);
            }
        }
    }
}

#[test]
fn no_command_is_possible_in_after_contact_work() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    for command in COMMANDS {
        assert_eq!(stage.on(ANN, contact, command), Err(Refusal::NotInThisState));
    }
    assert_eq!(stage.hang_up(contact), Err(Refusal::NotInThisState));
}

#[test]
fn recording_sticks_and_a_second_start_does_nothing() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    stage.on(ANN, contact, ContactCommand::Record).unwrap();
    assert_eq!(stage.on(ANN, contact, ContactCommand::Record), Ok(Vec::new()));
    stage.on(ANN, contact, ContactCommand::Mask).unwrap();
    assert_eq!(stage.talk_of(contact), Talk::Masked);
    assert_eq!(stage.told(ANN), ["call active logging", "call masking logging"]);
}

#[test]
fn permissions_are_asked_for() {
    let mut stage = Stage::new();
    stage.start_available(CID);
    let contact = stage.talk(CID, SALES);
    for command in [ContactCommand::Mask, ContactCommand::Record, ContactCommand::End] {
        assert_eq!(stage.on(CID, contact, command), Err(Refusal::NotPermitted));
    }
    stage.on(CID, contact, ContactCommand::Hold).unwrap();
}

#[test]
fn an_agent_reaches_no_contact_of_another() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.start(BOB);
    let contact = stage.call(SALES);
    let waiting = stage.call(SALES);
    for command in COMMANDS {
        for unknown in [contact, waiting, ContactId(1)] {
            let outcome = stage.on(BOB, unknown, command.clone());
            assert_eq!(outcome, Err(Refusal::UnknownContact));
        }
    }
    assert_eq!(stage.dispose(BOB, contact, 1), Err(Refusal::UnknownContact));
}

#[test]
fn a_customer_can_hang_up_at_any_moment() {
    for commands in [
        &[][..],
        &[ContactCommand::Hold],
        &[ContactCommand::Mask],
        &[ContactCommand::Record, ContactCommand::Hold],
    ] {
        let mut stage = Stage::new();
        stage.start_available(ANN);
        let contact = stage.talk(ANN, SALES);
        for command in commands {
            stage.on(ANN, contact, command.clone()).unwrap();
        }
        stage.told(ANN);
        stage.hang_up(contact).unwrap();
        assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
        assert_eq!(stage.hang_up(contact), Err(Refusal::UnknownContact));
    }
}

#[test]
fn the_events_of_a_call_carry_its_fields() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let arrived = stage.now;
    let contact = stage.call(SUPPORT);
    stage.pass_s(3);
    stage.on(ANN, contact, ContactCommand::Accept).unwrap();
    stage.pass_s(2);
    stage.on(ANN, contact, ContactCommand::Record).unwrap();
    stage.hang_up(contact).unwrap();
    let calls: Vec<_> = stage
        .fetch(ANN)
        .into_iter()
        .filter_map(|event| match event {
            Event::Call(call) => Some(call),
            _ => None,
        })
        .collect();
    let [incoming, active, recording, over] = &calls[..] else { panic!("{calls:?}") };
    assert_eq!((incoming.contact, incoming.master, incoming.parent), (contact, contact, None));
    assert_eq!((incoming.ani.text(), incoming.dnis.text()), ("+15551230001", "100"));
    assert_eq!((incoming.skill, incoming.refusal_timeout_s), (SUPPORT, 45));
    assert!(incoming.is_inbound && incoming.allow_dispositions && !incoming.is_final);
    assert_eq!((incoming.started_at, incoming.changed_at), (arrived, arrived));
    assert_eq!((active.started_at, active.changed_at), (arrived, arrived.plus_s(3)));
    // Recording is no change of state.
    assert_eq!((recording.changed_at, recording.is_logging), (arrived.plus_s(3), true));
    assert_eq!((over.changed_at, over.ended_by), (arrived.plus_s(5), Some(CallEnd::Customer)));
    assert!(!over.is_final);
}

#[test]
fn a_second_call_waits_while_the_agent_talks() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SALES);
    let second = stage.call(SALES);
    assert!(stage.waits(second));
    stage.on(ANN, contact, ContactCommand::End).unwrap();
    assert!(matches!(stage.contact(second).state, ContactState::Ringing { .. }));
    assert!(
        matches!(stage.state(ANN), AgentState::InboundContact { contact, .. } if *contact == second)
    );
}

#[test]
fn hanging_the_own_phone_up_ends_the_call() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    stage.phone(ANN, PhoneCommand::End).unwrap();
    assert!(matches!(
        stage.contact(contact).state,
        ContactState::AfterWork { by: CallEnd::Agent, .. }
    ));
}
