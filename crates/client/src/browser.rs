//! The client in the browser: `fetch`, with the agent's token.
//!
//! Events are handed out as the browser's own values, as they came: nothing here reads them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cordboard_protocol::token::{TokenError, TokenResponse};
use js_sys::{Array, JSON, Promise, Reflect};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::call::{self, Call};
use crate::failure::Failure;

/// A call other than a poll is given up after this long: a server that hangs must not leave the agent waiting
/// without a word.
const NO_ANSWER_MS: u32 = 15_000;

/// One agent's way to the server. Clones share the tokens.
#[derive(Clone, Default)]
pub struct Api {
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    tokens: RefCell<Option<Tokens>>,
    on_tokens: RefCell<Option<TokensChanged>>,
    /// A refresh under way: a refresh token is good once, so all who need a new token wait for the same one.
    refreshing: RefCell<Option<Promise>>,
    agent: Cell<Option<AgentOfToken>>,
}

type TokensChanged = Rc<dyn Fn(Option<&Tokens>)>;

/// Who the token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentOfToken {
    /// Names the agent.
    pub agent_id: u64,
    /// The agent's team.
    pub team_id: u64,
}

/// What proves who the agent is.
///
/// # Units
/// `expires_at_ms` in milliseconds of this machine's clock since the Unix epoch.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Tokens {
    /// Sent with every call.
    pub access: String,
    /// Good for one new token.
    pub refresh: String,
    /// When `access` ends.
    pub expires_at_ms: f64,
    /// Who it is for.
    pub agent: AgentOfToken,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("agent", &self.agent).finish_non_exhaustive()
    }
}

impl Tokens {
    /// A token is changed for a new one this long before its end, so that a call under way does not outlive it.
    const BEFORE_END_MS: f64 = 30_000.0;

    fn from_response(response: TokenResponse) -> Self {
        let lifetime_ms = std::time::Duration::from_secs(response.expires_in).as_secs_f64() * 1e3;
        Self {
            access: response.access_token,
            refresh: response.refresh_token,
            expires_at_ms: js_sys::Date::now() + lifetime_ms,
            agent: AgentOfToken { agent_id: response.agent_id, team_id: response.team_id },
        }
    }

    fn is_stale(&self) -> bool {
        js_sys::Date::now() > self.expires_at_ms - Self::BEFORE_END_MS
    }
}

/// One answer of get-next-event.
#[derive(Debug)]
pub struct Answer {
    /// The id to poll with next.
    pub session_id: String,
    /// The events, as they came.
    pub events: Array,
    /// How many bytes the answer had.
    pub bytes: u32,
}

impl Api {
    /// Goes on with tokens kept from before.
    #[must_use]
    pub fn with_tokens(tokens: Tokens) -> Self {
        let api = Self::default();
        api.take_over(Some(tokens));
        api
    }

    /// Is told whenever the tokens change.
    pub fn on_tokens(&self, changed: impl Fn(Option<&Tokens>) + 'static) {
        *self.state.on_tokens.borrow_mut() = Some(Rc::new(changed));
    }

    /// The tokens, while somebody is logged in.
    #[must_use]
    pub fn tokens(&self) -> Option<Tokens> {
        self.state.tokens.borrow().clone()
    }

    /// Who is logged in.
    #[must_use]
    pub fn agent(&self) -> Option<AgentOfToken> {
        self.state.agent.get()
    }

    /// Goes on with other tokens, or with none.
    pub fn take_over(&self, tokens: Option<Tokens>) {
        self.state.agent.set(tokens.as_ref().map(|tokens| tokens.agent));
        let changed = self.state.on_tokens.borrow().clone();
        if let Some(changed) = changed {
            changed(tokens.as_ref());
        }
        *self.state.tokens.borrow_mut() = tokens;
    }

    /// Gets a token with log-in name and password.
    ///
    /// # Errors
    /// [`Failure::Refused`] when they do not hold.
    pub async fn log_in(&self, username: &str, password: &str) -> Result<AgentOfToken, Failure> {
        let tokens = ask_token(&call::password_token(username, password)).await?;
        let agent = tokens.agent;
        self.take_over(Some(tokens));
        Ok(agent)
    }

    /// Makes a call whose answer counts.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn read<T: DeserializeOwned>(&self, call: Call) -> Result<T, Failure> {
        self.read_if_any(call).await?.ok_or(Failure::Unreadable { status: 204 })
    }

    /// Makes a call that may answer 204: there is nothing.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn read_if_any<T: DeserializeOwned>(&self, call: Call) -> Result<Option<T>, Failure> {
        let response = self.send(&call, None, None).await?;
        if response.status() == 204 {
            return Ok(None);
        }
        read_json(&response).await.map(Some)
    }

    /// Reads what is known already by its tag; `None` when it is still the same.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn read_if_changed<T: DeserializeOwned>(
        &self,
        call: Call,
        tag: &str,
    ) -> Result<Option<T>, Failure> {
        let response = self.send(&call, None, Some(tag)).await?;
        if response.status() == 304 {
            return Ok(None);
        }
        read_json(&response).await.map(Some)
    }

    /// Makes a command: its outcome comes as an event.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn command(&self, call: Call) -> Result<(), Failure> {
        self.send(&call, None, None).await.map(|_| ())
    }

    /// Waits for the next events; `None` when none came in time.
    ///
    /// # Errors
    /// [`Failure::Aborted`] after `abort`; else any [`Failure`].
    pub async fn next_event(
        &self,
        session_id: &str,
        timeout_s: u32,
        abort: &AbortSignal,
    ) -> Result<Option<Answer>, Failure> {
        let call = call::next_event(session_id, timeout_s);
        let response = self.send(&call, Some(abort), None).await?;
        if response.status() == 304 {
            return Ok(None);
        }
        read_answer(&response, abort).await.map(Some)
    }

    /// Sends with a token that holds: refreshed before its end, and once more when the server finds it wanting.
    async fn send(
        &self,
        call: &Call,
        abort: Option<&AbortSignal>,
        tag: Option<&str>,
    ) -> Result<Response, Failure> {
        let tokens = self.tokens().ok_or(Failure::LoggedOut)?;
        let is_stale = tokens.is_stale();
        let tokens = if is_stale { self.refreshed(&tokens).await? } else { tokens };
        match fetch(call, Some(&tokens.access), abort, tag).await {
            Err(failure) if failure.status() == Some(401) && !is_stale => {
                let tokens = self.refreshed(&tokens).await?;
                fetch(call, Some(&tokens.access), abort, tag).await
            }
            outcome => outcome,
        }
    }

    /// Changes the tokens for new ones, unless somebody else did meanwhile.
    async fn refreshed(&self, old: &Tokens) -> Result<Tokens, Failure> {
        if let Some(current) = self.tokens().filter(|current| current.access != old.access) {
            return Ok(current);
        }
        let under_way = self.state.refreshing.borrow().clone();
        let refresh = under_way.unwrap_or_else(|| {
            let (api, refresh) = (self.clone(), old.refresh.clone());
            let promise = future_to_promise(async move {
                let outcome = ask_token(&call::refresh_token(&refresh)).await;
                *api.state.refreshing.borrow_mut() = None;
                match outcome {
                    Ok(tokens) => {
                        api.take_over(Some(tokens));
                        Ok(JsValue::TRUE)
                    }
                    Err(failure) if failure.is_passing() => Err(JsValue::FALSE),
                    Err(_) => Ok(JsValue::FALSE),
                }
            });
            *self.state.refreshing.borrow_mut() = Some(promise.clone());
            promise
        });
        match JsFuture::from(refresh).await {
            Ok(is_fresh) if is_fresh.is_truthy() => self.tokens().ok_or(Failure::LoggedOut),
            Ok(_) => Err(Failure::LoggedOut),
            Err(_) => Err(Failure::Network),
        }
    }
}

async fn ask_token(call: &Call) -> Result<Tokens, Failure> {
    let response = fetch_any(call, None, None, None).await?;
    let body = text(&response).await?;
    let status = response.status();
    if response.ok() {
        let response = serde_json::from_str(&body).map_err(|_| Failure::Unreadable { status })?;
        return Ok(Tokens::from_response(response));
    }
    match serde_json::from_str::<TokenError>(&body) {
        Ok(error) => Err(Failure::Refused(cordboard_protocol::problem::Problem {
            kind: error.error,
            title: error.error_description,
            status,
            detail: None,
        })),
        Err(_) => Err(Failure::from_answer(status, &body)),
    }
}

/// Sends, and turns an answer that is no success into a failure.
async fn fetch(
    call: &Call,
    token: Option<&str>,
    abort: Option<&AbortSignal>,
    tag: Option<&str>,
) -> Result<Response, Failure> {
    let response = fetch_any(call, token, abort, tag).await?;
    if response.ok() || response.status() == 304 {
        return Ok(response);
    }
    let status = response.status();
    Err(Failure::from_answer(status, &text(&response).await.unwrap_or_default()))
}

async fn fetch_any(
    call: &Call,
    token: Option<&str>,
    abort: Option<&AbortSignal>,
    tag: Option<&str>,
) -> Result<Response, Failure> {
    let window = web_sys::window().ok_or(Failure::Network)?;
    let limit = abort.cloned().unwrap_or_else(|| AbortSignal::timeout_with_u32(NO_ANSWER_MS));
    let promise = window.fetch_with_str_and_init(&call.path, &request(call, token, tag, &limit)?);
    match JsFuture::from(promise).await {
        Ok(response) => response.dyn_into().map_err(|_| Failure::Network),
        Err(_) => Err(broken_off(abort)),
    }
}

fn request(
    call: &Call,
    token: Option<&str>,
    tag: Option<&str>,
    limit: &AbortSignal,
) -> Result<RequestInit, Failure> {
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_credentials(web_sys::RequestCredentials::Omit);
    let headers = Headers::new().map_err(|_| Failure::Network)?;
    if let Some(token) = token {
        let value = format!("Bearer {token}");
        headers.set("authorization", &value).map_err(|_| Failure::LoggedOut)?;
    }
    if let Some(tag) = tag {
        headers.set("if-none-match", tag).map_err(|_| Failure::Network)?;
    }
    if let Some(body) = &call.body {
        headers.set("content-type", "application/json").map_err(|_| Failure::Network)?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    init.set_signal(Some(limit));
    Ok(init)
}

fn broken_off(abort: Option<&AbortSignal>) -> Failure {
    if abort.is_some_and(AbortSignal::aborted) { Failure::Aborted } else { Failure::Network }
}

async fn read_json<T: DeserializeOwned>(response: &Response) -> Result<T, Failure> {
    let body = text(response).await?;
    let unreadable = Failure::Unreadable { status: response.status() };
    serde_json::from_str(&body).map_err(|_| unreadable)
}

async fn text(response: &Response) -> Result<String, Failure> {
    let promise = response.text().map_err(|_| Failure::Network)?;
    let text = JsFuture::from(promise).await.map_err(|_| Failure::Network)?;
    text.as_string().ok_or(Failure::Unreadable { status: response.status() })
}

/// Reads the two things that the loop needs; the events stay what they are.
async fn read_answer(response: &Response, abort: &AbortSignal) -> Result<Answer, Failure> {
    let unreadable = || Failure::Unreadable { status: response.status() };
    let (value, bytes) = if let Some(bytes) = plain_length(response) {
        let json = response.json().map_err(|_| unreadable())?;
        (JsFuture::from(json).await.map_err(|_| broken_off(Some(abort)))?, bytes)
    } else {
        let text = response.text().map_err(|_| unreadable())?;
        let text = JsFuture::from(text).await.map_err(|_| broken_off(Some(abort)))?;
        let text: js_sys::JsString = text.dyn_into().map_err(|_| unreadable())?;
        let value = JSON::parse(&String::from(&text)).map_err(|_| unreadable())?;
        (value, text.length())
    };
    let key = |name: &str| Reflect::get(&value, &JsValue::from_str(name)).ok();
    let session_id = key("sessionId").and_then(|id| id.as_string()).ok_or_else(unreadable)?;
    let events: Array = key("events").and_then(|it| it.dyn_into().ok()).ok_or_else(unreadable)?;
    Ok(Answer { session_id, events, bytes })
}

/// The body's size, when the header speaks of the body as it will be read.
fn plain_length(response: &Response) -> Option<u32> {
    let headers = response.headers();
    let header = |name| headers.get(name).ok().flatten();
    if header("content-encoding").is_some() {
        return None;
    }
    header("content-length")?.parse().ok()
}
