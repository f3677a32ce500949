//! The client outside of browsers.

use std::error::Error as _;

use cordboard_protocol::{
    admin::AdministratorToken,
    agent_session::{AgentSessionStarted, JoinAgentSession, StartAgentSession},
    events::NextEvents,
    simulator::{CallPlaced, PlaceCall, SimulatedCall},
    token::TokenResponse,
};
use reqwest::{Method, RequestBuilder, Response, Url, header};
use serde::de::DeserializeOwned;

use crate::{
    Failure,
    call::{self, Call},
};

/// Calls one server, as one agent once logged in.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: Url,
    access_token: Option<String>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("server", &self.server.as_str()).finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client of the server at an address like `http://localhost:8440`.
    ///
    /// # Errors
    /// [`Failure::Network`] when the address is none.
    pub fn new(server: &str) -> Result<Self, Failure> {
        let server = Url::parse(server).map_err(|_| Failure::Network)?;
        let http = reqwest::Client::builder()
            // A token never follows a redirect.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| Failure::Network)?;
        Ok(Self { http, server, access_token: None })
    }

    /// Gets a token by name and password, for all calls that follow.
    ///
    /// # Errors
    /// [`Failure::Refused`] when they do not hold.
    pub async fn log_in(&mut self, user: &str, password: &str) -> Result<TokenResponse, Failure> {
        let call = call::password_token(user, password);
        self.take_token(call).await
    }

    /// Exchanges a refresh token.
    ///
    /// # Errors
    /// [`Failure::Refused`] when it does not hold.
    pub async fn refresh(&mut self, refresh_token: &str) -> Result<TokenResponse, Failure> {
        self.take_token(call::refresh_token(refresh_token)).await
    }

    async fn take_token(&mut self, call: Call) -> Result<TokenResponse, Failure> {
        let token: TokenResponse = self.read(call).await?;
        self.access_token = Some(token.access_token.clone());
        Ok(token)
    }

    /// Gets an administrator's token, for all calls that follow.
    ///
    /// # Errors
    /// [`Failure::Refused`] when login and password do not hold.
    pub async fn log_in_administrator(
        &mut self,
        login: &str,
        password: &str,
    ) -> Result<(), Failure> {
        let token: AdministratorToken = self.read(call::admin::token(login, password)).await?;
        self.access_token = Some(token.access_token);
        Ok(())
    }

    /// Makes a call whose answer is a text.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn text(&self, call: Call) -> Result<String, Failure> {
        self.send(call, None).await?.text().await.map_err(|_| Failure::Network)
    }

    /// Makes a call that is refused when the configuration is not this version any more.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn read_at<T: DeserializeOwned>(
        &self,
        call: Call,
        version: u64,
    ) -> Result<T, Failure> {
        parse(self.send(call, Some(version)).await?).await
    }

    /// Starts an agent session and gives its id.
    ///
    /// # Errors
    /// [`Failure::Refused`] with `agent-session-exists`: join it.
    pub async fn start_session(&self, start: &StartAgentSession) -> Result<String, Failure> {
        let started: AgentSessionStarted = self.read(call::start_session(start)).await?;
        Ok(started.session_id)
    }

    /// Joins the agent's session and gives an id of it.
    ///
    /// # Errors
    /// [`Failure::Refused`] with `unknown-agent-session` when there is none.
    pub async fn join_session(&self, join: &JoinAgentSession) -> Result<String, Failure> {
        let started: AgentSessionStarted = self.read(call::join_session(join)).await?;
        Ok(started.session_id)
    }

    /// Waits for the agent session's next events; `None` when none came.
    ///
    /// # Errors
    /// [`Failure::Refused`] with `agent-session-ended` or `unknown-agent-session`.
    pub async fn next_events(
        &self,
        session: &str,
        timeout_s: u32,
    ) -> Result<Option<NextEvents>, Failure> {
        let response = self.send(call::next_event(session, timeout_s), None).await?;
        if response.status() == reqwest::StatusCode::NOT_MODIFIED {
            return Ok(None);
        }
        parse(response).await.map(Some)
    }

    /// Makes a call whose answer is read.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn read<T: DeserializeOwned>(&self, call: Call) -> Result<T, Failure> {
        parse(self.send(call, None).await?).await
    }

    /// Makes a call whose answer is only that it was taken.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn command(&self, call: Call) -> Result<(), Failure> {
        self.send(call, None).await.map(|_| ())
    }

    /// Makes a call, and gives status and body of any answer, whatever it says.
    ///
    /// # Errors
    /// [`Failure::Network`] when there was no answer, or none to its end.
    pub async fn exchange(&self, call: Call) -> Result<(u16, String), Failure> {
        let response = self.request(call)?.send().await.map_err(|error| unsent(&error))?;
        let status = response.status().as_u16();
        Ok((status, response.text().await.map_err(|_| Failure::Network)?))
    }

    /// Takes a token that was got elsewhere, for all calls that follow.
    pub fn use_token(&mut self, access_token: &str) {
        self.access_token = Some(access_token.to_owned());
    }

    /// Places a call on the line simulator.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn place_call(&self, place: &PlaceCall) -> Result<CallPlaced, Failure> {
        self.read(call::place_call(place)).await
    }

    /// Reads a simulated call as the customer hears it.
    ///
    /// # Errors
    /// [`Failure::Refused`] with `unknown-contact` when it is over.
    pub async fn simulated_call(&self, contact: u64) -> Result<SimulatedCall, Failure> {
        self.read(call::simulated_call(contact)).await
    }

    /// Lets the customer hang up.
    ///
    /// # Errors
    /// [`Failure::Refused`] with `unknown-contact` when no customer is on the line.
    pub async fn hang_up(&self, contact: u64) -> Result<(), Failure> {
        self.command(call::hang_up(contact)).await
    }

    fn request(&self, call: Call) -> Result<RequestBuilder, Failure> {
        let url = self.server.join(&call.path).map_err(|_| Failure::Network)?;
        let method = Method::from_bytes(call.method.as_bytes()).map_err(|_| Failure::Network)?;
        let asks_for_token = call.asks_for_token();
        let mut request = self.http.request(method, url);
        if let Some(token) = self.access_token.as_ref().filter(|_| !asks_for_token) {
            request = request.bearer_auth(token);
        }
        if let Some(body) = call.body {
            request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        }
        Ok(request)
    }

    async fn send(&self, call: Call, version: Option<u64>) -> Result<Response, Failure> {
        let mut request = self.request(call)?;
        if let Some(version) = version {
            request = request.header(header::IF_MATCH, format!("\"{version}\""));
        }
        let response = request.send().await.map_err(|error| unsent(&error))?;
        let status = response.status();
        if status.is_success() || status == reqwest::StatusCode::NOT_MODIFIED {
            return Ok(response);
        }
        let body = response.text().await.map_err(|_| Failure::Network)?;
        Err(Failure::from_answer(status.as_u16(), &body))
    }
}

/// rustls alone knows that it was the certificate, and says so in words at the end of the chain.
fn unsent(error: &reqwest::Error) -> Failure {
    let mut sources = std::iter::successors(error.source(), |&error| error.source());
    if sources.any(|source| source.to_string().starts_with("invalid peer certificate")) {
        Failure::Certificate
    } else {
        Failure::Network
    }
}

async fn parse<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    let status = response.status().as_u16();
    let body = response.text().await.map_err(|_| Failure::Network)?;
    serde_json::from_str(&body).map_err(|_| Failure::Unreadable { status })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_sent_with_every_call_but_those_for_a_token() {
        let mut client = Client::new("http://localhost:8440").unwrap();
        client.use_token("held");
        let bears = |call| {
            let request = client.request(call).unwrap().build().unwrap();
            request.headers().contains_key(header::AUTHORIZATION)
        };
        assert!(bears(call::server_time()));
        assert!(!bears(call::refresh_token("r")));
        assert!(!bears(call::password_token("ada", "secret")));
    }
}
