//! The loop of the floor task.

use std::{future::poll_fn, ops::Range, sync::Arc, time::Duration};

use cordboard_acd::{Command, Fact, Floor, fact::Happened};
use cordboard_journal::{Journal, JournalError, Position};
use cordboard_telephony::Telephony;
use tokio::time::{Instant, sleep_until};

use crate::{
    clock::Clock,
    config::{self, Seed},
    metrics::{Measures, Outcome},
    readiness::{Readiness, ReadinessSign},
};

use super::{
    AliveRequest, Answer, FloorError, Inbox, Message, PollAnswer, PollNumber, PollRequest,
    ReadAnswer,
    parked::Parked,
    recovery::{self, CannotRecover, Recovered},
    snapshots::Snapshots,
    standing_still::{StandingStill, words},
};

/// So many requests go into one append: enough to share its cost, few enough that the first does
/// not wait for long.
const MOST_AT_ONCE: usize = 256;

/// The wall clock may jump: the floor's timers are looked at anew after so long at the latest.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// What a floor task is put together from.
pub(crate) struct Parts {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) telephony: Box<dyn Telephony>,
    pub(crate) clock: Clock,
    pub(crate) readiness: ReadinessSign,
    pub(crate) measures: Measures,
    pub(crate) inbox: Inbox,
    pub(crate) config: config::Journal,
}

/// The single writer of one business unit.
pub(crate) struct FloorTask {
    pub(super) floor: Floor,
    /// The last fact that is durable for certain.
    position: Position,
    pub(super) parts: Parts,
    pub(super) parked: Parked,
    snapshots: Snapshots,
    still: Option<StandingStill>,
    answers_polls_at_once: bool,
    ends: bool,
}

/// What is told once the facts are durable.
enum Telling {
    Done(Answer, Range<usize>),
    Refused(Answer, FloorError),
    Read(ReadAnswer),
    Poll(PollRequest),
    Alive(AliveRequest),
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
    /// Builds the floor from its journal; an empty one takes its configuration from the seed.
    pub(crate) async fn recover(parts: Parts, seed: Seed) -> Result<Self, CannotRecover> {
        let begun = Instant::now();
        let Recovered { mut floor, position, snapshot, snapshot_at } =
            recovery::recover(parts.journal.as_ref(), None).await?;
        tracing::info!(
            position = position.0,
            from_snapshot = snapshot.0,
            ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            "the floor has been made again from its journal"
        );
        parts.measures.recovered(begun.elapsed(), position);
        if snapshot > Position::default() {
            parts.measures.snapshot(snapshot, snapshot_at);
        }
        parts.clock.not_before(floor.now());
        floor.recovered(parts.clock.now());
        let begun_from = if snapshot > Position::default() {
            (snapshot, snapshot_at)
        } else {
            (snapshot, parts.clock.now())
        };
        let snapshots = Snapshots::new(
            Arc::clone(&parts.journal),
            parts.config,
            parts.measures.clone(),
            begun_from,
        );
        let mut task = Self {
            floor,
            position,
            snapshots,
            parts,
            parked: Parked::default(),
            still: None,
            answers_polls_at_once: false,
            ends: false,
        };
        task.parts.telephony.recovered(&task.floor);
        if !task.floor.is_seeded() {
            let now = task.parts.clock.now();
            let seed = Command::Seed { setup: Box::new(seed.setup), passwords: seed.passwords };
            let facts = task.floor.handle(now, seed)?;
            task.append(&facts).await?;
        }
        task.publish();
        task.publish_ended_sign_ins();
        task.parts.readiness.set(Readiness::Ready);
        Ok(task)
    }

    /// Runs until it is told to end, or nobody can ask any more; then closes the journal.
    pub(crate) async fn run(mut self) {
        while !self.ends {
            let woken = self.wait().await;
            let (mut messages, mut reports) = (Vec::new(), Vec::new());
            match woken {
                Woken::Message(message) => messages.push(message),
                Woken::Report(report) => reports.push(report),
                Woken::Gone(number) => self.give_back(number),
                Woken::Timer => {}
                Woken::Closed => self.ends = true,
            }
            while messages.len() < MOST_AT_ONCE
                && let Ok(message) = self.parts.inbox.messages.try_recv()
            {
                messages.push(message);
            }
            while let Ok(number) = self.parts.inbox.gone.try_recv() {
                self.give_back(number);
            }
            if self.tries_again(Instant::now()) {
                reports.extend(self.try_again().await);
            }
            if self.still.is_some() {
                self.answer_standing_still(messages);
            } else {
                self.turn(messages, reports).await;
            }
        }
        if self.still.is_none() {
            self.snapshots.save_last(&self.floor, self.position).await;
        }
        if let Err(error) = self.parts.journal.close().await {
            tracing::error!(reason = words(&error), "the journal could not be closed in order");
        }
    }

    async fn wait(&mut self) -> Woken {
        let wake_at = self.wake_at();
        let hears_lines = self.still.is_none();
        let Parts { telephony, inbox, .. } = &mut self.parts;
        tokio::select! {
            message = inbox.messages.recv() => message.map_or(Woken::Closed, Woken::Message),
            Some(number) = inbox.gone.recv() => Woken::Gone(number),
            report = poll_fn(|context| telephony.poll_report(context)), if hears_lines => {
                Woken::Report(report)
            }
            () = sleep_until(wake_at) => Woken::Timer,
        }
    }

    fn wake_at(&self) -> Instant {
        let now = Instant::now();
        let own = match &self.still {
            Some(still) => still.try_again_at(),
            None => self
                .floor
                .next_timer()
                .map(|time| now + Duration::from_millis(time.ms_since(self.parts.clock.now()))),
        };
        [own, self.parked.next_deadline()]
            .into_iter()
            .flatten()
            .fold(now + LONGEST_SLEEP, Instant::min)
    }

    /// Judges and applies all, makes it durable, then tells.
    async fn turn(&mut self, messages: Vec<Message>, reports: Vec<Command>) {
        let (begun, now) = (Instant::now(), self.parts.clock.now());
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
                Message::Alive(request) => Telling::Alive(request),
                Message::AnswerPolls => {
                    self.answers_polls_at_once = true;
                    continue;
                }
                Message::End => {
                    self.ends = true;
                    continue;
                }
            });
        }
        for report in &reports {
            match self.floor.handle(now, report.clone()) {
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
        let appending = Instant::now();
        match self.append(&facts).await {
            Ok(()) => {
                if !facts.is_empty() {
                    let (measures, position) = (&self.parts.measures, self.position);
                    measures.committed(&facts, position, appending.elapsed(), begun.elapsed());
                }
                self.tell(&facts, tellings);
                self.snapshots.save_when_due(&self.floor, self.position);
            }
            Err(error) => self.stand_still(&error, tellings, reports).await,
        }
    }

    async fn append(&mut self, facts: &[Fact]) -> Result<(), JournalError> {
        if !facts.is_empty() {
            self.position = self.parts.journal.append(self.position, facts).await?;
        }
        Ok(())
    }

    /// Shows the configuration to those who read it without asking the floor.
    fn publish(&self) {
        if self.durable_floor().is_err() {
            return;
        }
        self.parts.inbox.setup.send_if_modified(|shown| {
            let changed = !Arc::ptr_eq(shown, self.floor.setup());
            *shown = Arc::clone(self.floor.setup());
            changed
        });
    }

    /// Shows which sign-ins have ended to those who judge access tokens.
    fn publish_ended_sign_ins(&self) {
        self.parts.inbox.ended_sign_ins.send_replace(Arc::new(self.floor.ended_sign_ins()));
    }

    fn tell(&mut self, facts: &[Fact], tellings: Vec<Telling>) {
        self.publish();
        if facts.iter().any(|fact| matches!(fact.happened, Happened::SignInEnded { .. })) {
            self.publish_ended_sign_ins();
        }
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
                    self.parts.measures.command(Outcome::Accepted);
                    answer(Ok((&self.floor, facts.get(own).unwrap_or_default())));
                }
                Telling::Refused(answer, error) => {
                    let outcome = match error {
                        FloorError::Refused(_) => Outcome::Refused,
                        FloorError::StandsStill { .. } | FloorError::Stopped => Outcome::NotKept,
                    };
                    self.parts.measures.command(outcome);
                    answer(Err(error));
                }
                Telling::Read(read) => read(self.durable_floor()),
                Telling::Poll(request) => self.poll(request),
                Telling::Alive(request) => self.alive(request),
            }
        }
        if self.durable_floor().is_ok() {
            for session in self.floor.take_told() {
                self.ask_again(session);
            }
        }
        if self.answers_polls_at_once {
            for poll in self.parked.take_all() {
                self.end(poll, PollAnswer::Nothing);
            }
        }
        while let Some(poll) = self.parked.take_due(Instant::now()) {
            self.end(poll, PollAnswer::Nothing);
        }
        self.parts.measures.parked(self.parked.len());
    }

    /// What the journal could not keep has not happened: nobody is told, and nothing happens until
    /// it keeps facts again.
    async fn stand_still(
        &mut self,
        error: &JournalError,
        tellings: Vec<Telling>,
        reports: Vec<Command>,
    ) {
        self.parts.measures.journal_failed();
        let still = StandingStill::begin(error, reports, Instant::now());
        tracing::error!(
            reason = &*still.reason(),
            "the journal did not keep what happened: the floor stands still"
        );
        self.still = Some(still);
        if let Err(error) = self.take_back().await {
            self.failed_again(&error);
        }
        self.say_standing_still();
        let refusal = self.refusal();
        let tellings = tellings.into_iter().map(|telling| match telling {
            Telling::Done(answer, _) | Telling::Refused(answer, _) => {
                Telling::Refused(answer, refusal.clone())
            }
            Telling::Read(_) | Telling::Poll(_) | Telling::Alive(_) => telling,
        });
        self.tell(&[], tellings.collect());
    }

    /// Makes the floor again as it was before what the journal did not keep.
    async fn take_back(&mut self) -> Result<(), JournalError> {
        let journal = self.parts.journal.as_ref();
        let recovered = recovery::recover(journal, Some(self.position)).await?;
        if recovered.position != self.position {
            return Err(JournalError::Inconsistent { position: recovered.position });
        }
        self.floor = recovered.floor;
        let now = self.parts.clock.now();
        self.floor.recovered(now);
        for poll in self.parked.all() {
            self.floor.poll_began(now, &poll.key(), poll.id.received);
        }
        if let Some(still) = &mut self.still {
            still.floor_is_known = true;
        }
        Ok(())
    }

    fn tries_again(&self, now: Instant) -> bool {
        let due = self.still.as_ref().and_then(StandingStill::try_again_at);
        due.is_some_and(|due| due <= now)
    }

    /// Opens the journal anew. When it takes facts again, the floor goes on: gives what the lines
    /// have reported since.
    async fn try_again(&mut self) -> Vec<Command> {
        match self.catch_up().await {
            Ok(facts) => {
                let reports = self.still.take().map(|still| still.reports).unwrap_or_default();
                tracing::info!("the journal keeps facts again: the floor goes on");
                self.parts.readiness.set(Readiness::Ready);
                self.tell(&facts, Vec::new());
                reports
            }
            Err(error) => {
                self.failed_again(&error);
                self.say_standing_still();
                Vec::new()
            }
        }
    }

    /// Gives, applied, what the journal turns out to have kept of the append that failed.
    async fn catch_up(&mut self) -> Result<Vec<Fact>, JournalError> {
        let stands_at = self.parts.journal.reopen().await?;
        if stands_at < self.position {
            return Err(JournalError::Inconsistent { position: stands_at });
        }
        if self.still.as_ref().is_some_and(|still| !still.floor_is_known) {
            self.take_back().await?;
        }
        let kept = self.parts.journal.read(self.position, usize::MAX).await?;
        for entry in &kept {
            self.floor.evolve(&entry.fact);
            self.position = entry.position;
        }
        Ok(kept.into_iter().map(|entry| entry.fact).collect())
    }

    fn failed_again(&mut self, error: &JournalError) {
        if let Some(still) = &mut self.still {
            let before = still.reason();
            still.failed_again(error, Instant::now());
            if still.reason() != before {
                tracing::error!(reason = &*still.reason(), "the floor stands still");
            }
        }
    }

    fn say_standing_still(&self) {
        if let Some(still) = &self.still {
            self.parts.readiness.set(Readiness::StandsStill(still.reason()));
        }
    }

    /// Nothing may happen; what is durable may be read.
    fn answer_standing_still(&mut self, messages: Vec<Message>) {
        let refusal = self.refusal();
        let mut tellings = Vec::new();
        for message in messages {
            match message {
                Message::Command { command: _, answer } => {
                    tellings.push(Telling::Refused(answer, refusal.clone()));
                }
                Message::Read(read) => tellings.push(Telling::Read(read)),
                Message::Poll(request) => tellings.push(Telling::Poll(request)),
                Message::Alive(request) => tellings.push(Telling::Alive(request)),
                Message::AnswerPolls => self.answers_polls_at_once = true,
                Message::End => self.ends = true,
            }
        }
        self.tell(&[], tellings);
    }

    fn refusal(&self) -> FloorError {
        self.still.as_ref().map_or(FloorError::Stopped, |still| still.refusal(Instant::now()))
    }

    /// The floor as far as it is durable.
    pub(super) fn durable_floor(&self) -> Result<&Floor, FloorError> {
        match &self.still {
            Some(still) if !still.floor_is_known => Err(still.refusal(Instant::now())),
            Some(_) | None => Ok(&self.floor),
        }
    }
}
