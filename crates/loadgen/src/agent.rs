//! A simulated agent.

mod choice;

use std::{sync::Arc, time::Duration};

use cordboard_client::call::{self, LegAction};
use cordboard_protocol::{
    agent_session::{EndAgentSession, JoinAgentSession, SetAgentState, StartAgentSession},
    disposition::SetDisposition,
};
use serde_json::Value;
use tokio::time::Instant;

use crate::{
    AgentRequest, Request, View,
    load::{Asked, Desk, Task},
    view::text,
};

/// Ids polled within this time can be polled again and are answered with all that came after (E4 says 120 s).
const KEPT: Duration = Duration::from_mins(1);

/// An agent looks so often for a moment in which nothing happens between two answers.
const MOST_LOOKS: usize = 10;

/// E7 is not what is tried here: nobody is found inactive.
const INACTIVITY_S: u64 = 3_600;

/// An agent, who does one thing after another.
pub(crate) struct Agent {
    desk: Desk,
    place: usize,
    logged_in: bool,
    /// The last refresh token, as long as it was not sent.
    refresh_token: Option<String>,
    session: Option<Session>,
}

/// What the agent's client keeps of its agent session.
struct Session {
    /// Each id, how many events had been received by then, and when it was last polled.
    ids: Vec<(String, usize, Option<Instant>)>,
    received: usize,
    view: View,
    /// The first id is of a join, not of a start: each poll with it is answered with the full picture.
    is_joined: bool,
}

impl Agent {
    pub(crate) fn new(desk: Desk, place: usize) -> Self {
        Self { desk, place, logged_in: false, refresh_token: None, session: None }
    }

    pub(crate) async fn run(mut self) {
        loop {
            let orders = self.desk.now();
            match orders.task {
                Task::Work => {
                    self.step().await;
                    continue;
                }
                Task::LookAgain => {
                    if self.refresh_token.is_some() && self.desk.random.chance(20) {
                        self.refresh().await;
                    }
                    self.look_again().await;
                }
                Task::Drain => {
                    self.drain().await;
                }
                Task::Halt | Task::Listen | Task::HangUp => {}
            }
            self.desk.carried_out(orders);
            if !self.desk.next_order(orders).await {
                return;
            }
        }
    }

    async fn step(&mut self) {
        if !self.logged_in {
            return self.log_in().await;
        }
        if self.desk.random.chance(2) {
            return self.refresh().await;
        }
        let Some(session) = &self.session else { return self.start().await };
        let is_idle =
            session.view.contacts.is_empty() && session.view.current_state() == "Available";
        let timeout_s = u32::from(is_idle && self.desk.random.chance(80));
        let asked = match self.older_id() {
            // An answer lost on its way is asked for again (E2).
            Some(id) if self.desk.random.chance(5) => self.poll_with(id, 0).await,
            _ => self.poll(timeout_s).await,
        };
        if asked.status.is_none() || self.desk.now().task != Task::Work {
            return;
        }
        if self.session.as_ref().is_some_and(|session| session.view.ended) {
            return self.leave().await;
        }
        self.desk.think(20).await;
        let Some(session) = &self.session else { return };
        let request = choice::choose(&session.view, &self.desk.plan, &mut self.desk.random);
        let Some(request) = request else { return };
        self.command(request.clone()).await;
        if self.desk.random.chance(3) && self.desk.now().task == Task::Work {
            self.command(request).await;
        }
    }

    async fn log_in(&mut self) {
        let Some(account) = self.desk.plan.agents.get(self.place).cloned() else { return };
        let call = call::password_token(&account.login, &account.password);
        let asked = self.desk.ask(Request::LogIn, call).await;
        self.take_tokens(&asked.body);
    }

    /// Exchanges the refresh token. When the answer is lost it may be used up: then the agent logs in again.
    async fn refresh(&mut self) {
        let Some(token) = self.refresh_token.take() else { return self.log_in().await };
        let asked = self.desk.ask(Request::Refresh, call::refresh_token(&token)).await;
        self.take_tokens(&asked.body);
    }

    fn take_tokens(&mut self, body: &Value) {
        let token = |name| body.get(name).and_then(Value::as_str);
        if let (Some(access), Some(refresh)) = (token("access_token"), token("refresh_token")) {
            self.desk.client.use_token(access);
            self.refresh_token = Some(refresh.to_owned());
            self.logged_in = true;
        }
    }

    async fn start(&mut self) {
        let start = StartAgentSession {
            station_phone_number: Some(format!("55501{:03}", self.place)),
            inactivity_timeout: Some(INACTIVITY_S),
            ..StartAgentSession::default()
        };
        let asked = self.desk.ask(Request::Start, call::start_session(&start)).await;
        if asked.is(202) {
            self.session = Session::of(&asked.body);
        } else if asked.is(409) {
            // The answer to an earlier start was lost.
            if let Some(id) = self.join().await {
                self.session = Some(Session { is_joined: true, ..Session::new(id) });
            }
        }
    }

    async fn join(&mut self) -> Option<String> {
        let call = call::join_session(&JoinAgentSession::default());
        let asked = self.desk.ask(Request::Join, call).await;
        asked.is(202).then(|| text(&asked.body, "sessionId").to_owned())
    }

    /// Polls with the newest id.
    async fn poll(&mut self, timeout_s: u32) -> Asked {
        let newest = self.session.as_ref().map_or(0, |session| session.ids.len() - 1);
        self.poll_with(newest, timeout_s).await
    }

    async fn poll_with(&mut self, id: usize, timeout_s: u32) -> Asked {
        let ids = self.session.as_mut().map(|session| &mut session.ids);
        let Some((text, position, polled)) = ids.and_then(|ids| ids.get_mut(id)) else {
            return Asked { status: None, body: Value::Null };
        };
        *polled = Some(Instant::now());
        let (text, position) = (text.clone(), *position);
        let asked = self.desk.poll(&text, timeout_s).await;
        if asked.is(200)
            && let Some(session) = &mut self.session
        {
            session.take(position, &asked.body);
        }
        if asked.is(409) || asked.is(404) {
            self.session = None;
        }
        asked
    }

    async fn command(&mut self, request: AgentRequest) {
        let Some(session) = &self.session else { return };
        // Every id of a living agent session is good for commands.
        let old = self.desk.random.chance(10);
        let place =
            if old { self.desk.random.place(session.ids.len()) } else { session.ids.len() - 1 };
        let id = session.ids[place].0.clone();
        let call = match &request {
            AgentRequest::Contact { contact, action } => {
                call::contact(&id, *contact, action.of_client())
            }
            AgentRequest::Disposition { contact, disposition, notes } => {
                let outcome = SetDisposition {
                    primary_disposition_id: Some(*disposition),
                    primary_disposition_notes: Some(notes.clone()),
                    ..SetDisposition::default()
                };
                call::set_disposition(&id, *contact, &outcome)
            }
            AgentRequest::State { available, reason } => {
                let state = if *available { "Available" } else { "Unavailable" };
                let state =
                    SetAgentState { state: Some(state.to_owned()), reason: Some(reason.clone()) };
                call::set_state(&id, &state)
            }
            AgentRequest::End => {
                let end = EndAgentSession {
                    force_logoff: Some(Value::Bool(true)),
                    ..EndAgentSession::default()
                };
                call::end_session(&id, &end)
            }
            AgentRequest::DialLeg => call::agent_leg(&id, LegAction::Dial),
            AgentRequest::EndLeg => call::agent_leg(&id, LegAction::End),
            AgentRequest::Mute => call::agent_leg(&id, LegAction::Mute),
            AgentRequest::Unmute => call::agent_leg(&id, LegAction::Unmute),
        };
        self.desk.ask(Request::Agent { session: id, command: request }, call).await;
    }

    /// The agent session is over: asks once more for all of it.
    async fn leave(&mut self) {
        if let Some(oldest) = self.polled_ids().first() {
            self.poll_with(*oldest, 0).await;
        }
        self.drain().await;
    }

    /// Draws an id that was polled lately.
    fn older_id(&mut self) -> Option<usize> {
        let ids = self.polled_ids();
        (!ids.is_empty()).then(|| ids[self.desk.random.place(ids.len())])
    }

    fn polled_ids(&self) -> Vec<usize> {
        let ids = self.session.as_ref().map_or(&[][..], |session| &session.ids);
        let lately = |id: &(String, usize, Option<Instant>)| {
            id.2.is_some_and(|polled| polled.elapsed() < KEPT)
        };
        (0..ids.len()).filter(|place| lately(&ids[*place])).collect()
    }

    /// Asks once more with an older id, takes what is new, and compares with the full picture.
    async fn look_again(&mut self) {
        if self.session.is_none() {
            return;
        }
        // The answer to the oldest holds most.
        if let Some(oldest) = self.polled_ids().first() {
            self.poll_with(*oldest, 0).await;
        }
        for _ in 0..MOST_LOOKS {
            if !self.drain().await {
                return;
            }
            let Some(id) = self.join().await else { return };
            self.desk.poll(&id, 0).await;
            if self.poll(0).await.is(304) {
                return;
            }
        }
    }

    /// Takes what is new. Says whether the agent session goes on.
    async fn drain(&mut self) -> bool {
        while self.session.is_some() {
            let asked = self.poll(0).await;
            if !asked.is(200) {
                return asked.is(304);
            }
        }
        false
    }
}

impl Session {
    fn of(started: &Value) -> Option<Self> {
        let id = text(started, "sessionId");
        (!id.is_empty()).then(|| Self::new(id.to_owned()))
    }

    fn new(id: String) -> Self {
        Self { ids: vec![(id, 0, None)], received: 0, view: View::default(), is_joined: false }
    }

    /// Takes an answer to an id after which so many events had been received.
    fn take(&mut self, position: usize, body: &Value) {
        let events = body.get("events").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let first = events.first().map_or("", |event| text(event, "Type"));
        if first == "AgentSessionStart" && (position > 0 || self.is_joined) {
            // E3: the picture stands for all before it.
            let (received, view) = (events.len(), View::default());
            *self = Self { ids: Vec::new(), received, view, is_joined: false };
            for event in events {
                self.view.take(&Arc::new(event.clone()));
            }
        } else {
            let known = self.received.saturating_sub(position);
            for event in events.iter().skip(known) {
                self.view.take(&Arc::new(event.clone()));
            }
            self.received = self.received.max(position + events.len());
        }
        let id = text(body, "sessionId").to_owned();
        if self.ids.last().is_none_or(|(last, _, _)| *last != id) {
            self.ids.push((id, self.received, None));
        }
    }
}
