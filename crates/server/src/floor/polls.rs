//! Polls: answered at once, or parked until there is something to tell.

use cordboard_acd::{AgentSessionId, Poll};
use tokio::{sync::oneshot, time::Instant};

use super::{
    AliveRequest, FloorError, PollAnswer, PollNumber, PollRequest, parked::ParkedPoll,
    task::FloorTask,
};

impl FloorTask {
    pub(super) fn poll(&mut self, request: PollRequest) {
        let PollRequest { number, agent, id, timeout, answer } = request;
        let now = self.parts.clock.now();
        let told = match self.durable_floor() {
            Ok(floor) => answer_of(floor.poll(agent, &id.key, id.received)),
            Err(error) => {
                let _ = answer.send(Err(error));
                return;
            }
        };
        match told {
            PollAnswer::Unknown | PollAnswer::Gone => {
                // Nobody is listening when the client has gone.
                let _ = answer.send(Ok(told));
                return;
            }
            PollAnswer::Events { .. } | PollAnswer::Nothing => {}
        }
        self.floor.poll_began(now, &id.key, id.received);
        let session = self.floor.session_of_key(&id.key);
        match (told, session) {
            (PollAnswer::Nothing, Some(session)) if !timeout.is_zero() && !answer.is_closed() => {
                let deadline = Instant::now() + timeout;
                let poll = ParkedPoll { session, agent, id, deadline, answer };
                if let Some(oldest) = self.parked.park(number, poll) {
                    self.end(oldest, PollAnswer::Nothing);
                }
            }
            (told, _) => {
                self.answer(answer, told);
                self.floor.poll_ended(now, &id.key);
            }
        }
    }

    /// What it changes is no fact, so it is done as soon as it is told.
    pub(super) fn alive(&mut self, request: AliveRequest) {
        let AliveRequest { agent, key, answer } = request;
        let now = self.parts.clock.now();
        let durable = self.durable_floor().map(|_| ());
        let told = durable.and_then(|()| Ok(self.floor.heard(now, agent, &key)?));
        // Nobody is listening when the client has gone.
        let _ = answer.send(told);
    }

    /// Asks the floor again for the parked polls of an agent session that has something to tell.
    pub(super) fn ask_again(&mut self, session: AgentSessionId) {
        for number in self.parked.of_session(session) {
            let Some(poll) = self.parked.get(number) else { continue };
            let told = answer_of(self.floor.poll(poll.agent, &poll.id.key, poll.id.received));
            if told != PollAnswer::Nothing
                && let Some(poll) = self.parked.take(number)
            {
                self.end(poll, told);
            }
        }
    }

    pub(super) fn end(&mut self, poll: ParkedPoll, told: PollAnswer) {
        self.floor.poll_ended(self.parts.clock.now(), &poll.key());
        // Nobody is listening when the client has gone.
        self.answer(poll.answer, told);
    }

    fn answer(&self, answer: oneshot::Sender<Result<PollAnswer, FloorError>>, told: PollAnswer) {
        if let PollAnswer::Events { events, .. } = &told {
            self.parts.measures.told(events.len());
        }
        // Nobody is listening when the client has gone.
        let _ = answer.send(Ok(told));
    }

    pub(super) fn give_back(&mut self, number: PollNumber) {
        if let Some(poll) = self.parked.take(number) {
            self.floor.poll_ended(self.parts.clock.now(), &poll.key());
        }
    }
}

fn answer_of(poll: Poll) -> PollAnswer {
    match poll {
        Poll::Events { events, next } => PollAnswer::Events { events, next },
        Poll::Nothing => PollAnswer::Nothing,
        Poll::Gone => PollAnswer::Gone,
        Poll::Unknown => PollAnswer::Unknown,
    }
}
