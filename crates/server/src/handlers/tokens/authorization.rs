//! What a program asks of the log-in page.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use url::Url;

use crate::{http::Base, log_in_page::Form, problem::Refused, state::AppState, tokens::Challenge};

/// A request for a code, judged.
pub(super) struct Authorization {
    pub(super) client: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: Challenge,
    pub(super) nonce: Option<String>,
    pub(super) scope: String,
    back: Back,
    login_hint: String,
    /// As they came, for the form.
    params: Vec<(String, String)>,
}

/// Where the browser goes afterwards.
pub(super) struct Back {
    to: Url,
    state: Option<String>,
}

/// Why there is no form.
pub(super) enum NotShown {
    /// Nobody is sent anywhere: it is said here.
    Here(&'static str),
    /// The program is told.
    There(Box<Back>, &'static str, &'static str),
}

/// The parameters that mean something, in the order of the form.
const PARAMS: [&str; 9] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "state",
    "nonce",
    "scope",
    "display",
    "code_challenge",
    "code_challenge_method",
];

/// Programs send a few words or a random text; more is not theirs to keep here.
const LONGEST: [(&str, usize); 5] =
    [("client_id", 256), ("nonce", 512), ("scope", 1_000), ("state", 4_096), ("login_hint", 256)];

const NOT_A_PLACE: &str = "The program that has sent you here wants you to be sent back to an \
    address that is not allowed here, or says no address. Tell whoever is in charge of it: \
    `redirect_uris` of [log_in] names the addresses that are.";
const NO_CLIENT: &str = "The program that has sent you here does not say what it is called \
    (client_id). Tell whoever is in charge of it.";

impl Authorization {
    /// Judges the parameters of a query or of the form.
    pub(super) fn read(state: &AppState, pairs: Vec<(String, String)>) -> Result<Self, NotShown> {
        let count = |name: &str| pairs.iter().filter(|(key, _)| key == name).count();
        let get = |name: &str| {
            let pair = pairs.iter().find(|(key, value)| key == name && !value.is_empty());
            pair.map(|(_, value)| value.as_str())
        };
        let too_long = LONGEST
            .iter()
            .any(|(name, most)| get(name).is_some_and(|value| value.chars().count() > *most));
        let twice = PARAMS.iter().any(|name| count(name) > 1);
        let redirect_uri = get("redirect_uri").filter(|_| count("redirect_uri") == 1);
        let redirect_uri = redirect_uri.ok_or(NotShown::Here(NOT_A_PLACE))?;
        let to = state.config.log_in.redirect(redirect_uri).ok_or(NotShown::Here(NOT_A_PLACE))?;
        let client = get("client_id").ok_or(NotShown::Here(NO_CLIENT))?;
        let state = get("state").filter(|state| state.len() <= 4_096).map(str::to_owned);
        let back = Back { to, state };
        let said_wrong = if too_long || twice {
            Some(("invalid_request", "a parameter stands twice or is too long"))
        } else if get("request").is_some() {
            Some(("request_not_supported", "parameters stand in the query"))
        } else if get("request_uri").is_some() {
            Some(("request_uri_not_supported", "parameters stand in the query"))
        } else if get("response_type") != Some("code") {
            Some(("unsupported_response_type", "response_type: expected code"))
        } else if get("response_mode").is_some_and(|mode| mode != "query") {
            Some(("invalid_request", "response_mode: expected query"))
        } else if get("code_challenge_method") != Some("S256") {
            Some(("invalid_request", "code_challenge_method: expected S256"))
        } else if get("prompt").is_some_and(|prompt| prompt.split(' ').any(|it| it == "none")) {
            Some(("login_required", "nobody is logged in at the page: it asks each time"))
        } else {
            None
        };
        if let Some((error, description)) = said_wrong {
            return Err(NotShown::There(Box::new(back), error, description));
        }
        let Some(challenge) = get("code_challenge").and_then(Challenge::read) else {
            let description = "code_challenge: expected the base64url of a SHA-256";
            return Err(NotShown::There(Box::new(back), "invalid_request", description));
        };
        Ok(Self {
            client: client.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            challenge,
            nonce: get("nonce").map(str::to_owned),
            scope: get("scope").unwrap_or_default().to_owned(),
            login_hint: get("login_hint").unwrap_or_default().to_owned(),
            back,
            params: pairs,
        })
    }

    /// Makes the form, with a user name that was typed already.
    pub(super) fn form<'a>(&'a self, user: Option<&'a str>, wrong: Option<&'a str>) -> Form<'a> {
        let of = |name: &'static str| {
            let pair = self.params.iter().find(|(key, _)| key == name);
            pair.map(|(_, value)| (name, value.as_str()))
        };
        Form {
            going_to: self.back.place(),
            hidden: PARAMS.into_iter().filter_map(of).collect(),
            user: user.unwrap_or(&self.login_hint),
            wrong,
        }
    }

    /// Where the form's answer may lead.
    pub(super) fn back(&self) -> &Back {
        &self.back
    }
}

impl Back {
    pub(super) fn to(&self) -> &Url {
        &self.to
    }

    /// What people read of it.
    fn place(&self) -> String {
        match self.to.host_str() {
            Some(host) => {
                self.to.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
            }
            None => format!("the program {}", self.to.scheme()),
        }
    }

    /// Sends the browser back with what the program is told.
    pub(super) fn with(&self, base: &Base, said: &[(&str, &str)]) -> Response {
        let mut to = self.to.clone();
        {
            let mut query = to.query_pairs_mut();
            query.extend_pairs(said);
            if let Some(state) = &self.state {
                query.append_pair("state", state);
            }
            query.append_pair("iss", &base.0);
        }
        (StatusCode::SEE_OTHER, [(header::LOCATION, to.as_str())]).into_response()
    }
}

impl NotShown {
    pub(super) fn answer(self, state: &AppState, base: &Base) -> Response {
        match self {
            Self::Here(words) => {
                state.log_in_page.message(StatusCode::BAD_REQUEST, "You cannot log in here", words)
            }
            Self::There(back, error, description) => {
                back.with(base, &[("error", error), ("error_description", description)])
            }
        }
    }
}

/// Parameters as they came, one or several of a name.
pub(super) fn pairs(text: &str) -> Result<Vec<(String, String)>, Refused> {
    let pairs: Vec<_> =
        form_urlencoded::parse(text.as_bytes()).into_owned().take(MOST_PAIRS + 1).collect();
    if pairs.len() > MOST_PAIRS {
        return Err(Refused::bad_value("too many parameters"));
    }
    Ok(pairs)
}

/// More than any program sends.
const MOST_PAIRS: usize = 64;
