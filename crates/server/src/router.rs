//! Every route.

use axum::{
    Router, middleware,
    response::{IntoResponse, Response},
    routing::{delete, get, post, put},
};
use cordboard_protocol::problem::ProblemType;

use crate::{
    handlers::{
        admin, agent_phone, agent_sessions, agents, business_unit, contacts, desktop, discovery,
        health, simulator, skills, teams, tokens, users,
    },
    http::{apply, once_started},
    problem::Refused,
    state::AppState,
    static_files::desktop_file,
};

/// Lists every route. Paths come in as `http::path` has made them: lower case, no version.
pub(crate) fn router(state: AppState) -> Router {
    Router::new()
        .nest("/incontactapi/services", agent_api())
        .route("/incontactauthorizationserver/token", post(tokens::token))
        .route("/incontactauthorizationserver/token/whoami", post(tokens::who_am_i))
        .route("/.well-known/cxone-configuration", get(discovery::cxone_configuration))
        .route("/auth/jwks", get(discovery::jwks))
        .route("/auth/userinfo", get(tokens::user_info).post(tokens::user_info))
        .route("/user-management/v1/users/{user}", get(users::get))
        .route("/config/toggledfeatures", get(business_unit::toggled_features))
        .route("/desktop/v1/settings", get(desktop::settings))
        .route("/desktop/v1/page-tokens", post(desktop::want_page_token))
        .route("/desktop/v1/page-tokens/{session}", delete(desktop::end_page_token))
        .nest("/admin/v1", administration())
        .route("/simulator/v1/skills", get(simulator::list_skills))
        .route("/simulator/v1/calls", post(simulator::place_call))
        .route("/simulator/v1/calls/{contact}", get(simulator::get_call).delete(simulator::hang_up))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(desktop_file)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(state.clone(), once_started))
        .layer(middleware::from_fn_with_state(state.clone(), apply))
        .with_state(state)
}

fn administration() -> Router<AppState> {
    let entry = || get(admin::get).put(admin::put).patch(admin::patch);
    Router::new()
        .route("/token", post(admin::token))
        .route("/init", post(admin::init))
        .route("/export", get(admin::export))
        .route("/import", post(admin::import))
        .route("/agent-sessions", get(admin::agent_sessions))
        .route("/contacts", get(admin::past_contacts))
        .route("/contacts/{contact}", get(admin::past_contact))
        .route("/business-unit", entry())
        .route("/{kind}", get(admin::list))
        .route("/{kind}/{id}", entry().delete(admin::remove))
        .route("/{kind}/{id}/password", put(admin::set_password))
        .route("/{kind}/{id}/agent-session", delete(admin::end_agent_session))
}

fn agent_api() -> Router<AppState> {
    Router::new()
        .route("/agent-sessions", post(agent_sessions::start))
        .route("/agent-sessions/join", post(agent_sessions::join))
        .nest("/agent-sessions/{session}", agent_session())
        .route("/business-unit", get(business_unit::get))
        .route("/permissions", get(agents::permissions))
        .route("/agents/{agent}", get(agents::get))
        .route("/agents/{agent}/agent-settings", get(agents::agent_settings))
        .route("/agents/{agent}/skills", get(agents::skills))
        .route("/teams", get(teams::list))
        .route("/teams/{team}", get(teams::get))
        .route("/teams/{team}/unavailable-codes", get(teams::unavailable_codes))
        .route("/skills", get(skills::list))
        .route("/skills/{skill}", get(skills::get))
        .route("/skills/{skill}/dispositions", get(skills::dispositions))
        .route("/server-time", get(business_unit::server_time))
}

fn agent_session() -> Router<AppState> {
    Router::new()
        .route("/", get(agent_sessions::get).delete(agent_sessions::end))
        .route("/state", post(agent_sessions::set_state).put(agent_sessions::set_state))
        .route("/get-next-event", get(agent_sessions::get_next_event))
        .route("/agent-phone/dial", post(agent_phone::dial))
        .route("/agent-phone/end", post(agent_phone::end))
        .route("/agent-phone/mute", post(agent_phone::mute))
        .route("/agent-phone/unmute", post(agent_phone::unmute))
        .route("/interactions/{contact}/accept", post(contacts::accept))
        .route("/interactions/{contact}/reject", post(contacts::reject))
        .route("/interactions/{contact}/hold", post(contacts::hold))
        .route("/interactions/{contact}/resume", post(contacts::resume))
        .route("/interactions/{contact}/mask", post(contacts::mask))
        .route("/interactions/{contact}/unmask", post(contacts::unmask))
        .route("/interactions/{contact}/record", post(contacts::record))
        .route("/interactions/{contact}/end", post(contacts::end))
        .route("/interactions/{contact}/disposition", post(contacts::set_disposition))
}

async fn method_not_allowed() -> Response {
    Refused::from(ProblemType::MethodNotAllowed).into_response()
}
