use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn mask_and_unmask_take_turns() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    agent.command(contact, "unmask").await.is_problem(409, "not-in-this-state");
    agent.command(contact, "mask").await.is_taken();
    agent.until_status("Masking").await;
    agent.command(contact, "mask").await.is_problem(409, "not-in-this-state");
    agent.command(contact, "unmask").await.is_taken();
    agent.until_status("Active").await;
}

#[tokio::test]
async fn an_agent_without_the_permission_is_refused() {
    let config = include_str!("../../../src/config/demo.toml")
        .replace("address = \"{listen}\"\n", "")
        .replace("\"mute\", \"mask\", \"record\"", "")
        .replace("permissions = [, ", "permissions = [")
        .replace("{pages}", "http://127.0.0.1:9");
    let server = Server::with_config("no-permissions", &config);
    let (agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    for word in ["mask", "record"] {
        agent.command(contact, word).await.is_problem(403, "not-permitted");
    }
    agent.post("/agent-phone/mute", "").await.is_problem(403, "not-permitted");
    agent.command(contact, "hold").await.is_taken();
}
