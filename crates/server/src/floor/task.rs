//! The loop of the floor task.

use std::{future::poll_fn, ops::Range, sync::Arc, time::Duration};

use cordboard_acd::{AgentSessionId, Command, Fact, Floor, Poll, Setup};
use cordboard_journal::{Journal, JournalError, Position};
use cordboard_telephony::Telephony;
use tokio::time::{Instant, sleep_until};

use crate::clock::Clock;

use super::{
    Answer, FloorError, Inbox, Message, PollAnswer, PollNumber, PollRequest,
    parked::{Parked, ParkedPoll},
};

/// So many requests go into one append: enough to share its cost, few enough that the first does
/// not wait for long.
const MOST_AT_ONCE: usize = 256;

/// The wall clock may jump: the floor's timers are looked at anew after so long at the latest.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// So many facts are read at once when a floor is rebuilt.
const READ_AT_ONCE: usize = 4096;

/// What a floor task is put together from.
pub(crate) struct Parts {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) telephony: Box<dyn Telephony>,
    pub(crate) clock: Clock,
    pub(crate) inbox: Inbox,
}

/// The single writer of one business unit.
pub(crate) struct FloorTask {
    floor: Floor,
    position: Position,
    parts: Parts,
    parked: Parked,
    answers_polls_at_once: bool,
}

/// What is told once the facts are durable.
enum Telling {
    Done(Answer, Range<usize>),
    Refused(Answer, FloorError),
    Read(Box<dyn FnOnce(&Floor) + Send>),
    Poll(PollRequest),
}

/// What woke the task.
enum Woken {
    Message(Message),
    Report(Command),
    Gone(PollNumber),
    Timer,
    Closed,
}

impl FloorTask {
    /// Builds the floor from its journal and gives it the configuration if it has changed.
    pub(crate) async fn recover(parts: Parts, setup: Setup) -> anyhow::Result<Self> {
        let (floor, position) = rebuild(parts.journal.as_ref(), parts.clock).await?;
        let mut task = Self {
            floor,
            position,
            parts,
            parked: Parked::default(),
            answers_polls_at_once: false,
        };
        if *task.floor.setup() != setup {
            let now = task.parts.clock.now();
            let facts = task.floor.handle(now, Command::Configure { setup })?;
            task.append(&facts).await?;
        }
        Ok(task)
    }

    /// Runs until nobody can ask any more, or the journal can neither keep nor give back.
    pub(crate) async fn run(mut self) -> anyhow::Result<()> {
        loop {
            let woken = self.wait().await;
            let (mut messages, mut commands) = (Vec::new(), Vec::new());
            match woken {
                Woken::Message(message) => messages.push(message),
                Woken::Report(command) => commands.push(command),
                Woken::Gone(number) => self.give_back(number),
                Woken::Timer => {}
                Woken::Closed => return Ok(()),
            }
            while messages.len() < MOST_AT_ONCE
                && let Ok(message) = self.parts.inbox.messages.try_recv()
            {
                messages.push(message);
            }
            while let Ok(number) = self.parts.inbox.gone.try_recv() {
                self.give_back(number);
            }
            self.turn(messages, commands).await?;
        }
    }

    async fn wait(&mut self) -> Woken {
        let wake_at = self.wake_at();
        let Parts { telephony, inbox, .. } = &mut self.parts;
        tokio::select! {
            message = inbox.messages.recv() => message.map_or(Woken::Closed, Woken::Message),
            Some(number) = inbox.gone.recv() => Woken::Gone(number),
            command = poll_fn(|context| telephony.poll_report(context)) => Woken::Report(command),
            () = sleep_until(wake_at) => Woken::Timer,
        }
    }

    fn wake_at(&self) -> Instant {
        let now = Instant::now();
        let timer = self
            .floor
            .next_timer()
            .map(|time| now + Duration::from_millis(time.ms_since(self.parts.clock.now())));
        [timer, self.parked.next_deadline()]
            .into_iter()
            .flatten()
            .fold(now + LONGEST_SLEEP, Instant::min)
    }

    /// Judges and applies all, makes it durable, then tells.
    async fn turn(&mut self, messages: Vec<Message>, commands: Vec<Command>) -> anyhow::Result<()> {
        let now = self.parts.clock.now();
        let (mut facts, mut tellings) = (Vec::new(), Vec::new());
        for message in messages {
            tellings.push(match message {
                Message::Command { command, answer } => match self.floor.handle(now, command) {
                    Ok(new) => {
                        let before = facts.len();
                        facts.extend(new);
                        Telling::Done(answer, before..facts.len())
                    }
                    Err(refusal) => Telling::Refused(answer, refusal.into()),
                },
                Message::Read(read) => Telling::Read(read),
                Message::Poll(request) => Telling::Poll(request),
                Message::AnswerPolls => {
                    self.answers_polls_at_once = true;
                    continue;
                }
            });
        }
        for command in commands {
            match self.floor.handle(now, command) {
                Ok(new) => facts.extend(new),
                Err(refusal) => tracing::debug!(%refusal, "a report of the lines came too late"),
            }
        }
        if self.floor.next_timer().is_some_and(|due| due <= now) {
            match self.floor.handle(now, Command::Timer) {
                Ok(new) => facts.extend(new),
                Err(refusal) => tracing::error!(%refusal, "the floor refused its own timer"),
            }
        }
        match self.append(&facts).await {
            Ok(()) => self.tell(&facts, tellings),
            Err(error) => self.take_back(tellings, error).await?,
        }
        Ok(())
    }

    async fn append(&mut self, facts: &[Fact]) -> Result<(), JournalError> {
        if !facts.is_empty() {
            self.position = self.parts.journal.append(self.position, facts).await?;
        }
        Ok(())
    }

    fn tell(&mut self, facts: &[Fact], tellings: Vec<Telling>) {
        for fact in facts {
            if let Err(error) = self.parts.telephony.happened(fact) {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a line was left as it was"
                );
            }
        }
        for telling in tellings {
            match telling {
                Telling::Done(answer, own) => {
                    answer(Ok((&self.floor, facts.get(own).unwrap_or_default())));
                }
                Telling::Refused(answer, error) => answer(Err(error)),
                Telling::Read(read) => read(&self.floor),
                Telling::Poll(request) => self.poll(request),
            }
        }
        for session in self.floor.take_told() {
            self.ask_again(session);
        }
        if self.answers_polls_at_once {
            for poll in self.parked.take_all() {
                self.end(poll, PollAnswer::Nothing);
            }
        }
        while let Some(poll) = self.parked.take_due(Instant::now()) {
            self.end(poll, PollAnswer::Nothing);
        }
    }

    /// What the journal could not keep did not happen: nobody is told, and the floor is rebuilt.
    async fn take_back(
        &mut self,
        tellings: Vec<Telling>,
        error: JournalError,
    ) -> anyhow::Result<()> {
        tracing::error!(%error, "the journal did not keep what happened; the floor is rebuilt");
        for telling in tellings {
            match telling {
                Telling::Done(answer, _) | Telling::Refused(answer, _) => {
                    answer(Err(FloorError::NotKept));
                }
                // Whoever reads or polls asks again: the answer's other end is dropped.
                Telling::Read(_) | Telling::Poll(_) => {}
            }
        }
        for poll in self.parked.take_all() {
            let _ = poll.answer.send(PollAnswer::Nothing);
        }
        (self.floor, self.position) =
            rebuild(self.parts.journal.as_ref(), self.parts.clock).await?;
        Ok(())
    }

    fn poll(&mut self, request: PollRequest) {
        let PollRequest { number, agent, id, timeout, answer } = request;
        let now = self.parts.clock.now();
        let told = answer_of(self.floor.poll(agent, &id.key, id.received));
        match told {
            PollAnswer::Unknown | PollAnswer::Gone => {
                // Nobody is listening when the client has gone.
                let _ = answer.send(told);
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
                let _ = answer.send(told);
                self.floor.poll_ended(now, &id.key);
            }
        }
    }

    /// Asks the floor again for the parked polls of an agent session that has something to tell.
    fn ask_again(&mut self, session: AgentSessionId) {
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

    fn end(&mut self, poll: ParkedPoll, told: PollAnswer) {
        self.floor.poll_ended(self.parts.clock.now(), &poll.key());
        // Nobody is listening when the client has gone.
        let _ = poll.answer.send(told);
    }

    fn give_back(&mut self, number: PollNumber) {
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

/// Applies all facts of a journal to an empty floor.
async fn rebuild(journal: &dyn Journal, clock: Clock) -> Result<(Floor, Position), JournalError> {
    let (mut floor, mut position) = (Floor::new(), Position::default());
    loop {
        let entries = journal.read(position, READ_AT_ONCE).await?;
        let Some(last) = entries.last() else { break };
        position = last.position;
        for entry in &entries {
            floor.evolve(&entry.fact);
        }
    }
    floor.recovered(clock.now());
    Ok((floor, position))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use cordboard_acd::{AgentId, EventNumber, SessionKey};
    use cordboard_journal::{Entry, MemoryJournal, Pending, Snapshot};
    use cordboard_telephony::LineSimulator;

    use crate::{config::Config, floor, floor::FloorHandle, session_id::SessionId};

    use super::*;

    /// Keeps nothing while it is told to fail.
    #[derive(Default)]
    struct Failing {
        inner: MemoryJournal,
        fails: AtomicBool,
    }

    impl Journal for Failing {
        fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position> {
            if self.fails.load(Ordering::SeqCst) {
                let full = std::io::Error::other("the disk is full");
                return Box::pin(async { Err(JournalError::Driver(full.into())) });
            }
            self.inner.append(expected, facts)
        }

        fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>> {
            self.inner.read(after, limit)
        }

        fn newest_snapshot(&self, below: Option<Position>) -> Pending<'_, Option<Snapshot>> {
            self.inner.newest_snapshot(below)
        }

        fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()> {
            self.inner.save_snapshot(snapshot)
        }

        fn forget(&self, up_to: Position) -> Pending<'_, Position> {
            self.inner.forget(up_to)
        }

        fn reopen(&self) -> Pending<'_, Position> {
            self.inner.reopen()
        }

        fn close(&self) -> Pending<'_, ()> {
            self.inner.close()
        }
    }

    const AGENT: AgentId = AgentId(1);

    async fn start(journal: Arc<Failing>) -> FloorHandle {
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 1));
        let setup = Config::demo(address, address).unwrap().setup;
        let (handle, inbox) = floor::channel();
        let telephony = Box::new(LineSimulator::new());
        let parts = Parts { journal, telephony, clock: Clock, inbox };
        let task = FloorTask::recover(parts, setup).await.unwrap();
        tokio::spawn(task.run());
        handle
    }

    fn log_in(key: u8) -> Command {
        Command::StartAgentSession {
            agent: AGENT,
            key: SessionKey([key; 16]),
            station: None,
            inactivity_timeout_s: None,
            inactivity_force_logout: false,
        }
    }

    fn id(key: u8) -> SessionId {
        SessionId { key: SessionKey([key; 16]), received: EventNumber(0) }
    }

    #[tokio::test]
    async fn what_the_journal_did_not_keep_did_not_happen() {
        let journal = Arc::new(Failing::default());
        let floor = start(Arc::clone(&journal)).await;
        journal.fails.store(true, Ordering::SeqCst);
        assert_eq!(floor.command(log_in(1), |_, _| ()).await, Err(FloorError::NotKept));
        let sessions = floor.read(|floor| floor.sessions().count()).await;
        assert_eq!(sessions, Ok(0));
        let told = floor.poll(AGENT, id(1), Duration::ZERO).await;
        assert_eq!(told, Ok(PollAnswer::Unknown));
        journal.fails.store(false, Ordering::SeqCst);
        assert_eq!(floor.command(log_in(2), |_, _| ()).await, Ok(()));
    }

    #[tokio::test]
    async fn a_floor_is_rebuilt_from_its_journal() {
        let journal = Arc::new(Failing::default());
        let floor = start(Arc::clone(&journal)).await;
        floor.command(log_in(1), |_, _| ()).await.unwrap();
        let told = floor.poll(AGENT, id(1), Duration::ZERO).await.unwrap();
        drop(floor);
        let again = start(journal).await;
        assert_eq!(again.poll(AGENT, id(1), Duration::ZERO).await, Ok(told));
    }

    #[tokio::test]
    async fn polls_are_answered_at_once_when_the_server_ends() {
        let floor = start(Arc::new(Failing::default())).await;
        floor.command(log_in(1), |_, _| ()).await.unwrap();
        let Ok(PollAnswer::Events { next, .. }) = floor.poll(AGENT, id(1), Duration::ZERO).await
        else {
            panic!("the first answer is the picture");
        };
        let id = SessionId { received: next, ..id(1) };
        floor.answer_polls().await;
        let hour = Duration::from_hours(1);
        assert_eq!(floor.poll(AGENT, id, hour).await, Ok(PollAnswer::Nothing));
    }
}
