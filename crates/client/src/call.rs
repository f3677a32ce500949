//! Every call of the agent API as data: method, path, body.

pub mod admin;

use cordboard_protocol::agent_session::{
    EndAgentSession, JoinAgentSession, SetAgentState, StartAgentSession,
};
use cordboard_protocol::desktop::WantPageToken;
use cordboard_protocol::dial::{DialAgent, DialPhone, DialSkill};
use cordboard_protocol::disposition::SetDisposition;
use cordboard_protocol::dtmf::SendDtmf;
use cordboard_protocol::simulator::PlaceCall;
use cordboard_protocol::token::TokenRequest;
use serde::Serialize;

/// One call: what to send, not yet how.
///
/// # Source
/// `docs/agent-api.md` sections 2 to 6.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
    pub method: &'static str,
    /// From the server's root, with query.
    pub path: String,
    /// JSON, or nothing; a file where the call is an import.
    pub body: Option<String>,
}

impl Call {
    /// Asks for a token: the `Authorization` header of such a call names a program, and no token may stand there.
    #[cfg(feature = "native")]
    pub(crate) fn asks_for_token(&self) -> bool {
        self.path == TOKEN
    }
}

const TOKEN: &str = "/InContactAuthorizationServer/Token";

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The path holds the session id and the body may hold a password.
        f.debug_struct("Call").field("method", &self.method).finish_non_exhaustive()
    }
}

const SERVICES: &str = "/InContactAPI/services/v31.0";

/// Asks for a token with log-in name and password.
#[must_use]
pub fn password_token(username: &str, password: &str) -> Call {
    token(&TokenRequest {
        grant_type: "password".to_owned(),
        username: Some(username.to_owned()),
        password: Some(password.to_owned()),
        ..TokenRequest::default()
    })
}

/// Asks for a new token with a refresh token, which is then used up.
#[must_use]
pub fn refresh_token(refresh_token: &str) -> Call {
    token(&TokenRequest {
        grant_type: "refresh_token".to_owned(),
        refresh_token: Some(refresh_token.to_owned()),
        ..TokenRequest::default()
    })
}

fn token(request: &TokenRequest) -> Call {
    Call { method: "POST", path: TOKEN.to_owned(), body: json(request) }
}

/// Starts an agent session.
#[must_use]
pub fn start_session(start: &StartAgentSession) -> Call {
    post("agent-sessions", json(start))
}

/// Joins the agent's session.
#[must_use]
pub fn join_session(join: &JoinAgentSession) -> Call {
    post("agent-sessions/join", json(join))
}

/// Ends an agent session.
#[must_use]
pub fn end_session(session: &str, end: &EndAgentSession) -> Call {
    Call { method: "DELETE", ..post(&of_session(session, ""), json(end)) }
}

/// Waits for the session's next events.
#[must_use]
pub fn next_event(session: &str, timeout_s: u32) -> Call {
    get(&of_session(session, &format!("/get-next-event?timeout={timeout_s}")))
}

/// Sets the agent's state.
#[must_use]
pub fn set_state(session: &str, state: &SetAgentState) -> Call {
    post(&of_session(session, "/state"), json(state))
}

/// What a contact command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactAction {
    /// Takes an incoming contact.
    Accept,
    /// Refuses an incoming contact.
    Reject,
    /// Puts on hold.
    Hold,
    /// Takes back from hold.
    Resume,
    /// Gives the recording silence.
    Mask,
    /// Gives the recording sound again.
    Unmask,
    /// Starts recording.
    Record,
    /// Hangs up.
    End,
}

/// A command to a contact.
#[must_use]
pub fn contact(session: &str, contact: u64, action: ContactAction) -> Call {
    let word = match action {
        ContactAction::Accept => "accept",
        ContactAction::Reject => "reject",
        ContactAction::Hold => "hold",
        ContactAction::Resume => "resume",
        ContactAction::Mask => "mask",
        ContactAction::Unmask => "unmask",
        ContactAction::Record => "record",
        ContactAction::End => "end",
    };
    post(&of_session(session, &format!("/interactions/{contact}/{word}")), None)
}

/// Records a contact's outcome.
#[must_use]
pub fn set_disposition(session: &str, contact: u64, outcome: &SetDisposition) -> Call {
    post(&of_session(session, &format!("/interactions/{contact}/disposition")), json(outcome))
}

/// Dials a phone number.
#[must_use]
pub fn dial_phone(session: &str, dial: &DialPhone) -> Call {
    post(&of_session(session, "/dial-phone"), json(dial))
}

/// Calls another agent.
#[must_use]
pub fn dial_agent(session: &str, dial: &DialAgent) -> Call {
    post(&of_session(session, "/dial-agent"), json(dial))
}

/// Calls whoever of a skill is free.
#[must_use]
pub fn dial_skill(session: &str, dial: &DialSkill) -> Call {
    post(&of_session(session, "/dial-skill"), json(dial))
}

/// Joins the far ends of the agent's two calls, and takes the agent out; also out of a conference.
#[must_use]
pub fn transfer_calls(session: &str) -> Call {
    post(&of_session(session, "/interactions/transfer-calls"), None)
}

/// Joins the agent's two calls, with the agent among them.
#[must_use]
pub fn conference_calls(session: &str) -> Call {
    post(&of_session(session, "/interactions/conference-calls"), None)
}

/// Sends tones into the active call.
#[must_use]
pub fn send_dtmf(session: &str, tones: &SendDtmf) -> Call {
    post(&of_session(session, "/send-dtmf"), json(tones))
}

/// What a command to the agent's own phone connection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegAction {
    /// Connects.
    Dial,
    /// Mutes the agent.
    Mute,
    /// Lets the agent be heard again.
    Unmute,
    /// Disconnects.
    End,
}

/// A command to the agent's own phone connection.
#[must_use]
pub fn agent_leg(session: &str, action: LegAction) -> Call {
    let word = match action {
        LegAction::Dial => "dial",
        LegAction::Mute => "mute",
        LegAction::Unmute => "unmute",
        LegAction::End => "end",
    };
    post(&of_session(session, &format!("/agent-phone/{word}")), None)
}

/// What the agent may do.
#[must_use]
pub fn permissions(agent: u64) -> Call {
    get(&format!("permissions?agentId={agent}"))
}

/// The agent's skills.
#[must_use]
pub fn agent_skills(agent: u64) -> Call {
    get(&format!("agents/{agent}/skills"))
}

/// The agents that are logged in, each with its state.
#[must_use]
pub fn agent_states() -> Call {
    get("agents/states")
}

/// The address books that an agent may read.
#[must_use]
pub fn address_books(agent: u64) -> Call {
    get(&format!("agents/{agent}/address-books"))
}

/// Who waits in each skill, and who is free.
#[must_use]
pub fn skill_activity() -> Call {
    get("skills/activity")
}

/// A skill by itself.
#[must_use]
pub fn skill(skill: u64) -> Call {
    get(&format!("skills/{skill}"))
}

/// The dispositions of a skill.
#[must_use]
pub fn dispositions(skill: u64) -> Call {
    get(&format!("skills/{skill}/dispositions"))
}

/// The unavailable codes of a team.
#[must_use]
pub fn unavailable_codes(team: u64) -> Call {
    get(&format!("teams/{team}/unavailable-codes"))
}

/// What time it is at the server.
#[must_use]
pub fn server_time() -> Call {
    get("server-time")
}

/// The desktop's settings.
#[must_use]
pub fn desktop_settings() -> Call {
    Call { method: "GET", path: "/desktop/v1/settings".to_owned(), body: None }
}

/// Whether a page will be seen in a frame of the desktop: its entry's address, or where it was popped.
#[must_use]
pub fn framing(page_id: &str, popped_at: Option<&str>) -> Call {
    let mut path = format!("/desktop/v1/framing?pageId={}", escaped(page_id));
    if let Some(address) = popped_at {
        path.push_str("&address=");
        path.push_str(&escaped(address));
    }
    Call { method: "GET", path, body: None }
}

/// Whether the server can do its work: not only answer, but save.
#[must_use]
pub fn readiness() -> Call {
    Call { method: "GET", path: "/readyz".to_owned(), body: None }
}

/// Asks for an embedded page's id of the agent session.
#[must_use]
pub fn want_page_token(want: &WantPageToken) -> Call {
    Call { method: "POST", path: "/desktop/v1/page-tokens".to_owned(), body: json(want) }
}

/// Ends an embedded page's id of the agent session.
#[must_use]
pub fn end_page_token(session_token: &str) -> Call {
    Call {
        method: "DELETE",
        path: format!("/desktop/v1/page-tokens/{}", escaped(session_token)),
        body: None,
    }
}

/// Places a call on the line simulator.
#[must_use]
pub fn place_call(place: &PlaceCall) -> Call {
    Call { method: "POST", path: "/simulator/v1/calls".to_owned(), body: json(place) }
}

/// A simulated call as the customer hears it.
#[must_use]
pub fn simulated_call(contact: u64) -> Call {
    Call { method: "GET", path: format!("/simulator/v1/calls/{contact}"), body: None }
}

/// Lets the customer of a simulated call hang up.
#[must_use]
pub fn hang_up(contact: u64) -> Call {
    Call { method: "DELETE", path: format!("/simulator/v1/calls/{contact}"), body: None }
}

fn of_session(session: &str, rest: &str) -> String {
    format!("agent-sessions/{}{rest}", escaped(session))
}

fn get(path: &str) -> Call {
    Call { method: "GET", path: format!("{SERVICES}/{path}"), body: None }
}

fn post(path: &str, body: Option<String>) -> Call {
    Call { method: "POST", path: format!("{SERVICES}/{path}"), body }
}

/// As one part of a path, whatever the text holds.
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut path, byte| {
        if byte.is_ascii_alphanumeric() {
            path.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
        path
    })
}

fn json(body: &impl Serialize) -> Option<String> {
    serde_json::to_string(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_id_never_leaves_its_part_of_the_path() {
        let call = contact("a/../b?c", 7, ContactAction::Hold);
        assert_eq!(
            call.path,
            "/InContactAPI/services/v31.0/agent-sessions/a%2F%2E%2E%2Fb%3Fc/interactions/7/hold"
        );
        assert_eq!(call.body, None);
    }

    #[test]
    fn neither_password_nor_session_id_is_printed() {
        let printed = format!("{:?} {:?}", password_token("ada", "secret"), next_event("kX3", 30));
        assert!(!printed.contains("secret") && !printed.contains("kX3"), "{printed}");
    }
}
