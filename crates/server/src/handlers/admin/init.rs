use axum::{Extension, extract::State, http::StatusCode};
use cordboard_acd::{Actor, Change, credential::Holder, setup::Administrator};
use cordboard_protocol::{admin::FirstAdministrator, problem::ProblemType};

use crate::{
    administration::hashed,
    http::{Client, JsonBody},
    problem::Refused,
    state::AppState,
};

use super::{change, now};

/// Makes the first administrator, or, where the server was started with `--admin-init`, another one
/// or a new password. The code stands in the data folder, so whoever can read that makes it.
///
/// # Errors
/// `not-in-this-state` when there is an administrator, `not-permitted` when the code is wrong,
/// `bad-value`, `too-many-attempts` with `Retry-After`.
#[utoipa::path(
    post,
    path = "/admin/v1/init",
    request_body = FirstAdministrator,
    responses((status = 201, description = "The administrator is there")),
)]
pub(crate) async fn init(
    State(state): State<AppState>,
    Extension(Client(client)): Extension<Client>,
    JsonBody(first): JsonBody<FirstAdministrator>,
) -> Result<StatusCode, Refused> {
    let (setup, _) = now(&state.floor).await?;
    let is_first = setup.administrators.is_empty();
    if !is_first && !state.init_code.is_offered() {
        return Err(there_is_one());
    }
    // No login has an empty name.
    let counted = "administrator:";
    let at = state.clock.now();
    state.attempts.begin(counted, client, at)?;
    if !state.init_code.is(&first.code) {
        let detail = "the code is not the one in `admin-init` in the server's data folder";
        return Err(Refused::because(ProblemType::NotPermitted, detail));
    }
    state.attempts.forgive(counted, client, at);
    let login = first.login.trim().to_lowercase();
    let of = Holder::Administrator(login.clone());
    let hash = hashed(&state.passwords, &of, first.password).await?;
    change(&state.floor, Actor::Init, None, |setup| {
        if is_first && !setup.administrators.is_empty() {
            return Err(there_is_one());
        }
        let administrator = Administrator { login: login.clone(), name: first.name.clone() };
        let password = Change::Password { of: of.clone(), hash: hash.clone() };
        Ok(vec![Change::Administrator(administrator), password])
    })
    .await?;
    state.init_code.is_used();
    Ok(StatusCode::CREATED)
}

fn there_is_one() -> Refused {
    let detail = "there is an administrator already, who can add others";
    Refused::because(ProblemType::NotInThisState, detail)
}
