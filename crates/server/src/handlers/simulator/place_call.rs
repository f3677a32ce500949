use axum::{Json, extract::State, http::StatusCode};
use cordboard_acd::{SkillId, fact::Happened};
use cordboard_protocol::{
    problem::ProblemType,
    simulator::{CallPlaced, PlaceCall},
};

use crate::{http::Params, problem::Refused, state::AppState};

use super::OnThisMachine;

/// Places a call.
///
/// # Errors
/// `bad-value` for numbers that are none, `unknown-resource` for the skill, `too-many-attempts`
/// when the skill is full.
#[utoipa::path(
    post,
    path = "/simulator/v1/calls",
    request_body = PlaceCall,
    responses((status = 201, description = "The call", body = CallPlaced)),
)]
pub(crate) async fn place_call(
    State(state): State<AppState>,
    OnThisMachine(customers): OnThisMachine,
    params: Params,
) -> Result<(StatusCode, Json<CallPlaced>), Refused> {
    let call: PlaceCall = params.read()?;
    let dnis = call.dnis.unwrap_or_default();
    let command = customers
        .call(SkillId(call.skill_id), &call.ani, &dnis)
        .map_err(|wrong| Refused::bad_value(format!("ani, dnis: {wrong}")))?;
    let contact = state
        .floor
        .command(command, |_, facts| {
            facts.iter().find_map(|fact| {
                let Happened::ContactArrived { contact, .. } = &fact.happened else { return None };
                Some(*contact)
            })
        })
        .await?
        .ok_or(ProblemType::Internal)?;
    Ok((StatusCode::CREATED, Json(CallPlaced { contact_id: contact.0 })))
}
