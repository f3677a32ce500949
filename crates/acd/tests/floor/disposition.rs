use cordboard_acd::{
    DispositionId, Private, Refusal,
    command::{ContactCommand, DispositionForm},
};

use crate::stage::{ANN, BILLING, SALES, SUPPORT, Stage};

#[test]
fn a_disposition_ends_the_work() {
    for skill in [SUPPORT, BILLING] {
        let mut stage = Stage::new();
        stage.start_available(ANN);
        let contact = stage.talk(ANN, skill);
        stage.hang_up(contact).unwrap();
        stage.told(ANN);
        stage.dispose(ANN, contact, 1).unwrap();
        assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
        assert_eq!(stage.dispose(ANN, contact, 1), Err(Refusal::UnknownContact));
    }
}

#[test]
fn a_disposition_recorded_in_the_call_leaves_no_work_that_waits_for_one() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    stage.dispose(ANN, contact, 1).unwrap();
    stage.dispose(ANN, contact, 2).unwrap();
    let form = stage.contact(contact).disposition.clone().unwrap();
    assert_eq!(form.primary, Some(DispositionId(2)));
    stage.hang_up(contact).unwrap();
    assert_eq!(
        stage.told(ANN),
        ["inbound, then available", "call disconnected final", "available"]
    );
}

#[test]
fn a_disposition_must_be_of_the_skill() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    assert_eq!(stage.dispose(ANN, contact, 3), Err(Refusal::UnknownDisposition));
    let form = DispositionForm {
        primary: Some(DispositionId(1)),
        secondary: Some(DispositionId(9)),
        ..DispositionForm::default()
    };
    let outcome = stage.on(ANN, contact, ContactCommand::Disposition(form));
    assert_eq!(outcome, Err(Refusal::UnknownDisposition));
}

#[test]
fn none_may_be_chosen_where_the_skill_requires_none() {
    let notes = || {
        ContactCommand::Disposition(DispositionForm {
            notes: Private::new("asked for the opening hours"),
            ..DispositionForm::default()
        })
    };
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, BILLING);
    stage.hang_up(contact).unwrap();
    stage.told(ANN);
    stage.on(ANN, contact, notes()).unwrap();
    assert_eq!(stage.told(ANN), ["call disconnected final", "available"]);
    let contact = stage.talk(ANN, SUPPORT);
    stage.hang_up(contact).unwrap();
    stage.told(ANN);
    assert_eq!(stage.on(ANN, contact, notes()), Err(Refusal::DispositionRequired));
    assert_eq!(stage.told(ANN), [""; 0]);
}

#[test]
fn a_ringing_contact_has_no_outcome_yet() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.call(SALES);
    assert_eq!(stage.dispose(ANN, contact, 1), Err(Refusal::NotInThisState));
}

#[test]
fn notes_have_their_limit() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    let contact = stage.talk(ANN, SUPPORT);
    let form = |chars: usize| DispositionForm {
        primary: Some(DispositionId(1)),
        notes: Private::new("é".repeat(chars)),
        ..DispositionForm::default()
    };
    let refused = stage.on(ANN, contact, ContactCommand::Disposition(form(4_001)));
    assert_eq!(refused, Err(Refusal::OutOfLimits("primaryDispositionNotes")));
    stage.on(ANN, contact, ContactCommand::Disposition(form(4_000))).unwrap();
    let debug = format!("{:?}", stage.facts);
    assert!(!debug.contains('é') && !debug.contains("5551230001"));
}
