//! The floor task: the single writer of one business unit.
//!
//! Commands, reads and polls come in over one channel. All that wait are judged and applied, their
//! facts go into one append to the journal, and only then is anybody told: nothing is told that a
//! crash could take back.

mod parked;
mod polls;
mod recovery;
mod snapshots;
mod standing_still;
mod task;

use std::{
    collections::BTreeSet, sync::Arc, sync::atomic::AtomicU64, sync::atomic::Ordering,
    time::Duration,
};

use cordboard_acd::{
    AgentId, Command, Event, EventNumber, Fact, Floor, Refusal, SessionKey, Setup, SignInId,
};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

use crate::session_id::SessionId;

pub(crate) use recovery::{CannotRecover, open_journal};
pub(crate) use task::{FloorTask, Parts};

/// Why the floor did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum FloorError {
    /// The floor judged against it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The journal takes no facts, so nothing may happen.
    #[error("the floor stands still: its journal takes no facts")]
    StandsStill {
        /// When it is tried again.
        retry_after: Duration,
    },
    /// The floor has stopped.
    #[error("the floor has stopped")]
    Stopped,
}

/// What a poll is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PollAnswer {
    /// Something happened; the number makes the next session id.
    Events { events: Vec<Event>, next: EventNumber },
    /// Nothing happened: 304.
    Nothing,
    /// The last answer has been given: 409.
    Gone,
    /// No such session id, or another agent's: 404.
    Unknown,
}

/// So many requests may wait for the floor; who comes then waits to be let in. It is a fraction of
/// a second's work, so that a burst is smoothed and memory stays bounded.
const CHANNEL_ROOM: usize = 1024;

/// Asks the floor.
#[derive(Clone)]
pub(crate) struct FloorHandle {
    messages: mpsc::Sender<Message>,
    gone: mpsc::UnboundedSender<PollNumber>,
    next_poll: Arc<AtomicU64>,
    setup: watch::Receiver<Arc<Setup>>,
    ended_sign_ins: watch::Receiver<Arc<BTreeSet<SignInId>>>,
}

/// Names one request for events while it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PollNumber(u64);

/// What the floor task takes in.
enum Message {
    Command {
        command: Command,
        answer: Answer,
    },
    Read(ReadAnswer),
    Poll(PollRequest),
    Alive(AliveRequest),
    /// The server is going down: no poll is parked from now on.
    AnswerPolls,
    /// The server has gone down: nobody asks any more.
    End,
}

/// Is told the durable floor.
type ReadAnswer = Box<dyn FnOnce(Result<&Floor, FloorError>) + Send>;

/// Is told the floor as it is once all is durable, and the command's own facts.
type Answer = Box<dyn FnOnce(Result<(&Floor, &[Fact]), FloorError>) + Send>;

/// An agent's desktop says that it is there.
struct AliveRequest {
    agent: AgentId,
    key: SessionKey,
    answer: oneshot::Sender<Result<(), FloorError>>,
}

struct PollRequest {
    number: PollNumber,
    agent: AgentId,
    id: SessionId,
    timeout: Duration,
    answer: oneshot::Sender<Result<PollAnswer, FloorError>>,
}

/// The floor task's ends of the channels.
pub(crate) struct Inbox {
    messages: mpsc::Receiver<Message>,
    gone: mpsc::UnboundedReceiver<PollNumber>,
    setup: watch::Sender<Arc<Setup>>,
    ended_sign_ins: watch::Sender<Arc<BTreeSet<SignInId>>>,
}

/// Makes the channel between the handlers and the floor task.
pub(crate) fn channel() -> (FloorHandle, Inbox) {
    let (messages, inbox) = mpsc::channel(CHANNEL_ROOM);
    let (gone, gone_inbox) = mpsc::unbounded_channel();
    let (publish, setup) = watch::channel(Arc::default());
    let (publish_ended, ended_sign_ins) = watch::channel(Arc::default());
    let next_poll = Arc::default();
    let handle = FloorHandle { messages, gone, next_poll, setup, ended_sign_ins };
    let inbox =
        Inbox { messages: inbox, gone: gone_inbox, setup: publish, ended_sign_ins: publish_ended };
    (handle, inbox)
}

impl FloorHandle {
    /// Gives a command, and takes from the floor and the command's facts what the caller is told.
    pub(crate) async fn command<T: Send + 'static>(
        &self,
        command: Command,
        then: impl FnOnce(&Floor, &[Fact]) -> T + Send + 'static,
    ) -> Result<T, FloorError> {
        let (sender, receiver) = oneshot::channel();
        let answer: Answer = Box::new(move |told| {
            // Nobody is listening when the client has gone: the command was done all the same.
            let _ = sender.send(told.map(|(floor, facts)| then(floor, facts)));
        });
        self.send(Message::Command { command, answer }).await?;
        receiver.await.map_err(|_| FloorError::Stopped)?
    }

    /// Gives the configuration as it is durable, without asking the floor.
    pub(crate) fn setup(&self) -> Arc<Setup> {
        Arc::clone(&self.setup.borrow())
    }

    /// Says whether a sign-in has ended, without asking the floor: its access tokens do not hold.
    pub(crate) fn has_ended(&self, sign_in: SignInId) -> bool {
        self.ended_sign_ins.borrow().contains(&sign_in)
    }

    /// Reads the floor.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Floor) -> T + Send + 'static,
    ) -> Result<T, FloorError> {
        let (sender, receiver) = oneshot::channel();
        let read: ReadAnswer = Box::new(move |floor| {
            let _ = sender.send(floor.map(read));
        });
        self.send(Message::Read(read)).await?;
        receiver.await.map_err(|_| FloorError::Stopped)?
    }

    /// Waits for an agent session's events. Dropping the future gives its place back.
    pub(crate) async fn poll(
        &self,
        agent: AgentId,
        id: SessionId,
        timeout: Duration,
    ) -> Result<PollAnswer, FloorError> {
        let (answer, receiver) = oneshot::channel();
        let number = PollNumber(self.next_poll.fetch_add(1, Ordering::Relaxed));
        let place = Place { number, gone: self.gone.clone() };
        self.send(Message::Poll(PollRequest { number, agent, id, timeout, answer })).await?;
        let told = receiver.await.map_err(|_| FloorError::Stopped);
        drop(place);
        told?
    }

    /// Notes that an agent's desktop is there, though it does not poll just now.
    pub(crate) async fn keep_alive(
        &self,
        agent: AgentId,
        key: SessionKey,
    ) -> Result<(), FloorError> {
        let (answer, receiver) = oneshot::channel();
        self.send(Message::Alive(AliveRequest { agent, key, answer })).await?;
        receiver.await.map_err(|_| FloorError::Stopped)?
    }

    /// Answers every parked poll, and each that still comes, at once.
    pub(crate) async fn answer_polls(&self) {
        // A floor that has stopped has no parked polls.
        let _ = self.send(Message::AnswerPolls).await;
    }

    /// Lets the floor task end: it closes its journal.
    pub(crate) async fn end(&self) {
        // It may have ended already.
        let _ = self.send(Message::End).await;
    }

    async fn send(&self, message: Message) -> Result<(), FloorError> {
        self.messages.send(message).await.map_err(|_| FloorError::Stopped)
    }
}

/// Tells the floor task, when dropped, that nobody waits for this poll any more.
struct Place {
    number: PollNumber,
    gone: mpsc::UnboundedSender<PollNumber>,
}

impl Drop for Place {
    fn drop(&mut self) {
        // A floor that has stopped has no places.
        let _ = self.gone.send(self.number);
    }
}

#[cfg(test)]
mod tests;
