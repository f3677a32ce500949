//! A simulated customer.

use cordboard_client::call;
use cordboard_protocol::simulator::PlaceCall;
use serde_json::Value;

use crate::{
    Request, Who,
    load::{Desk, Task},
    view::text,
};

/// A customer, who calls again when a call is over.
pub(crate) struct Customer {
    desk: Desk,
    placed: u64,
    /// Calls that may not be over.
    calls: Vec<u64>,
    /// Calls that were over when the customer last listened, who listens once more when all stand still: over they
    /// must stay.
    over: Vec<u64>,
}

/// A customer leaves so many calls to the agents, and waits.
const MOST_CALLS: usize = 3;

impl Customer {
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, placed: 0, calls: Vec::new(), over: Vec::new() }
    }

    pub(crate) async fn run(mut self) {
        loop {
            let orders = self.desk.now();
            match orders.task {
                Task::Work => {
                    self.step().await;
                    continue;
                }
                Task::Listen => {
                    let over = std::mem::take(&mut self.over);
                    for contact in self.calls.clone().into_iter().chain(over) {
                        self.listen(contact).await;
                    }
                }
                Task::HangUp => {
                    for contact in self.calls.clone() {
                        self.hang_up(contact).await;
                    }
                }
                Task::Halt | Task::LookAgain | Task::Drain => {}
            }
            self.desk.carried_out(orders);
            if !self.desk.next_order(orders).await {
                return;
            }
        }
    }

    async fn step(&mut self) {
        self.desk.think(60).await;
        if self.desk.now().task != Task::Work {
            return;
        }
        let may_call = self.calls.len() < MOST_CALLS;
        match self.desk.random.below(100) {
            0..60 if may_call => self.place_call().await,
            draw if !self.calls.is_empty() => {
                let contact = self.calls[self.desk.random.place(self.calls.len())];
                if draw < 85 { self.listen(contact).await } else { self.hang_up(contact).await }
            }
            _ => {}
        }
    }

    async fn place_call(&mut self) {
        let skills = &self.desk.plan.skills;
        if skills.is_empty() {
            return;
        }
        let skill = skills[self.desk.random.place(skills.len())].id;
        let Who::Customer(number) = self.desk.who else { return };
        self.placed += 1;
        let ani = format!("+1555{number:03}{:06}", self.placed);
        let call = call::place_call(&PlaceCall { skill_id: skill, ani: ani.clone(), dnis: None });
        let asked = self.desk.ask(Request::PlaceCall { skill, ani }, call).await;
        let contact = asked.body.get("contactId").and_then(Value::as_u64);
        self.calls.extend(contact.filter(|_| asked.is(201)));
    }

    async fn listen(&mut self, contact: u64) {
        let call = call::simulated_call(contact);
        let asked = self.desk.ask(Request::ReadCall { contact }, call).await;
        if asked.is(404) || text(&asked.body, "state") == "ended" {
            self.is_over(contact);
        }
    }

    fn is_over(&mut self, contact: u64) {
        let before = self.calls.len();
        self.calls.retain(|other| *other != contact);
        if self.calls.len() < before {
            self.over.push(contact);
        }
    }

    async fn hang_up(&mut self, contact: u64) {
        let asked = self.desk.ask(Request::HangUp { contact }, call::hang_up(contact)).await;
        // 409: the agent was first. After 202 the customer goes on listening: the line must stay silent.
        if asked.is(409) {
            self.is_over(contact);
        }
    }
}
