use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Actor, Command, Refusal, SignInId, sign_in::SignInCommand};
use cordboard_protocol::problem::ProblemType;

use crate::{
    floor::FloorError,
    http::{Administrator, Path, path_number},
    problem::Refused,
    state::AppState,
};

/// Ends a sign-in: its tokens do not hold any more. The agent's session goes on.
///
/// # Errors
/// `unknown-resource`.
#[utoipa::path(
    delete,
    path = "/admin/v1/sign-ins/{signInId}",
    responses((status = 204, description = "It is over")),
)]
pub(crate) async fn end_sign_in(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Path(id): Path,
) -> Result<StatusCode, Refused> {
    let (chain, by) = (SignInId(path_number(&id)?), Some(Actor::Administrator(by)));
    let command = Command::SignIn(SignInCommand::End { chain, by });
    match state.floor.command(command, |_, _| ()).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(FloorError::Refused(Refusal::UnknownSignIn)) => {
            Err(ProblemType::UnknownResource.into())
        }
        Err(error) => Err(error.into()),
    }
}
