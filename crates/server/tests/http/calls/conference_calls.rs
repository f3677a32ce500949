use crate::server::Server;

use super::three;

/// Section 5, conference-calls; leaving it apart from ending it.
#[tokio::test]
async fn three_talk_and_one_leaves() {
    let server = Server::demo();
    let (mut ada, mut ben, customer, own, others) = three(&server).await;
    ada.post("/interactions/conference-calls", "").await.is_taken();
    for (agent, contacts) in [(&mut ada, vec![customer, own]), (&mut ben, vec![others])] {
        let mut events = agent.until(|event| event["Type"] == "Conference").await;
        let joined = |events: &[serde_json::Value]| {
            events.iter().filter(|event| event["Status"] == "Joined").count()
        };
        while joined(&events) < contacts.len() {
            events.extend(agent.until_status("Joined").await);
        }
        for event in events.iter().filter(|event| event["Status"] == "Joined") {
            assert_eq!(event["IsLinked"], "True");
        }
    }
    ada.command(customer, "hold").await.is_problem(409, "not-in-this-state");
    ada.post("/interactions/transfer-calls", "").await.is_taken();
    let events = ben.until(|event| event["Status"] == "Active").await;
    let others = others.to_string();
    assert!(events.iter().any(|event| event["ContactID"] == others));
    ada.until(|event| event["CurrentOutReason"] == "Paperwork").await;
}
