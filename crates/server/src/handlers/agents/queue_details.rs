use axum::{extract::State, response::Response};
use cordboard_protocol::{list::ListParameters, skill_activity::QueueDetails};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire::Activities,
};

use super::queues::{ids, own_skills};

/// Reads what goes on in an agent's own skills: who waits, and how many agents there are.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/queues-detail",
    params(ListParameters),
    responses((status = 200, description = "What goes on", body = QueueDetails)),
)]
pub(crate) async fn queue_details(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let skills = own_skills(&setup, caller, &agent)?;
    let (ids, now) = (ids(&skills), state.clock.now());
    let activities = state.floor.read(move |floor| Activities::whole(floor, now, ids)).await?;
    let queues = skills.iter().map(|skill| activities.activity(skill));
    let listed = wanted.of(queues, |queue| queue.skill_name.clone())?;
    wanted.answer(QueueDetails { queues: listed.rows }, "/queues")
}
