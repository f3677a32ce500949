use crate::{
    agent::Agent,
    server::{API, Server},
};

#[tokio::test]
async fn there_is_nothing_to_continue() {
    let server = Server::demo();
    let (agent, _) = Agent::in_call(&server, "agent1", 101).await;
    agent.post("/continue-reskill", "{}").await.is_problem(409, "not-in-this-state");
    let unknown = format!("{API}/agent-sessions/nonsense/continue-reskill");
    let unknown = server.post(&unknown, &agent.token, "").await;
    unknown.is_problem(404, "unknown-agent-session");
}
