use axum::{extract::State, response::Response};
use cordboard_acd::AgentId;
use cordboard_protocol::{list::ListParameters, team::TeamAgents};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads the agents of a team, as others see them.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams/{teamId}/agents",
    params(ListParameters),
    responses((status = 200, description = "The team's agents", body = TeamAgents)),
)]
pub(crate) async fn agents(
    State(state): State<AppState>,
    _: Caller,
    Path(team): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let team = super::by_path(&setup, &team)?;
    let set_at = wanted.set_at(&state).await?;
    let agents = wire::team::agents(team, &setup).filter(|agent| {
        wanted.wants_changed_at(set_at.agents.get(&AgentId(agent.agent_id)).copied())
    });
    let listed = wanted.of(agents, |agent| format!("{} {}", agent.first_name, agent.last_name))?;
    wanted.answer(TeamAgents { agents: listed.rows }, "/agents")
}
