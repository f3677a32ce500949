use cordboard_acd::{Actor, AgentId, Change, Command, Fact, Private, Refusal, fact::Happened};

use crate::stage::{ANN, BOB, Stage};

fn keep(stage: &mut Stage, agent: AgentId, data: &str) -> Result<Vec<Fact>, Refusal> {
    stage.give(Command::KeepClientData { agent, data: Private::new(data) })
}

#[test]
fn the_last_settings_count_and_each_agent_has_its_own() {
    let mut stage = Stage::new();
    assert_eq!(stage.floor.client_data(ANN), None);
    keep(&mut stage, ANN, "{}").unwrap();
    let facts = keep(&mut stage, ANN, "{\"volume\":7}").unwrap();
    let data = Private::new("{\"volume\":7}");
    assert_eq!(facts[0].happened, Happened::ClientDataKept { agent: ANN, data: data.clone() });
    assert_eq!(stage.floor.client_data(ANN), Some(&data));
    assert_eq!(stage.floor.client_data(BOB), None);
    assert_eq!(keep(&mut stage, ANN, "{\"volume\":7}"), Ok(Vec::new()), "nothing new, no fact");
}

#[test]
fn they_are_bounded_and_go_with_the_agent() {
    let mut stage = Stage::new();
    keep(&mut stage, ANN, &"x".repeat(16 * 1024)).unwrap();
    let long = keep(&mut stage, ANN, &"x".repeat(16 * 1024 + 1));
    assert_eq!(long, Err(Refusal::OutOfLimits("dataSet")));
    assert_eq!(keep(&mut stage, AgentId(99), "{}"), Err(Refusal::UnknownAgent));
    let changes = vec![Change::RemoveAgent(ANN)];
    stage.give(Command::Change { by: Actor::Init, expected: None, changes }).unwrap();
    assert_eq!(stage.floor.client_data(ANN), None);
}
