use axum::{extract::State, response::Response};
use cordboard_protocol::{
    agent_state::{AgentStateRow, AgentStates},
    list::ListParameters,
};

use crate::{
    http::{Caller, ListWanted, Listed},
    problem::Refused,
    state::AppState,
    wire::Standings,
};

/// Reads how all agents stand. Any agent who is logged in may: whoever looks
/// up a colleague sees whether the colleague is there.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/states",
    params(ListParameters),
    responses((status = 200, description = "How agents stand", body = AgentStates)),
)]
pub(crate) async fn states(
    State(state): State<AppState>,
    _: Caller,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let listed = listed(&state, &wanted).await?;
    wanted.answer(AgentStates { agent_states: listed.rows }, "/agentStates")
}

/// Gives the states that are wanted.
pub(super) async fn listed(
    state: &AppState,
    wanted: &ListWanted,
) -> Result<Listed<AgentStateRow>, Refused> {
    let standings = state.floor.read(Standings::of).await?;
    let set_at = wanted.set_at(state).await?;
    let setup = state.setup();
    let changed = setup
        .agents
        .values()
        .filter(|agent| {
            let stands = wanted.wants_changed_at(Some(standings.since(agent.id)));
            let set_at = set_at.agents.get(&agent.id).copied();
            stands || set_at.is_some() && wanted.wants_changed_at(set_at)
        })
        .map(|agent| standings.state(agent, &setup));
    wanted.of(changed, |agent| format!("{} {}", agent.first_name, agent.last_name))
}
