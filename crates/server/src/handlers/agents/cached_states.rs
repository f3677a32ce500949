use axum::{extract::State, response::Response};
use cordboard_protocol::{
    agent_state::{CachedAgentStateSet, CachedAgentStates},
    list::ListParameters,
};

use crate::{
    http::{Caller, ListWanted},
    problem::Refused,
    state::AppState,
    wire::utc,
};

/// Reads how agents stand who stand otherwise since `lastPollTime`. It is read from the floor all
/// the same.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "cache/agentstate",
    params(
        ListParameters,
        ("lastPollTime" = Option<String>, Query, description = "As `updatedSince`"),
    ),
    responses((status = 200, description = "How agents stand", body = CachedAgentStates)),
)]
pub(crate) async fn cached_states(
    State(state): State<AppState>,
    _: Caller,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    // Taken before the floor is read, so that nothing falls between two reads.
    let last_poll_time = utc(state.clock.now());
    let listed = super::states::listed(&state, &wanted).await?;
    let result_set = CachedAgentStateSet { agent_state: listed.rows, last_poll_time };
    wanted.answer(CachedAgentStates { result_set }, "/resultSet/agentState")
}
