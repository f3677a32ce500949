//! `docs/agent-api.md` section 5, send-dtmf.

use cordboard_acd::{
    Private, Refusal,
    command::{AgentCommand, ContactCommand, Tones},
    fact::Happened,
};

use crate::stage::{ANN, SALES, Stage, setup};

fn send(stage: &mut Stage, tones: &str, tone_ms: u32) -> Result<Vec<Happened>, Refusal> {
    let tones = Tones { tones: Private::new(tones), tone_ms, gap_ms: 50 };
    let facts = stage.agent(ANN, AgentCommand::SendTones(tones))?;
    Ok(facts.into_iter().map(|fact| fact.happened).collect())
}

#[test]
fn tones_go_to_the_call_that_is_up() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    assert_eq!(send(&mut stage, "1", 100), Err(Refusal::NotInThisState));
    let contact = stage.talk(ANN, SALES);
    let sent = send(&mut stage, "19#*A", 100).unwrap();
    let Happened::TonesSent { contact: to, tones, .. } = &sent[0] else { panic!("{sent:?}") };
    assert_eq!((*to, tones.text()), (contact, "19#*A"));
    assert!(stage.told(ANN).is_empty());
    // What is dialled into a call is nobody's to keep.
    assert!(!serde_json::to_string(&sent).unwrap().contains("19#"));
    stage.on(ANN, contact, ContactCommand::Hold).unwrap();
    assert_eq!(send(&mut stage, "1", 100), Err(Refusal::NotInThisState));
}

#[test]
fn what_is_no_tone_is_refused() {
    let mut stage = Stage::new();
    stage.start_available(ANN);
    stage.talk(ANN, SALES);
    for (tones, tone_ms) in
        [("", 100), ("x", 100), (&*"1".repeat(65), 100), ("1", 39), ("1", 5_001)]
    {
        assert!(
            matches!(send(&mut stage, tones, tone_ms), Err(Refusal::OutOfLimits(_))),
            "{tones}"
        );
    }
}

#[test]
fn tones_do_not_go_into_a_conference_that_the_agent_has_turned_from() {
    let mut larger = setup();
    larger.business_unit.max_conference_parties = 5;
    let mut stage = Stage::with(larger);
    stage.start_available(ANN);
    let customer = stage.talk(ANN, SALES);
    let second = stage.dial_out(ANN, Some(customer));
    stage.answers(second).unwrap();
    stage.agent(ANN, AgentCommand::ConferenceCalls).unwrap();
    assert!(matches!(&send(&mut stage, "1", 100).unwrap()[0], Happened::TonesSent { .. }));
    let third = stage.dial_out(ANN, Some(customer));
    assert_eq!(send(&mut stage, "1", 100), Err(Refusal::NotInThisState), "nobody has answered");
    stage.answers(third).unwrap();
    let sent = send(&mut stage, "1234", 100).unwrap();
    assert!(matches!(&sent[0], Happened::TonesSent { contact, .. } if *contact == third));
}
