use cordboard_acd::{Private, Refusal, command::AgentCommand, fact::Happened};

use crate::stage::{ANN, Stage};

#[test]
fn it_is_a_fact_and_nothing_else_and_it_is_bounded() {
    let mut stage = Stage::new();
    stage.start(ANN);
    stage.told(ANN);
    let before = stage.floor.clone();
    let feedback = Private::new("{\"comment\":\"Fine\"}");
    let facts = stage.agent(ANN, AgentCommand::SubmitFeedback(feedback.clone())).unwrap();
    let session = stage.session(ANN).id;
    assert_eq!(facts[0].happened, Happened::FeedbackSubmitted { session, feedback });
    assert_eq!(stage.floor, before);
    assert!(stage.told(ANN).is_empty());
    let long = AgentCommand::SubmitFeedback(Private::new("x".repeat(8_001)));
    assert_eq!(stage.agent(ANN, long), Err(Refusal::OutOfLimits("feedback")));
}
