//! Lives through a vector, step by step.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Write as _,
    net::Ipv4Addr,
    time::Duration,
};

use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::timeout};

use crate::{
    answer::{self, Answer},
    event_style,
    floor::Floor,
    server::Server,
    shape,
    variables::Variables,
    vector::{AgentGiven, Body, Piece, Presence, RequestStep, Step, Vector},
};

/// Longer than any poll may park.
const TOO_LONG: Duration = Duration::from_secs(90);

/// Says at which step it went otherwise, and how.
pub(crate) async fn tell(server: &Server, vector: &Vector, floor: Floor) -> Result<(), String> {
    let mut story = Story::new(server, floor);
    for (name, agent) in &vector.given.agents {
        let ready = story.make_ready(name, agent).await;
        ready.map_err(|difference| format!("before the story, {name}: {difference}"))?;
    }
    for (number, step) in (1..).zip(&vector.steps) {
        let done = timeout(TOO_LONG, story.step(step)).await;
        let done = done.unwrap_or_else(|_| Err("it never ended".to_owned()));
        done.map_err(|difference| format!("step {number}, {}: {difference}", words(step)))?;
    }
    match story.started.keys().next() {
        Some(name) => Err(format!("{name:?} was never finished")),
        None => Ok(()),
    }
}

struct Story<'a> {
    server: &'a Server,
    /// With an address of its own, so that no vector counts among another's failed log-ins.
    http: Client,
    variables: Variables,
    started: BTreeMap<String, JoinHandle<Result<Answer, String>>>,
    /// By agent, what came with an answer behind the event that was waited for.
    behind: BTreeMap<String, VecDeque<Value>>,
}

impl<'a> Story<'a> {
    fn new(server: &'a Server, floor: Floor) -> Self {
        let [.., high, low] = floor.number.to_be_bytes();
        let http = Client::builder()
            .local_address(Some(Ipv4Addr::new(127, 9, high, low).into()))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let mut variables = floor.variables;
        variables.set("url", &server.url);
        Self { server, http, variables, started: BTreeMap::new(), behind: BTreeMap::new() }
    }

    async fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Request(step) => {
                let request = self.request(step)?;
                match (&step.start, &step.expect) {
                    (Some(name), _) => {
                        let answer = tokio::spawn(answer::to(request));
                        self.started.insert(name.clone(), answer);
                        Ok(())
                    }
                    (None, Some(expect)) => {
                        answer::to(request).await?.judge(expect, &mut self.variables)
                    }
                    (None, None) => Err("nothing is expected".to_owned()),
                }
            }
            Step::Finish { finish, expect } => {
                let started = self.started.remove(finish);
                let started = started.ok_or_else(|| format!("{finish:?} was never started"))?;
                let answer = started.await.map_err(|error| error.to_string())??;
                answer.judge(expect, &mut self.variables)
            }
            Step::Calls { customer_calls, ani, dnis, contact } => {
                let body = json!({
                    "skillId": self.variables.get(customer_calls)?,
                    "ani": ani.as_deref().unwrap_or("+15551230001"),
                    "dnis": dnis.as_deref().unwrap_or("5550199"),
                });
                let request = self.plain(Method::POST, "/simulator/v1/calls");
                let answer = answer::to(request.body(body.to_string())).await?;
                let wanted = [(contact.clone(), "/contactId".to_owned())];
                self.variables.capture(&wanted.into(), answer.json()?)
            }
            Step::HangsUp { customer_hangs_up } => {
                let contact = self.variables.get(customer_hangs_up)?;
                let path = format!("/simulator/v1/calls/{contact}");
                let answer = answer::to(self.plain(Method::DELETE, &path)).await?;
                if answer.status < 300 { Ok(()) } else { Err(format!("{answer:?}")) }
            }
            Step::Until { until, events, never, capture } => {
                let came = self.until(until, events, never).await?;
                self.variables.capture(capture, &Value::Array(came))
            }
            Step::Quiet { quiet } => self.quiet(quiet).await,
        }
    }

    fn plain(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.server.url))
    }

    fn request(&self, step: &RequestStep) -> Result<RequestBuilder, String> {
        let (method, path) = step.request.split_once(' ').ok_or("no method and path")?;
        let method = Method::from_bytes(method.as_bytes()).map_err(|error| error.to_string())?;
        let path = self.variables.fill(path)?;
        // Discovery gives whole addresses.
        let path = path.strip_prefix(&self.server.url).unwrap_or(&path);
        let mut request = self.plain(method, path);
        if let Some(agent) = &step.agent {
            request = request.bearer_auth(self.variables.get(&format!("{agent}.token"))?);
        }
        for (name, value) in &step.headers {
            request = request.header(name, self.variables.fill(value)?);
        }
        Ok(match &step.body {
            None => request,
            Some(body) => request.body(self.bytes(body)?),
        })
    }

    fn bytes(&self, body: &Body) -> Result<Vec<u8>, String> {
        match body {
            Body::Text(text) => Ok(self.variables.fill(text)?.into_bytes()),
            Body::Bytes(bytes) => {
                let digits: Vec<u8> = bytes.hex.bytes().filter(|byte| *byte != b' ').collect();
                let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
                let bytes = pairs.map(|pair| u8::from_str_radix(pair, 16));
                bytes.collect::<Result<_, _>>().map_err(|error| error.to_string())
            }
            Body::Pieces(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(piece) => text.push_str(&self.variables.fill(piece)?),
                        Piece::Repeat(piece) => text.push_str(&piece.repeat.repeat(piece.times)),
                    }
                }
                Ok(text.into_bytes())
            }
        }
    }

    /// Takes an agent as far as the vector wants it, by the calls of the contract.
    async fn make_ready(&mut self, name: &str, agent: &AgentGiven) -> Result<(), String> {
        if agent.is >= Presence::LoggedIn {
            let login = self.variables.get(&format!("{name}.login"))?;
            let body = json!({ "grant_type": "password", "username": login, "password": "demo" });
            let request = self.plain(Method::POST, "/InContactAuthorizationServer/Token");
            let token = [(format!("{name}.token"), "/access_token".to_owned())];
            let answer = answer::to(request.body(body.to_string())).await?;
            self.variables.capture(&token.into(), answer.json()?)?;
        }
        if agent.is >= Presence::InSession {
            let body = r#"{"stationPhoneNumber": "5550100"}"#;
            let answer = self.command(name, "{{api}}/agent-sessions", body).await?;
            let session = [(format!("{name}.session"), "/sessionId".to_owned())];
            self.variables.capture(&session.into(), answer.json()?)?;
        }
        if agent.is == Presence::Available {
            let path = format!("{{{{api}}}}/agent-sessions/{{{{{name}.session}}}}/state");
            self.command(name, &path, r#"{"state": "Available", "reason": ""}"#).await?;
            let available = json!({ "Type": "AgentState", "CurrentState": "Available" });
            self.until(name, &[available], &[]).await?;
        }
        Ok(())
    }

    async fn command(&self, agent: &str, path: &str, body: &str) -> Result<Answer, String> {
        let token = self.variables.get(&format!("{agent}.token"))?;
        let request = self.plain(Method::POST, &self.variables.fill(path)?).bearer_auth(token);
        let answer = answer::to(request.body(body.to_owned())).await?;
        if answer.status == 202 { Ok(answer) } else { Err(format!("{path}: {answer:?}")) }
    }

    /// Polls until these events have come, in this order and with others between them.
    async fn until(
        &mut self,
        agent: &str,
        wanted: &[Value],
        never: &[Value],
    ) -> Result<Vec<Value>, String> {
        let wanted: Vec<Value> = wanted
            .iter()
            .map(|shape| self.variables.fill_shape(shape))
            .collect::<Result<_, _>>()?;
        let never: Vec<Value> =
            never.iter().map(|shape| self.variables.fill_shape(shape)).collect::<Result<_, _>>()?;
        let (mut found, mut passed) = (Vec::new(), String::new());
        while found.len() < wanted.len() {
            let Some(event) = self.behind.entry(agent.to_owned()).or_default().pop_front() else {
                let answer = self.poll(agent, 20).await?;
                if answer.status != 200 {
                    let shape = &wanted[found.len()];
                    let status = answer.status;
                    return Err(format!("{status} while waiting for {shape}; came:{passed}"));
                }
                self.behind.entry(agent.to_owned()).or_default().extend(answer.events().to_vec());
                continue;
            };
            event_style::judge(&event)?;
            if let Some(shape) = never.iter().find(|no| shape::differ(no, &event, "").is_ok()) {
                return Err(format!("there came {event}, which is {shape}"));
            }
            if shape::differ(&wanted[found.len()], &event, "").is_ok() {
                found.push(event);
            } else {
                let _ = write!(passed, "\n    {event}");
            }
        }
        Ok(found)
    }

    async fn quiet(&mut self, agent: &str) -> Result<(), String> {
        if let Some(event) = self.behind.get(agent).and_then(VecDeque::front) {
            return Err(format!("there was more: {event}"));
        }
        let answer = self.poll(agent, 0).await?;
        if answer.status == 304 { Ok(()) } else { Err(format!("there is more: {answer:?}")) }
    }

    /// One poll with the newest id.
    async fn poll(&mut self, agent: &str, timeout_s: u32) -> Result<Answer, String> {
        let session = self.variables.get(&format!("{agent}.session"))?;
        let path =
            format!("{{{{api}}}}/agent-sessions/{session}/get-next-event?timeout={timeout_s}");
        let token = self.variables.get(&format!("{agent}.token"))?;
        let request = self.plain(Method::GET, &self.variables.fill(&path)?).bearer_auth(token);
        let answer = answer::to(request).await?;
        if answer.status == 200 {
            let session = [(format!("{agent}.session"), "/sessionId".to_owned())];
            self.variables.capture(&session.into(), answer.json()?)?;
        }
        Ok(answer)
    }
}

fn words(step: &Step) -> String {
    match step {
        Step::Request(step) => step.request.clone(),
        Step::Finish { finish, .. } => format!("the end of {finish:?}"),
        Step::Calls { customer_calls, .. } => format!("a call of {customer_calls}"),
        Step::HangsUp { .. } => "the customer hangs up".to_owned(),
        Step::Until { until, .. } => format!("the events of {until}"),
        Step::Quiet { quiet } => format!("nothing more for {quiet}"),
    }
}
