//! What an agent's and a customer's client have in common.

use std::{sync::Arc, time::Duration};

use cordboard_client::{call::Call, native::Client};
use serde_json::Value;
use tokio::{
    sync::{mpsc, watch},
    time::{sleep, timeout},
};

use crate::{Noted, Plan, Random, Recorder, Request, Who};

use super::{Orders, Task};

/// So long a living server may take for an answer, beyond what a poll waits; then it counts as none.
const PATIENCE: Duration = Duration::from_secs(90);

/// Where somebody sits who asks.
pub(crate) struct Desk {
    pub(crate) who: Who,
    pub(crate) client: Client,
    pub(crate) random: Random,
    pub(crate) plan: Arc<Plan>,
    pub(crate) recorder: Arc<Recorder>,
    pub(crate) orders: watch::Receiver<Orders>,
    pub(crate) report: mpsc::UnboundedSender<u64>,
}

/// What came of a request.
#[derive(Debug)]
pub(crate) struct Asked {
    /// `None`: no answer.
    pub(crate) status: Option<u16>,
    pub(crate) body: Value,
}

impl Asked {
    pub(crate) fn is(&self, status: u16) -> bool {
        self.status == Some(status)
    }
}

impl Desk {
    pub(crate) fn now(&self) -> Orders {
        *self.orders.borrow()
    }

    pub(crate) fn carried_out(&self, orders: Orders) {
        // Nobody waits any more when the load is dropped.
        let _ = self.report.send(orders.number);
    }

    /// Waits for the next order. Says no when there will be none.
    pub(crate) async fn next_order(&mut self, after: Orders) -> bool {
        self.orders.wait_for(|orders| orders.number > after.number).await.is_ok()
    }

    /// Asks, and notes both ends of it.
    pub(crate) async fn ask(&mut self, request: Request, call: Call) -> Asked {
        let to = self.recorder.note(self.who, Noted::Sent(request));
        let asked = timeout(PATIENCE, exchange(&self.client, call)).await;
        let asked = asked.unwrap_or(Asked { status: None, body: Value::Null });
        self.answered(to, asked).await
    }

    /// Polls, and gives up when there is another order.
    pub(crate) async fn poll(&mut self, session: &str, timeout_s: u32) -> Asked {
        let request = Request::Poll { session: session.to_owned() };
        let to = self.recorder.note(self.who, Noted::Sent(request));
        let orders = self.now();
        let call = cordboard_client::call::next_event(session, timeout_s);
        let asked = tokio::select! {
            asked = timeout(PATIENCE, exchange(&self.client, call)) => asked.ok(),
            _ = self.orders.wait_for(|now| now.number > orders.number) => None,
        };
        let asked = asked.unwrap_or(Asked { status: None, body: Value::Null });
        self.answered(to, asked).await
    }

    async fn answered(&mut self, to: usize, asked: Asked) -> Asked {
        let noted = Noted::Answered { to, status: asked.status, body: asked.body.clone() };
        self.recorder.note(self.who, noted);
        let orders = self.now();
        if asked.status.is_none() && orders.task == Task::Work {
            // The server is gone: another order will come. Should it be there after all, work goes on.
            let another = self.orders.wait_for(|now| now.number > orders.number);
            let _ = timeout(Duration::from_millis(500), another).await;
        } else if asked.status.is_some_and(|status| status >= 500) {
            self.think(200).await;
        }
        asked
    }

    /// A pause as people make it, so that not all come at once.
    pub(crate) async fn think(&mut self, most_ms: u64) {
        sleep(Duration::from_millis(self.random.below(most_ms))).await;
    }
}

async fn exchange(client: &Client, call: Call) -> Asked {
    match client.exchange(call).await {
        Ok((status, text)) => {
            let body = serde_json::from_str(&text).unwrap_or(Value::Null);
            Asked { status: Some(status), body }
        }
        Err(_) => Asked { status: None, body: Value::Null },
    }
}
