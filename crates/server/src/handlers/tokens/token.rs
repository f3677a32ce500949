use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use cordboard_acd::{AgentId, Time, credential};
use cordboard_protocol::{
    problem::ProblemType,
    token::{TokenProblem, TokenRequest, TokenResponse},
};

use crate::{
    http::{Base, Client, Params},
    problem::Refused,
    state::AppState,
    tokens::Holder,
};

/// Why no token was given: a problem that also says it as `OAuth` 2 does.
pub(crate) enum TokenRefused {
    /// The request is not of the form asked for.
    BadRequest(&'static str),
    /// Another way of getting a token.
    UnsupportedGrant,
    /// Log-in name, password or refresh token do not hold.
    NotGranted(&'static str),
    /// Anything else.
    Other(Refused),
}

impl IntoResponse for TokenRefused {
    fn into_response(self) -> Response {
        let (error, refused) = match self {
            Self::BadRequest(detail) => ("invalid_request", Refused::bad_value(detail)),
            Self::UnsupportedGrant => (
                "unsupported_grant_type",
                Refused::bad_value("grant_type: expected password or refresh_token"),
            ),
            Self::NotGranted(detail) => {
                ("invalid_grant", Refused::because(ProblemType::NotAuthenticated, detail))
            }
            Self::Other(refused) if refused.kind == ProblemType::BadValue => {
                ("invalid_request", refused)
            }
            Self::Other(refused) => return refused.into_response(),
        };
        let problem = refused.kind.problem(refused.detail);
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        let error_description = problem.detail.clone().unwrap_or_else(|| problem.title.clone());
        let body = TokenProblem { problem, error: error.to_owned(), error_description };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

impl From<Refused> for TokenRefused {
    fn from(refused: Refused) -> Self {
        Self::Other(refused)
    }
}

/// Gives a token for log-in name and password, or for a refresh token.
///
/// # Errors
/// `bad-value`, `not-authenticated`, `too-many-attempts` with `Retry-After`.
///
/// # Source
/// `docs/agent-api.md` section 2, A2.
#[utoipa::path(
    post,
    path = "/InContactAuthorizationServer/Token",
    request_body(content((TokenRequest = "application/json"), (TokenRequest = "application/x-www-form-urlencoded"))),
    responses((status = 200, description = "A token", body = TokenResponse)),
)]
pub(crate) async fn token(
    State(state): State<AppState>,
    Extension(Client(client)): Extension<Client>,
    base: Base,
    headers: HeaderMap,
    params: Result<Params, Refused>,
) -> Result<Json<TokenResponse>, TokenRefused> {
    check_application(&headers)?;
    let request: TokenRequest = params?.read()?;
    let scope = request.scope.clone().unwrap_or_default();
    let now = state.clock.now();
    let (agent, refresh_token) = match request.grant_type.as_str() {
        "password" => {
            let (Some(login), Some(password)) = (request.username, request.password) else {
                return Err(TokenRefused::BadRequest("username and password are expected"));
            };
            let proved = log_in(&state, client, &login, password).await?;
            let begun = state.refresh_tokens.begin(proved, now, &state.random).await?;
            (proved.0, begun.ok_or(TokenRefused::NotGranted(WRONG))?)
        }
        "refresh_token" => {
            let Some(text) = request.refresh_token else {
                return Err(TokenRefused::BadRequest("refresh_token is expected"));
            };
            let renewed = state.refresh_tokens.renew(&text, now, &state.random).await?;
            let Some(renewed) = renewed else {
                return Err(TokenRefused::NotGranted("the refresh token does not hold: log in"));
            };
            (renewed.agent, renewed.refresh_token)
        }
        _ => return Err(TokenRefused::UnsupportedGrant),
    };
    let setup = state.setup();
    let team = setup.agents.get(&agent).map(|known| known.team.0);
    let business_unit = setup.business_unit.number.0;
    let holder = Holder { agent, team: team.unwrap_or_default(), business_unit };
    Ok(Json(TokenResponse {
        access_token: state.tokens.access(holder, now)?,
        token_type: "bearer".to_owned(),
        expires_in: state.tokens.access_s().into(),
        refresh_token,
        scope,
        resource_server_base_uri: base.resource_server(),
        refresh_token_server_uri: base.refresh_token_server(),
        agent_id: agent.0,
        team_id: holder.team,
        bus_no: holder.business_unit,
    }))
}

const WRONG: &str = "log-in name or password is wrong";

/// Gives who it is, and when the password that was proved had been set.
async fn log_in(
    state: &AppState,
    from: std::net::IpAddr,
    name: &str,
    password: String,
) -> Result<(AgentId, Option<Time>), TokenRefused> {
    let attempt = state.attempts.begin(name, from, state.clock.now());
    attempt.map_err(Refused::too_many_attempts)?;
    let login = name.to_owned();
    let (agent, set_at, hash) = state
        .floor
        .read(move |floor| {
            let agent = floor.agent_by_login(&login).map(|agent| agent.id);
            let of = agent.map(credential::Holder::Agent);
            let known = of.and_then(|of| floor.credential(&of));
            let set_at = known.map(|known| known.set_at);
            (agent, set_at, known.map(|known| known.hash.text().to_owned()))
        })
        .await
        .map_err(Refused::from)?;
    let holds = state.passwords.hold(hash, password).await;
    match agent.filter(|_| holds) {
        Some(agent) => {
            state.attempts.forgive(name, from);
            Ok((agent, set_at))
        }
        None => Err(TokenRefused::NotGranted(WRONG)),
    }
}

/// `Authorization: basic base64(app@vendor:bu)` is not checked beyond its form, but logged.
fn check_application(headers: &HeaderMap) -> Result<(), TokenRefused> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(()) };
    let application = value
        .to_str()
        .ok()
        .and_then(|text| text.trim().split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, encoded)| STANDARD.decode(encoded.trim()).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or(TokenRefused::BadRequest(
            "the Authorization header is not `basic` and base64 of app@vendor:bu",
        ))?;
    // What stands before the colon names a program and who made it; anything else could be a
    // person's name or a secret.
    let name = application.split(':').next().unwrap_or_default();
    let name = if name.contains('@') { name } else { "(not app@vendor)" };
    let plain = |char: char| char.is_ascii_alphanumeric() || " .-_@()".contains(char);
    let name: String = name.chars().filter(|char| plain(*char)).take(64).collect();
    tracing::info!(application = name, "a client asks for a token");
    Ok(())
}
