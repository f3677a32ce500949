//! Calls that agents make; the demo's Ada and Ben have Sales, which may be called out for.

mod conference_calls;
mod consult_agent;
mod dial_agent;
mod dial_phone;
mod dial_skill;
mod send_dtmf;
mod transfer_calls;

use serde_json::Value;

use crate::{agent::Agent, server::Server};

/// Takes a call, and asks another agent who answers: gives both, and the customer's contact, the
/// first agent's and the other's of each other.
async fn three(server: &Server) -> (Agent<'_>, Agent<'_>, u64, u64, u64) {
    let (mut ada, customer) = Agent::in_call(server, "agent1", 101).await;
    let mut ben = Agent::available(server, "agent2").await;
    let body = format!(r#"{{"targetAgentId":"2","parentContactId":{customer}}}"#);
    ada.post("/consult-agent", &body).await.is_taken();
    let own = contact_of(&ada.until_status("Dialing").await, "Dialing");
    let others = contact_of(&ben.until_status("Incoming").await, "Incoming");
    ben.command(others, "accept-consult").await.is_taken();
    ben.until_status("Active").await;
    ada.until_status("Active").await;
    (ada, ben, customer, own, others)
}

fn contact_of(events: &[Value], status: &str) -> u64 {
    let event =
        events.iter().find(|event| event["Status"] == status && event["ContactID"].is_string());
    event.unwrap()["ContactID"].as_str().unwrap().parse().unwrap()
}
