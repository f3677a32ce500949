use axum::{Extension, Json, extract::State};
use cordboard_acd::credential;
use cordboard_protocol::{
    admin::{AdministratorToken, AdministratorTokenRequest},
    problem::ProblemType,
};

use crate::{
    http::{Client, JsonBody},
    problem::Refused,
    state::AppState,
    tokens::AdministratorHolder,
};

/// Gives an administrator a token for login and password.
///
/// # Errors
/// `bad-value`, `not-authenticated`, `too-many-attempts` with `Retry-After`.
#[utoipa::path(
    post,
    path = "/admin/v1/token",
    request_body = AdministratorTokenRequest,
    responses((status = 200, description = "A token", body = AdministratorToken)),
)]
pub(crate) async fn token(
    State(state): State<AppState>,
    Extension(Client(client)): Extension<Client>,
    JsonBody(request): JsonBody<AdministratorTokenRequest>,
) -> Result<Json<AdministratorToken>, Refused> {
    let login = request.login.to_lowercase();
    // Agents of the same name have their own count.
    let counted = format!("administrator:{login}");
    let now = state.clock.now();
    let of = credential::Holder::Administrator(login.clone());
    let known = state.floor.read(move |floor| floor.credential(&of).cloned()).await?;
    let hash = known.as_ref().map(|known| known.hash.text().to_owned());
    let holds = state.try_password(&counted, client, hash, request.password).await?;
    let Some(known) = known.filter(|_| holds) else {
        let detail = "login or password is wrong";
        return Err(Refused::because(ProblemType::NotAuthenticated, detail));
    };
    let holder = AdministratorHolder { login, password_set_at: known.set_at };
    Ok(Json(AdministratorToken {
        access_token: state.tokens.administrator(&holder, now)?,
        token_type: "bearer".to_owned(),
        expires_in: state.tokens.access_s().into(),
    }))
}
