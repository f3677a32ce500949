//! An agent at work.

use serde_json::Value;

use crate::server::{API, Answer, Server};

pub(crate) struct Agent<'a> {
    pub(crate) server: &'a Server,
    pub(crate) token: String,
    /// The newest session id.
    pub(crate) session: String,
}

impl<'a> Agent<'a> {
    /// Logs in and starts an agent session.
    pub(crate) async fn start(server: &'a Server, user: &str) -> Self {
        let token = server.token(user).await;
        let answer = server
            .post(&format!("{API}/agent-sessions"), &token, r#"{"stationPhoneNumber":"5550100"}"#)
            .await;
        assert_eq!(answer.status, 202, "{}", answer.body);
        let session = answer.body["sessionId"].as_str().unwrap().to_owned();
        Self { server, token, session }
    }

    /// Logs in, starts an agent session and becomes available; all events so far have arrived.
    pub(crate) async fn available(server: &'a Server, user: &str) -> Self {
        let mut agent = Self::start(server, user).await;
        agent.post("/state", r#"{"state":"Available","reason":""}"#).await.is_taken();
        agent.until(|event| event["CurrentState"] == "Available").await;
        agent
    }

    /// A path of the agent session.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("{API}/agent-sessions/{}{rest}", self.session)
    }

    pub(crate) async fn post(&self, rest: &str, body: &str) -> Answer {
        self.server.post(&self.path(rest), &self.token, body).await
    }

    pub(crate) async fn command(&self, contact: u64, word: &str) -> Answer {
        self.post(&format!("/interactions/{contact}/{word}"), "").await
    }

    /// One poll with the newest session id; events become the newest.
    pub(crate) async fn poll(&mut self, timeout: &str) -> Answer {
        let path = self.path(&format!("/get-next-event?timeout={timeout}"));
        let answer = self.server.get(&path, &self.token).await;
        if answer.status == 200 {
            answer.body["sessionId"].as_str().unwrap().clone_into(&mut self.session);
        }
        answer
    }

    /// What has happened and not yet arrived; none is no answer to wait for.
    pub(crate) async fn events(&mut self) -> Vec<Value> {
        let answer = self.poll("0").await;
        match answer.status {
            200 => answer.body["events"].as_array().unwrap().clone(),
            304 => Vec::new(),
            _ => panic!("{} {}", answer.status, answer.body),
        }
    }

    /// Polls until an event is there, and gives all that came up to the end of its answer.
    pub(crate) async fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        while !all.iter().any(&wanted) {
            let answer = self.poll("20").await;
            assert_eq!(answer.status, 200, "{} after {all:#?}", answer.body);
            all.extend(answer.body["events"].as_array().unwrap().iter().cloned());
        }
        all
    }

    /// Polls until a contact has this status.
    pub(crate) async fn until_status(&mut self, status: &str) -> Vec<Value> {
        self.until(|event| event["Type"] == "CallContactEvent" && event["Status"] == status).await
    }

    /// Takes a call of a skill and answers it.
    pub(crate) async fn in_call(server: &'a Server, user: &str, skill: u64) -> (Self, u64) {
        let mut agent = Self::available(server, user).await;
        let contact = server.call(skill, "+15551230001").await;
        agent.until_status("Incoming").await;
        agent.command(contact, "accept").await.is_taken();
        agent.until_status("Active").await;
        (agent, contact)
    }
}

/// Replaces each instant, once it is seen to be one, by a word.
pub(crate) fn without_times(events: &[Value]) -> Vec<Value> {
    let mut events = events.to_vec();
    for event in &mut events {
        for (key, value) in event.as_object_mut().unwrap() {
            if key.contains("Time") && value.as_str().is_some_and(|text| text.contains(':')) {
                let text = value.as_str().unwrap();
                assert!(is_instant(text), "{key}: {text}");
                *value = Value::String("TIME".to_owned());
            }
        }
    }
    events
}

pub(crate) fn is_instant(text: &str) -> bool {
    let shape: String =
        text.chars().map(|char| if char.is_ascii_digit() { '9' } else { char }).collect();
    shape == "9999-99-99T99:99:99.999Z"
}
