//! A simulated administrator.

use std::{collections::BTreeSet, path::PathBuf};

use cordboard_client::call;
use cordboard_protocol::admin::FirstAdministrator;
use serde_json::{Value, json};

use crate::{
    ADMINISTRATOR, Request,
    load::{Desk, Task},
};

/// So many agents get other names; each has been given several soon.
const MOST_RENAMED: usize = 4;

/// So many contacts that were read before are read again each time.
const MOST_READ_AGAIN: usize = 10;

/// An administrator, who gives agents other names and reads what was kept.
pub(crate) struct Administrator {
    desk: Desk,
    /// The file that the server writes the code into.
    init_code: PathBuf,
    logged_in: bool,
    number: u64,
    renamed: BTreeSet<usize>,
    /// The record was searched up to here for contacts with outcomes.
    searched: usize,
    /// Contacts with outcomes, in the order in which they were found.
    known: Vec<u64>,
}

impl Administrator {
    pub(crate) fn new(desk: Desk, init_code: PathBuf) -> Self {
        Self {
            desk,
            init_code,
            logged_in: false,
            number: 0,
            renamed: BTreeSet::new(),
            searched: 0,
            known: Vec::new(),
        }
    }

    pub(crate) async fn run(mut self) {
        // Before the agents come, so that there are changes early.
        self.log_in().await;
        loop {
            let orders = self.desk.now();
            match orders.task {
                Task::Work => {
                    self.step().await;
                    continue;
                }
                // By now the agents stand still.
                Task::Drain => self.look().await,
                Task::Halt | Task::LookAgain | Task::Listen | Task::HangUp => {}
            }
            self.desk.carried_out(orders);
            if !self.desk.next_order(orders).await {
                return;
            }
        }
    }

    async fn step(&mut self) {
        self.desk.think(15).await;
        if self.desk.now().task != Task::Work {
            return;
        }
        if !self.logged_in {
            return self.log_in().await;
        }
        let agent = self.desk.random.place(MOST_RENAMED.min(self.desk.plan.agents.len()));
        if self.desk.random.chance(20) { self.read(agent).await } else { self.rename(agent).await }
    }

    /// Makes the administrator while there is a code for it, then gets a token.
    async fn log_in(&mut self) {
        let password = self.desk.plan.administrator_password.clone();
        if let Ok(code) = std::fs::read_to_string(&self.init_code) {
            let first = FirstAdministrator {
                code: code.trim().to_owned(),
                login: ADMINISTRATOR.to_owned(),
                name: String::new(),
                password: password.clone(),
            };
            let asked = self.desk.ask(Request::Init, call::admin::init(&first)).await;
            // 409: it was made by a request whose answer was lost.
            if !asked.is(201) && !asked.is(409) {
                return;
            }
        }
        let call = call::admin::token(ADMINISTRATOR, &password);
        let asked = self.desk.ask(Request::LogInAdministrator, call).await;
        if let Some(token) = asked.body.get("access_token").and_then(Value::as_str) {
            self.desk.client.use_token(token);
            self.logged_in = true;
        }
    }

    async fn rename(&mut self, agent: usize) {
        let Some(id) = self.id(agent) else { return };
        self.number += 1;
        self.renamed.insert(agent);
        let number = self.number;
        let patch = json!({ "first_name": number.to_string() });
        let call = call::admin::patch("agents", Some(&id), &patch);
        self.desk.ask(Request::Rename { agent, number }, call).await;
    }

    async fn read(&mut self, agent: usize) {
        let Some(id) = self.id(agent) else { return };
        let call = call::admin::entry("agents", Some(&id));
        self.desk.ask(Request::ReadAgent { agent }, call).await;
    }

    fn id(&self, agent: usize) -> Option<String> {
        self.desk.plan.agents.get(agent).map(|account| account.id.to_string())
    }

    /// Reads what must have been kept.
    async fn look(&mut self) {
        if !self.logged_in {
            return;
        }
        for agent in self.renamed.clone() {
            self.read(agent).await;
        }
        let (found, searched) = self.desk.recorder.dispositions_since(self.searched);
        self.searched = searched;
        let mut contacts = found.clone();
        if !self.known.is_empty() {
            for _ in 0..MOST_READ_AGAIN {
                let place = self.desk.random.place(self.known.len());
                contacts.extend(self.known.get(place));
            }
        }
        self.known.extend(found);
        for contact in contacts {
            let call = call::admin::entry("contacts", Some(&contact.to_string()));
            self.desk.ask(Request::ReadContact { contact }, call).await;
        }
    }
}
