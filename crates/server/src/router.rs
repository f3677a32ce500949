//! Every route, by the sections of the documentation. Each stands with its handler.

use std::sync::Arc;

use axum::{
    Extension, Router, middleware,
    response::{IntoResponse, Response},
};
use cordboard_protocol::problem::ProblemType;
use utoipa_axum::routes;

use crate::{
    handlers::{
        address_books, admin, agent_phone, agent_sessions, agents, business_unit, calls, contacts,
        desktop, discovery, health, later, openapi, simulator, skills, teams, tokens, users,
    },
    http::apply,
    openapi::{Routes, Token},
    problem::Refused,
    state::AppState,
    static_files::desktop_file,
};

/// Makes all that answers. Requests come in as `http::path` has made them: lower case, no version.
pub(crate) fn router(state: AppState) -> Router {
    let (router, document) = routes().into_parts();
    router
        .fallback(desktop_file)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(Extension(Arc::new(document)))
        .layer(middleware::from_fn_with_state(state.clone(), apply))
        .with_state(state)
}

/// Lists every route.
pub(crate) fn routes() -> Routes {
    let all = tokens().and(discovery()).and(users());
    let all = all.and(agent_sessions()).and(agent_phone()).and(calls()).and(contacts());
    let all = all.and(agents()).and(teams()).and(skills()).and(business_unit()).and(desktop());
    let all = all.and(later());
    all.and(administrators_tokens()).and(administration()).and(line_simulator()).and(server())
}

fn tokens() -> Routes {
    Routes::of("Tokens", Token::None, "How an agent's program logs in")
        .with(routes!(tokens::token))
        .with(routes!(tokens::who_am_i))
        .with(routes!(tokens::access_key))
        .with(routes!(tokens::grant))
        .with(routes!(tokens::authorize, tokens::log_in))
        .with(routes!(tokens::revoke))
        .with(routes!(tokens::end_session))
}

fn discovery() -> Routes {
    Routes::of("Discovery", Token::None, "Where everything is; what clients ask before they log in")
        .with(routes!(discovery::openid_configuration))
        .with(routes!(discovery::cxone_configuration))
        .with(routes!(discovery::jwks))
        .with(routes!(business_unit::toggled_features))
}

fn users() -> Routes {
    Routes::of("Users", Token::Agent, "Agents as the rest of the platform knows them")
        .with(routes!(tokens::user_info))
        .with(routes!(users::get))
}

fn agent_sessions() -> Routes {
    Routes::of("Agent sessions", Token::Agent, "An agent's time logged in to the ACD")
        .with(routes!(agent_sessions::start))
        .with(routes!(agent_sessions::join))
        .with(routes!(agent_sessions::get, agent_sessions::end))
        .with(routes!(agent_sessions::set_state))
        .with(routes!(agent_sessions::get_next_event))
        .with(routes!(agent_sessions::keep_alive))
        .with(routes!(agent_sessions::continue_reskill))
        .with(routes!(agent_sessions::submit_feedback))
}

fn agent_phone() -> Routes {
    Routes::of("Agent phone", Token::Agent, "The agent's own phone")
        .with(routes!(agent_phone::dial))
        .with(routes!(agent_phone::end))
        .with(routes!(agent_phone::mute))
        .with(routes!(agent_phone::unmute))
}

fn calls() -> Routes {
    Routes::of("Calls", Token::Agent, "The calls that an agent makes, and what is done with two")
        .with(routes!(calls::dial_phone))
        .with(routes!(calls::dial_agent))
        .with(routes!(calls::consult_agent))
        .with(routes!(calls::dial_skill))
        .with(routes!(calls::send_dtmf))
        .with(routes!(calls::transfer_calls))
        .with(routes!(calls::conference_calls))
}

fn contacts() -> Routes {
    Routes::of(
        "Contacts",
        Token::Agent,
        "The commands on one contact, and contacts as their agent reads them",
    )
    .with(routes!(contacts::accept))
    .with(routes!(contacts::accept_consult))
    .with(routes!(contacts::reject))
    .with(routes!(contacts::hold))
    .with(routes!(contacts::resume))
    .with(routes!(contacts::mask))
    .with(routes!(contacts::unmask))
    .with(routes!(contacts::record))
    .with(routes!(contacts::end))
    .with(routes!(contacts::set_disposition))
    .with(routes!(contacts::activate))
    .with(routes!(contacts::snooze))
    .with(routes!(contacts::active))
    .with(routes!(contacts::completed))
    .with(routes!(contacts::get))
    .with(routes!(contacts::custom_data))
}

fn agents() -> Routes {
    let about = "What a desktop reads of its own agent, and of whom it may call";
    Routes::of("Agents", Token::Agent, about)
        .with(routes!(agents::permissions))
        .with(routes!(agents::get))
        .with(routes!(agents::agent_settings))
        .with(routes!(agents::skills))
        .with(routes!(agents::address_books))
        .with(routes!(address_books::entries))
        .with(routes!(agents::states))
        .with(routes!(agents::cached_states))
        .with(routes!(agents::queues))
        .with(routes!(agents::queue_details))
        .with(routes!(agents::indicators))
        .with(routes!(agents::messages))
        .with(routes!(agents::scheduled_callbacks))
        .with(routes!(agents::client_data, agents::keep_client_data))
}

fn teams() -> Routes {
    Routes::of("Teams", Token::Agent, "Teams and their unavailable codes")
        .with(routes!(teams::list))
        .with(routes!(teams::get))
        .with(routes!(teams::unavailable_codes))
        .with(routes!(teams::agents))
}

fn skills() -> Routes {
    Routes::of("Skills", Token::Agent, "Skills and their dispositions")
        .with(routes!(skills::list))
        .with(routes!(skills::get))
        .with(routes!(skills::dispositions))
        .with(routes!(skills::activity))
        .with(routes!(skills::tags))
}

fn business_unit() -> Routes {
    Routes::of("Business unit", Token::Agent, "The business unit, and what time it is there")
        .with(routes!(business_unit::get))
        .with(routes!(business_unit::server_time))
}

fn later() -> Routes {
    const IN: &str = "agent-sessions/{sessionId}/interactions/{contactId}";
    let routes = Routes::of("Later", Token::Agent, "What a later version brings: 501 until then")
        .with(routes!(later::digital_contact))
        .with(routes!(later::dialer))
        .at("agent-sessions/{sessionId}/dialer-logout", routes!(later::dialer))
        .with(routes!(later::chat))
        .with(routes!(later::email))
        .with(routes!(later::voicemail))
        .with(routes!(later::work_item))
        .with(routes!(later::commitment))
        .at(
            "agent-sessions/{sessionId}/interactions/{callbackId}/reschedule",
            routes!(later::commitment),
        )
        .at(
            "agent-sessions/{sessionId}/interactions/{callbackId}/cancel",
            routes!(later::commitment),
        )
        .with(routes!(later::commit))
        .with(routes!(later::change_commitment))
        .with(routes!(later::supervision))
        .at("agent-sessions/{sessionId}/coach", routes!(later::supervision))
        .at("agent-sessions/{sessionId}/barge", routes!(later::supervision))
        .at("agent-sessions/{sessionId}/take-over", routes!(later::supervision));
    let chat = [
        "activate-chat",
        "send-chat-text",
        "typing",
        "transfer-chat-to-agent",
        "transfer-chat-to-skill",
    ];
    let email = [
        "email-reply",
        "email-forward",
        "email-send",
        "email-park",
        "email-unpark",
        "transfer-email-to-agent",
        "transfer-email-to-skill",
    ];
    let voicemail =
        ["pause-voicemail", "transfer-voicemail-to-agent", "transfer-voicemail-to-skill"];
    let at = |word: &&str| format!("{IN}/{word}");
    let routes = chat.iter().map(at).fold(routes, |all, path| all.at(&path, routes!(later::chat)));
    let routes =
        email.iter().map(at).fold(routes, |all, path| all.at(&path, routes!(later::email)));
    let routes =
        voicemail.iter().map(at).fold(routes, |all, path| all.at(&path, routes!(later::voicemail)));
    routes.at(&at(&"transfer-work-item-to-skill"), routes!(later::work_item))
}

fn desktop() -> Routes {
    Routes::of("Desktop", Token::Agent, "What Cordboard's own desktop asks for")
        .with(routes!(desktop::settings))
        .with(routes!(desktop::framing))
        .with(routes!(desktop::want_page_token))
        .with(routes!(desktop::end_page_token))
}

fn administrators_tokens() -> Routes {
    Routes::of("Administrators' tokens", Token::None, "How an administrator logs in")
        .with(routes!(admin::token))
        .with(routes!(admin::init))
}

fn administration() -> Routes {
    let about = "Who works here and what they see; what happened, and what lasts";
    Routes::of("Administration", Token::Administrator, about)
        .with(routes!(admin::export))
        .with(routes!(admin::import))
        .with(routes!(admin::agent_sessions))
        .with(routes!(admin::past_contacts))
        .with(routes!(admin::past_contact))
        .at("/admin/v1/business-unit", routes!(admin::get, admin::put, admin::patch))
        .with(routes!(admin::list))
        .with(routes!(admin::get, admin::put, admin::patch, admin::remove))
        .with(routes!(admin::set_password))
        .with(routes!(admin::framing))
        .with(routes!(admin::end_agent_session))
        .with(routes!(admin::access_keys))
        .with(routes!(admin::revoke_access_key))
        .with(routes!(admin::make_access_key))
        .with(routes!(admin::sign_ins))
        .with(routes!(admin::end_sign_in))
        .with(routes!(admin::end_sign_ins))
        .with(routes!(admin::rotate_token_key))
}

fn line_simulator() -> Routes {
    let about = "The customer's side of a call; from this machine alone, when it is switched on";
    Routes::of("Line simulator", Token::None, about)
        .with(routes!(simulator::list_skills))
        .with(routes!(simulator::place_call))
        .with(routes!(simulator::get_call, simulator::hang_up))
}

fn server() -> Routes {
    Routes::of("Server", Token::None, "How the server is, and what it can do")
        .with(routes!(health::alive))
        .with(routes!(health::ready))
        .with(routes!(health::metrics))
        .with(routes!(openapi::document))
}

async fn method_not_allowed() -> Response {
    Refused::from(ProblemType::MethodNotAllowed).into_response()
}
